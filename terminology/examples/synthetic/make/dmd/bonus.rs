//! The bonus files: BNF, ATC and daily doses, the history of identifiers, what moieties are made of.

use std::io;

use super::super::lines::Lines;
use super::products::{Level, List, Products};
use super::xml::{self, Row, day};

/// Writes the BNF and ATC codes and the daily doses of virtual products.
pub(crate) fn write_bnf(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    xml::begin(lines, "BNF_DETAILS", "bnf_v1_0.xsd");
    let rows = (0..products.count(Level::Vmp)).map(|at| {
        let dose = at % 4 == 0;
        Row::new("VMP")
            .with("VPID", products.id(Level::Vmp, at))
            .maybe("BNF", (at % 5 != 4).then(|| format!("{:02}{:02}{:02}", 1 + at % 15, 1 + at % 9, at % 7)))
            .maybe(
                "ATC",
                (at % 3 != 2).then(|| format!("{}{:02}AA{:02}", char::from(b'A' + byte(at % 22)), at % 16, at % 60)),
            )
            .maybe("DDD", dose.then_some("1.5"))
            .maybe("DDD_UOMCD", dose.then(|| Products::entry(List::Unit, 4)))
    });
    xml::container(lines, "VMPS", rows)?;
    xml::finish(lines, "BNF_DETAILS");
    Ok(())
}

fn byte(at: usize) -> u8 {
    u8::try_from(at).unwrap_or_default()
}

/// Writes the identifiers that products had, and those that they have.
pub(crate) fn write_history(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    xml::begin(lines, "HISTORY", "history_v1_0.xsd");
    for (name, row, level) in
        [("VTMS", "VTM", Level::Vtm), ("VMPS", "VMP", Level::Vmp), ("INGS", "ING", Level::Ingredient)]
    {
        let rows = (0..products.count(level)).flat_map(|at| {
            let current = products.id(level, at);
            let mut starts = vec![20_040_101];
            starts.extend(products.changes(level, at));
            let versions = starts.clone().into_iter().enumerate();
            versions.map(move |(version, start)| {
                Row::new(row)
                    .with("IDCURRENT", current)
                    .with("IDPREVIOUS", Products::version(level, at, version))
                    .with("STARTDT", day(start))
                    .maybe("ENDDT", starts.get(version + 1).map(|end| day(*end)))
            })
        });
        xml::container(lines, name, rows)?;
    }
    for (name, row, list) in [
        ("SUPPS", "SUPP", List::Supplier),
        ("FORMS", "FORM", List::Form),
        ("ROUTES", "ROUTE", List::Route),
        ("UOMS", "UOM", List::Unit),
    ] {
        let rows = (0..products.entries(list)).flat_map(|at| {
            let current = Products::entry(list, at);
            let changed = at % 17 == 3;
            let before = changed.then(|| {
                let row = Row::new(row).with("IDCURRENT", current).with("IDPREVIOUS", Products::entry(list, at + 2048));
                row.with("STARTDT", day(20_040_101)).with("ENDDT", day(20_150_401))
            });
            let start = day(if changed { 20_150_401 } else { 20_040_101 });
            let now = Row::new(row).with("IDCURRENT", current).with("IDPREVIOUS", current).with("STARTDT", start);
            before.into_iter().chain([now])
        });
        xml::container(lines, name, rows)?;
    }
    xml::finish(lines, "HISTORY");
    Ok(())
}

/// Writes what therapeutic moieties are made of.
pub(crate) fn write_moieties(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    xml::begin(lines, "VTM_INGREDIENTS", "vtm_ingredients_v1_0.xsd");
    for at in 0..products.count(Level::Vtm) {
        let substance = at % products.count(Level::Ingredient);
        let id = products.id(Level::Ingredient, substance);
        Row::new("VTM_ING").with("VTMID", products.id(Level::Vtm, at)).with("ISID", id).end(lines)?;
    }
    xml::finish(lines, "VTM_INGREDIENTS");
    Ok(())
}
