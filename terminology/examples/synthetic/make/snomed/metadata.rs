//! The concepts that every release has, because its rows name them.

/// A concept with its parent, its name and what stands in brackets behind it.
pub(crate) type Fixed = (u64, u64, &'static str, &'static str);

pub(crate) const ROOT: u64 = 138_875_005;
pub(crate) const IS_A: u64 = 116_680_003;
pub(crate) const CORE_MODULE: u64 = 900_000_000_000_207_008;
pub(crate) const MODEL_MODULE: u64 = 900_000_000_000_012_004;
pub(crate) const CLINICAL_MODULE: u64 = 999_000_011_000_000_103;
pub(crate) const DRUG_MODULE: u64 = 999_000_011_000_001_104;
pub(crate) const FSN: u64 = 900_000_000_000_003_001;
pub(crate) const SYNONYM: u64 = 900_000_000_000_013_009;
pub(crate) const DEFINITION: u64 = 900_000_000_000_550_004;
pub(crate) const PREFERRED: u64 = 900_000_000_000_548_007;
pub(crate) const ACCEPTABLE: u64 = 900_000_000_000_549_004;
pub(crate) const CLINICAL_LANGUAGE: u64 = 999_001_261_000_000_100;
pub(crate) const GB_LANGUAGE: u64 = 900_000_000_000_508_004;
pub(crate) const SIMPLE_REFSETS: u64 = 446_609_009;
pub(crate) const CTV3_MAP: u64 = 900_000_000_000_497_000;
pub(crate) const ICD_10_MAP: u64 = 999_002_271_000_000_101;
pub(crate) const OPCS_4_MAP: u64 = 1_126_441_000_000_105;
pub(crate) const CONCEPT_INACTIVATION: u64 = 900_000_000_000_489_007;
pub(crate) const DESCRIPTION_INACTIVATION: u64 = 900_000_000_000_490_003;
pub(crate) const MODULE_DEPENDENCY: u64 = 900_000_000_000_534_007;
pub(crate) const REFSET_DESCRIPTOR: u64 = 900_000_000_000_456_007;
pub(crate) const DESCRIPTION_TYPE: u64 = 900_000_000_000_538_005;
pub(crate) const OWL_AXIOM: u64 = 733_073_007;
pub(crate) const ATTRIBUTE_DOMAIN: u64 = 723_561_005;
pub(crate) const ATTRIBUTE_RANGE: u64 = 723_562_003;

/// The reference sets of history, and how often each is used, of 100.
pub(crate) const ASSOCIATIONS: &[(u64, usize)] = &[
    (900_000_000_000_526_001, 40),
    (900_000_000_000_527_005, 30),
    (900_000_000_000_523_009, 20),
    (900_000_000_000_528_000, 5),
    (900_000_000_000_524_003, 3),
    (900_000_000_000_530_003, 2),
];
/// Why a component is inactive.
pub(crate) const REASONS: &[u64] = &[
    900_000_000_000_482_003,
    900_000_000_000_483_008,
    900_000_000_000_484_002,
    900_000_000_000_485_001,
    900_000_000_000_487_009,
];
/// The attributes of medicines whose values are numbers.
pub(crate) const NUMBERS: &[u64] = &[1_142_135_004, 1_142_136_003, 1_142_139_005, 1_142_140_007];

const MODEL: u64 = 900_000_000_000_441_003;
const CORE: u64 = 900_000_000_000_442_005;
const FOUNDATION: u64 = 900_000_000_000_454_005;
const REFSET: u64 = 900_000_000_000_455_006;
const LINKAGE: u64 = 106_237_007;
const ATTRIBUTE: u64 = 410_662_002;
const MODULES: u64 = 900_000_000_000_443_000;
const LANGUAGES: u64 = 900_000_000_000_506_000;
const HISTORY: u64 = 900_000_000_000_522_004;
const VALUES: u64 = 900_000_000_000_491_004;

