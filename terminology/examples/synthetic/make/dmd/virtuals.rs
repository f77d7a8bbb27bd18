//! Substances, therapeutic moieties, virtual products and their packs.

use std::io;

use super::super::lines::Lines;
use super::lookups::{FORMS_WITH_ROUTES, unit};
use super::products::{Level, List, Products};
use super::xml::{self, Row, day};

/// Writes the substances.
pub(crate) fn write_ingredients(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    xml::begin(lines, "INGREDIENT_SUBSTANCES", "ingredient_v2_3.xsd");
    for at in 0..products.count(Level::Ingredient) {
        let previous = products.previous(Level::Ingredient, at);
        Row::new("ING")
            .with("ISID", products.id(Level::Ingredient, at))
            .maybe("ISIDDT", previous.map(|(date, _)| day(date)))
            .maybe("ISIDPREV", previous.map(|(_, id)| id))
            .flag("INVALID", at % 71 == 70, false)
            .with("NM", products.substance(at))
            .end(lines)?;
    }
    xml::finish(lines, "INGREDIENT_SUBSTANCES");
    Ok(())
}

/// Writes the therapeutic moieties.
pub(crate) fn write_moieties(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    xml::begin(lines, "VIRTUAL_THERAPEUTIC_MOIETIES", "vtm_v2_3.xsd");
    for at in 0..products.count(Level::Vtm) {
        let previous = products.previous(Level::Vtm, at);
        let name = products.substance(at % products.count(Level::Ingredient));
        Row::new("VTM")
            .with("VTMID", products.id(Level::Vtm, at))
            .flag("INVALID", at % 23 == 22, false)
            .with("NM", &name)
            .maybe("ABBREVNM", (name.len() > 20).then(|| name.chars().take(12).collect::<String>()))
            .maybe("VTMIDPREV", previous.map(|(_, id)| id))
            .maybe("VTMIDDT", previous.map(|(date, _)| day(date)))
            .end(lines)?;
    }
    xml::finish(lines, "VIRTUAL_THERAPEUTIC_MOIETIES");
    Ok(())
}

/// Writes the virtual products.
pub(crate) fn write_vmps(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    let count = products.count(Level::Vmp);
    xml::begin(lines, "VIRTUAL_MED_PRODUCTS", "vmp_v2_3.xsd");
    xml::container(lines, "VMPS", (0..count).map(|at| vmp(products, at)))?;
    let ingredients = (0..count).flat_map(|at| {
        products.substances(at).into_iter().map(move |substance| (at, substance)).map(|(at, substance)| {
            let mut random = products.random(Level::Ingredient, (at << 3) | (substance % 8));
            let liquid = random.happens(2000);
            let unit = |at| Products::entry(List::Unit, at);
            Row::new("VPI")
                .with("VPID", products.id(Level::Vmp, at))
                .with("ISID", products.id(Level::Ingredient, substance))
                .code("BASIS_STRNTCD", 1 + random.below(2))
                .maybe("BS_SUBID", random.happens(500).then(|| products.id(Level::Ingredient, at % 7)))
                .with("STRNT_NMRTR_VAL", random.of(&["5.0", "10.0", "0.25", "500.0", "1000.0"]))
                .with("STRNT_NMRTR_UOMCD", unit(0))
                .maybe("STRNT_DNMTR_VAL", liquid.then_some("1.0"))
                .maybe("STRNT_DNMTR_UOMCD", liquid.then(|| unit(1)))
        })
    });
    xml::container(lines, "VIRTUAL_PRODUCT_INGREDIENT", ingredients)?;
    let of = |name, at| Row::new(name).with("VPID", products.id(Level::Vmp, at));
    let forms = (0..count).map(|at| of("ONT", at).code("FORMCD", 1 + at * 31 % FORMS_WITH_ROUTES));
    xml::container(lines, "ONT_DRUG_FORM", forms)?;
    let any = |list, at| products.any(list, &mut products.random(Level::Vmp, at));
    xml::container(lines, "DRUG_FORM", (0..count).map(|at| of("DFORM", at).with("FORMCD", any(List::Form, at))))?;
    let routes = (0..count).map(|at| of("DROUTE", at).with("ROUTECD", any(List::Route, at)));
    let more = (0..count).step_by(9).map(|at| of("DROUTE", at).with("ROUTECD", Products::entry(List::Route, 64)));
    xml::container(lines, "DRUG_ROUTE", routes.chain(more))?;
    let controlled = (0..count).map(|at| {
        let changed = at % 211 == 0;
        let row = of("CONTROL_INFO", at).code("CATCD", if at % 29 == 0 { 1 + at % 10 } else { 0 });
        let row = row.maybe("CATDT", changed.then(|| day(20_140_610)));
        if changed { row.code("CAT_PREVCD", 0) } else { row }
    });
    xml::container(lines, "CONTROL_DRUG_INFO", controlled)?;
    xml::finish(lines, "VIRTUAL_MED_PRODUCTS");
    Ok(())
}

