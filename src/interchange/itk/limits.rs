//! How much of anything is read before it is refused. The size of the whole message is the
//! caller's to bound.

/// The deepest nesting of elements; real documents stay under 40.
pub(super) const DEPTH: usize = 100;
/// The most attributes of one element; the parser compares each with each.
pub(super) const ATTRIBUTES: usize = 64;
/// The most attributes of one document, all elements together.
pub(super) const ALL_ATTRIBUTES: usize = 2_000_000;
/// The most namespaces in scope at one element.
pub(super) const NAMESPACES: usize = 64;
/// The most nodes of one document: elements, texts, comments.
pub(super) const NODES: u32 = 1_000_000;
/// The most payloads in an envelope; a set of reports about a repeat caller has a handful.
pub(super) const PAYLOADS: usize = 100;
/// The most bytes that all payloads of an envelope come to when decoded.
pub(crate) const DECODED_BYTES: usize = 64 << 20;
/// How many times longer than its compressed form a payload may be. Documents of text come to
/// twenty or thirty; what comes to hundreds was made to fill memory.
pub(super) const EXPANSION: usize = 250;
/// The most lines of narrative that one document carries into the record.
pub(super) const NARRATIVE_LINES: usize = 20_000;
/// The most coded entries that one document carries into the record.
pub(super) const ENTRIES: usize = 2_000;
/// The most attributes and texts that a raw message is shown with.
pub(super) const SHOWN_FIELDS: usize = 500_000;
/// The longest passage of a narrative that counts as the words of a code, in bytes.
pub(super) const WORDS_OF_A_CODE: usize = 2_000;
/// The most oddities that are listed of one message.
pub(super) const DEFECTS: usize = 500;
/// The most names of things that were not carried.
pub(super) const UNREAD: usize = 64;
/// How much of a message that cannot be read is searched for its header, in bytes.
pub(super) const HEADER_BYTES: usize = 64 << 10;
