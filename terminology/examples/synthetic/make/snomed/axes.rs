//! The branches under the root, how many concepts each has, and which attributes.

/// A branch of the hierarchy.
#[derive(Debug)]
pub(crate) struct Axis {
    /// Its top concept.
    pub(crate) top: u64,
    pub(crate) name: &'static str,
    /// What stands in brackets behind the names of its concepts.
    pub(crate) tags: &'static [&'static str],
    /// How many of 10,000 concepts are in it.
    pub(crate) share: u32,
    /// The attributes of its concepts, in the order in which a group takes them, each with the top
    /// of the branch that its values are in.
    pub(crate) attributes: &'static [(u64, u64)],
}

const fn axis(
    top: u64,
    name: &'static str,
    tags: &'static [&'static str],
    share: u32,
    attributes: &'static [(u64, u64)],
) -> Axis {
    Axis { top, name, tags, share, attributes }
}

pub(crate) const FINDING: u64 = 404_684_003;
pub(crate) const PROCEDURE: u64 = 71_388_002;
pub(crate) const MEDICINE: u64 = 373_873_005;
const BODY: u64 = 123_037_004;
const ORGANISM: u64 = 410_607_006;
const SUBSTANCE: u64 = 105_590_001;
const QUALIFIER: u64 = 362_981_000;
const OBSERVABLE: u64 = 363_787_002;
const OBJECT: u64 = 260_787_004;
const EVENT: u64 = 272_379_006;

/// The nineteen branches, of which the last holds what the others are described with.
pub(crate) const AXES: &[Axis] = &[
    axis(
        FINDING,
        "Clinical finding",
        &["disorder", "disorder", "disorder", "finding"],
        3300,
        &[
            (363_698_007, BODY),
            (116_676_008, BODY),
            (246_075_003, ORGANISM),
            (263_502_005, QUALIFIER),
            (370_135_005, QUALIFIER),
            (42_752_001, FINDING),
            (255_234_002, EVENT),
        ],
    ),
    axis(
        PROCEDURE,
        "Procedure",
        &["procedure", "procedure", "regime/therapy"],
        1600,
        &[
            (260_686_004, QUALIFIER),
            (405_813_007, BODY),
            (363_700_003, BODY),
            (405_815_000, OBJECT),
            (260_507_000, QUALIFIER),
            (363_701_004, SUBSTANCE),
        ],
    ),
    axis(
        BODY,
        "Body structure",
        &["body structure", "body structure", "morphologic abnormality"],
        1150,
        &[(272_741_003, QUALIFIER)],
    ),
    axis(ORGANISM, "Organism", &["organism"], 1000, &[]),
    axis(SUBSTANCE, "Substance", &["substance"], 800, &[(726_542_003, SUBSTANCE)]),
    axis(
        MEDICINE,
        "Pharmaceutical / biologic product",
        &["product", "medicinal product", "clinical drug"],
        900,
        &[(127_489_000, SUBSTANCE), (411_116_001, QUALIFIER), (732_943_007, SUBSTANCE), (766_939_001, QUALIFIER)],
    ),
    axis(QUALIFIER, "Qualifier value", &["qualifier value"], 300, &[]),
    axis(
        OBSERVABLE,
        "Observable entity",
        &["observable entity"],
        280,
        &[(370_130_000, QUALIFIER), (704_319_004, BODY)],
    ),
    axis(
        243_796_009,
        "Situation with explicit context",
        &["situation"],
        200,
        &[(246_090_004, FINDING), (408_729_009, QUALIFIER), (408_731_000, QUALIFIER), (363_589_002, PROCEDURE)],
    ),
    axis(48_176_007, "Social context", &["person", "occupation", "ethnic group"], 120, &[]),
    axis(OBJECT, "Physical object", &["physical object"], 160, &[]),
    axis(EVENT, "Event", &["event"], 60, &[(363_704_007, BODY)]),
    axis(123_038_009, "Specimen", &["specimen"], 50, &[(118_169_006, BODY), (370_133_003, SUBSTANCE)]),
    axis(308_916_002, "Environment or geographical location", &["environment", "geographic location"], 40, &[]),
    axis(254_291_000, "Staging and scales", &["assessment scale", "tumor staging"], 25, &[]),
    axis(419_891_008, "Record artifact", &["record artifact"], 7, &[]),
    axis(78_621_006, "Physical force", &["physical force"], 4, &[]),
    axis(370_115_009, "Special concept", &["navigational concept"], 4, &[]),
    axis(900_000_000_000_441_003, "SNOMED CT Model Component", &["metadata"], 0, &[]),
];

/// The branch of the metadata.
pub(crate) const METADATA: u8 = 18;
