//! Every defect of a frame by its name, and the laws of cutting a stream.

use proptest::prelude::*;
use tokio_util::bytes::BytesMut;
use tokio_util::codec::Decoder as _;

use super::{END, Frame, FrameDecoder, FrameDefect, RETURN, START, framed};

/// Everything that a stream in these pieces gives, in words.
fn read(pieces: &[&[u8]], limit: usize) -> Vec<String> {
    let (mut decoder, mut buffer, mut found) = (FrameDecoder::new(limit), BytesMut::new(), Vec::new());
    for piece in pieces {
        buffer.extend_from_slice(piece);
        while let Some(frame) = decoder.decode(&mut buffer).unwrap() {
            found.push(frame);
        }
    }
    while let Some(frame) = decoder.decode_eof(&mut buffer).unwrap() {
        found.push(frame);
    }
    found.iter().map(words).collect()
}

fn words(frame: &Frame) -> String {
    let defects: Vec<_> = frame.defects.iter().map(|defect| defect.name()).collect();
    format!("{}/{} {}", frame.payload.escape_ascii(), frame.size, defects.join(" ")).trim_end().to_owned()
}

#[test]
fn each_defect_has_its_name() {
    let table: [(&[u8], &[&str]); 14] = [
        (b"\x0bone\x1c\r\x0btwo\x1c\r", &["one/6", "two/6"]),
        (b"one\x1c\r\x0btwo\x1c\r", &["one/5 missing-start", "two/6"]),
        (b"\x0bone\x0btwo\x1c\r", &["one/4 missing-end", "two/6"]),
        (b"\x0bone\x1c\x0btwo\x1c\r", &["one/5 missing-return", "two/6"]),
        (b"\x0bone\x1c\n\x1c\r", &["one\\x1c\\n/8 end-inside"]),
        (b"\x0bone\x1c\r\r\n\x0btwo\x1c\r", &["one/6", "\\r\\n/2 noise", "two/6"]),
        (b"\x0bone\x1c\r\x1c\r\x0btwo\x1c\r", &["one/6", "\\x1c\\r/2 noise", "two/6"]),
        (b"\x0bone", &["one/4 cut-off"]),
        (b"\x0bone\x1c", &["one/5 missing-return"]),
        (b"one\x1c", &["one/4 missing-start missing-return"]),
        (b"GET / HTTP/1.1\r\n\r\n", &["GET / HTTP/1.1\\r\\n\\r\\n/18 noise"]),
        (b"\x0b\x1c\r", &["/3 empty"]),
        (b"\x0b0123456789abcdefghijk\x1c\rx", &["\\x0b0123456789abcdefghijk\\x1c\\r/24 too-large", "x/1 noise"]),
        (b"", &[]),
    ];
    for (stream, expected) in table {
        assert_eq!(read(&[stream], 20), expected, "{}", stream.escape_ascii());
    }
}

#[test]
fn a_payload_beyond_the_limit_is_not_held() {
    let (mut decoder, mut buffer) = (FrameDecoder::new(10_000), BytesMut::new());
    buffer.extend_from_slice(b"\x0b");
    for _ in 0..100 {
        buffer.extend_from_slice(&[b'x'; 1000]);
        assert!(decoder.decode(&mut buffer).unwrap().is_none());
        assert!(buffer.len() <= 11_001, "{}", buffer.len());
    }
    buffer.extend_from_slice(b"\x1c\r\x0btwo\x1c\r");
    let long = decoder.decode(&mut buffer).unwrap().unwrap();
    assert_eq!((long.size, long.payload.len()), (100_003, 4096));
    assert_eq!(long.defects, [FrameDefect::TooLarge]);
    assert_eq!(words(&decoder.decode(&mut buffer).unwrap().unwrap()), "two/6");
}

proptest! {
    /// A stream means the same however the network cuts it, and no byte of it is lost.
    #[test]
    fn any_cut_gives_the_same(
        pieces in prop::collection::vec(
            prop_oneof![Just(vec![START]), Just(vec![END]), Just(vec![RETURN]), Just(b"MSH|^~".to_vec())], 0..30),
        cuts in prop::collection::vec(0usize..80, 0..6),
    ) {
        let stream = pieces.concat();
        let whole = read(&[&stream], 1000);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(stream.len())).collect();
        cuts.extend([0, stream.len()]);
        cuts.sort_unstable();
        let parts: Vec<&[u8]> = cuts.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
        prop_assert_eq!(&read(&parts, 1000), &whole);
        let bytes: Vec<&[u8]> = stream.chunks(1).collect();
        prop_assert_eq!(&read(&bytes, 1000), &whole);

        let (mut decoder, mut buffer, mut size) = (FrameDecoder::new(1000), BytesMut::from(&stream[..]), 0);
        while let Some(frame) = decoder.decode_eof(&mut buffer).unwrap() {
            size += frame.size;
        }
        prop_assert_eq!(size, stream.len() as u64);
    }

    /// What is framed is read back.
    #[test]
    fn frames_are_read_back(payload in "[ -~\r]{1,200}") {
        let stream = framed(payload.as_bytes());
        let frame = FrameDecoder::new(1000).decode(&mut BytesMut::from(&stream[..])).unwrap().unwrap();
        prop_assert_eq!(&frame.payload[..], payload.as_bytes());
        prop_assert!(frame.defects.is_empty() && frame.is_whole());
    }
}
