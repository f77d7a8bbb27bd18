//! Names and places from which people are put together.

/// Beginnings of family names.
pub(crate) const FAMILY: &[&str] = &[
    "Ash", "Bar", "Black", "Brad", "Bran", "Broad", "Burn", "Cal", "Car", "Chal", "Clif", "Cran", "Crom", "Dal", "Den",
    "Dor", "Eas", "El", "Fair", "Far", "Gil", "Good", "Gran", "Ham", "Har", "Hol", "Hurst", "Kel", "Kil", "King",
    "Lang", "Lin", "Mal", "Mar", "Mil", "Nor", "Oak", "Pem", "Pren", "Rad", "Red", "Rock", "Rush", "San", "Shel",
    "Sid", "Stan", "Sut", "Thorn", "Up", "Wal", "Wes", "Whit", "Win", "Wood", "Wy",
];

/// Ends of family names.
pub(crate) const FAMILY_END: &[&str] = &[
    "ton", "ley", "ford", "wood", "field", "by", "well", "more", "ham", "worth", "combe", "cott", "den", "don", "er",
    "ett", "gate", "ing", "land", "low", "man", "mere", "ridge", "shaw", "side", "stead", "stone", "wick", "wyn",
    "yard",
];

/// Given names of women.
pub(crate) const WOMEN: &[&str] = &[
    "Margaret",
    "Susan",
    "Sarah",
    "Emma",
    "Jean",
    "Patricia",
    "Olivia",
    "Chloe",
    "Mary",
    "Amelia",
    "Joan",
    "Claire",
    "Emily",
    "Sophie",
    "Helen",
    "Laura",
    "Doris",
    "Jessica",
    "Karen",
    "Ivy",
    "Agnieszka",
    "Fatima",
    "Priya",
    "Grace",
    "Ruby",
    "Hannah",
    "Alice",
    "Edith",
    "Zoe",
    "Wendy",
    "Tracey",
    "Maureen",
    "Sheila",
    "Lily",
    "Ella",
    "Rosemary",
];

/// Given names of men.
pub(crate) const MEN: &[&str] = &[
    "John", "David", "Michael", "Peter", "James", "Thomas", "Robert", "Oliver", "George", "Harry", "William", "Paul",
    "Jack", "Alan", "Brian", "Kevin", "Mark", "Daniel", "Mohammed", "Stephen", "Arthur", "Noah", "Ronald", "Keith",
    "Pawel", "Rajesh", "Ian", "Derek", "Leo", "Stanley", "Charles", "Gordon", "Luke", "Adam", "Trevor", "Samuel",
];

/// Streets.
pub(crate) const STREETS: &[&str] = &[
    "High Street",
    "Church Lane",
    "Station Road",
    "Mill Lane",
    "Quay Road",
    "Green Lane",
    "Victoria Road",
    "Orchard Way",
    "Heath Close",
    "Manor Drive",
    "The Crescent",
    "Castle Street",
    "North Street",
    "Purbeck View",
    "Harbour Road",
    "Cliff Avenue",
];

/// Towns with the outward halves of their postcodes.
pub(crate) const TOWNS: &[(&str, &[&str])] = &[
    ("Bournemouth", &["BH1", "BH2", "BH3", "BH4", "BH5", "BH6", "BH7", "BH8", "BH9", "BH10", "BH11"]),
    ("Poole", &["BH12", "BH13", "BH14", "BH15", "BH16", "BH17", "BH18"]),
    ("Christchurch", &["BH23"]),
    ("Wimborne", &["BH21"]),
    ("Ferndown", &["BH22"]),
    ("Swanage", &["BH19"]),
    ("Wareham", &["BH20"]),
    ("Dorchester", &["DT1", "DT2"]),
    ("Weymouth", &["DT3", "DT4"]),
    ("Portland", &["DT5"]),
    ("Bridport", &["DT6"]),
    ("Sherborne", &["DT9"]),
    ("Blandford Forum", &["DT11"]),
    ("Shaftesbury", &["SP7"]),
];

/// Letters that stand in the inward half of a postcode.
pub(crate) const INWARD: &[u8] = b"ABDEFGHJLNPQRSTUWXYZ";
