//! Simple types: what a value may look like.

use super::lexical::{
    collapsed, is_base64, is_decimal, is_double, is_integer, is_name_token, is_nc_name, is_oid, is_space, is_time,
    is_uuid,
};
use super::uri::is_reference;

/// What a value may look like. White space counts where XML Schema keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Simple {
    /// Any text.
    Text,
    /// A text that is not empty.
    Filled,
    /// A reference by URI.
    Uri,
    /// A URI with a scheme in small letters.
    Url,
    /// `true`, `false`, `1` or `0`.
    Boolean,
    /// `true` or `false`.
    TrueOrFalse,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// An identifier of the document's own, that no other element has.
    Id,
    /// A name that an element of the document has as its identifier.
    IdReference,
    /// A code: no white space in it.
    Code,
    /// An object identifier, a UUID, or a name that HL7 reserved.
    Uid,
    /// An object identifier.
    Oid,
    /// A UUID in upper case.
    Uuid,
    /// A point in time of HL7 version 3.
    Time,
    /// Base64.
    Base64,
    /// One of these codes.
    OneOf(Vec<String>),
    /// One of these names.
    NameOf(Vec<String>),
    /// Any number of these codes, with white space between.
    ListOf(Vec<String>),
}

impl Simple {
    /// The type of a name in the notation.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "filled" => Self::Filled,
            "uri" => Self::Uri,
            "url" => Self::Url,
            "boolean" => Self::Boolean,
            "true-or-false" => Self::TrueOrFalse,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "id" => Self::Id,
            "id-reference" => Self::IdReference,
            "code" => Self::Code,
            "uid" => Self::Uid,
            "oid" => Self::Oid,
            "uuid" => Self::Uuid,
            "time" => Self::Time,
            "base64" => Self::Base64,
            _ => return None,
        })
    }

    /// Whether a value fits.
    pub(super) fn accepts(&self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Filled => !value.is_empty(),
            Self::Uri => is_reference(&collapsed(value)),
            Self::Url => {
                let value = collapsed(value);
                let small =
                    |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'+');
                value.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(small))
                    && is_reference(&value)
            }
            Self::Boolean => matches!(&*collapsed(value), "true" | "false" | "1" | "0"),
            Self::TrueOrFalse => matches!(&*collapsed(value), "true" | "false"),
            Self::Integer => is_integer(&collapsed(value)),
            Self::Number => is_decimal(&collapsed(value)) || is_double(&collapsed(value)),
            Self::Id | Self::IdReference => is_nc_name(&collapsed(value)),
            Self::Code => !collapsed(value).contains(is_space),
            Self::Uid => is_oid(value) || is_uuid(value) || is_reserved(value),
            Self::Oid => is_oid(value),
            Self::Uuid => is_uuid(value),
            Self::Time => is_time(value),
            Self::Base64 => is_base64(value),
            Self::OneOf(codes) => codes.iter().any(|code| *code == collapsed(value)),
            Self::NameOf(names) => {
                is_name_token(&collapsed(value)) && names.iter().any(|name| *name == collapsed(value))
            }
            Self::ListOf(codes) => {
                value.split(is_space).filter(|word| !word.is_empty()).all(|word| codes.iter().any(|code| code == word))
            }
        }
    }

    /// A value as two are compared: collapsed where the type collapses.
    pub(super) fn normal<'a>(&self, value: &'a str) -> std::borrow::Cow<'a, str> {
        match self {
            Self::Text | Self::Filled | Self::Uid | Self::Oid | Self::Uuid | Self::Time => value.into(),
            _ => collapsed(value),
        }
    }

    /// What was expected, for a message.
    pub(super) fn expected(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Filled => "a text that is not empty".to_owned(),
            Self::Uri => "a URI".to_owned(),
            Self::Url => "a URL such as `tel:` or `mailto:` and what follows".to_owned(),
            Self::Boolean => "`true`, `false`, `1` or `0`".to_owned(),
            Self::TrueOrFalse => "`true` or `false`".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Id | Self::IdReference => "an XML name such as `uuid_` and a UUID".to_owned(),
            Self::Code => "a code without white space".to_owned(),
            Self::Uid => "an object identifier or a UUID in upper case".to_owned(),
            Self::Oid => "an object identifier".to_owned(),
            Self::Uuid => "a UUID in upper case".to_owned(),
            Self::Time => "a point in time such as `20180602101500+0100`".to_owned(),
            Self::Base64 => "base64".to_owned(),
            Self::OneOf(codes) | Self::NameOf(codes) => format!("one of {}", joined(codes)),
            Self::ListOf(codes) => format!("any of {} with spaces between", joined(codes)),
        }
    }
}

fn joined(codes: &[String]) -> String {
    codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}

/// A name that HL7 reserved for an identifier.
fn is_reserved(value: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    value.bytes().next().is_some_and(|first| first.is_ascii_alphabetic()) && value.bytes().all(rest)
}
