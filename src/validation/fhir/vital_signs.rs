//! Vital signs: the profiles that an observation of them must conform to, whether it names them or not
//! (FHIR R4 and STU3, "Vital Signs Profile").

use super::check::Check;
use crate::validation::instance::NodeId;

/// The codes of LOINC that make an observation one of a vital sign, and the profile of each.
const PROFILES: [(&str, &str); 10] = [
    ("85353-1", "vitalspanel"),
    ("9279-1", "resprate"),
    ("8867-4", "heartrate"),
    ("2708-6", "oxygensat"),
    ("8310-5", "bodytemp"),
    ("8302-2", "bodyheight"),
    ("9843-4", "headcircum"),
    ("29463-7", "bodyweight"),
    ("39156-5", "bmi"),
    ("85354-9", "bp"),
];
/// The system of LOINC.
const LOINC: &str = "http://loinc.org";

impl Check<'_, '_> {
    /// Puts the profiles of vital signs to an observation by its codes.
    pub(super) fn vital_signs(&mut self, node: NodeId) {
        let tree = &self.typed.tree;
        let Some(code) = tree.child(node, "code") else { return };
        let codes: Vec<&str> = tree
            .named(code, "coding")
            .filter(|coding| tree.text_of(*coding, "system") == Some(LOINC))
            .filter_map(|coding| tree.text_of(coding, "code"))
            .collect();
        let named = PROFILES.iter().filter(|(code, _)| codes.contains(code)).map(|(_, name)| *name).collect::<Vec<_>>();
        for name in named {
            if let Some(structure) = self.definitions().type_named(name) {
                self.against(node, &structure);
            }
        }
    }
}
