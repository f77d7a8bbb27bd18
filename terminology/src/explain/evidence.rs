//! What speaks for a possibility, and against it.

use std::fmt;

use crate::lookup::System;

/// Something that is so, and speaks for a possibility or against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// The Verhoeff check digit that an SCTID has, and the one it should have.
    SnomedCheckDigit {
        /// The last digit.
        found: u8,
        /// What it should be.
        expected: u8,
    },
    /// The two digits of an SCTID's partition.
    Partition(u8),
    /// The namespace of an SCTID in the long format.
    Namespace(u32),
    /// The GS1 check digit that a barcode has, and the one it should have.
    BarcodeCheckDigit {
        /// The last digit.
        found: u8,
        /// What it should be.
        expected: u8,
    },
    /// A barcode that GS1 UK gave: 50 in front, leading zeros aside.
    BarcodeOfUk,
    /// Ten digits with the Modulus 11 check digit of an NHS number.
    Modulus11,
    /// A number of the range that is never issued: 999 in front.
    NeverIssued,
    /// The chapter of a Read code: its first character.
    ReadChapter(char),
    /// The term code behind a Read code.
    TermCode(String),
    /// The number behind the hyphen with which EMIS names a synonym of a Read code.
    EmisSynonym(u8),
    /// An X in front, as in the codes that CTV3 has and Read v2 has not.
    NewInCtv3,
    /// A Y in front, as in the codes that TPP added and in CTV3's identifiers of terms.
    YInFront,
    /// A dot in front, as some suppliers write codes of the four-byte set.
    DotInFront,
    /// The release has another code, which differs from this in case alone.
    OtherCase(String),
    /// The X in the place of a fourth character, which the category does not have.
    Filler,
    /// The mark D or dagger: the code of the underlying disease.
    Dagger,
    /// The mark A or asterisk: the code of the manifestation.
    Asterisk,
    /// The maps of the loaded SNOMED CT lead to it, or not.
    MappedTo(bool),
    /// The chapter of a BNF code.
    BnfChapter(u8),
    /// A BNF code of the generic product: AA in the place of the product.
    BnfGeneric,
    /// The main group of an ATC code: its first letter.
    AtcGroup(char),
    /// What stands in front of a supplier's codes.
    Prefix(&'static str),
    /// Eight digits, as the suppliers' drug codes have.
    EightDigits,
    /// What a mark in a map means.
    Meaning(&'static str),
    /// The loaded release of a system has it, or not.
    InRelease(System, bool),
}

impl Evidence {
    /// Whether it is of a check digit.
    pub const fn is_check_digit(&self) -> bool {
        matches!(self, Self::SnomedCheckDigit { .. } | Self::BarcodeCheckDigit { .. })
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SnomedCheckDigit { found, expected } | Self::BarcodeCheckDigit { found, expected } => {
                if found == expected {
                    write!(f, "the check digit {found} is right")
                } else {
                    write!(f, "the check digit is {found} and should be {expected}")
                }
            }
            Self::Partition(partition) => write!(f, "partition {partition:02}: {}", of_partition(*partition)),
            Self::Namespace(namespace) => write!(f, "namespace {namespace:07}{}", of_namespace(*namespace)),
            Self::BarcodeOfUk => f.write_str("50 in front: given by GS1 UK"),
            Self::Modulus11 => f.write_str("ten digits with the check digit of an NHS number (Modulus 11)"),
            Self::NeverIssued => f.write_str("999 in front: the range that is never issued"),
            Self::ReadChapter(first) => write!(f, "chapter {first}: {}", of_chapter(*first)),
            Self::TermCode(code) if code == "00" => f.write_str("term code 00: the preferred term"),
            Self::TermCode(code) => write!(f, "term code {code}: a synonym"),
            Self::EmisSynonym(number) => write!(f, "-{number} behind it, as EMIS names synonyms"),
            Self::NewInCtv3 => f.write_str("X in front, as in codes that CTV3 has and Read v2 has not"),
            Self::YInFront => f.write_str("Y in front, as in TPP's own codes and in CTV3's identifiers of terms"),
            Self::DotInFront => f.write_str("a dot in front, as some suppliers write codes of the four-byte set"),
            Self::OtherCase(other) => write!(f, "the release also has {other}, which is another code"),
            Self::Filler => f.write_str("X in the place of a fourth character, which the category does not have"),
            Self::Dagger => f.write_str("marked as the underlying disease (D, dagger)"),
            Self::Asterisk => f.write_str("marked as the manifestation (A, asterisk)"),
            Self::MappedTo(true) => f.write_str("the loaded maps from SNOMED CT lead to it"),
            Self::MappedTo(false) => f.write_str("no loaded map from SNOMED CT leads to it"),
            Self::BnfChapter(chapter) => write!(f, "BNF chapter {chapter}"),
            Self::BnfGeneric => f.write_str("AA in the place of the product: the generic"),
            Self::AtcGroup(group) => write!(f, "main group {group}"),
            Self::Prefix(prefix) => write!(f, "begins with {prefix}"),
            Self::EightDigits => f.write_str("eight digits, as the suppliers' drug codes have"),
            Self::Meaning(meaning) => f.write_str(meaning),
            Self::InRelease(system, true) => write!(f, "the loaded release of {} has it", system.title()),
            Self::InRelease(system, false) => write!(f, "the loaded release of {} does not have it", system.title()),
        }
    }
}

fn of_partition(partition: u8) -> &'static str {
    match partition {
        0 => "a concept, given by SNOMED International",
        1 => "a description, given by SNOMED International",
        2 => "a relationship, given by SNOMED International",
        10 => "a concept of an extension",
        11 => "a description of an extension",
        12 => "a relationship of an extension",
        _ => "of nothing that SNOMED CT has",
    }
}

fn of_namespace(namespace: u32) -> &'static str {
    match namespace {
        1_000_000 => ", the UK Clinical Extension",
        1_000_001 => ", the UK Drug Extension",
        _ => "",
    }
}

/// Whether Read v2 has codes that begin like this.
pub(super) fn is_chapter(first: char) -> bool {
    first.is_ascii_alphanumeric() && !matches!(first, 'I' | 'O' | 'V'..='Y')
}

fn of_chapter(first: char) -> &'static str {
    match first {
        '0' => "occupations",
        '1'..='9' => "history, examination, procedures and administration",
        _ if !is_chapter(first) => "none that Read v2 has",
        'A'..='Z' => "diagnoses",
        _ => "drugs and appliances",
    }
}
