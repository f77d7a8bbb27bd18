//! Actual products, their packs and the bar codes of these.

use std::io;

use super::super::lines::Lines;
use super::products::{Level, List, Products};
use super::virtuals::price;
use super::xml::{self, Row, day};

/// Writes the actual products.
pub(crate) fn write_amps(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    let count = products.count(Level::Amp);
    xml::begin(lines, "ACTUAL_MEDICINAL_PRODUCTS", "amp_v2_3.xsd");
    xml::container(lines, "AMPS", (0..count).map(|at| amp(products, at)))?;
    let of = |name, at| Row::new(name).with("APID", products.id(Level::Amp, at));
    let ingredients = (0..count).step_by(10).map(|at| {
        let substance = at * 13 % products.count(Level::Ingredient);
        of("AP_ING", at)
            .with("ISID", products.id(Level::Ingredient, substance))
            .maybe("STRNTH", (at % 20 == 0).then_some("0.5"))
            .maybe("UOMCD", (at % 20 == 0).then(|| Products::entry(List::Unit, 0)))
    });
    xml::container(lines, "AP_INGREDIENT", ingredients)?;
    let routes = (0..count).filter(|at| at % 10 < 7).map(|at| {
        let mut random = products.random(Level::Amp, at << 1);
        of("LIC_ROUTE", at).with("ROUTECD", products.any(List::Route, &mut random))
    });
    xml::container(lines, "LICENSED_ROUTE", routes)?;
    let appliances = (0..count).filter(|at| at % 10 == 3).map(|at| {
        of("AP_INFO", at)
            .maybe("SZ_WEIGHT", (at % 20 == 3).then_some("10cm x 10cm"))
            .maybe("COLOURCD", (at % 30 == 3).then(|| format!("{:04}", 1 + at % 7)))
            .with("PROD_ORDER_NO", format_args!("SYN-{at}"))
    });
    xml::container(lines, "AP_INFORMATION", appliances)?;
    xml::finish(lines, "ACTUAL_MEDICINAL_PRODUCTS");
    Ok(())
}

fn amp(products: &Products, at: usize) -> Row {
    let mut random = products.random(Level::Amp, at << 1 | 1);
    let supplier = products.supplier_of(at);
    let name = products.amp_name(at);
    let (renamed, relicensed) = (random.happens(800), random.happens(300));
    Row::new("AMP")
        .with("APID", products.id(Level::Amp, at))
        .flag("INVALID", at % 101 == 100, false)
        .with("VPID", products.id(Level::Vmp, products.vmp_of_amp[at] as usize))
        .with("NM", &name)
        .maybe("ABBREVNM", (name.len() > 60).then(|| name.chars().take(40).collect::<String>()))
        .with("DESC", format_args!("{name} ({})", products.supplier(supplier)))
        .maybe("NMDT", renamed.then(|| day(20_170_601)))
        .maybe("NM_PREV", renamed.then(|| format!("{name} old")))
        .with("SUPPCD", Products::entry(List::Supplier, supplier))
        .code("LIC_AUTHCD", random.below(5))
        .maybe("LIC_AUTH_PREVCD", relicensed.then_some("0003"))
        .maybe("LIC_AUTHCHANGECD", relicensed.then_some("0001"))
        .maybe("LIC_AUTHCHANGEDT", relicensed.then(|| day(20_160_229)))
        .maybe("COMBPRODCD", random.happens(80).then_some("0001"))
        .maybe("FLAVOURCD", random.happens(400).then(|| format!("{:04}", 1 + at % 7)))
        .flag("EMA", random.happens(300), true)
        .flag("PARALLEL_IMPORT", random.happens(900), true)
        .code("AVAIL_RESTRICTCD", if random.happens(8500) { 1 } else { 2 + random.below(8) })
}

