//! Casebooks in and out of files: TOML, JSON, JSON Lines, CSV. Knows model.
