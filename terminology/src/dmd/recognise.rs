//! Which files are of dm+d, by their names and by their roots.

use jiff::civil::Date;

use super::layout::FileKind;
use crate::archive::Item;
use crate::load::LoadError;

/// What a file is to dm+d.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// One of its files.
    File {
        /// Which.
        kind: FileKind,
        /// The date in its name, which is the only one that it bears.
        date: Option<Date>,
        /// The version of its schema, in its name.
        version: Option<(u8, u8)>,
    },
    /// A schema, which is not read.
    Schema,
}

impl Role {
    /// The date in the name of the file.
    pub fn date(&self) -> Option<Date> {
        match self {
            Self::File { date, .. } => *date,
            Self::Schema => None,
        }
    }
}

/// How much of a file is looked at when its name says nothing.
const BEGINNING: usize = 4096;

/// What a file is to dm+d; none when it is not of dm+d. Its name says so (`f_vmp2_3080419.xml`), or
/// else its root element does.
pub fn recognise(item: &Item) -> Result<Option<Role>, LoadError> {
    let name = item.name().to_ascii_lowercase();
    if is_schema(&name) {
        return Ok(Some(Role::Schema));
    }
    let Some(stem) = name.strip_suffix(".xml") else { return Ok(None) };
    match named(stem) {
        Ok(Some(role)) => return Ok(Some(role)),
        Ok(None) => {}
        Err(digits) => {
            let reason = format!("{digits} in its name is no day, DDMMYY");
            return Err(LoadError::File { file: item.place().to_owned(), reason });
        }
    }
    let beginning = item.beginning(BEGINNING)?;
    let root = root(&beginning);
    let kind = FileKind::ALL.into_iter().find(|kind| root == Some(kind.root().as_bytes()));
    Ok(kind.map(|kind| Role::File { kind, date: None, version: None }))
}

/// What a name says: `f_`, the kind, the version of the schema as two digits parted by a line, and
/// the day as six. Test releases have other words after the first digit.
fn named(stem: &str) -> Result<Option<Role>, String> {
    let Some(rest) = stem.strip_prefix("f_") else { return Ok(None) };
    let letters = rest.bytes().take_while(|byte| byte.is_ascii_lowercase() || *byte == b'_').count();
    let (name, rest) = rest.split_at(letters);
    let Some(kind) = FileKind::ALL.into_iter().find(|kind| kind.name() == name) else { return Ok(None) };
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0');
    let (Some(major), Some(b'_')) = (digit(0), bytes.get(1)) else { return Ok(None) };
    if rest.len() != 9 || !(2..9).all(|at| digit(at).is_some()) {
        return Ok(Some(Role::File { kind, date: None, version: None }));
    }
    let part = |at: usize| i8::try_from(digit(at).unwrap_or(0) * 10 + digit(at + 1).unwrap_or(0)).unwrap_or(0);
    let date = Date::new(2000 + i16::from(part(7)), part(5), part(3)).map_err(|_| rest[3..].to_owned())?;
    let version = digit(2).map(|minor| (major, minor));
    Ok(Some(Role::File { kind, date: Some(date), version }))
}

fn is_schema(name: &str) -> bool {
    let stem = name.strip_suffix(".xsd").and_then(|stem| stem.rsplit_once("_v"));
    stem.is_some_and(|(kind, version)| {
        FileKind::ALL.into_iter().any(|known| known.name() == kind)
            && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
    })
}

/// The name of the first element.
fn root(beginning: &[u8]) -> Option<&[u8]> {
    let mut rest = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    loop {
        rest = &rest[memchr::memchr(b'<', rest)? + 1..];
        let close: &[u8] = match rest.first()? {
            b'?' => b"?>",
            b'!' => b"-->",
            _ => break,
        };
        rest = &rest[memchr::memmem::find(rest, close)? + close.len()..];
    }
    let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))?;
    Some(&rest[..end])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn file(kind: FileKind, date: Option<Date>, version: Option<(u8, u8)>) -> Role {
        Role::File { kind, date, version }
    }

    #[test]
    fn names_say_kind_version_and_day() {
        let named = |stem| named(stem).unwrap();
        assert_eq!(named("f_vmp2_3010419"), Some(file(FileKind::Vmp, Some(date(2019, 4, 1)), Some((2, 3)))));
        assert_eq!(
            named("f_vtm_ing1_0260821"),
            Some(file(FileKind::VtmIngredient, Some(date(2021, 8, 26)), Some((1, 0))))
        );
        assert_eq!(named("f_vtm2_test"), Some(file(FileKind::Vtm, None, None)));
        assert_eq!(named("f_lookup2_test1"), Some(file(FileKind::Lookup, None, None)));
        assert_eq!(named("f_vtmp2_3010419"), None);
        assert_eq!(named("f_vtm"), None);
        assert_eq!(named("vtm2_3010419"), None);
        assert_eq!(super::named("f_vmp2_3310219").unwrap_err(), "310219");
    }

    #[test]
    fn schemas_are_known_by_name() {
        assert!(is_schema("vmp_v2_3.xsd"));
        assert!(is_schema("vtm_ing_v1_0.xsd"));
        assert!(!is_schema("other_v2_3.xsd"));
        assert!(!is_schema("vmp_vnext.xsd"));
    }

    #[test]
    fn roots_are_found_past_declarations_and_comments() {
        assert_eq!(
            root(b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <LOOKUP> -->\n<HISTORY\n xmlns=''>"),
            Some(&b"HISTORY"[..])
        );
        assert_eq!(root(b"<LOOKUP/>"), Some(&b"LOOKUP"[..]));
        assert_eq!(root(b"<LOOKU"), None);
        assert_eq!(root(b"no markup"), None);
    }
}
