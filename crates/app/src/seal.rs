//! Encrypts what must rest in the store for a while and is nobody's business: addresses, messages, links in the queue.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::clock::Random;

/// Bytes of the instance's secret.
pub const SECRET_BYTES: usize = 32;

const NONCE_BYTES: usize = 24;

/// The instance's secret, put to use.
#[derive(Clone)]
pub struct Seal {
    cipher: XChaCha20Poly1305,
    hash_key: [u8; 32],
    random: Random,
}

/// Something sealed could not be opened: it was sealed with another secret, or is damaged.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("sealed with another secret, or damaged")]
pub struct SealError;

impl Seal {
    /// With the instance's secret.
    pub fn new(secret: &[u8; SECRET_BYTES], random: Random) -> Self {
        let key = blake3::derive_key("crosswalk 2026 sealed values", secret);
        let hash_key = blake3::derive_key("crosswalk 2026 hashed addresses", secret);
        Self { cipher: XChaCha20Poly1305::new(&key.into()), hash_key, random }
    }

    /// Seals a value as JSON.
    pub fn close(&self, value: &impl Serialize) -> Vec<u8> {
        let plain = serde_json::to_vec(value).expect("plain structs become JSON");
        let nonce: [u8; NONCE_BYTES] = self.random.bytes();
        let mut sealed = nonce.to_vec();
        let body = self.cipher.encrypt(XNonce::from_slice(&nonce), plain.as_slice());
        sealed.extend(body.expect("a value of this size can be sealed"));
        sealed
    }

    /// Opens what [`Seal::close`] made.
    pub fn open<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T, SealError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or(SealError)?;
        let plain = self.cipher.decrypt(XNonce::from_slice(nonce), body).map_err(|_| SealError)?;
        serde_json::from_slice(&plain).map_err(|_| SealError)
    }

    /// A hash that tells whether two texts are the same and nothing else, without the secret.
    pub fn hash(&self, text: &str) -> [u8; 32] {
        *blake3::keyed_hash(&self.hash_key, text.as_bytes()).as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_opens() {
        let seal = Seal::new(&[1; 32], Random::seeded(1));
        let sealed = seal.close(&("rosa@example.org", 3));
        assert_eq!(seal.open::<(String, u8)>(&sealed).expect("opens"), ("rosa@example.org".into(), 3));
        assert!(Seal::new(&[2; 32], Random::seeded(1)).open::<(String, u8)>(&sealed).is_err());
        assert!(seal.open::<(String, u8)>(&sealed[..30]).is_err() && seal.open::<u8>(&[]).is_err());
        assert!(!sealed.windows(4).any(|part| part == b"rosa"));
    }
}
