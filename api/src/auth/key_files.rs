//! Keys that the configuration names: files, the first of which signs, while what the others have signed is good as well.

use std::path::{Path, PathBuf};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use serde::{Deserialize, Serialize};

use crate::auth::key::Key;

/// The fewest bytes of a secret (RFC 7518 §3.2).
const MIN_SECRET: usize = 32;

/// How tokens are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signing {
    /// With Ed25519: whoever has the public key can check.
    #[serde(rename = "EdDSA")]
    EdDsa,
    /// With a secret that all who check share.
    #[serde(rename = "HS256")]
    Hs256,
}

/// Keys that the configuration names; at least one.
pub struct KeyFiles {
    first: Key,
    all: Vec<Key>,
}

impl KeyFiles {
    /// Reads the files. For EdDSA each holds a private key (PKCS #8, PEM); for HS256 a secret of at least 32 bytes. None
    /// for no files.
    ///
    /// # Errors
    /// One sentence that names the file, when it cannot be read, is open to others, or holds something else.
    pub fn read(signing: Signing, files: &[PathBuf]) -> Result<Option<Self>, String> {
        let all = files.iter().map(|it| key(signing, it)).collect::<Result<Vec<Key>, String>>()?;
        Ok(all.first().cloned().map(|first| Self { first, all }))
    }

    pub(super) fn current(&self) -> &Key {
        &self.first
    }

    pub(super) fn all(&self) -> &[Key] {
        &self.all
    }
}

fn key(signing: Signing, path: &Path) -> Result<Key, String> {
    let told = |what: &dyn std::fmt::Display| format!("the key {} cannot be used: {what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|it| told(&it))?;
    #[cfg(unix)]
    {
        let about = std::fs::metadata(path).map_err(|it| told(&it))?;
        if std::os::unix::fs::MetadataExt::mode(&about) & 0o007 != 0 {
            return Err(told(&"it can be read by everybody; run chmod o= on it"));
        }
    }
    match signing {
        Signing::EdDsa => ed25519(&text).ok_or_else(|| told(&"it is no Ed25519 private key (PKCS #8, PEM)")),
        Signing::Hs256 if text.trim().len() < MIN_SECRET => {
            Err(told(&format!("it has {} bytes; HS256 needs at least {MIN_SECRET}", text.trim().len())))
        }
        Signing::Hs256 => Ok(secret(text.trim().as_bytes())),
    }
}

fn ed25519(pem: &str) -> Option<Key> {
    let body = pem.trim().strip_prefix("-----BEGIN PRIVATE KEY-----")?.strip_suffix("-----END PRIVATE KEY-----")?;
    let der = STANDARD.decode(body.split_whitespace().collect::<String>()).ok()?;
    let pair = Ed25519KeyPair::from_pkcs8(&der).or_else(|_| Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der)).ok()?;
    let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
    // the thumbprint of the key (RFC 7638 §3, RFC 8037 §2): the same name on every server
    let thumbprint = digest(&SHA256, format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#).as_bytes());
    Some(Key {
        kid: URL_SAFE_NO_PAD.encode(thumbprint),
        algorithm: Algorithm::EdDSA,
        public: DecodingKey::from_ed_components(&x).ok()?,
        private: EncodingKey::from_ed_der(pair.to_pkcs8v1().ok()?.as_ref()),
        x: Some(x),
        retired_at: None,
    })
}

fn secret(secret: &[u8]) -> Key {
    let name = digest(&SHA256, &[b"kid of ", secret].concat());
    Key {
        kid: URL_SAFE_NO_PAD.encode(&name.as_ref()[..12]),
        algorithm: Algorithm::HS256,
        public: DecodingKey::from_secret(secret),
        private: EncodingKey::from_secret(secret),
        x: None,
        retired_at: None,
    }
}
