//! What a payload is when base64 and gzip are taken off, within bounds.

use std::io::Read;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::MultiGzDecoder;

use super::RejectionReason;
use super::limits::EXPANSION;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Decodes base64 that may be broken into lines. Where it cannot be decoded, says at which byte.
pub(crate) fn base64(text: &str) -> Result<Vec<u8>, usize> {
    let digits: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(&digits).map_err(|_| {
        let noise = |byte: u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
        text.bytes().position(|byte| noise(byte) && !byte.is_ascii_whitespace()).unwrap_or(text.len())
    })
}

/// Decompresses gzip to no more than `limit` bytes, and no more than a sensible multiple of what
/// it is compressed.
pub(crate) fn gunzip(compressed: &[u8], limit: usize) -> Result<Vec<u8>, RejectionReason> {
    if !compressed.starts_with(&[0x1F, 0x8B]) {
        return Err(RejectionReason::Compression);
    }
    let limit = limit.min(compressed.len().saturating_mul(EXPANSION));
    let mut content = Vec::new();
    let mut bounded = MultiGzDecoder::new(compressed).take(limit as u64 + 1);
    bounded.read_to_end(&mut content).map_err(|_| RejectionReason::Compression)?;
    if content.len() > limit { Err(RejectionReason::Expansion(limit)) } else { Ok(content) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn lines_are_joined_and_noise_is_found() {
        assert_eq!(base64("aGVs\r\n  bG8=").unwrap(), b"hello");
        assert_eq!(base64("aGVsbG8").unwrap(), b"hello");
        assert_eq!(base64("aG!sbG8="), Err(2));
        assert_eq!(base64("aGVsb"), Err(5));
    }

    #[test]
    fn what_grows_beyond_measure_is_refused() {
        let packed = |content: &[u8]| {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            gzip.write_all(content).unwrap();
            gzip.finish().unwrap()
        };
        assert_eq!(gunzip(&packed(b"a report"), 100).unwrap(), b"a report");
        assert_eq!(gunzip(&packed(b"a report"), 7), Err(RejectionReason::Expansion(7)));
        assert!(matches!(gunzip(&packed(&vec![0; 1 << 24]), 1 << 26), Err(RejectionReason::Expansion(_))));
        assert_eq!(gunzip(b"PK", 100), Err(RejectionReason::Compression));
        assert_eq!(gunzip(&packed(b"a report")[..15], 100), Err(RejectionReason::Compression));
    }
}
