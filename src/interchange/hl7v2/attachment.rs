//! What is encapsulated in a message: a PDF, an image, a document in base64.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Element, Message};
use crate::record::SourceLocation;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Opens the content that an OBX carries (type ED); `None` where there is none, or it is not
/// valid base64 or hexadecimal. What comes out is never longer than the message.
pub fn attachment(message: &Message<'_>, location: &SourceLocation) -> Option<Vec<u8>> {
    let segment = message.segment_at(location.ordinal).filter(|segment| segment.name() == location.segment)?;
    content(segment.field(5))
}

/// Whether a value is encapsulated data by its own shape: its fourth component names an encoding.
pub(super) fn is_encapsulated(value: Element<'_>) -> bool {
    value
        .component(4)
        .trimmed()
        .is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64") || encoding.eq_ignore_ascii_case("hex"))
        && value.component(5).is_valued()
}

/// The decoded content of an ED value.
pub(super) fn content(value: Element<'_>) -> Option<Vec<u8>> {
    let data = value.component(5).text()?;
    match value.component(4).trimmed()?.to_ascii_lowercase().as_str() {
        "base64" => {
            let bytes: Vec<u8> = data.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
            BASE64.decode(bytes).ok()
        }
        "hex" => hexadecimal(&data),
        "a" => Some(data.into_owned().into_bytes()),
        _ => None,
    }
}

fn hexadecimal(data: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = data
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
        .collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect())
}

/// The media type of an ED or RP value, by its second and third component and, for want of those,
/// by the first bytes of the content.
pub(super) fn content_type(value: Element<'_>, content: Option<&[u8]>) -> String {
    let kind = value.component(2).trimmed().unwrap_or_default().to_ascii_lowercase();
    let subtype = value.component(3).trimmed().unwrap_or_default().to_ascii_lowercase();
    if subtype.contains('/') {
        return subtype;
    }
    let by_name = match subtype.as_str() {
        "pdf" => "application/pdf",
        "rtf" => "application/rtf",
        "html" | "htm" => "text/html",
        "xml" => "application/xml",
        "jpeg" | "jpg" => "image/jpeg",
        "png" => "image/png",
        "tiff" | "tif" => "image/tiff",
        "dicom" => "application/dicom",
        "plain" | "txt" => "text/plain",
        "doc" | "msword" => "application/msword",
        _ => "",
    };
    if !by_name.is_empty() {
        return by_name.to_owned();
    }
    if matches!(kind.as_str(), "application" | "image" | "text" | "audio" | "video") && !subtype.is_empty() {
        return format!("{kind}/{subtype}");
    }
    by_content(content.unwrap_or_default()).to_owned()
}

fn by_content(content: &[u8]) -> &'static str {
    match content {
        [b'%', b'P', b'D', b'F', ..] => "application/pdf",
        [b'{', b'\\', b'r', b't', b'f', ..] => "application/rtf",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => "image/tiff",
        _ => "application/octet-stream",
    }
}
