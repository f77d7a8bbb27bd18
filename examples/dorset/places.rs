//! Dorset towns with their outward codes, and streets for the drawn people.

/// A place with what its postcodes begin with.
pub(crate) struct Place {
    pub(crate) outward: &'static str,
    pub(crate) locality: &'static str,
    pub(crate) town: &'static str,
    /// The hospital that is nearest.
    pub(crate) trust: &'static str,
}

const fn place(outward: &'static str, locality: &'static str, town: &'static str, trust: &'static str) -> Place {
    Place { outward, locality, town, trust }
}

/// Where the drawn people live.
pub(crate) const PLACES: &[Place] = &[
    place("BH1", "", "Bournemouth", "RDZ"),
    place("BH2", "Westbourne", "Bournemouth", "RDZ"),
    place("BH4", "", "Bournemouth", "RDZ"),
    place("BH5", "Boscombe", "Bournemouth", "RDZ"),
    place("BH6", "Southbourne", "Bournemouth", "RDZ"),
    place("BH8", "Charminster", "Bournemouth", "RDZ"),
    place("BH9", "Winton", "Bournemouth", "RDZ"),
    place("BH10", "Kinson", "Bournemouth", "RDZ"),
    place("BH11", "Bear Cross", "Bournemouth", "RDZ"),
    place("BH12", "Branksome", "Poole", "RD3"),
    place("BH14", "Parkstone", "Poole", "RD3"),
    place("BH15", "Hamworthy", "Poole", "RD3"),
    place("BH16", "Upton", "Poole", "RD3"),
    place("BH17", "Canford Heath", "Poole", "RD3"),
    place("BH18", "", "Broadstone", "RD3"),
    place("BH19", "", "Swanage", "RD3"),
    place("BH20", "", "Wareham", "RD3"),
    place("BH21", "", "Wimborne", "RD3"),
    place("BH22", "West Moors", "Ferndown", "RDZ"),
    place("BH23", "Mudeford", "Christchurch", "RDZ"),
    place("BH31", "", "Verwood", "RDZ"),
    place("DT1", "", "Dorchester", "RBD"),
    place("DT2", "Puddletown", "Dorchester", "RBD"),
    place("DT3", "Preston", "Weymouth", "RBD"),
    place("DT4", "", "Weymouth", "RBD"),
    place("DT5", "Fortuneswell", "Portland", "RBD"),
    place("DT6", "", "Bridport", "RBD"),
    place("DT7", "", "Lyme Regis", "RBD"),
    place("DT8", "", "Beaminster", "RBD"),
    place("DT9", "", "Sherborne", "RBD"),
    place("DT10", "", "Sturminster Newton", "RBD"),
    place("DT11", "", "Blandford Forum", "RD3"),
    place("SP7", "", "Shaftesbury", "RBD"),
    place("SP8", "", "Gillingham", "RBD"),
];

/// Whether a postcode begins with an outward code of the county.
#[cfg(test)]
pub(crate) fn is_dorset(postcode: &str) -> bool {
    postcode.split_once(' ').is_some_and(|(outward, _)| PLACES.iter().any(|place| place.outward == outward))
}

/// Street names.
pub(crate) const STREETS: &[&str] = &[
    "Alder Road",
    "Bramble Close",
    "Chalkpit Lane",
    "Church Street",
    "Coombe Avenue",
    "Durlston Crescent",
    "East Street",
    "Ferry Lane",
    "Furzehill Road",
    "Gorse Lane",
    "Heathland Drive",
    "High Street",
    "Hod View",
    "King's Mead",
    "Knapp Lane",
    "Limekiln Road",
    "Mallow Close",
    "Mill Lane",
    "North Walls",
    "Old Rectory Gardens",
    "Orchard Way",
    "Pound Lane",
    "Purbeck Terrace",
    "Quay Road",
    "Ropewalk",
    "St Aldhelm's Road",
    "Sandbourne Road",
    "School Lane",
    "South Walks",
    "Stour Meadow",
    "Swan Passage",
    "Tout Hill",
    "Trinity Street",
    "Victoria Gardens",
    "Water Lane",
    "West Allington",
    "Withy Bed Lane",
    "Wool Row",
];

/// The letters an inward code may use.
pub(crate) const INWARD_LETTERS: &[char] =
    &['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z'];

/// Wards of the three hospitals, by what they take.
pub(crate) const WARDS: &[(&str, &str, &[&str])] = &[
    ("RDZ", "STOUR", &["100", "110"]),
    ("RDZ", "AVON", &["300", "340", "361"]),
    ("RDZ", "HENGISTBURY", &["320"]),
    ("RDZ", "PIER", &["430"]),
    ("RDZ", "EYE UNIT", &["130"]),
    ("RDZ", "ACUTE MEDICAL UNIT", &["180"]),
    ("RD3", "BROWNSEA", &["300", "340", "361"]),
    ("RD3", "PURBECK", &["100", "110", "120"]),
    ("RD3", "SANDBANKS", &["501"]),
    ("RD3", "STUDLAND", &["420"]),
    ("RD3", "CORFE", &["430", "320"]),
    ("RD3", "ED", &["180"]),
    ("RBD", "MAIDEN", &["300", "340", "320", "361"]),
    ("RBD", "ABBOTSBURY", &["100", "110", "120", "130"]),
    ("RBD", "CERNE", &["430"]),
    ("RBD", "KINGFISHER", &["420"]),
    ("RBD", "CRANBORNE", &["501"]),
    ("RBD", "EMERGENCY DEPARTMENT", &["180"]),
];

/// The ward of `trust` for `specialty`, or its general ward.
pub(crate) fn ward(trust: &str, specialty: &str) -> &'static str {
    let here = || WARDS.iter().filter(|ward| ward.0 == trust);
    let found = here().find(|ward| ward.2.contains(&specialty)).or_else(|| here().next());
    found.map_or("ADMISSIONS", |ward| ward.1)
}
