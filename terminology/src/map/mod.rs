//! Maps from one system of codes to another, with every step on the way and where it stands.
//!
//! Owns which steps lead from a system to another, how far they are followed, and what is said where
//! they lead nowhere. What a step says belongs to the release that it stands in: the Data Migration
//! maps, SNOMED CT with its history and its maps to ICD-10 and OPCS-4, and dm+d.
//!
//! | from | to | by |
//! |---|---|---|
//! | Read v2, CTV3 | SNOMED CT | Data Migration; of CTV3 also the simple map of SNOMED CT, backward |
//! | Read v2 | CTV3, and back | Data Migration, the tables of both directions |
//! | CTV3 | CTV3 | what took the place of a redundant code |
//! | SNOMED CT | SNOMED CT | history, from a concept that is inactive |
//! | SNOMED CT | Read v2, CTV3 | Data Migration, backward; to CTV3 also the simple map |
//! | SNOMED CT | ICD-10, OPCS-4 | extended maps |
//! | SNOMED CT | dm+d, and back | one identifier, which is both |
//! | dm+d | dm+d | identifiers of before, and the product of a pack |
//! | dm+d | BNF, ATC | the bonus files |

mod chain;
mod classified;
mod coded;
mod concepts;
mod dmd;
mod hop;
mod medicines;
mod read_codes;
mod snomed;
mod sources;
mod steps;
mod system;
mod walk;

pub use chain::{Caution, Chain, WhyNot};
pub use classified::{ClassificationCode, Mark};
pub use coded::Coded;
pub use hop::{By, Classification, Hop, HopStatus, RowId};
pub use sources::{
    Association, ClassificationRow, ConceptState, Concepts, Medicine, MedicineChange, MedicineCode, MedicineSuccession,
    Medicines, MemberRow, SimpleMapRow, Source,
};
pub use system::System;
pub use walk::Maps;

#[cfg(test)]
mod dmd_tests;
#[cfg(test)]
mod snomed_tests;
#[cfg(test)]
mod tests;
