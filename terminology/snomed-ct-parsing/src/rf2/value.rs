//! Concrete values of relationships.

/// The value of a relationship that leads to no concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConcreteValue<'a> {
    /// A number, written `#250` or `#-2.5`; here without its mark.
    Number(&'a str),
    /// A text, written in quotation marks; here without them.
    Text(&'a str),
    /// `true` or `false`.
    Boolean(bool),
}

impl<'a> ConcreteValue<'a> {
    /// Reads a value as the files write it; none when it is written otherwise.
    pub fn parse(text: &'a str) -> Option<Self> {
        if let Some(number) = text.strip_prefix('#') {
            return is_number(number).then_some(Self::Number(number));
        }
        match text {
            "true" => Some(Self::Boolean(true)),
            "false" => Some(Self::Boolean(false)),
            _ => text.strip_prefix('"')?.strip_suffix('"').map(Self::Text),
        }
    }
}

/// A sign or none, digits, and digits after a point or none.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}
