//! From a finished letter to bytes, one file per format. Knows only `letters::letter`.
