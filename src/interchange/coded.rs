//! Every code of a document with its place, whatever the format: what a check of codes asks about.
//!
//! Owns the telling apart of the formats and the reading of CSV; where codes stand in HL7 v2, CDA
//! and FHIR is in their modules. Whether a code is right is not asked here, and nothing of the
//! person is carried along.

use super::{fhir, hl7v2, itk};
use crate::record::Coding;

/// The longest CSV cell, system or code that is carried along, in bytes.
const LONGEST: usize = 4_096;
/// The most codes of one document.
const MOST: usize = 5_000_000;

/// One code of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedElement {
    /// System, code and words as sent.
    pub coding: Coding,
    /// Where it stands, for a reader: a field, a path, a line.
    pub place: String,
    /// Whether it names a product that is prescribed, given or taken.
    pub is_medication: bool,
}

/// What one document holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Coded {
    /// Its codes, in the order of the document.
    pub elements: Vec<CodedElement>,
    /// Parts that could not be read, each with place and reason.
    pub unread: Vec<String>,
}

/// The formats whose codes can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodedFormat {
    /// HL7 v2, one message or many.
    Hl7v2,
    /// HL7 CDA, in an ITK envelope or bare.
    Cda,
    /// FHIR in JSON, one resource or one a line.
    FhirJson,
    /// FHIR in XML.
    FhirXml,
    /// Comma-separated values under a header.
    Csv,
}

impl CodedFormat {
    /// The name for people.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hl7v2 => "HL7 v2",
            Self::Cda => "CDA",
            Self::FhirJson => "FHIR JSON",
            Self::FhirXml => "FHIR XML",
            Self::Csv => "CSV",
        }
    }

    /// The format of a document, by its beginning. What begins like none of the others is CSV.
    pub fn of(bytes: &[u8]) -> Self {
        let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        match start.first() {
            Some(b'{' | b'[') => Self::FhirJson,
            Some(b'<') if fhir::read::is_xml(start) => Self::FhirXml,
            Some(b'<') => Self::Cda,
            Some(0x0B) => Self::Hl7v2,
            _ if [&b"MSH"[..], b"FHS", b"BHS"].iter().any(|name| start.starts_with(name))
                && start.len() > 3
                && !start[3].is_ascii_alphanumeric() =>
            {
                Self::Hl7v2
            }
            _ => Self::Csv,
        }
    }
}

/// Which columns of a CSV file hold what, by their headings, case apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvColumns {
    /// The code system of each row.
    pub system: String,
    /// The code.
    pub code: String,
    /// The words.
    pub display: String,
    /// The code system where a row names none.
    pub default_system: Option<String>,
}

impl Default for CsvColumns {
    fn default() -> Self {
        let [system, code, display] = ["system", "code", "display"].map(ToOwned::to_owned);
        Self { system, code, display, default_system: None }
    }
}

/// Why nothing of a document can be read. It names no value of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("as {}: {reason}", format.name())]
pub struct CodedError {
    /// What it was taken for.
    pub format: CodedFormat,
    /// The place and the reason.
    pub reason: String,
}

/// The codes of a document.
///
/// # Errors
/// Where nothing of it can be read as what it seems to be.
pub fn coded_elements(bytes: &[u8], columns: &CsvColumns) -> Result<(CodedFormat, Coded), CodedError> {
    let format = CodedFormat::of(bytes);
    let read = match format {
        CodedFormat::Hl7v2 => Ok(hl7v2::coded_elements(bytes)),
        CodedFormat::Cda => itk::coded_elements(bytes).map_err(|rejection| rejection.to_string()),
        CodedFormat::FhirJson => fhir::read::coded_elements_of_json(bytes),
        CodedFormat::FhirXml => fhir::read::coded_elements_of_xml(bytes),
        CodedFormat::Csv => csv_elements(bytes, columns),
    };
    let coded = read.map_err(|reason| CodedError { format, reason })?;
    if coded.elements.len() > MOST {
        return Err(CodedError { format, reason: format!("there are more than {MOST} codes in one document") });
    }
    Ok((format, coded))
}

