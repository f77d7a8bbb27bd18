//! Ed25519 keys that sign notes (C2SP signed-note) and cosign checkpoints (C2SP tlog-cosignature), and
//! the file that holds one sealed by a passphrase (PKCS #8 in PEM, PBES2 with scrypt and AES-256-CBC).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::pkcs8::KeypairBytes;
use ed25519_dalek::{Signature as Ed25519Signature, Signer as _, SigningKey, VerifyingKey};
use jiff::Timestamp;
use pkcs8::der::pem::LineEnding;
use pkcs8::der::{Decode as _, SecretDocument};
use pkcs8::pkcs5::pbes2;
use pkcs8::{EncodePrivateKey as _, EncryptedPrivateKeyInfoRef, PrivateKeyInfoRef};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::note::{Note, Signature, is_name};

/// Why a key cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The text is no verifier key.
    #[error("that is no verifier key: a name, eight hexadecimal digits and base64 are expected, with + between them")]
    Verifier,
    /// The key makes signatures of another kind than Ed25519.
    #[error("the key is of kind {0}; known are 1 (Ed25519) and 4 (cosignature)")]
    Kind(u8),
    /// A name with a space or a plus sign in it, or none.
    #[error("a key's name has at least one character, no space and no plus sign")]
    Name,
    /// The file is no sealed key of this tool.
    #[error("the file holds no sealed key")]
    File,
    /// The passphrase is another one, or the file was changed.
    #[error("the passphrase does not open the key")]
    Passphrase,
    /// The passphrase is too short to seal with.
    #[error("the passphrase needs at least {0} characters")]
    Short(usize),
}

/// Why a signature does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// No signature by this key.
    #[error("it is not signed by this key")]
    Absent,
    /// A signature that names this key and is not of this text.
    #[error("its signature by this key is of something else")]
    Wrong,
}

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// Notes: a log's own key.
    Note,
    /// Checkpoints of others, with the time: a witness's key.
    Cosignature,
}

impl KeyKind {
    const fn number(self) -> u8 {
        match self {
            Self::Note => 1,
            Self::Cosignature => 4,
        }
    }
}

/// A public key with its name. Its text form is the `vkey` of signed notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: VerifyingKey,
}

impl VerifierKey {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it signs.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The first four bytes of the hash over name, kind and key.
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', self.kind.number()])
            .chain_update(self.key.as_bytes())
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// Checks that the note is signed by this key. A cosignature says when it was made.
    ///
    /// # Errors
    /// Where it is not, or the signature is of something else.
    pub fn verify(&self, note: &Note) -> Result<Option<Timestamp>, SignatureError> {
        let id = self.id();
        let ours = |signature: &&Signature| signature.name == self.name && signature.id == id;
        let signature = note.signatures.iter().find(ours).ok_or(SignatureError::Absent)?;
        let (time, bytes) = match self.kind {
            KeyKind::Note => (None, signature.bytes.as_slice()),
            KeyKind::Cosignature => {
                let (seconds, rest) = signature.bytes.split_first_chunk::<8>().ok_or(SignatureError::Wrong)?;
                let seconds = i64::try_from(u64::from_be_bytes(*seconds)).map_err(|_| SignatureError::Wrong)?;
                (Some(Timestamp::from_second(seconds).map_err(|_| SignatureError::Wrong)?), rest)
            }
        };
        let made = Ed25519Signature::from_slice(bytes).map_err(|_| SignatureError::Wrong)?;
        let signed = signed(time, &note.text);
        self.key.verify_strict(signed.as_bytes(), &made).map_err(|_| SignatureError::Wrong)?;
        Ok(time)
    }
}

/// What is signed: the text, or for a cosignature a line of its own, the time and the text.
fn signed(time: Option<Timestamp>, text: &str) -> String {
    match time {
        None => text.to_owned(),
        Some(time) => format!("cosignature/v1\ntime {}\n{text}", time.as_second()),
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+", self.name)?;
        for byte in self.id() {
            write!(f, "{byte:02x}")?;
        }
        let key = [[self.kind.number()].as_slice(), self.key.as_bytes()].concat();
        write!(f, "+{}", STANDARD.encode(key))
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyError::Verifier);
        };
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let bytes = STANDARD.decode(key).map_err(|_| KeyError::Verifier)?;
        let (kind, bytes) = bytes.split_first().ok_or(KeyError::Verifier)?;
        let kind = match kind {
            1 => KeyKind::Note,
            4 => KeyKind::Cosignature,
            other => return Err(KeyError::Kind(*other)),
        };
        let key = <[u8; 32]>::try_from(bytes).ok().and_then(|bytes| VerifyingKey::from_bytes(&bytes).ok());
        let verifier = Self { name: name.to_owned(), kind, key: key.ok_or(KeyError::Verifier)? };
        let expected = u32::from_be_bytes(verifier.id());
        let said = u32::from_str_radix(id, 16).ok().filter(|_| id.len() == 8);
        if said == Some(expected) { Ok(verifier) } else { Err(KeyError::Verifier) }
    }
}

