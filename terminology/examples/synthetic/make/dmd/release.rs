//! The files of a release, and who writes each.

use std::io;
use std::path::Path;

use super::super::archive::{self, Entry, Written};
use super::super::lines::Lines;
use super::products::Products;
use super::{actual, bonus, lookups, virtuals};

/// What writes a file.
type Write = fn(&Products, &mut Lines<'_>) -> io::Result<()>;

const FILES: &[(&str, Write)] = &[
    ("f_ampp2_3", actual::write_ampps),
    ("f_amp2_3", actual::write_amps),
    ("f_vmpp2_3", virtuals::write_vmpps),
    ("f_vmp2_3", virtuals::write_vmps),
    ("f_ingredient2_3", virtuals::write_ingredients),
    ("f_vtm2_3", virtuals::write_moieties),
    ("f_lookup2_3", lookups::write),
];
const BONUS: &[(&str, Write)] = &[
    ("f_bnf1_0", bonus::write_bnf),
    ("HISTORIC_CODES/f_history1_0", bonus::write_history),
    ("VTM_INGREDIENTS/f_vtm_ing1_0", bonus::write_moieties),
];

/// The day as the names of files have it.
fn stamp(products: &Products) -> String {
    let date = products.date();
    format!("{:02}{:02}{:02}", date % 100, date / 100 % 100, date / 10_000 % 100)
}

fn entries<'a>(products: &'a Products, files: &'static [(&str, Write)]) -> Vec<Entry<'a>> {
    let stamp = stamp(products);
    let entry = |(name, write): &(&str, Write)| {
        let write = *write;
        Entry::new(format!("{name}{stamp}.xml"), move |lines| write(products, lines))
    };
    files.iter().map(entry).collect()
}

/// Writes a weekly release; the bar codes are in a zip of their own within.
pub(crate) fn write(products: &Products, to: &Path) -> io::Result<Vec<Written>> {
    let stamp = stamp(products);
    let mut entries = entries(products, FILES);
    entries.push(Entry::new(format!("f_gtin2_0{stamp}.zip"), move |lines| {
        let zip = archive::nested(&format!("f_gtin2_0{stamp}.xml"), &actual::gtins(products))?;
        lines.raw(&zip)
    }));
    archive::write(&entries, to)
}

/// Writes the bonus files.
pub(crate) fn write_bonus(products: &Products, to: &Path) -> io::Result<Vec<Written>> {
    archive::write(&entries(products, BONUS), to)
}
