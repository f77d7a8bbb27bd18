//! Keys of entries: made from the source's own numbers, and unique within a message.

use std::collections::HashMap;

/// Joins the parts of a key with colons; a colon inside a part is written `%3A`, and the sign that
/// numbers repeated keys `%23`, so that no two lists of parts make the same key and a prefix of
/// whole parts matches only what it means.
pub(super) fn key(parts: &[&str]) -> String {
    key_under("", parts)
}

/// As [`key`], after a prefix that ends in a colon and is joined already.
pub(super) fn key_under(prefix: &str, parts: &[&str]) -> String {
    let length: usize = parts.iter().map(|part| part.len() + 1).sum();
    let mut joined = String::with_capacity(prefix.len() + length);
    joined.push_str(prefix);
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            joined.push(':');
        }
        if part.bytes().any(|byte| matches!(byte, b':' | b'%' | b'#')) {
            joined.push_str(&part.replace('%', "%25").replace(':', "%3A").replace('#', "%23"));
        } else {
            joined.push_str(part);
        }
    }
    joined
}

/// The keys of one message so far, by their hashes: two keys that share one by chance only get a
/// number more than they need.
#[derive(Debug, Default)]
pub(super) struct Keys {
    /// The first keys, which in most messages are all.
    few: Vec<(u64, u32)>,
    many: HashMap<u64, u32>,
}

const FEW: usize = 48;

impl Keys {
    /// The key itself when it comes first, `key#2` when it comes again, and so on.
    pub(super) fn unique(&mut self, key: String) -> String {
        let hash = fnv_1a(key.as_bytes());
        let times = match self.few.iter().position(|(known, _)| *known == hash) {
            Some(place) => &mut self.few[place].1,
            None if self.few.len() < FEW => {
                self.few.push((hash, 1));
                return key;
            }
            None => self.many.entry(hash).or_insert(0),
        };
        *times += 1;
        if *times == 1 { key } else { format!("{key}#{times}") }
    }
}

fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_never_run_together() {
        assert_eq!(key(&["obx", "12", "a"]), "obx:12:a");
        assert_ne!(key(&["obx", "1:2", "a"]), key(&["obx", "1", "2:a"]));
        let mut keys = Keys::default();
        assert_eq!(["k", "k", "l", "k"].map(|it| keys.unique(it.to_owned())), ["k", "k#2", "l", "k#3"]);
    }
}
