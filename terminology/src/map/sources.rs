//! What chains are made of, apart from the releases that this crate's own readers of Read codes and
//! maps hold: concepts with their history and maps, and medicines with theirs.

use jiff::civil::Date;

use super::System;

/// A release that can be asked, with its name.
#[derive(Debug)]
pub struct Source<'a, T: ?Sized> {
    /// The name of the release.
    pub release: &'a str,
    /// What answers.
    pub index: &'a T,
}

impl<T: ?Sized> Clone for Source<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Source<'_, T> {}

/// Whether a release has a concept, and whether it is active.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ConceptState {
    /// It has it, active.
    Active,
    /// It has it, inactive.
    Inactive,
    /// It does not have it.
    Absent,
}

/// What names a member of a reference set, and when it came into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberRow {
    /// The SCTID of the reference set.
    pub refset: u64,
    /// The UUID of the member.
    pub id: [u8; 16],
    /// Its effective time, where the release has a real date.
    pub date: Option<Date>,
    /// Whether it is active.
    pub active: bool,
}

/// What takes the place of an inactive concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// How, in words: `replaced by`, `possibly equivalent to`.
    pub name: &'static str,
    /// The concept.
    pub target: u64,
    /// The row.
    pub member: MemberRow,
}

/// A row of a map to ICD-10 or OPCS-4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassificationRow {
    /// The target as the release writes it.
    pub target: String,
    /// The group.
    pub group: Option<i64>,
    /// The priority in the group.
    pub priority: Option<i64>,
    /// When the row applies.
    pub rule: Option<String>,
    /// What a coder is to know.
    pub advice: Option<String>,
    /// How source and target correlate, an SCTID.
    pub correlation: Option<u64>,
    /// The category of the map, an SCTID.
    pub category: Option<u64>,
    /// The block.
    pub block: Option<i64>,
    /// The row.
    pub member: MemberRow,
}

/// A row of the simple map between SNOMED CT and CTV3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimpleMapRow {
    /// The concept.
    pub concept: u64,
    /// The code of CTV3, as the release writes it.
    pub code: String,
    /// The row.
    pub member: MemberRow,
}

/// A release of SNOMED CT, as far as chains ask it.
pub trait Concepts {
    /// Whether it has a concept.
    fn state(&self, concept: u64) -> ConceptState;

    /// What takes the place of a concept, by active rows; `moved to` another namespace among them.
    fn associations(&self, concept: u64) -> Vec<Association>;

    /// The rows of the maps of a concept to ICD-10 or OPCS-4, active or not, in the order of maps,
    /// blocks, groups and priorities.
    fn classified(&self, concept: u64, system: System) -> Vec<ClassificationRow>;

    /// The rows of the simple map to CTV3 of a concept, active or not.
    fn ctv3_of(&self, concept: u64) -> Vec<SimpleMapRow>;

    /// The active rows of the simple map to CTV3 that have this code.
    fn of_ctv3(&self, code: &str) -> Vec<SimpleMapRow>;
}

/// What an identifier stands for in dm+d.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medicine {
    /// Its identifier.
    pub id: u64,
    /// The element that holds it: `VMPS/VMP VPID`.
    pub element: String,
    /// The name of its file.
    pub file: Option<String>,
}

/// A change of identifier in dm+d.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedicineChange {
    /// The old identifier.
    pub previous: u64,
    /// The new one.
    pub current: u64,
    /// The element that tells of it.
    pub element: String,
    /// The name of the file that tells of it.
    pub file: Option<String>,
    /// The day from which the new one holds.
    pub date: Option<Date>,
}

/// What an identifier has become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedicineSuccession {
    /// The changes on the way; none where the release has the identifier itself.
    pub changes: Vec<MedicineChange>,
    /// What stands at the end; none where the release does not have that either.
    pub medicine: Option<Medicine>,
}

/// A BNF or ATC code of a medicine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MedicineCode {
    /// The code.
    pub code: String,
    /// The element that holds it.
    pub element: String,
    /// The name of its file.
    pub file: Option<String>,
}

/// A release of dm+d, as far as chains ask it.
pub trait Medicines {
    /// What an identifier of this or an earlier release has become; nothing where none had it.
    fn resolve(&self, id: u64) -> Vec<MedicineSuccession>;

    /// The BNF or ATC codes that a medicine has itself.
    fn codes(&self, id: u64, system: System) -> Vec<MedicineCode>;

    /// What a medicine is a pack or a brand of: of a pack its product, of an actual product its
    /// virtual one. The element is that of the medicine which names it.
    fn products(&self, id: u64) -> Vec<Medicine>;
}