const C: &str = "core metadata concept";
const F: &str = "foundation metadata concept";
const A: &str = "attribute";

/// Every one of them but the root and the tops of the branches, parents first.
pub(crate) const FIXED: &[Fixed] = &[
    (CORE, MODEL, "Core metadata concept", C),
    (FOUNDATION, MODEL, "Foundation metadata concept", F),
    (LINKAGE, MODEL, "Linkage concept", "linkage concept"),
    (ATTRIBUTE, LINKAGE, "Attribute", A),
    (IS_A, ATTRIBUTE, "Is a", A),
    (MODULES, CORE, "Module", C),
    (CORE_MODULE, MODULES, "SNOMED CT core", C),
    (MODEL_MODULE, MODULES, "SNOMED CT model component", C),
    (CLINICAL_MODULE, MODULES, "Synthetic clinical extension", C),
    (DRUG_MODULE, MODULES, "Synthetic drug extension", C),
    (900_000_000_000_444_006, CORE, "Definition status", C),
    (900_000_000_000_074_008, 900_000_000_000_444_006, "Primitive", C),
    (900_000_000_000_073_002, 900_000_000_000_444_006, "Defined", C),
    (900_000_000_000_446_008, CORE, "Description type", C),
    (FSN, 900_000_000_000_446_008, "Fully specified name", C),
    (SYNONYM, 900_000_000_000_446_008, "Synonym", C),
    (DEFINITION, 900_000_000_000_446_008, "Definition", C),
    (900_000_000_000_447_004, CORE, "Case significance", C),
    (900_000_000_000_448_009, 900_000_000_000_447_004, "Entire term case insensitive", C),
    (900_000_000_000_017_005, 900_000_000_000_447_004, "Entire term case sensitive", C),
    (900_000_000_000_020_002, 900_000_000_000_447_004, "Only initial character case insensitive", C),
    (900_000_000_000_449_001, CORE, "Characteristic type", C),
    (900_000_000_000_011_006, 900_000_000_000_449_001, "Inferred relationship", C),
    (900_000_000_000_010_007, 900_000_000_000_449_001, "Stated relationship", C),
    (900_000_000_000_450_001, CORE, "Modifier", C),
    (900_000_000_000_451_002, 900_000_000_000_450_001, "Existential restriction modifier", C),
    (REFSET, FOUNDATION, "Reference set", F),
    (LANGUAGES, REFSET, "Language type reference set", F),
    (GB_LANGUAGE, LANGUAGES, "Great Britain English language reference set", F),
    (CLINICAL_LANGUAGE, LANGUAGES, "Clinical part of the realm language reference set", F),
    (SIMPLE_REFSETS, REFSET, "Simple type reference set", F),
    (900_000_000_000_496_009, REFSET, "Simple map type reference set", F),
    (CTV3_MAP, 900_000_000_000_496_009, "CTV3 simple map reference set", F),
    (609_331_003, REFSET, "Extended map type reference set", F),
    (ICD_10_MAP, 609_331_003, "Synthetic ICD-10 map", F),
    (OPCS_4_MAP, 609_331_003, "Synthetic OPCS-4 map", F),
    (900_000_000_000_480_006, REFSET, "Attribute value type reference set", F),
    (CONCEPT_INACTIVATION, 900_000_000_000_480_006, "Concept inactivation indicator", F),
    (DESCRIPTION_INACTIVATION, 900_000_000_000_480_006, "Description inactivation indicator", F),
    (HISTORY, REFSET, "Historical association reference set", F),
    (900_000_000_000_526_001, HISTORY, "REPLACED BY association", F),
    (900_000_000_000_527_005, HISTORY, "SAME AS association", F),
    (900_000_000_000_523_009, HISTORY, "POSSIBLY EQUIVALENT TO association", F),
    (900_000_000_000_528_000, HISTORY, "WAS A association", F),
    (900_000_000_000_524_003, HISTORY, "MOVED TO association", F),
    (900_000_000_000_530_003, HISTORY, "ALTERNATIVE association", F),
    (MODULE_DEPENDENCY, REFSET, "Module dependency reference set", F),
    (REFSET_DESCRIPTOR, REFSET, "Reference set descriptor", F),
    (DESCRIPTION_TYPE, REFSET, "Description format reference set", F),
    (OWL_AXIOM, REFSET, "OWL axiom reference set", F),
    (723_564_002, REFSET, "MRCM reference set", F),
    (ATTRIBUTE_DOMAIN, 723_564_002, "MRCM attribute domain reference set", F),
    (ATTRIBUTE_RANGE, 723_564_002, "MRCM attribute range reference set", F),
    (VALUES, FOUNDATION, "Attribute value", F),
    (PREFERRED, VALUES, "Preferred", F),
    (ACCEPTABLE, VALUES, "Acceptable", F),
    (900_000_000_000_482_003, VALUES, "Duplicate component", F),
    (900_000_000_000_483_008, VALUES, "Outdated component", F),
    (900_000_000_000_484_002, VALUES, "Ambiguous component", F),
    (900_000_000_000_485_001, VALUES, "Erroneous component", F),
    (900_000_000_000_487_009, VALUES, "Component moved elsewhere", F),
    (900_000_000_000_540_000, FOUNDATION, "Plain text", F),
    (447_561_005, FOUNDATION, "Map correlation not specified", F),
    (723_597_001, FOUNDATION, "Mandatory concept model rule", F),
    (723_596_005, FOUNDATION, "All SNOMED CT content", F),
    (609_096_000, ATTRIBUTE, "Role group", A),
    (363_698_007, ATTRIBUTE, "Finding site", A),
    (116_676_008, ATTRIBUTE, "Associated morphology", A),
    (246_075_003, ATTRIBUTE, "Causative agent", A),
    (263_502_005, ATTRIBUTE, "Clinical course", A),
    (370_135_005, ATTRIBUTE, "Pathological process", A),
    (42_752_001, ATTRIBUTE, "Due to", A),
    (255_234_002, ATTRIBUTE, "After", A),
    (260_686_004, ATTRIBUTE, "Method", A),
    (363_704_007, ATTRIBUTE, "Procedure site", A),
    (405_813_007, 363_704_007, "Procedure site - Direct", A),
    (363_700_003, ATTRIBUTE, "Direct morphology", A),
    (405_815_000, ATTRIBUTE, "Procedure device", A),
    (260_507_000, ATTRIBUTE, "Access", A),
    (363_701_004, ATTRIBUTE, "Direct substance", A),
    (272_741_003, ATTRIBUTE, "Laterality", A),
    (726_542_003, ATTRIBUTE, "Has disposition", A),
    (127_489_000, ATTRIBUTE, "Has active ingredient", A),
    (411_116_001, ATTRIBUTE, "Has manufactured dose form", A),
    (732_943_007, ATTRIBUTE, "Has basis of strength substance", A),
    (766_939_001, ATTRIBUTE, "Plays role", A),
    (370_130_000, ATTRIBUTE, "Property", A),
    (704_319_004, ATTRIBUTE, "Inheres in", A),
    (246_090_004, ATTRIBUTE, "Associated finding", A),
    (408_729_009, ATTRIBUTE, "Finding context", A),
    (408_731_000, ATTRIBUTE, "Temporal context", A),
    (363_589_002, ATTRIBUTE, "Associated procedure", A),
    (118_169_006, ATTRIBUTE, "Specimen source topography", A),
    (370_133_003, ATTRIBUTE, "Specimen substance", A),
    (1_142_135_004, ATTRIBUTE, "Has presentation strength numerator value", A),
    (1_142_136_003, ATTRIBUTE, "Has presentation strength denominator value", A),
    (1_142_139_005, ATTRIBUTE, "Count of base of active ingredient", A),
    (1_142_140_007, ATTRIBUTE, "Count of active ingredient", A),
];
