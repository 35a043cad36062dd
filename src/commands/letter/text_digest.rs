//! The digest by which a file is known again.

use sha2::{Digest, Sha256};

/// The digest of a letter’s bytes, in hexadecimal.
pub(super) fn hex_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
