//! What signing keys are sealed with before they go into the database: AES-256-GCM, with a key made of the secret of the
//! installation. Whoever has a copy of the database alone cannot sign.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use entity::account::signing_key::SigningKey;

use crate::file;

/// The fewest characters of a secret.
const MIN_SECRET: usize = 32;
/// The bytes of a nonce.
const NONCE: usize = 12;

/// What keys are sealed with.
#[derive(Clone)]
pub struct Seal([u8; 32]);

impl Seal {
    /// Makes it of a secret of at least 32 characters.
    ///
    /// # Errors
    /// One sentence, for a secret that is too short.
    pub fn of_secret(secret: &str) -> Result<Self, String> {
        let length = secret.trim().chars().count();
        if length < MIN_SECRET {
            return Err(format!("the secret has {length} characters; at least {MIN_SECRET} are needed"));
        }
        let mut key = [0; 32];
        let derived = Salt::new(HKDF_SHA256, b"bretagne-creative").extract(secret.trim().as_bytes());
        let filled = derived.expand(&[b"signing keys"], HKDF_SHA256).and_then(|it| it.fill(&mut key));
        filled.map_err(|_| "no key can be made of the secret".to_owned())?;
        Ok(Self(key))
    }

    /// Makes it of the secret in a file; none when there is no such file, or nothing in it.
    ///
    /// # Errors
    /// One sentence that names the file, when it cannot be read, is open to others, or holds too little.
    pub fn read(path: &Path) -> Result<Option<Self>, String> {
        let told = |it: std::io::Error| format!("the secret {} cannot be used: {it}", path.display());
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(told(cause)),
        };
        let mut secret = String::new();
        file.read_to_string(&mut secret).map_err(told)?;
        if secret.trim().is_empty() {
            return Ok(None);
        }
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::MetadataExt::mode(&file.metadata().map_err(told)?);
            if mode & 0o077 != 0 {
                return Err(format!("the secret {} can be read by others; run chmod 600 on it", path.display()));
            }
        }
        Self::of_secret(&secret).map(Some).map_err(|it| format!("the file {}: {it}", path.display()))
    }

    /// Makes a file for its owner alone, with a secret made of `fresh`, and the seal of it. Of several who make it at once
    /// all have the same.
    ///
    /// # Errors
    /// One sentence that names the file, when it cannot be made.
    pub fn make(path: &Path, fresh: &[u8; 32]) -> Result<Self, String> {
        let told = |it: std::io::Error| format!("the secret {} cannot be made: {it}", path.display());
        // what a full disk once left behind
        if std::fs::metadata(path).is_ok_and(|it| it.len() == 0) {
            std::fs::remove_file(path).map_err(told)?;
        }
        match file::write_new(path, STANDARD.encode(fresh).as_bytes()) {
            Ok(()) => {}
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(told(cause)),
        }
        Self::read(path)?.ok_or_else(|| format!("the secret {} is empty; remove it", path.display()))
    }

    /// Whether this seal opens a key.
    pub(crate) fn opens(&self, key: &SigningKey) -> bool {
        self.open(&key.kid, &key.sealed).is_some()
    }

    /// Bytes that nobody can tell who does not have the secret: the same for the same name.
    pub fn derive(&self, name: &str) -> Option<[u8; 32]> {
        let mut bytes = [0; 32];
        let derived = Salt::new(HKDF_SHA256, b"bretagne-creative derived").extract(&self.0);
        let filled = derived.expand(&[name.as_bytes()], HKDF_SHA256).and_then(|it| it.fill(&mut bytes));
        filled.is_ok().then_some(bytes)
    }

    /// Seals bytes that belong to a name.
    pub fn close(&self, name: &str, plain: &[u8]) -> Option<String> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, &self.0).ok()?;
        let mut sealed = plain.to_vec();
        let nonce = key.seal_in_place_append_tag(Aad::from(name), &mut sealed).ok()?;
        let whole: Vec<u8> = nonce.as_ref().iter().chain(&sealed).copied().collect();
        Some(STANDARD.encode(whole))
    }

    /// Opens what was sealed for a name; none when it was not, or with another secret.
    pub(crate) fn open(&self, name: &str, sealed: &str) -> Option<Vec<u8>> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, &self.0).ok()?;
        let mut whole = STANDARD.decode(sealed).ok()?;
        if whole.len() < NONCE {
            return None;
        }
        let mut bytes = whole.split_off(NONCE);
        let nonce = Nonce::try_assume_unique_for_key(&whole).ok()?;
        key.open_in_place(nonce, Aad::from(name), &mut bytes).ok().map(|it| it.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_for_its_name_and_secret_only() {
        let seal = Seal::of_secret("a secret of the installation, long enough").unwrap();
        let other = Seal::of_secret("another secret of the installation, as long").unwrap();
        let sealed = seal.close("k1", b"private").unwrap();
        assert_eq!(seal.open("k1", &sealed).unwrap(), b"private");
        assert!(seal.open("k2", &sealed).is_none() && other.open("k1", &sealed).is_none());
        assert!(seal.open("k1", "AAAA").is_none() && seal.open("k1", "not base64").is_none());
        assert_ne!(seal.close("k1", b"private").unwrap(), sealed);
        assert!(Seal::of_secret("short").is_err());
    }
}
