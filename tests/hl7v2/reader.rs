//! Streams are cut into messages, and nothing in them goes unreported.

use std::io::{BufReader, Read};

use dcr::interchange::hl7v2::{Framed, Limits, MessageReader};

fn pieces(bytes: &[u8]) -> Vec<String> {
    collect(MessageReader::new(bytes))
}

fn collect(mut reader: MessageReader<impl std::io::BufRead>) -> Vec<String> {
    let mut pieces = Vec::new();
    while let Some(framed) = reader.next_message().unwrap() {
        let text = String::from_utf8_lossy(framed.bytes()).escape_debug().to_string();
        pieces.push(match framed {
            Framed::Message { offset, .. } => format!("message {offset} {text}"),
            Framed::Truncated { offset, .. } => format!("truncated {offset} {text}"),
            Framed::TooLarge { offset, size, .. } => format!("too large {offset} {size}"),
            Framed::Noise { offset, size, .. } => format!("noise {offset} {size} {text}"),
        });
    }
    pieces
}

#[test]
fn frames_and_line_ends() {
    let table: [(&str, &[&str]); 14] = [
        ("", &[]),
        ("\r\n\n", &[]),
        ("MSH|1\rPID|1\r", &["message 0 MSH|1\\rPID|1"]),
        ("MSH|1\nPID|1\n\nMSH|2\r\nPID|2\r\n", &["message 0 MSH|1\\nPID|1", "message 13 MSH|2\\r\\nPID|2"]),
        ("\u{feff}MSH|1\r", &["message 3 MSH|1"]),
        ("\u{b}MSH|1\rPID|1\r\u{1c}\r\u{b}MSH|2\r\u{1c}\r", &["message 1 MSH|1\\rPID|1", "message 16 MSH|2"]),
        ("\u{b}MSH|1\u{1c}\u{b}MSH|2\u{1c}", &["message 1 MSH|1", "message 8 MSH|2"]),
        ("FHS|x\rBHS|x\rMSH|1\rBTS|1\rFTS\r", &["message 12 MSH|1"]),
        ("MSH|1\r\u{c}\rMSH|2\r", &["message 0 MSH|1", "message 8 MSH|2"]),
        ("hello\rthere\rMSH|1\r", &["noise 0 10 hello\\nthere", "message 12 MSH|1"]),
        ("\u{b}MSH|1\r\u{1c}\rjunk\r", &["message 1 MSH|1", "noise 9 4 junk"]),
        ("MSH|1\rPID|1", &["truncated 0 MSH|1\\rPID|1"]),
        ("\u{b}MSH|1\rPID|1\r", &["truncated 1 MSH|1\\rPID|1"]),
        ("\u{b}MSH|1\rOBX|1\rMSH|in text\r\u{1c}\r", &["message 1 MSH|1\\rOBX|1\\rMSH|in text"]),
    ];
    for (text, expected) in table {
        assert_eq!(pieces(text.as_bytes()), expected, "{text:?}");
    }
}

#[test]
fn a_message_that_is_too_long_is_skipped_in_bounded_memory() {
    let head: &[u8] = b"MSH|1\rPID|1\rOBX|1|TX|";
    let body = std::io::repeat(b'x').take(200 * 1024 * 1024);
    let stream = head.chain(body).chain(&b"\rNTE|1\rMSH|2\r"[..]);
    let limits = Limits { message_bytes: 100_000, ..Limits::default() };
    let pieces = collect(MessageReader::with_limits(BufReader::new(stream), limits));
    let size = 12 + 9 + 200 * 1024 * 1024 + 7;
    assert_eq!(pieces, [format!("too large 0 {size}"), format!("message {size} MSH|2")]);
}

#[test]
fn noise_is_kept_in_part() {
    let mut reader = MessageReader::new(std::io::Cursor::new(vec![b'x'; 1_000_000]));
    let Some(Framed::Noise { offset: 0, size: 1_000_000, bytes }) = reader.next_message().unwrap() else { panic!() };
    assert_eq!(bytes.len(), Limits::default().noise_bytes);
    assert_eq!(reader.next_message().unwrap(), None);
}

proptest::proptest! {
    /// However the stream comes in pieces, the messages are the same.
    #[test]
    fn chunks_do_not_matter(
        parts in proptest::collection::vec("(MSH\\||PID\\||x|\r|\n|\r\n|\u{b}|\u{1c}\r|\u{1c}|FHS\\||\u{feff}| ){1,4}", 0..30),
        size in 1usize..40,
    ) {
        let text = parts.concat();
        let whole = pieces(text.as_bytes());
        let chunked = collect(MessageReader::new(BufReader::with_capacity(size, text.as_bytes())));
        proptest::prop_assert_eq!(whole, chunked);
    }
}
