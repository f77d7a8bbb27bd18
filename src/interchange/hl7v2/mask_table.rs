//! Which fields carry whereabouts, and which clinical content (HL7 v2.3 to v2.5.1, HL7 UK A.3).

/// Fields of a segment.
pub(super) enum Fields {
    /// These.
    Some(&'static [usize]),
    /// This one and all after it.
    From(usize),
}

use Fields::{From, Some};

/// Segments whose fields are known; any other is hidden as a whole.
pub(super) const KNOWN: &[&str] = &[
    "MSH", "MSA", "ERR", "EVN", "PID", "PD1", "NK1", "MRG", "PV1", "PV2", "ROL", "GT1", "IN1", "IN2", "IN3", "AL1",
    "DG1", "PR1", "DB1", "ORC", "OBR", "OBX", "NTE", "SPM", "TQ1", "TXA", "SCH", "RGS", "AIS", "AIG", "AIL", "AIP",
    "ZU1", "ZU8",
];

/// Whereabouts: where the person lives, how to reach them and who would know. ORC and OBR name
/// the practice that asked; ZU1 from 11 on carries the referrer.
pub(super) const WHEREABOUTS: &[(&str, Fields)] = &[
    ("PID", Some(&[11, 12, 13, 14])),
    // What a sender adds after the last field of the standard may be an address or a number.
    ("PID", From(40)),
    ("PD1", Some(&[3, 4, 7, 8, 14, 20])),
    ("PD1", From(22)),
    ("PV1", From(53)),
    ("NK1", From(2)),
    ("MRG", Some(&[8, 9, 10])),
    ("PV1", Some(&[8, 17, 52])),
    ("PV2", Some(&[13, 23])),
    ("ROL", From(2)),
    ("GT1", From(2)),
    ("IN1", From(2)),
    ("IN2", From(1)),
    ("IN3", From(2)),
    ("ORC", Some(&[12, 13, 14, 21, 22, 23, 24])),
    ("OBR", Some(&[10, 16, 17, 28])),
    ("TXA", Some(&[23])),
    ("SCH", Some(&[12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22])),
    ("ZU1", From(11)),
];

/// Clinical content: what was found, asked, done or feared. ZU8-1 is sexual orientation.
pub(super) const CLINICAL: &[(&str, Fields)] = &[
    ("AL1", Some(&[2, 3, 4, 5])),
    ("DG1", Some(&[3, 4, 8, 9, 10])),
    ("PR1", Some(&[3, 4, 15])),
    ("DB1", From(2)),
    ("ORC", Some(&[16])),
    ("OBR", Some(&[4, 13, 15, 20, 21, 31, 39, 44, 46, 47])),
    ("OBX", Some(&[3, 5, 6, 7, 8, 13, 17])),
    ("OBX", From(26)),
    ("NTE", Some(&[3])),
    ("SPM", From(4)),
    ("PV1", Some(&[10, 15])),
    ("PV2", Some(&[3, 12, 38])),
    ("TXA", Some(&[2, 16, 25])),
    ("SCH", Some(&[5, 6, 7, 8])),
    ("AIS", Some(&[3, 12])),
    ("IN1", From(2)),
    ("IN2", From(1)),
    ("TQ1", Some(&[11])),
    ("ZU1", From(6)),
    ("ZU8", Some(&[1])),
];
