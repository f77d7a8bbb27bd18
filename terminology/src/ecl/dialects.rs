//! Dialects by their alias.

/// The aliases of appendix C of the specification, with those that its section 6.8 and earlier
/// versions use for the same reference sets of the United Kingdom.
const DIALECTS: &[(&str, u64)] = &[
    ("da-dk", 554_461_000_005_103),
    ("de", 722_130_004),
    ("en-au", 32_570_271_000_036_106),
    ("en-ca", 19_491_000_087_109),
    ("en-gb", 900_000_000_000_508_004),
    ("en-gb-x-drug", 999_000_681_000_001_101),
    ("en-gb-x-ext", 999_001_251_000_000_103),
    ("en-ie", 21_000_220_103),
    ("en-nhs-clinical", 999_001_261_000_000_100),
    ("en-nhs-dmd", 999_000_671_000_001_103),
    ("en-nhs-pharmacy", 999_000_691_000_001_104),
    ("en-nz", 271_000_210_107),
    ("en-nz-x-pat", 281_000_210_109),
    ("en-us", 900_000_000_000_509_007),
    ("en-x-gmdn", 608_771_002),
    ("en-x-nhs-clinical", 999_001_261_000_000_100),
    ("en-x-nhs-dmd", 999_000_671_000_001_103),
    ("en-x-nhs-pharmacy", 999_000_691_000_001_104),
    ("es", 450_828_004),
    ("es-uy", 5_641_000_179_103),
    ("et-ee", 71_000_181_105),
    ("fr", 722_131_000),
    ("fr-be", 21_000_172_104),
    ("fr-ca", 20_581_000_087_109),
    ("ja", 722_129_009),
    ("mi", 291_000_210_106),
    ("nb-no", 61_000_202_103),
    ("nl-be", 31_000_172_101),
    ("nl-nl", 31_000_146_106),
    ("nn-no", 91_000_202_106),
    ("sv-se", 46_011_000_052_107),
    ("zh", 722_128_001),
];

/// The SCTID of the language reference set that goes by an alias.
pub(super) fn dialect(alias: &str) -> Option<u64> {
    DIALECTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(alias)).map(|(_, id)| *id)
}
