//! Oddities of characters: delimiters, escapes, character sets, embedded files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::defect::{Defect, message, pid, register, with_charset};
use super::hl7::Segment;
use super::pdf;

const SENT: &str = "20180403100000";
const EVN: &str = "EVN||20180403100000||||20180403100000";

/// All of them.
pub(crate) fn all() -> Vec<Defect> {
    let mut defects = delimiters();
    defects.extend(charsets());
    defects.push(embedded());
    defects
}

fn delimiters() -> Vec<Defect> {
    let obr = Segment::new("OBR")
        .with(1, "1")
        .with(3, "CH01-1")
        .with(4, "FBC^Full blood count^LOCAL")
        .with(7, "20180403090000")
        .with(25, "F")
        .write();
    let escaped = message(
        "ORU^R01^ORU_R01",
        "CH01",
        SENT,
        &[
            &pid("9999000088", "900101", "Delim\\T\\Sons^Esca\\S\\pe", "19510101"),
            &obr,
            "OBX|1|NM|WBC^White cells^LOCAL||6.1|10\\S\\9/L|4.0 - 11.0||||F",
            "OBX|2|FT|NOTE^Comment^LOCAL||A \\F\\ bar, a \\R\\ tilde, a \\E\\ slash,\\.br\\a new line, \\H\\bold\\N\\, hex \\X4F4B\\, unknown \\Zq\\.||||||F",
        ],
    );
    let custom = register("CH02", SENT, &pid("9999000096", "900102", "Delim^Custom", "19520202"));
    let custom = custom.replace("MSH|^~\\&", "MSH#*!?@").replace('|', "#").replace('^', "*").replace('~', "!");
    vec![
        Defect::new(
            "escaped-delimiters-and-hex.hl7",
            "every escape of HL7 v2, hex and an unknown one too",
            "1 applied; name `Delim&Sons`, given `Esca^pe`, unit `10^9/L`, the comment with bar, tilde, slash, a line end, `bold` and `OK`; the unknown escape stays as it was sent and is recorded",
            &[escaped],
        ),
        Defect::new(
            "custom-delimiters.hl7",
            "MSH-1 is `#` and MSH-2 is `*!?@`",
            "1 applied, read like any other",
            &[custom],
        ),
    ]
}

fn charsets() -> Vec<Defect> {
    let latin = with_charset(
        "ADT^A28^ADT_A05",
        "CH03",
        SENT,
        "8859/1",
        &[EVN, &pid("9999000118", "900103", "M\u{fc}ller^Zo\u{eb}", "19530303")],
    );
    let latin: Vec<u8> = latin.chars().map(|character| u8::try_from(character).unwrap_or(b'?')).collect();
    let broken = |control: &str, charset: &str, number: &str, local: &str| {
        let text = with_charset(
            "ADT^A28^ADT_A05",
            control,
            SENT,
            charset,
            &[EVN, &pid(number, local, "Bro#ken^Brigid", "19540404")],
        );
        let mut bytes = Vec::new();
        for byte in text.bytes() {
            if byte == b'#' { bytes.extend([0xc3, 0x28]) } else { bytes.push(byte) }
        }
        [bytes, b"\n\n".to_vec()].concat()
    };
    let undeclared = with_charset(
        "ADT^A28^ADT_A05",
        "CH06",
        SENT,
        "",
        &[EVN, &pid("9999000150", "900106", "Łukasik^Siân", "19560606")],
    );
    vec![
        Defect::raw(
            "latin-1.hl7",
            "Latin-1 bytes, MSH-18 says `8859/1`",
            "1 applied; `Müller`, `Zoë`",
            [latin, b"\n\n".to_vec()].concat(),
        ),
        Defect::raw(
            "invalid-utf-8-declared.hl7",
            "bytes C3 28 in PID-5, MSH-18 says `UNICODE UTF-8`",
            "1 dead that names PID-5 and the byte: the sender said UTF-8 and it is not",
            broken("CH04", "UNICODE UTF-8", "9999000126", "900104"),
        ),
        Defect::raw(
            "invalid-utf-8-undeclared.hl7",
            "bytes C3 28 in PID-5, MSH-18 is empty",
            "1 applied, read as Windows-1252 (`BroÃ(ken`), the guess recorded as a defect",
            broken("CH05", "", "9999000134", "900105"),
        ),
        Defect::new(
            "utf-8-undeclared.hl7",
            "sound UTF-8, MSH-18 is empty",
            "1 applied; `Łukasik`, `Siân`",
            &[undeclared],
        ),
    ]
}

fn embedded() -> Defect {
    let file = STANDARD.encode(pdf::write(&["Letter in a file".to_owned(), "No authority in PID-3".to_owned()]));
    let text = message(
        "MDM^T02^MDM_T02",
        "CH07",
        SENT,
        &[
            "EVN|T02|20180403100000",
            "PID|1||9999000169^^^^NH||Pedeef^Paula||19570707|2",
            "PV1|1|O",
            "TXA|1|CLIN^Clinic letter|AP|20180403095500||||||||CH07-DOC||||letter.pdf|AU||AV",
            &format!("OBX|1|ED|LETTER^Clinic letter||^AP^PDF^Base64^{file}||||||F"),
        ],
    );
    Defect::new(
        "base64-pdf-without-authority.hl7",
        "a PDF in base64 (OBX-5 as ED) and a number with no CX-4, only the type `NH`",
        "1 applied; the number is read as an NHS number, unverified; the document is a PDF and no page of base64 is shown as text",
        &[text],
    )
}
