//! Keys of entries: made from the source's own numbers, and unique within a message.

use std::collections::HashMap;

/// Joins the parts of a key with colons; a colon inside a part is written `%3A`, and the sign that
/// numbers repeated keys `%23`, so that no two lists of parts make the same key and a prefix of
/// whole parts matches only what it means.
pub(super) fn key(parts: &[&str]) -> String {
    let mut joined = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            joined.push(':');
        }
        if memchr::memchr3(b':', b'%', b'#', part.as_bytes()).is_none() {
            joined.push_str(part);
        } else {
            joined.push_str(&part.replace('%', "%25").replace(':', "%3A").replace('#', "%23"));
        }
    }
    joined
}

/// The keys of one message so far.
#[derive(Debug, Default)]
pub(super) struct Keys {
    seen: HashMap<String, u32>,
}

impl Keys {
    /// The key itself when it comes first, `key#2` when it comes again, and so on.
    pub(super) fn unique(&mut self, key: String) -> String {
        match self.seen.get_mut(&key) {
            Some(times) => {
                *times += 1;
                format!("{key}#{times}")
            }
            None => {
                self.seen.insert(key.clone(), 1);
                key
            }
        }
    }
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
