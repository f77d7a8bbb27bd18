//! Release Format 2: what the files of a SNOMED CT release are, and their rows.
//!
//! The source is the SNOMED CT Release File Specifications. A file is a table: one line that names
//! the columns, then a row a line, columns apart by TAB, nothing quoted. Columns are found by name,
//! in whatever order and case; one that is missing and one that is not known are refused by name.
//!
//! ```
//! use snomed_ct_parsing::rf2::{Concept, Content, FileName, Release, open};
//!
//! let name = FileName::parse("sct2_Concept_Snapshot_INT_20250701.txt")?;
//! assert_eq!(name.release, Release::Snapshot);
//!
//! let bytes = b"id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n\
//!     138875005\t20020131\t1\t900000000000207008\t900000000000074008\r\n";
//! let Content::Rows(header, body) = open(&name.table, bytes)? else { return Ok(()) };
//! for row in header.rows(body, 2) {
//!     let concept = Concept::read(&row?)?;
//!     assert_eq!(concept.id.to_string(), "138875005");
//!     assert!(concept.active);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod component;
mod content;
mod error;
mod header;
mod member;
mod name;
mod pattern;
mod refset;
mod row;
mod table;
mod time;
mod value;

pub use component::{Concept, ConcreteRelationship, Description, Identifier, Relationship};
pub use content::{Content, open, parts};
pub use error::RowError;
pub use header::Header;
pub use member::{Field, Member, MemberId};
pub use name::{FileName, NameError, Release};
pub use pattern::{Letter, Pattern};
pub use refset::RefsetKind;
pub use row::{MOST_BYTES, Row, Rows};
pub use table::{Column, Table};
pub use time::EffectiveTime;
pub use value::ConcreteValue;
