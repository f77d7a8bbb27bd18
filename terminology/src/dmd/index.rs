//! The sections of an index, as the loader writes them and the reader finds them.
//!
//! | section | what |
//! |---|---|
//! | `release` | the files it was made from, as JSON ([`ReleaseFiles`]) |
//! | `tables` | how many rows each table has, in the order of [`Table::ALL`] (u32) |
//! | `keys` | the keys of all rows, table by table, in order within each (u64) |
//! | `starts` | where each row begins in `rows`, and where the last ends (u32) |
//! | `rows` | the rows |
//! | `links` | how many pairs each [`Link`] has (u32) |
//! | `links/values`, `links/rows` | the values of each link's element in order (u64), and which row of its table has it (u32) |
//! | `bnf`, `atc` | the rows that have such a code, in the order of the codes (u32, counted over all tables) |
//! | `words/…` | term search |

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::layout::Table;

pub(super) const KIND: &str = "dmd";
pub(super) const FORMAT: u32 = 1;
pub(super) const RELEASE: &str = "release";
pub(super) const TABLES: &str = "tables";
pub(super) const KEYS: &str = "keys";
pub(super) const STARTS: &str = "starts";
pub(super) const ROWS: &str = "rows";
pub(super) const LINKS: &str = "links";
pub(super) const LINK_VALUES: &str = "links/values";
pub(super) const LINK_ROWS: &str = "links/rows";
pub(super) const BNF: &str = "bnf";
pub(super) const ATC: &str = "atc";

/// The files that an index was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReleaseFiles {
    /// The date that they bear.
    pub(super) date: Option<Date>,
    /// Their names, without folders, by kind.
    pub(super) files: Vec<(String, String)>,
}

/// From what an element names back to the rows that name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) table: Table,
    pub(super) position: usize,
    at: usize,
}

macro_rules! links {
    ($($link:ident: $table:ident . $field:literal;)*) => {
        #[expect(non_camel_case_types, reason = "numbers the links, under their own names")]
        #[derive(Clone, Copy)]
        enum Number { $($link,)* }

        impl Link {
            $(pub(super) const $link: Self = Self {
                table: Table::$table,
                position: Table::$table.position($field),
                at: Number::$link as usize,
            };)*

            pub(super) const ALL: &'static [Self] = &[$(Self::$link,)*];
        }
    };
}

links! {
    VMP_OF_VTM: Vmp . "VTMID";
    AMP_OF_VMP: Amp . "VPID";
    VMPP_OF_VMP: Vmpp . "VPID";
    AMPP_OF_VMPP: Ampp . "VPPID";
    AMPP_OF_AMP: Ampp . "APID";
    AMP_OF_SUPPLIER: Amp . "SUPPCD";
    VMP_OF_INGREDIENT: VirtualProductIngredient . "ISID";
    VMP_OF_BASIS: VirtualProductIngredient . "BS_SUBID";
    AMP_OF_EXCIPIENT: ActualProductIngredient . "ISID";
    VTM_OF_INGREDIENT: VtmIngredient . "ISID";
    VMP_OF_FORM: DrugForm . "FORMCD";
    VMP_OF_ROUTE: DrugRoute . "ROUTECD";
    AMP_OF_ROUTE: LicensedRoute . "ROUTECD";
    VMPP_OF_CONTENT: VirtualContent . "CHLDVPPID";
    AMPP_OF_CONTENT: ActualContent . "CHLDAPPID";
    AMPP_OF_BARCODE: Gtin . "GTIN";
    CHANGE_TO: Changed . "current";
}

impl Link {
    pub(super) const fn index(self) -> usize {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_name_elements() {
        for (at, link) in Link::ALL.iter().enumerate() {
            assert_eq!(link.index(), at);
            assert!(link.position < link.table.fields().len(), "{link:?}");
        }
    }
}
