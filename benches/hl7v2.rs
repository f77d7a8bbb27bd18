//! HL7 v2 from bytes to typed values, on one core: `cargo bench --bench hl7v2`.
//!
//! The text is made here, in the mix of a hospital: reports of several results with comments, and
//! admissions with allergies. Where `DCR_CORPUS` names the corpus, its messages are read as well.

use std::fmt::Write;

use dcr::interchange::hl7v2::{Dialect, Framed, Message, MessageReader, interpret};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

/// As in the `dcr` binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// About 8 MB of messages.
fn made() -> Vec<u8> {
    let mut text = String::new();
    for number in 0..7_000u32 {
        let (day, minute) = (number % 28 + 1, number % 60);
        let stamp = format!("201805{day:02}10{minute:02}00");
        let kind = if number % 5 < 2 { "ADT^A01" } else { "ORU^R01" };
        let _ = write!(text, "MSH|^~\\&|BENCH|RD3|DCR|DCR|{stamp}||{kind}|{number}|P|2.3|||AL||44|ASCII\r");
        if kind == "ADT^A01" {
            let _ = write!(text, "EVN|A01|{stamp}|||C006^Woolgar^Kate^^^Dr^^^DRNBR^PRSNL^^^ORGDR|\r");
        }
        let _ = write!(
            text,
            "PID|1|{local}^^^POOLE MRN^MRN|{local}^^^POOLE MRN^MRN~9990000018^^^NHSNBR^NHSNMBR||Esterham^Anne^^^Miss^^CURRENT||19890118000000|F|||17 Quay Road^^Poole^^BH15 1AA^GBR^HOME||01202 496000^HOME|||||||||A^White - British^^^||||||||\r",
            local = 4_000_000 + number
        );
        let _ = write!(
            text,
            "PV1|1|I|Ward 3^Bay 2^Bed {minute}^Poole Hospital^^BED^Main Building^5|28b|||C006^Woolgar^Kate^^^Dr^^^DRNBR^PRSNL^^^ORGDR|||MED|||||||||61459{number}^^^^visitid||||||||||||||||||||||ARRIVED|||{stamp}||\r"
        );
        if kind == "ADT^A01" {
            text.push_str("PD1|||FAMILY PRACTICE^^J81001|\rAL1|0|DA|91936005^Allergy to penicillin^SNM3^^|SV|Rash|20180312130644\r");
            continue;
        }
        let _ = write!(
            text,
            "ORC|RE|18929{number}|42627{number}||CM||||{stamp}\rOBR|1|18929{number}|42627{number}|us-0003^UREA AND ELECTROLYTES^WinPath^^||{stamp}|{stamp}|||||||{stamp}||||||||{stamp}|||F||1\r"
        );
        for set in 1..=number % 10 + 1 {
            let _ = write!(
                text,
                "OBX|{set}|NM|tt-0003-{set:02}^Creatinine^WinPath^^||{}.00|UMOLL|49 - 92|H|||F|||{stamp}||\r",
                40 + set * 7
            );
            if set % 2 == 0 {
                text.push_str("NTE|0||Repeat sample advised \\T\\ reviewed by the laboratory|\r");
            }
        }
    }
    text.into_bytes()
}

fn corpus() -> Option<Vec<u8>> {
    let root = std::env::var_os("DCR_CORPUS")?;
    std::fs::read(std::path::Path::new(&root).join("hl7v2/uk/simhospital_1013_messages.hl7")).ok()
}

fn each(text: &[u8], mut act: impl FnMut(&[u8])) {
    let mut reader = MessageReader::new(text);
    while let Ok(Some(framed)) = reader.next_message() {
        if let Framed::Message { bytes, .. } = framed {
            act(&bytes);
        }
    }
}

/// Cutting the stream into messages.
fn split(text: &[u8]) {
    each(text, |bytes| {
        black_box(bytes);
    });
}

/// Every component of every field as text, escapes decoded.
fn every_component(text: &[u8]) {
    each(text, |bytes| {
        let Ok(message) = Message::parse(bytes) else { return };
        for segment in message.segments() {
            for number in 1..=segment.field_count() {
                let field = segment.field(number);
                if field.is_empty() {
                    continue;
                }
                for repetition in field.repetitions() {
                    black_box(repetition.components().filter_map(|component| component.text()).count());
                }
            }
        }
    });
}

/// What each message says, in the record's own nouns.
fn statements(text: &[u8]) {
    each(text, |bytes| {
        let Ok(message) = Message::parse(bytes) else { return };
        let _ = black_box(interpret(&message, Dialect::recognise(&message)));
    });
}

macro_rules! on_both {
    ($made:ident, $corpus:ident, $act:ident) => {
        #[divan::bench]
        fn $made(bencher: Bencher) {
            let text = made();
            bencher.counter(BytesCount::of_slice(&text)).bench_local(|| $act(&text));
        }

        #[divan::bench]
        fn $corpus(bencher: Bencher) {
            let Some(text) = corpus() else { return };
            bencher.counter(BytesCount::of_slice(&text)).bench_local(|| $act(&text));
        }
    };
}

on_both!(split_made, split_corpus, split);
on_both!(components_made, components_corpus, every_component);
on_both!(statements_made, statements_corpus, statements);
