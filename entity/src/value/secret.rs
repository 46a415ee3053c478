//! Secrets that are handed out: how they are written, and the hash that is kept of them.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// What is kept of a secret.
pub(crate) fn hash(secret: &str) -> String {
    hexadecimal(&Sha256::digest(secret.as_bytes()))
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}
