//! The NHS dictionary of medicines and devices (dm+d), read from its weekly and its bonus files.
//!
//! Owns the layout of the files (release 2, schemas 2.3; GTIN 2.0; bonus 1.0), the loader that writes
//! one index, and [`Dmd`], which reads it: every element of every row, up and down its five levels,
//! by barcode, ingredient, BNF or ATC code, and from identifiers of any earlier release. Prices are
//! in pence, codes are numbers (`1` and `0001` are one), and an element that is not there says
//! nothing. What a product is in SNOMED CT, or a map from another system, is not here.

mod index;
mod layout;
mod load;
mod read;
mod recognise;
mod row;
mod xml;

pub use layout::{Field, FieldKind, FileKind, Level, Part, Table};
pub use load::load;
pub use read::{
    Amp, Ampp, Barcode, Change, Coded, Dmd, Entry, Gone, Hits, Ingredient, Price, SearchError, Strength, Succession,
    TariffPrice, Vmp, Vmpp, Vtm,
};
pub use recognise::{Role, recognise};
pub use row::{Decimal, Row, Value};
pub use xml::{Document, document};
