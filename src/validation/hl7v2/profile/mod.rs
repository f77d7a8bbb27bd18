//! Conformance profiles: what a site, a programme or a country asks of messages besides the standard.
//!
//! A profile is a YAML file. Its keys:
//!
//! ```yaml
//! profile: poole-admissions          # its name
//! title: Admissions to Poole         # optional
//! version: "2.4"                     # the version that it is for; absent for any
//! named_by: ["POOLE*"]               # how MSH-21 names it; `*` at the end for anything
//! extends: [itk-2.4, common.yaml]    # profiles that hold as well: built in, or files beside this one
//! severity: error                    # how much its rules weigh: error or warning
//! events:
//!   ADT^A34: ADT_A30                 # the structure of a type and event
//! structures:                        # structures, in the abstract syntax of the standard
//!   ADT_A01: MSH EVN PID [PD1] [{NK1}] PV1 [{<PROCEDURE:PR1 [{ROL}]>}] [ZU1]
//! tables:
//!   "0001": [F, M, U]                # the codes of a table, instead of the standard's
//!   "0136": { add: ["1", "0"] }      # or besides them
//! types:
//!   XON:
//!     3: { type: ST }                # a component, wherever the data type is used:
//!                                    # type, usage, length and table
//! segments:
//!   PID:
//!     fields:
//!       8:
//!         usage: required            # required, optional or not-supported
//!         name: sex                  # what findings call it
//!         type: IS                   # its data type
//!         length: 1                  # the most characters
//!         repetitions: 1             # how often at the most, or `unlimited`
//!         table: "0001"              # its table
//!         values: [F, M, U]          # the values that it may have
//!         pattern: "[FMU]"           # a regular expression for the whole value
//!         severity: warning          # how much its rules weigh
//!         components:                # the same of components: usage, values, pattern, length
//!           4: { usage: required }
//!       3:
//!         nhs_number:                # identifiers that are NHS numbers
//!           authority: NHS           # by their assigning authority (CX.4.1)
//!           type: NH                 # or by their type (CX.5)
//!           ask_for: [authority, type]   # which of both each must have
//!           required: true           # whether there must be one
//!   ZU8:                             # a segment of the site's own
//!     complete: true                 # false where fields that are not written here may come
//!     fields: {}
//! ```
//!
//! A segment that begins with Z may stand anywhere unless a structure names its place. A key that is
//! not known, a value of the wrong kind, and profiles that extend each other in a circle are refused
//! with file, line and column.

mod apply;
mod constrain;
mod error;
mod load;
mod model;
mod read;
mod yaml;

pub(super) use apply::compose;
pub use error::ProfileError;
pub use load::{BUILT_IN_PROFILES, FindProfile, ProfileSource, built_in_profile, load_profiles};
pub use model::Profile;
pub(super) use model::{
    ComponentConstraint, FieldConstraint, FieldRule, NhsNumberRule, SegmentRule, TableRule, TypeRule,
};
