//! The concepts of SNOMED CT's own model that reading a release needs by number.
//!
//! From the Release File Specification of SNOMED International and the UK edition's language
//! reference sets.

/// `Is a (attribute)`.
pub const IS_A: u64 = 116_680_003;
/// The root: `SNOMED CT Concept`.
pub const ROOT: u64 = 138_875_005;

/// Definition status: necessary but not sufficient conditions.
pub const PRIMITIVE: u64 = 900_000_000_000_074_008;
/// Definition status: sufficient conditions.
pub const DEFINED: u64 = 900_000_000_000_073_002;

/// Description type: fully specified name.
pub const FULLY_SPECIFIED_NAME: u64 = 900_000_000_000_003_001;
/// Description type: synonym.
pub const SYNONYM: u64 = 900_000_000_000_013_009;
/// Description type: definition.
pub const DEFINITION: u64 = 900_000_000_000_550_004;

/// Case significance: the entire term is case insensitive.
pub const CASE_INSENSITIVE: u64 = 900_000_000_000_448_009;
/// Case significance: the entire term is case sensitive.
pub const CASE_SENSITIVE: u64 = 900_000_000_000_017_005;
/// Case significance: only the initial character is case insensitive.
pub const INITIAL_CASE_INSENSITIVE: u64 = 900_000_000_000_020_002;

/// Acceptability: preferred.
pub const PREFERRED: u64 = 900_000_000_000_548_007;
/// Acceptability: acceptable.
pub const ACCEPTABLE: u64 = 900_000_000_000_549_004;

/// Characteristic type: inferred relationship.
pub const INFERRED: u64 = 900_000_000_000_011_006;
/// Characteristic type: stated relationship.
pub const STATED: u64 = 900_000_000_000_010_007;

/// Language reference set: UK English, clinical part.
pub const UK_CLINICAL: u64 = 999_001_261_000_000_100;
/// Language reference set: UK English, pharmacy part.
pub const UK_PHARMACY: u64 = 999_000_691_000_001_104;
/// Language reference set: Great Britain English.
pub const GB_ENGLISH: u64 = 900_000_000_000_508_004;
/// Language reference set: United States English.
pub const US_ENGLISH: u64 = 900_000_000_000_509_007;

/// The language reference sets that a preferred term is looked for in, in this order, unless the
/// caller has others.
pub const DIALECTS: [u64; 4] = [UK_CLINICAL, UK_PHARMACY, GB_ENGLISH, US_ENGLISH];

/// Why a concept was made inactive: the reference set of attribute values that says so.
pub const CONCEPT_INACTIVATION: u64 = 900_000_000_000_489_007;
/// Why a description was made inactive: the reference set of attribute values that says so.
pub const DESCRIPTION_INACTIVATION: u64 = 900_000_000_000_490_003;

/// Association: replaced by.
pub const REPLACED_BY: u64 = 900_000_000_000_526_001;
/// Association: same as.
pub const SAME_AS: u64 = 900_000_000_000_527_005;
/// Association: possibly equivalent to.
pub const POSSIBLY_EQUIVALENT_TO: u64 = 900_000_000_000_523_009;
/// Association: moved to.
pub const MOVED_TO: u64 = 900_000_000_000_524_003;
/// Association: moved from.
pub const MOVED_FROM: u64 = 900_000_000_000_525_002;
/// Association: was a.
pub const WAS_A: u64 = 900_000_000_000_528_000;
/// Association: alternative.
pub const ALTERNATIVE: u64 = 900_000_000_000_530_003;
/// Association: partially equivalent to.
pub const PARTIALLY_EQUIVALENT_TO: u64 = 1_186_924_009;
/// Association: possibly replaced by.
pub const POSSIBLY_REPLACED_BY: u64 = 1_186_921_001;
/// Association: refers to.
pub const REFERS_TO: u64 = 900_000_000_000_531_004;

/// Simple map: CTV3.
pub const CTV3_MAP: u64 = 900_000_000_000_497_000;
/// Extended map: ICD-10, international.
pub const ICD10_MAP: u64 = 447_562_003;
/// Extended map: ICD-10, UK.
pub const UK_ICD10_MAP: u64 = 999_002_271_000_000_101;
/// Extended map: OPCS-4, UK.
pub const UK_OPCS4_MAP: u64 = 1_126_441_000_000_105;
/// Module dependencies.
pub const MODULE_DEPENDENCY: u64 = 900_000_000_000_534_007;
/// Reference set descriptors.
pub const REFSET_DESCRIPTOR: u64 = 900_000_000_000_456_007;
