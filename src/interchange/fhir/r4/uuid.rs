//! Names for resources that are the same each time.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A UUID made from parts: version 8 (RFC 9562 section 5.8) over SHA-256 of the parts, each after
/// its length so that no two lists of parts run into one.
pub(in crate::interchange) fn uuid(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    let digest = hasher.finalize();
    let mut text = String::with_capacity(36);
    for (place, byte) in digest.iter().take(16).enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let byte = match place {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        // Writing to a `String` cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The `urn:uuid` of a UUID, for `fullUrl` and references.
pub(in crate::interchange) fn urn(uuid: &str) -> String {
    format!("urn:uuid:{uuid}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_parts_make_the_same_name() {
        let name = uuid(&["store", "entry", "00ff"]);
        assert_eq!(name, uuid(&["store", "entry", "00ff"]));
        assert_ne!(name, uuid(&["store", "entry0", "0ff"]));
        assert_eq!((name.len(), &name[14..15]), (36, "8"));
        assert!(matches!(&name[19..20], "8" | "9" | "a" | "b"));
    }
}
