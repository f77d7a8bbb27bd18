//! Releases of full size, of codes and terms made up here: 175,000 terms of Read v2, 400,000 of CTV3,
//! and 700,000 rows of maps, of which 450,000 map CTV3.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use snomed_ct_parsing::sctid::{ComponentKind, Sctid};

/// How many terms there are of Read v2.
pub(crate) const READ_TERMS: usize = 175_000;
/// How many codes have them.
const READ_CODES: usize = 110_000;
/// How many keys each term is under.
const KEYS: usize = 3;
/// How many terms there are of CTV3.
pub(crate) const CTV3_TERMS: usize = 400_000;
/// How many concepts have them.
const CTV3_CONCEPTS: usize = 300_000;
/// How many rows map CTV3 to SNOMED CT.
pub(crate) const MAP_ROWS: usize = 450_000;
/// How many rows map Read v2 to SNOMED CT, those no longer in force among them.
const READ_MAP_ROWS: usize = 250_000;

const LETTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz";
const WORDS: [&str; 40] = [
    "draught",
    "gust",
    "drizzle",
    "umbrella",
    "shoulder",
    "left",
    "right",
    "wind",
    "rain",
    "forecast",
    "chronic",
    "mild",
    "severe",
    "history",
    "of",
    "family",
    "suspected",
    "cycling",
    "walking",
    "indoors",
    "outdoors",
    "spring",
    "summer",
    "autumn",
    "winter",
    "morning",
    "evening",
    "first",
    "second",
    "recurrent",
    "fitting",
    "removal",
    "repair",
    "review",
    "advice",
    "tablet",
    "lotion",
    "coast",
    "upland",
    "harbour",
];

/// A code of the number: as many Read codes as there are stand below those with fewer characters.
pub(crate) fn read_code(number: usize) -> String {
    let (mut rest, mut code) = (number, Vec::new());
    loop {
        code.push(LETTERS[rest % LETTERS.len()]);
        rest /= LETTERS.len();
        if rest == 0 {
            break;
        }
        rest -= 1;
    }
    code.reverse();
    let code = String::from_utf8(code).unwrap_or_default();
    format!("{code:.<5}")
}

/// A code of five letters and digits, with a letter in front that says what it is.
fn five(first: char, number: usize) -> String {
    let digit = |place: u32| char::from(LETTERS[number / LETTERS.len().pow(place) % LETTERS.len()]);
    [first, digit(3), digit(2), digit(1), digit(0)].iter().collect()
}

/// A concept of CTV3.
pub(crate) fn ctv3_code(number: usize) -> String {
    five('X', number)
}

/// A concept of SNOMED CT.
pub(crate) fn concept(number: usize) -> u64 {
    Sctid::build(number as u64 + 1, Some(9_999_999), ComponentKind::Concept).map_or(0, Sctid::get)
}

fn term(number: usize) -> String {
    let word = |step: usize| WORDS[number.wrapping_mul(2_654_435_761).wrapping_add(step * 7919) / 97 % WORDS.len()];
    format!("{} {} {} {number}", word(1), word(2), word(3))
}

fn map_id(table: usize, number: usize) -> String {
    format!("{{{table:08X}-0000-4000-8000-{number:012X}}}")
}

/// Writes every file below a folder.
pub(crate) fn write(folder: &Path) -> io::Result<()> {
    read_v2(&folder.join("read-v2"))?;
    ctv3(&folder.join("ctv3"))?;
    maps(&folder.join("maps"))
}

fn read_v2(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let (mut rows, mut keys) = (String::new(), String::new());
    for number in 0..READ_CODES {
        let (code, term) = (read_code(number), term(number));
        let _ = write!(rows, "\"{code}\",\"{term}\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\",\"EN\"\r\n");
    }
    for number in 0..READ_TERMS {
        let (code, synonym) = (read_code(number % READ_CODES), number / READ_CODES);
        let (term, term_code) = (term(number), format!("{synonym}{}", usize::from(synonym != 0)));
        for key in 0..KEYS {
            let _ = write!(keys, "KEY{number},{key:02},{term},,,{term_code},EN,{code},0\r\n");
        }
    }
    fs::write(folder.join("Corev2.all"), rows)?;
    fs::write(folder.join("Keyv2.all"), keys)
}

fn ctv3(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut concepts = ".....|C|N|.....\r\n".to_owned();
    let (mut terms, mut descriptions, mut hierarchy) = (String::new(), String::new(), String::new());
    for number in 0..CTV3_CONCEPTS {
        let (code, parent) = (ctv3_code(number), number / 4);
        let _ = write!(concepts, "{code}|C|N|.....\r\n");
        let above = if number == 0 { ".....".to_owned() } else { ctv3_code(parent) };
        let _ = write!(hierarchy, "{code}|{above}|{:02}\r\n", number % 4);
        // Some stand below a second one too.
        if number > 100 && number % 17 == 0 {
            let _ = write!(hierarchy, "{code}|{}|99\r\n", ctv3_code(parent / 4));
        }
    }
    for number in 0..CTV3_TERMS {
        let (id, letter) = (five('Y', number), if number < CTV3_CONCEPTS { 'P' } else { 'S' });
        let _ = write!(terms, "{id}|C|{}||\r\n", term(number));
        let _ = write!(descriptions, "{}|{id}|{letter}\r\n", ctv3_code(number % CTV3_CONCEPTS));
    }
    fs::write(folder.join("Concept.v3"), concepts)?;
    fs::write(folder.join("Terms.v3"), terms)?;
    fs::write(folder.join("Descrip.v3"), descriptions)?;
    fs::write(folder.join("V3hier.v3"), hierarchy)?;
    fs::write(folder.join("Redun.map"), "")
}

fn maps(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut ctv3 = "MAPID\tCTV3_CONCEPTID\tCTV3_TERMID\tCTV3_TERMTYPE\tSCT_CONCEPTID\tSCT_DESCRIPTIONID\tMAPSTATUS\t\
                    EFFECTIVEDATE\tIS_ASSURED\r\n"
        .to_owned();
    for number in 0..MAP_ROWS {
        let (id, code, term) = (map_id(3, number), ctv3_code(number % CTV3_CONCEPTS), five('Y', number % CTV3_TERMS));
        let _ = write!(ctv3, "{id}\t{code}\t{term}\tP\t{}\t\t1\t20200401\t1\r\n", concept(number % 250_000));
    }
    let mut read =
        "MapId\tReadCode\tTermCode\tConceptId\tDescriptionId\tIS_ASSURED\tEffectiveDate\tMapStatus\r\n".to_owned();
    for number in 0..READ_MAP_ROWS {
        // Maps have rows that are older.
        let (map, date) = (number % READ_CODES, 20_200_401 - number / READ_CODES * 10_000);
        let (id, code) = (map_id(2, map), read_code(map));
        let _ = write!(read, "{id}\t{code}\t00\t{}\t\t1\t{date}\t1\r\n", concept(map));
    }
    fs::write(folder.join("ctv3sctmap2_uk_20200401000001.txt"), ctv3)?;
    fs::write(folder.join("rcsctmap2_uk_20200401000001.txt"), read)
}
