//! The only folder that prints or asks. Knows nobody.
