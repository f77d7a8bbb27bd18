//! Where the NHS maps lead from a code of Read v2 or CTV3.

use super::{SnomedTarget, System};
use crate::data_migration::{DataMigration, End, Status, Table};
use crate::read_code::ReadCode;

/// The tables from Read v2 to SNOMED CT.
const READ_V2: [Table; 5] =
    [Table::Rcsctmap2, Table::Rcsctmap, Table::RcsctmapEnhanced, Table::Rctermsctmap, Table::Rcmap];
/// The table from CTV3 to SNOMED CT.
const CTV3: [Table; 1] = [Table::Ctv3sctmap2];

/// The targets in force of a code with any of its terms, each once; `None` where the release has no map
/// from its system.
pub(super) fn snomed_targets(maps: &DataMigration, system: System, code: &str) -> Option<Vec<SnomedTarget>> {
    let code = ReadCode::parse(code.get(..5).unwrap_or(code))?;
    let (from, tables) = match system {
        System::ReadV2 => (End::ReadV2(code, None), &READ_V2[..]),
        System::Ctv3 => (End::Ctv3(code, None), &CTV3[..]),
        System::SnomedCt | System::Dmd => return None,
    };
    // A release of another direction alone says nothing of this one.
    if !tables.iter().any(|table| maps.has(*table)) {
        return None;
    }
    let mut targets: Vec<SnomedTarget> = Vec::new();
    for row in maps.rows_from(from).filter(|row| row.status() == Status::InForce) {
        let code = match row.to() {
            End::Snomed(concept, _) => Some(concept.to_string()),
            End::Drug => None,
            _ => continue,
        };
        let target = SnomedTarget { code, assured: row.assured() == Some(true) };
        match targets.iter_mut().find(|known| known.code == target.code) {
            Some(known) => known.assured |= target.assured,
            None => targets.push(target),
        }
    }
    Some(targets)
}
