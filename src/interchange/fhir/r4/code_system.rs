//! The code systems that are known by a URI, and the national tables of UK Core.

/// SNOMED CT.
pub(super) const SNOMED_CT: &str = "http://snomed.info/sct";
/// HL7 v2 table 0203, identifier types.
pub(super) const IDENTIFIER_TYPE: &str = "http://terminology.hl7.org/CodeSystem/v2-0203";
/// Organisation codes of the NHS Organisation Data Service.
pub(super) const ODS_ORGANISATION: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// Site codes of the NHS Organisation Data Service.
pub(super) const ODS_SITE: &str = "https://fhir.nhs.uk/Id/ods-site-code";
/// NHS numbers.
pub(super) const NHS_NUMBER: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// Names, URI, and whether a code has the right form.
type KnownSystem = (&'static [&'static str], &'static str, fn(&str) -> bool);

/// Names in use for a code system (HL7 v2 table 0396 and UK habit), its URI, and the form of its
/// codes. HL7 v2 `SNM` and `SNM3` mean older SNOMED editions; UK senders put SNOMED CT there, so the
/// form of the code decides.
const KNOWN: [KnownSystem; 9] = [
    (&["SCT", "SCT2", "SNM", "SNM3", "SNOMED", "SNOMEDCT", "SNOMED-CT", "SNOMED CT"], SNOMED_CT, is_sctid),
    (&["LN", "LOINC"], "http://loinc.org", is_loinc),
    (&["I10", "ICD10", "ICD-10", "ICD 10"], "http://hl7.org/fhir/sid/icd-10", is_icd_10),
    (&["OPCS4", "OPCS-4", "OPCS"], "https://fhir.hl7.org.uk/Id/opcs-4", is_opcs_4),
    (&["READ2", "READV2", "READ V2", "RCV2", "RV2"], "http://read.info/readv2", is_read),
    (&["CTV3", "READ3", "READV3", "RCV3"], "http://read.info/ctv3", is_read),
    (&["DMD", "DM+D"], "https://dmd.nhs.uk", is_sctid),
    (&["MDC"], "urn:iso:std:iso:11073:10101", is_digits),
    (&["ISO639-1", "ISO639"], "urn:ietf:bcp:47", is_language),
];

/// The URI of a code system, from a name that a source gave and the form of the code; a URI that the
/// source gave itself is passed on.
pub(super) fn uri(name: &str, code: &str) -> Option<String> {
    if is_uri(name) {
        return Some(name.to_owned());
    }
    if let Some(table) = name.strip_prefix("HL7").filter(|table| table.len() == 4 && is_digits(table)) {
        return Some(format!("http://terminology.hl7.org/CodeSystem/v2-{table}"));
    }
    let folded = name.trim().to_ascii_uppercase();
    let found = KNOWN.iter().find(|(names, _, _)| names.contains(&folded.as_str()));
    found.filter(|(_, _, has_form)| has_form(code)).map(|(_, uri, _)| (*uri).to_owned())
}

fn is_uri(name: &str) -> bool {
    let scheme =
        ["http://", "https://", "urn:"].iter().any(|scheme| name.len() > scheme.len() && name.starts_with(scheme));
    scheme && !name.chars().any(|character| character.is_whitespace() || character.is_control())
}

fn is_digits(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_sctid(code: &str) -> bool {
    (6..=18).contains(&code.len()) && is_digits(code)
}

fn is_loinc(code: &str) -> bool {
    code.split_once('-')
        .is_some_and(|(number, check)| number.len() <= 7 && is_digits(number) && check.len() == 1 && is_digits(check))
}

fn is_icd_10(code: &str) -> bool {
    letter_and_digits(code, 2)
}

fn is_opcs_4(code: &str) -> bool {
    letter_and_digits(code, 2)
}

fn letter_and_digits(code: &str, digits: usize) -> bool {
    code.len() <= 8
        && code.starts_with(|first: char| first.is_ascii_uppercase())
        && code.get(1..=digits).is_some_and(is_digits)
}

fn is_read(code: &str) -> bool {
    (4..=7).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
}

fn is_language(code: &str) -> bool {
    (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// A national table: its codes may stand without a code system in a message.
pub(super) struct NationalTable {
    /// The UK Core URI.
    pub(super) system: &'static str,
    /// The codes.
    pub(super) codes: &'static [&'static str],
}

/// Ethnic category 2001 (NHS Data Dictionary).
pub(super) const ETHNIC_CATEGORY: NationalTable = NationalTable {
    system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland",
    codes: &["A", "B", "C", "D", "E", "F", "G", "H", "J", "K", "L", "M", "N", "P", "R", "S", "Z", "99"],
};

/// Marital status: only the codes that mean the same in HL7 v2 table 0002. `P` and `N` do not.
pub(super) const MARITAL_STATUS: NationalTable = NationalTable {
    system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-PersonMaritalStatusEngland",
    codes: &["S", "M", "D", "W"],
};

/// Admission method.
pub(super) const ADMISSION_METHOD: NationalTable = NationalTable {
    system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-AdmissionMethodEngland",
    codes: &[
        "11", "12", "13", "21", "22", "23", "24", "25", "2A", "2B", "2C", "2D", "28", "31", "32", "81", "82", "83",
        "98", "99",
    ],
};

/// Source of admission.
pub(super) const SOURCE_OF_ADMISSION: NationalTable = NationalTable {
    system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-SourceOfAdmissionEngland",
    codes: &["19", "29", "39", "49", "51", "52", "53", "54", "65", "66", "79", "85", "87", "88", "98", "99"],
};

/// Discharge method.
pub(super) const DISCHARGE_METHOD: NationalTable = NationalTable {
    system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-DischargeMethodEngland",
    codes: &["1", "3", "4", "5", "6", "7", "8", "9"],
};

/// Discharge destination.
pub(super) const DISCHARGE_DESTINATION: NationalTable = NationalTable {
    system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-DischargeDestinationEngland",
    codes: &[
        "19", "29", "30", "37", "38", "48", "49", "50", "51", "52", "53", "54", "65", "66", "79", "84", "85", "87",
        "88", "98", "99",
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_a_form_make_a_uri() {
        let cases = [
            ("SNM3", "91936005", Some(SNOMED_CT)),
            ("SNM3", "P1-40000", None),
            ("loinc", "718-7", Some("http://loinc.org")),
            ("LN", "718", None),
            ("ICD10", "Z88.5", Some("http://hl7.org/fhir/sid/icd-10")),
            ("READV2", "44J3.", Some("http://read.info/readv2")),
            ("HL70127", "DA", Some("http://terminology.hl7.org/CodeSystem/v2-0127")),
            ("WinPath", "lpdc-3969", None),
            ("L", "FBC", None),
            ("https://fhir.example/x", "1", Some("https://fhir.example/x")),
            ("https://with space", "1", None),
        ];
        for (name, code, expected) in cases {
            assert_eq!(uri(name, code).as_deref(), expected, "{name} {code}");
        }
    }
}
