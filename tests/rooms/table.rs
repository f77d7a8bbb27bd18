//! The rooms of `src/` and who may use whom, lower rooms first. Rooms that are not built yet stand
//! here too: a room that is in the way of the table cannot be added by accident.

/// One room and what its code may use besides itself.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    pub(crate) may_use: &'static [&'static str],
}

const fn room(name: &'static str, may_use: &'static [&'static str]) -> Room {
    Room { name, may_use }
}

pub(crate) const ROOMS: [Room; 15] = [
    room("record", &[]),
    room("output", &[]),
    room("interchange", &["record"]),
    room("identity", &["record"]),
    room("coding", &["record"]),
    room("consent", &["record"]),
    room("access", &["record", "consent"]),
    room("audit", &["record"]),
    room("transport", &[]),
    room(
        "store",
        &["record", "output", "interchange", "identity", "coding", "consent", "access", "audit", "transport"],
    ),
    room(
        "feeds",
        &["record", "output", "interchange", "identity", "coding", "consent", "access", "audit", "transport", "store"],
    ),
    room(
        "service",
        &["record", "output", "interchange", "identity", "coding", "consent", "access", "audit", "transport", "store"],
    ),
    room("validation", &["record", "interchange", "coding"]),
    room("conformance", &["record", "interchange", "coding", "validation", "transport", "output"]),
    room(
        "browser",
        &[
            "record",
            "output",
            "interchange",
            "identity",
            "coding",
            "consent",
            "access",
            "audit",
            "store",
            "validation",
            "conformance",
        ],
    ),
];

/// Crates that only the rooms beside them may name. `commands` and what reads a command line are for
/// no room at all.
pub(crate) const CRATES: [(&str, &[&str]); 7] = [
    ("dcr_terminology", &["coding"]),
    ("snomed_ct_parsing", &[]),
    ("commands", &[]),
    ("clap", &[]),
    ("clap_builder", &[]),
    ("clap_complete", &[]),
    ("clap_mangen", &[]),
];

/// The room of that name.
pub(crate) fn find(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}