/// Writes the packs of actual products.
pub(crate) fn write_ampps(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    let count = products.count(Level::Ampp);
    xml::begin(lines, "ACTUAL_MEDICINAL_PROD_PACKS", "ampp_v2_3.xsd");
    xml::container(lines, "AMPPS", (0..count).map(|at| ampp(products, at)))?;
    let of = |name, at| Row::new(name).with("APPID", products.id(Level::Ampp, at));
    let packs = (0..count).filter(|at| at % 4 == 1).map(|at| {
        let changed = at % 300 == 1;
        let row = of("PACK_INFO", at)
            .code("REIMB_STATCD", at / 4 % 2)
            .maybe("REIMB_STATDT", changed.then(|| day(20_110_301)));
        let row = row.maybe("REIMB_STATPREVCD", changed.then_some("0000"));
        row.maybe("PACK_ORDER_NO", (at % 8 == 1).then(|| format!("P{at}")))
    });
    xml::container(lines, "APPLIANCE_PACK_INFO", packs)?;
    let flags = ["SCHED_2", "ACBS", "PADM", "FP10_MDA", "SCHED_1", "HOSP", "NURSE_F", "ENURSE_F", "DENT_F"];
    let prescribing = (0..count).map(|at| {
        let mut random = products.random(Level::Ampp, at << 2 | 1);
        flags.iter().fold(of("PRESCRIB_INFO", at), |row, flag| row.flag(flag, random.happens(400), true))
    });
    xml::container(lines, "DRUG_PRODUCT_PRESCRIB_INFO", prescribing)?;
    let prices = (0..count).map(|at| {
        let price = (at % 6 != 5).then(|| price(products, at << 1 | 1));
        of("PRICE_INFO", at)
            .maybe("PRICE", price)
            .maybe("PRICEDT", price.map(|_| day(20_220_401)))
            .maybe("PRICE_PREV", price.filter(|_| at % 3 == 0).map(|price| price + 11))
            .code("PRICE_BASISCD", if price.is_some() { 1 } else { 2 })
    });
    xml::container(lines, "MEDICINAL_PRODUCT_PRICE", prices)?;
    let reimbursed = (0..count).map(|at| {
        let row = of("REIMB_INFO", at).with("PX_CHRGS", 1).with("DISP_FEES", 1);
        let row =
            ["BB", "LTD_STAB", "CAL_PACK"].iter().fold(row, |row, flag| row.flag(flag, at % 41 == flag.len(), true));
        let row = row.maybe("SPEC_CONTCD", (at % 10 == 7).then_some("0001"));
        row.maybe("DND", (at % 50 == 7).then_some("0002")).flag("FP34D", at % 60 == 8, true)
    });
    xml::container(lines, "REIMBURSEMENT_INFO", reimbursed)?;
    let content = (0..count.saturating_sub(1)).step_by(700).map(|at| {
        let child = products.id(Level::Ampp, at + 1);
        Row::new("CCONTENT").with("PRNTAPPID", products.id(Level::Ampp, at)).with("CHLDAPPID", child)
    });
    xml::container(lines, "COMB_CONTENT", content)?;
    xml::finish(lines, "ACTUAL_MEDICINAL_PROD_PACKS");
    Ok(())
}

fn ampp(products: &Products, at: usize) -> Row {
    let mut random = products.random(Level::Ampp, at << 2 | 2);
    let (amp, vmpp) = products.of_ampp(at);
    let quantity = products.quantity(vmpp);
    let gone = random.happens(1200);
    let supplier = products.supplier(products.supplier_of(amp));
    Row::new("AMPP")
        .with("APPID", products.id(Level::Ampp, at))
        .flag("INVALID", at % 127 == 126, false)
        .with("NM", format_args!("{} ({supplier}) {quantity}", products.amp_name(amp)))
        .maybe("ABBREVNM", random.happens(100).then_some("short"))
        .with("VPPID", products.id(Level::Vmpp, vmpp))
        .with("APID", products.id(Level::Amp, amp))
        .maybe("COMBPACKCD", (at % 700 < 2).then(|| format!("{:04}", 1 + at % 700)))
        .code("LEGAL_CATCD", 1 + random.below(4))
        .maybe("SUBP", random.happens(2500).then(|| format!("{} x {}", quantity.div_ceil(7), 7)))
        .maybe("DISCCD", gone.then_some("0001"))
        .maybe("DISCDT", gone.then(|| day(20_210_930)))
}

/// The bar codes of two thirds of the packs; some have two, and had one before.
pub(crate) fn gtins(products: &Products) -> Vec<u8> {
    let mut text = "<GTIN_DETAILS xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                    xsi:noNamespaceSchemaLocation=\"gtin_v2_0.xsd\">\r\n<AMPPS>\r\n"
        .to_owned();
    for at in (0..products.count(Level::Ampp)).filter(|at| at % 3 != 0) {
        let id = products.id(Level::Ampp, at).to_string();
        text.extend(["<AMPP><AMPPID>", &id, "</AMPPID>"]);
        for number in 0..=usize::from(at % 12 == 1) {
            let digits = 5_000_000_000_000 + (at as u64 * 2 + number as u64) * 10;
            let code = (digits + check_digit(digits / 10)).to_string();
            text.extend(["<GTINDATA><GTIN>", &code, "</GTIN><STARTDT>2010-02-01</STARTDT>"]);
            text += if at % 36 == 1 && number == 0 { "<ENDDT>2013-07-21</ENDDT></GTINDATA>" } else { "</GTINDATA>" };
        }
        text += "</AMPP>\r\n";
    }
    text += "</AMPPS>\r\n</GTIN_DETAILS>\r\n";
    text.into_bytes()
}

/// The check digit of a bar code: from the right, every other digit counts three times.
fn check_digit(mut digits: u64) -> u64 {
    let (mut sum, mut weight) = (0, 3);
    while digits > 0 {
        sum += digits % 10 * weight;
        weight = 4 - weight;
        digits /= 10;
    }
    (10 - sum % 10) % 10
}
