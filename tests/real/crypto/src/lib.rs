//! Hashes, signatures and sealed messages.

use aes_gcm::aead::{Aead, KeyInit};
use aes_gcm::Aes256Gcm;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use js_sys::Uint8Array;
use sha2::{Digest, Sha256, Sha512};
use wasm_bindgen::prelude::*;

/// Bytes from the random number generator of the host.
#[wasm_bindgen]
pub fn random(length: usize) -> Result<Uint8Array, JsError> {
    let mut bytes = vec![0; length];
    getrandom::fill(&mut bytes)?;
    Ok(Uint8Array::from(&bytes[..]))
}

#[wasm_bindgen(js_name = "sha256")]
pub fn sha256(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// A hash over many pieces.
#[wasm_bindgen]
#[derive(Default)]
pub struct Hasher(Sha512);

#[wasm_bindgen]
impl Hasher {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Hasher {
        Hasher::default()
    }

    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Ends the hash.
    pub fn finish(self) -> Box<[u8]> {
        self.0.finalize().to_vec().into()
    }
}

/// A pair of keys.
#[wasm_bindgen]
pub struct Keys(SigningKey);

#[wasm_bindgen]
impl Keys {
    /// From 32 secret bytes.
    #[wasm_bindgen(js_name = "fromSecret")]
    pub fn from_secret(secret: &[u8]) -> Keys {
        Keys(SigningKey::from_bytes(secret.try_into().expect("a secret has 32 bytes")))
    }

    #[wasm_bindgen(getter = publicKey)]
    pub fn public_key(&self) -> Vec<u8> {
        self.0.verifying_key().to_bytes().to_vec()
    }

    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).to_bytes().to_vec()
    }
}

/// Fails with the library's reason.
#[wasm_bindgen]
pub fn verify(public_key: &[u8], message: &[u8], signature: &[u8]) -> Result<(), JsError> {
    let key = VerifyingKey::try_from(public_key)?;
    let signature = Signature::from_slice(signature)?;
    Ok(key.verify_strict(message, &signature)?)
}

/// AES-256-GCM; the nonce has 12 bytes.
#[wasm_bindgen]
pub fn seal(key: &[u8], nonce: &[u8], message: &[u8]) -> Result<Vec<u8>, JsError> {
    cipher(key)?.encrypt(nonce.try_into()?, message).map_err(|error| JsError::new(&error.to_string()))
}

/// The message, if nobody touched it.
#[wasm_bindgen]
pub fn open(key: &[u8], nonce: &[u8], sealed: &[u8]) -> Result<Vec<u8>, JsError> {
    cipher(key)?.decrypt(nonce.try_into()?, sealed).map_err(|error| JsError::new(&error.to_string()))
}

fn cipher(key: &[u8]) -> Result<Aes256Gcm, JsError> {
    Ok(Aes256Gcm::new_from_slice(key)?)
}