/// A private key with its name. It is wiped from memory when dropped.
pub struct SignerKey {
    verifier: VerifierKey,
    key: SigningKey,
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({})", self.verifier.name)
    }
}

impl SignerKey {
    /// The fewest characters of a passphrase.
    pub const SHORTEST_PASSPHRASE: usize = 12;

    /// The key of 32 random bytes.
    ///
    /// # Errors
    /// Where a key cannot be called so.
    pub fn new(name: &str, kind: KeyKind, random: &[u8; 32]) -> Result<Self, KeyError> {
        if !is_name(name) {
            return Err(KeyError::Name);
        }
        let key = SigningKey::from_bytes(random);
        let verifier = VerifierKey { name: name.to_owned(), kind, key: key.verifying_key() };
        Ok(Self { verifier, key })
    }

    /// The public key.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The signature of a text. A cosignature says that it was made `now`.
    pub fn sign(&self, text: &str, now: Timestamp) -> Signature {
        let time = (self.verifier.kind == KeyKind::Cosignature).then_some(now);
        let made = self.key.sign(signed(time, text).as_bytes()).to_bytes();
        let seconds = time.map(|time| u64::try_from(time.as_second()).unwrap_or(0).to_be_bytes());
        let bytes = seconds.into_iter().flatten().chain(made).collect();
        Signature { name: self.verifier.name.clone(), id: self.verifier.id(), bytes }
    }

    /// The file that holds the key, sealed: a line with the verifier key, and the private key as an
    /// encrypted PKCS #8 document in PEM. `random` is its salt and its initialisation vector.
    ///
    /// # Errors
    /// Where the passphrase is too short.
    pub fn seal(&self, passphrase: &str, random: &[u8; 32]) -> Result<String, KeyError> {
        if passphrase.chars().count() < Self::SHORTEST_PASSPHRASE {
            return Err(KeyError::Short(Self::SHORTEST_PASSPHRASE));
        }
        let (salt, vector) = random.split_at(16);
        let vector = <[u8; 16]>::try_from(vector).map_err(|_| KeyError::File)?;
        // 16 MiB of memory, five times over: OpenSSL reads no more than 32 MiB.
        let cost = pkcs8::pkcs5::scrypt::Params::new(14, 8, 5).map_err(|_| KeyError::File)?;
        let sealing = pbes2::Parameters::generate_scrypt_aes256cbc(cost, salt, vector).map_err(|_| KeyError::File)?;
        // Without the public key in it, which old programs do not read.
        let pair = KeypairBytes { secret_key: self.key.to_bytes(), public_key: None };
        let plain = pair.to_pkcs8_der().map_err(|_| KeyError::File)?;
        let plain = PrivateKeyInfoRef::from_der(plain.as_bytes()).map_err(|_| KeyError::File)?;
        let sealed = plain.encrypt_with_params(sealing, passphrase).map_err(|_| KeyError::File)?;
        let pem = sealed.to_pem("ENCRYPTED PRIVATE KEY", LineEnding::LF).map_err(|_| KeyError::File)?;
        Ok(format!("{}\n{}", self.verifier, pem.as_str()))
    }

    /// Opens what [`SignerKey::seal`] made.
    ///
    /// # Errors
    /// Where the file is something else, or the passphrase is another.
    pub fn open(file: &str, passphrase: &str) -> Result<Self, KeyError> {
        let (line, pem) = file.split_once('\n').ok_or(KeyError::File)?;
        let verifier: VerifierKey = line.parse().map_err(|_| KeyError::File)?;
        let (label, sealed) = SecretDocument::from_pem(pem).map_err(|_| KeyError::File)?;
        let sealed = EncryptedPrivateKeyInfoRef::from_der(sealed.as_bytes()).map_err(|_| KeyError::File)?;
        if label != "ENCRYPTED PRIVATE KEY" || !is_affordable(&sealed) {
            return Err(KeyError::File);
        }
        let plain = sealed.decrypt(passphrase).map_err(|_| KeyError::Passphrase)?;
        let pair = KeypairBytes::try_from(plain.as_bytes()).map_err(|_| KeyError::Passphrase)?;
        let secret = Zeroizing::new(pair.secret_key);
        let key = SigningKey::from_bytes(&secret);
        if key.verifying_key() != verifier.key {
            return Err(KeyError::Passphrase);
        }
        Ok(Self { verifier, key })
    }
}

/// Whether opening takes no more memory and time than a file of this tool does, many times over.
fn is_affordable(sealed: &EncryptedPrivateKeyInfoRef<'_>) -> bool {
    let kdf = sealed.encryption_algorithm.pbes2().and_then(|parameters| parameters.kdf.scrypt());
    kdf.is_some_and(|scrypt| {
        scrypt.cost_parameter <= 1 << 17 && scrypt.block_size <= 16 && scrypt.parallelization <= 16
    })
}
