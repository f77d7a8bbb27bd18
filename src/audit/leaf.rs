//! The bytes of an event that the tree hashes.

use jiff::Timestamp;

use super::Hash;

/// An event as the store keeps it: what its leaf is made of.
#[derive(Clone, Copy)]
pub struct Leaf<'a> {
    /// Its number, from 1.
    pub sequence: u64,
    /// When it happened, in microseconds since 1970-01-01T00:00:00Z.
    pub recorded: i64,
    /// What was done, by name.
    pub action: &'a str,
    /// How it ended, by code.
    pub outcome: u8,
    /// The user's name in the store.
    pub user: &'a str,
    /// Random bytes that nobody can foretell, so that the hash does not give away what it is of.
    pub salt: &'a [u8],
    /// The event as JSON, byte for byte as it is stored.
    pub body: &'a str,
}

impl Leaf<'_> {
    /// The least bytes of salt.
    pub const SALT: usize = 16;
    /// How the bytes begin: what they are, and the version of their form.
    const BEGINNING: &'static [u8] = b"dcr audit event 1\n";

    /// Writes the bytes after what is in `buffer`: the beginning, then each field. Numbers are 8 bytes
    /// and the outcome is one, the most significant first; texts and the salt have their length
    /// in bytes before them, as a number of 4 bytes. No two events have the same bytes.
    pub fn write(&self, buffer: &mut Vec<u8>) {
        buffer.extend_from_slice(Self::BEGINNING);
        buffer.extend_from_slice(&self.sequence.to_be_bytes());
        buffer.extend_from_slice(&self.recorded.to_be_bytes());
        buffer.push(self.outcome);
        for field in [self.salt, self.action.as_bytes(), self.user.as_bytes(), self.body.as_bytes()] {
            // SQLite keeps no value of 4 GiB.
            buffer.extend_from_slice(&u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            buffer.extend_from_slice(field);
        }
    }

    /// The hash of the leaf. `buffer` is overwritten; it saves making one for each event.
    pub fn hash(&self, buffer: &mut Vec<u8>) -> Hash {
        buffer.clear();
        self.write(buffer);
        Hash::of_leaf(buffer)
    }
}

/// An event as its bytes say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadLeaf {
    /// Its number, from 1.
    pub sequence: u64,
    /// When it happened.
    pub recorded: Timestamp,
    /// What was done, by name.
    pub action: String,
    /// How it ended, by code.
    pub outcome: u8,
    /// The user's name in the store.
    pub user: String,
    /// The event as JSON.
    pub body: String,
}

impl ReadLeaf {
    /// Reads what [`Leaf::write`] wrote; none where it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(Leaf::BEGINNING)?;
        let (sequence, bytes) = bytes.split_first_chunk::<8>()?;
        let (recorded, bytes) = bytes.split_first_chunk::<8>()?;
        let (outcome, mut bytes) = bytes.split_first()?;
        let mut fields = Vec::with_capacity(4);
        for _ in 0..4 {
            let (length, rest) = bytes.split_first_chunk::<4>()?;
            let (field, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
            fields.push(field);
            bytes = rest;
        }
        let text = |at: usize| String::from_utf8(fields.get(at)?.to_vec()).ok();
        let read = Self {
            sequence: u64::from_be_bytes(*sequence),
            recorded: Timestamp::from_microsecond(i64::from_be_bytes(*recorded)).ok()?,
            action: text(1)?,
            outcome: *outcome,
            user: text(2)?,
            body: text(3)?,
        };
        bytes.is_empty().then_some(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes(leaf: &Leaf<'_>) -> Vec<u8> {
        let mut buffer = Vec::new();
        leaf.write(&mut buffer);
        buffer
    }

    /// The form is fixed: a change of it would break every log that exists.
    #[test]
    fn the_bytes_are_these() {
        let leaf = Leaf {
            sequence: 258,
            recorded: -1,
            action: "view",
            outcome: 8,
            user: "é",
            salt: &[0xAA, 0xBB],
            body: "{}",
        };
        let expected = [
            b"dcr audit event 1\n".as_slice(),
            &[0, 0, 0, 0, 0, 0, 1, 2],
            &[0xFF; 8],
            &[8],
            &[0, 0, 0, 2, 0xAA, 0xBB],
            &[0, 0, 0, 4, b'v', b'i', b'e', b'w'],
            &[0, 0, 0, 2, 0xC3, 0xA9],
            &[0, 0, 0, 2, b'{', b'}'],
        ]
        .concat();
        assert_eq!(bytes(&leaf), expected);
    }

    proptest! {
        #[test]
        fn no_two_events_have_the_same_bytes(
            one in ("[a-c]{0,3}", "[a-c]{0,3}", "[a-c]{0,3}", 0_u64..3), other in ("[a-c]{0,3}", "[a-c]{0,3}", "[a-c]{0,3}", 0_u64..3),
        ) {
            let leaf = |(action, user, body, sequence): &(String, String, String, u64)| bytes(&Leaf {
                sequence: *sequence, recorded: 0, action, outcome: 0, user, salt: &[], body,
            });
            prop_assert_eq!(leaf(&one) == leaf(&other), &one == &other);
            let read = ReadLeaf::read(&leaf(&one)).unwrap();
            prop_assert_eq!((read.action, read.user, read.body, read.sequence), one);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _read = ReadLeaf::read(&bytes);
            let _read = ReadLeaf::read(&[Leaf::BEGINNING, &bytes].concat());
        }
    }
}
