//! A look over a text before it is parsed: how deep it nests and how many attributes it heaps up.
//!
//! Up to the first place that is not well-formed, this sees the same elements as the parser does,
//! and there the parser stops; so nothing gets past it.

use memchr::{memchr, memmem};

use super::RejectionReason;
use super::limits::{ALL_ATTRIBUTES, ATTRIBUTES, DEPTH, NAMESPACES};

/// Where and why a text is refused.
pub(super) type Refusal = (usize, RejectionReason);

/// Refuses a document type declaration, nesting beyond the limit, and heaps of attributes.
pub(super) fn scan(text: &str) -> Result<(), Refusal> {
    let bytes = text.as_bytes();
    // The namespaces in scope at each open element.
    let mut open: Vec<usize> = Vec::with_capacity(DEPTH);
    let (mut at, mut attributes) = (0, 0);
    while let Some(next) = memchr(b'<', &bytes[at..]) {
        let start = at + next;
        let rest = &bytes[start + 1..];
        at = match rest.first() {
            Some(b'!') if rest.starts_with(b"!--") => skip(bytes, start + 4, b"-->"),
            Some(b'!') if rest.starts_with(b"![CDATA[") => skip(bytes, start + 9, b"]]>"),
            Some(b'!') => return Err((start, RejectionReason::DocumentType)),
            Some(b'?') => skip(bytes, start + 2, b"?>"),
            Some(b'/') => {
                open.pop();
                skip(bytes, start + 2, b">")
            }
            _ => {
                let tag = read_tag(bytes, start + 1);
                if tag.attributes > ATTRIBUTES {
                    return Err((start, RejectionReason::TooMany(ATTRIBUTES, "attributes of one element")));
                }
                attributes += tag.attributes;
                if attributes > ALL_ATTRIBUTES {
                    return Err((start, RejectionReason::TooMany(ALL_ATTRIBUTES, "attributes")));
                }
                let in_scope = open.last().copied().unwrap_or(0) + tag.namespaces;
                if in_scope > NAMESPACES {
                    return Err((start, RejectionReason::TooMany(NAMESPACES, "namespaces in scope")));
                }
                if !tag.empty {
                    open.push(in_scope);
                }
                if open.len() > DEPTH {
                    return Err((start, RejectionReason::TooDeep(DEPTH)));
                }
                tag.end
            }
        };
    }
    Ok(())
}

/// The place after the next `end`, or the end of the text.
fn skip(bytes: &[u8], from: usize, end: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    memmem::find(rest, end).map_or(bytes.len(), |found| from + found + end.len())
}

struct Tag {
    end: usize,
    empty: bool,
    attributes: usize,
    namespaces: usize,
}

/// Reads a tag from the place after its `<` to the place after its `>`.
fn read_tag(bytes: &[u8], from: usize) -> Tag {
    let mut tag = Tag { end: bytes.len(), empty: false, attributes: 0, namespaces: 0 };
    let mut word = from;
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => {
                tag.empty = bytes[at - 1] == b'/';
                tag.end = at + 1;
                return tag;
            }
            b'"' | b'\'' => match memchr(*byte, &bytes[at + 1..]) {
                Some(close) => at += close + 1,
                None => return tag,
            },
            b'=' => {
                tag.attributes += 1;
                tag.namespaces += usize::from(bytes[word..].starts_with(b"xmlns"));
            }
            b' ' | b'\t' | b'\r' | b'\n' => word = at + 1,
            _ => {}
        }
        at += 1;
    }
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_that_of_the_elements() {
        let nested = |depth: usize| "<a b='>'>".repeat(depth) + &"</a>".repeat(depth);
        assert_eq!(scan(&nested(DEPTH)), Ok(()));
        assert!(matches!(scan(&nested(DEPTH + 1)), Err((_, RejectionReason::TooDeep(_)))));
        assert_eq!(scan(&"<a/><b c=\"d\" />".repeat(10_000)), Ok(()));
        let hidden = format!("<a><!-- {0} --><![CDATA[{0}]]><?p {0}?></a>", "<a>".repeat(500));
        assert_eq!(scan(&hidden), Ok(()));
    }

    #[test]
    fn heaps_and_declarations_are_refused() {
        let heap: String =
            (0..=ATTRIBUTES).flat_map(|number| [" a".to_owned(), number.to_string(), "='='".to_owned()]).collect();
        assert!(matches!(scan(&format!("<a{heap}/>")), Err((0, RejectionReason::TooMany(..)))));
        let spaces: String =
            (0..50).flat_map(|number| [" xmlns:n".to_owned(), number.to_string(), "='u'".to_owned()]).collect();
        assert!(matches!(scan(&format!("<a{spaces}><b{spaces}/></a>")), Err((_, RejectionReason::TooMany(..)))));
        assert_eq!(scan("<?xml version='1.0'?><!DOCTYPE a []><a/>"), Err((21, RejectionReason::DocumentType)));
    }
}