fn vmp(products: &Products, at: usize) -> Row {
    let mut random = products.random(Level::Vtm, at << 1 | 1);
    let previous = products.previous(Level::Vmp, at);
    let name = products.vmp_name(at);
    let renamed = random.happens(300);
    let moiety = products.substances(at)[0] % products.count(Level::Vtm);
    let row = Row::new("VMP")
        .with("VPID", products.id(Level::Vmp, at))
        .maybe("VPIDDT", previous.map(|(date, _)| day(date)))
        .maybe("VPIDPREV", previous.map(|(_, id)| id))
        .maybe("VTMID", random.happens(9000).then(|| products.id(Level::Vtm, moiety)))
        .flag("INVALID", at % 97 == 96, false)
        .with("NM", &name)
        .maybe("ABBREVNM", (name.len() > 60).then(|| name.chars().take(40).collect::<String>()))
        .code("BASISCD", 1 + random.below(7))
        .maybe("NMDT", renamed.then(|| day(20_180_301)))
        .maybe("NMPREV", renamed.then(|| format!("{name} (temporary name)")))
        .maybe("BASIS_PREVCD", renamed.then_some("0007"))
        .maybe("NMCHANGECD", renamed.then_some("0001"))
        .maybe("COMBPRODCD", random.happens(100).then_some("0001"))
        .code("PRES_STATCD", if random.happens(9000) { 1 } else { 2 + random.below(8) })
        .flag("SUG_F", name.ends_with("sugar free"), true)
        .flag("GLU_F", random.happens(100), true)
        .flag("PRES_F", random.happens(300), false)
        .flag("CFC_F", name.ends_with("CFC free"), true);
    let missing = random.happens(200);
    row.maybe("NON_AVAILCD", missing.then_some("0001"))
        .maybe("NON_AVAILDT", missing.then(|| day(20_190_115)))
        .with("DF_INDCD", 1 + random.below(3))
        .with("UDFS", random.of(&["1.0", "5.0", "2.5", "100.0"]))
        .with("UDFS_UOMCD", Products::entry(List::Unit, 1 + at % 3))
        .with("UNIT_DOSE_UOMCD", Products::entry(List::Unit, 2 + at % 2))
}

/// Writes the packs of virtual products.
pub(crate) fn write_vmpps(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    let count = products.count(Level::Vmpp);
    xml::begin(lines, "VIRTUAL_MED_PRODUCT_PACK", "vmpp_v2_3.xsd");
    let packs = (0..count).map(|at| {
        let vmp = products.vmp_of_vmpp[at] as usize;
        let (quantity, measure) = (products.quantity(at), 2 + at % 2);
        Row::new("VMPP")
            .with("VPPID", products.id(Level::Vmpp, at))
            .flag("INVALID", at % 113 == 112, false)
            .with("NM", format_args!("{} {quantity} {}", products.vmp_name(vmp), unit(measure)))
            .with("VPID", products.id(Level::Vmp, vmp))
            .with("QTYVAL", format_args!("{quantity}.0"))
            .with("QTY_UOMCD", Products::entry(List::Unit, measure))
            .maybe("COMBPACKCD", (at % 500 < 2).then(|| format!("{:04}", 1 + at % 500)))
    });
    xml::container(lines, "VMPPS", packs)?;
    let tariff = (0..count).filter(|at| at % 3 == 0).map(|at| {
        let price = price(products, at);
        Row::new("DTINFO")
            .with("VPPID", products.id(Level::Vmpp, at))
            .code("PAY_CATCD", 1 + at % 12)
            .with("PRICE", price)
            .with("DT", day(products.date()))
            .with("PREVPRICE", price * 9 / 10)
    });
    xml::container(lines, "DRUG_TARIFF_INFO", tariff)?;
    let content = (0..count.saturating_sub(1)).step_by(500).map(|at| {
        Row::new("CCONTENT")
            .with("PRNTVPPID", products.id(Level::Vmpp, at))
            .with("CHLDVPPID", products.id(Level::Vmpp, at + 1))
    });
    xml::container(lines, "COMB_CONTENT", content)?;
    xml::finish(lines, "VIRTUAL_MED_PRODUCT_PACK");
    Ok(())
}

/// A price in pence; later releases change it.
pub(crate) fn price(products: &Products, at: usize) -> u64 {
    let mut random = products.random(Level::Lookup, at);
    let mut price = 50 + random.early(40_000, 3.0) as u64;
    for _ in 1..products.dates.len() {
        if random.happens(1000) {
            price += price / 20 + 1;
        }
    }
    price
}
