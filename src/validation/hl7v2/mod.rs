//! HL7 v2.3 to v2.5.1 messages against the standard and against conformance profiles.
//!
//! [`Validator`] puts one message to its message structure, segments, data types, lengths, tables,
//! escape sequences and character set; [`validate_file`] does so with every message of a file, framed
//! by MLLP or not, and looks at frames and batches. Profiles, built in or written by users, add to what
//! is asked. What cannot be checked (another version, a Z segment that no profile knows, a structure
//! that is not known) is a finding of its own and never a pass. Reading fields is the work of
//! `interchange::hl7v2`; nothing here changes a message.
//!
//! The form of telephone numbers (TN) binds the United States alone and is not checked; IS and coded
//! elements are checked against tables where a profile gives the table, or where the element itself
//! names the HL7 table of its field as its coding system.

mod charset;
mod check;
mod collect;
mod definitions;
mod escapes;
mod file;
mod finding;
mod format;
mod header;
mod places;
mod profile;
mod rule;
mod segments;
mod shown;
mod structure;
mod text;
mod validator;
mod value;

pub use definitions::HL7_VERSIONS;
pub use file::{FileReport, looks_like_hl7v2, validate_file};
pub use finding::{Finding, Place, Report, Severity, Verdict};
pub use profile::{
    BUILT_IN_PROFILES, FindProfile, Profile, ProfileError, ProfileSource, built_in_profile, load_profiles,
};
pub use rule::{ErrorCode, Rule};
pub use validator::Validator;