fn csv_elements(bytes: &[u8], columns: &CsvColumns) -> Result<Coded, String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if first.contains(&b'\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let headers = reader.headers().map_err(|_| "line 1: the header is not UTF-8".to_owned())?.clone();
    let place = |name: &str| headers.iter().position(|header| header.trim().eq_ignore_ascii_case(name));
    let (system, code, display) = (place(&columns.system), place(&columns.code), place(&columns.display));
    let Some(code) = code else {
        return Err(format!(
            "line 1: expected a column `{}`, found none of that name among {}",
            columns.code,
            headers.len()
        ));
    };
    if system.is_none() && columns.default_system.is_none() {
        return Err(format!(
            "line 1: expected a column `{}`, and no system was named for the whole file",
            columns.system
        ));
    }
    let mut coded = Coded::default();
    let mut record = csv::StringRecord::new();
    let mut lines = Lines { bytes, at: 0, line: 1 };
    loop {
        let before = lines.at(reader.position().byte());
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(coded),
            Ok(true) => {}
            Err(_) => {
                coded.unread.push(format!("line {before}: it is not UTF-8"));
                continue;
            }
        }
        let line = record.position().map_or(before, |position| lines.at(position.byte()));
        let cell = |place: Option<usize>| {
            let text = place.and_then(|place| record.get(place)).map(str::trim)?;
            (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_owned())
        };
        let Some(found) = cell(Some(code)) else {
            coded.unread.push(format!("line {line}: there is no code in column `{}`", columns.code));
            continue;
        };
        let system = cell(system).or_else(|| columns.default_system.clone());
        let coding = Coding { system, code: Some(found), display: cell(display) };
        coded.elements.push(CodedElement { coding, place: format!("line {line}"), is_medication: false });
    }
}

/// Counts lines up to places that only rise. The reader's own count leaves out what ends in CRLF.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first text from a place on, from 1.
    fn at(&mut self, place: u64) -> usize {
        let place = usize::try_from(place).unwrap_or(usize::MAX).min(self.bytes.len());
        let blank = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let end = place + self.bytes[place..].iter().take_while(blank).count();
        let passed = self.bytes.get(self.at..end).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.at = end.max(self.at);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, columns: &CsvColumns) -> Result<Vec<String>, String> {
        let (format, coded) = coded_elements(text.as_bytes(), columns).map_err(|error| error.to_string())?;
        assert_eq!(format, CodedFormat::Csv);
        let row = |element: &CodedElement| {
            let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
            let Coding { system, code, display } = &element.coding;
            format!("{}: {} {} {}", element.place, part(system), part(code), part(display))
        };
        Ok(coded.elements.iter().map(row).chain(coded.unread).collect())
    }

    #[test]
    fn csv_is_read_by_its_header() {
        let usual = CsvColumns::default();
        let text =
            "Display,CODE,system\r\n\"Asthma, mild\",H33..,READ\r\n,22298006,\r\nnothing,,SCT\r\n\r\nlast,1,SCT\r\n";
        assert_eq!(
            rows(text, &usual).unwrap(),
            [
                "line 2: READ H33.. Asthma, mild",
                "line 3: - 22298006 -",
                "line 6: SCT 1 last",
                "line 4: there is no code in column `code`"
            ]
        );
        let named = CsvColumns { code: "concept".to_owned(), default_system: Some("SCT".to_owned()), ..usual.clone() };
        assert_eq!(rows("concept\tterm\n22298006\tx\n", &named).unwrap(), ["line 2: SCT 22298006 -"]);
        assert_eq!(
            rows("a,b\n1,2\n", &usual).unwrap_err(),
            "as CSV: line 1: expected a column `code`, found none of that name among 2"
        );
        assert!(rows("code\n1\n", &usual).unwrap_err().contains("expected a column `system`"));
    }

    #[test]
    fn formats_are_told_apart_by_their_beginning() {
        let format = |text: &str| CodedFormat::of(text.as_bytes());
        assert_eq!(format("\u{feff}MSH|^~\\&|"), CodedFormat::Hl7v2);
        assert_eq!(format("\u{b}MSH|^~\\&|"), CodedFormat::Hl7v2);
        assert_eq!(format("MSHA,code\n"), CodedFormat::Csv);
        assert_eq!(format(" {\"resourceType\":"), CodedFormat::FhirJson);
        assert_eq!(format("<?xml version='1.0'?>\n<Bundle xmlns=\"http://hl7.org/fhir\">"), CodedFormat::FhirXml);
        assert_eq!(
            format("<!-- <Bundle xmlns=\"http://hl7.org/fhir\"> --><ClinicalDocument xmlns='urn:hl7-org:v3'>"),
            CodedFormat::Cda
        );
        assert_eq!(format(""), CodedFormat::Csv);
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), start in 0usize..8) {
            let starts = ["", "{\"code\":", "<a xmlns='http://hl7.org/fhir'>", "<ClinicalDocument>", "MSH|^~\\&|", "system,code\n", "[", "\u{b}"];
            let whole = [starts[start].as_bytes(), &bytes].concat();
            let _ = coded_elements(&whole, &CsvColumns::default());
        }
    }
}
