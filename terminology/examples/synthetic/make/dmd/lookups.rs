//! The lists that products take their codes from.

use std::io;

use super::super::lines::Lines;
use super::products::{List, Products};
use super::xml::{self, Row, day};

/// The lists whose codes are numbers, and their entries from the code that each begins with.
const SHORT: &[(&str, usize, &[&str])] = &[
    ("COMBINATION_PACK_IND", 1, &["Combination pack", "Component only pack"]),
    ("COMBINATION_PROD_IND", 1, &["Combination product", "Component only product"]),
    ("BASIS_OF_NAME", 1, &["rINN", "BAN", "BANM", "INNM", "pINN", "USAN", "Other"]),
    ("NAMECHANGE_REASON", 1, &["Name no longer temporary", "New generic name", "Basis of name changed", "Other"]),
    (
        "VIRTUAL_PRODUCT_PRES_STATUS",
        1,
        &[
            "Valid",
            "Not in primary care",
            "Actual product only",
            "Never",
            "Not recommended",
            "Brands differ",
            "Needs training",
            "No specification",
            "Patient decides",
        ],
    ),
    (
        "CONTROL_DRUG_CATEGORY",
        0,
        &[
            "None",
            "Schedule 1",
            "Schedule 2",
            "Schedule 2 exempt",
            "Schedule 3",
            "Schedule 3 exempt",
            "Schedule 3 phenobarbital",
            "Schedule 3 temazepam",
            "Schedule 4 anabolic",
            "Schedule 4 benzodiazepine",
            "Schedule 5",
        ],
    ),
    ("LICENSING_AUTHORITY", 0, &["None", "Medicines", "Devices", "Unknown", "Herbal"]),
    (
        "DT_PAYMENT_CATEGORY",
        1,
        &[
            "VIIIA A",
            "VIIIA B",
            "VIIIA C",
            "VIIIA E",
            "IXa",
            "IXb",
            "IXc",
            "IXr",
            "X",
            "IXb and IXc",
            "VIIIA M",
            "VIIIB",
        ],
    ),
    ("FLAVOUR", 1, &["Orange", "Lemon", "Strawberry", "Vanilla", "Cherry", "Mint", "Neutral"]),
    ("COLOUR", 1, &["White", "Red", "Blue", "Green", "Yellow", "Beige", "Brown"]),
    ("BASIS_OF_STRNTH", 1, &["Based on ingredient", "Based on base"]),
    ("REIMBURSEMENT_STATUS", 0, &["Not allowed", "Allowed"]),
    ("SPEC_CONT", 1, &["Special container", "Broken bulk"]),
    ("DND", 1, &["Automatic", "By endorsement"]),
    ("VIRTUAL_PRODUCT_NON_AVAIL", 0, &["Available", "Not available"]),
    ("DISCONTINUED_IND", 0, &["Reinstated", "Discontinued"]),
    ("DF_INDICATOR", 1, &["Discrete", "Continuous", "Not applicable"]),
    ("PRICE_BASIS", 1, &["NHS indicative price", "No price", "Centrally funded", "Priced when made"]),
    ("LEGAL_CATEGORY", 1, &["GSL", "P", "POM", "Not applicable"]),
    (
        "AVAILABILITY_RESTRICTION",
        1,
        &[
            "None",
            "Restricted",
            "Clinical trial",
            "Special",
            "Import",
            "Hospital",
            "Unlicensed",
            "On order",
            "Not available",
        ],
    ),
    (
        "LICENSING_AUTHORITY_CHANGE_REASON",
        1,
        &[
            "Medicine",
            "Device",
            "Withdrawn by manufacturer",
            "Withdrawn",
            "Suspended",
            "Lapsed",
            "Reintroduced",
            "Unknown",
        ],
    ),
];

/// The lists whose codes are identifiers.
const LONG: &[(&str, List, &[&str])] = &[
    ("UNIT_OF_MEASURE", List::Unit, &["mg", "ml", "tablet", "capsule", "gram", "microgram", "unit", "vial"]),
    ("FORM", List::Form, &["Tablet", "Capsule", "Oral solution", "Cream", "Eye drops", "Injection", "Patch"]),
    ("ROUTE", List::Route, &["Oral", "Cutaneous", "Ocular", "Intravenous", "Inhalation", "Rectal", "Transdermal"]),
    ("SUPPLIER", List::Supplier, &[]),
];

/// How many forms with their routes there are.
pub(crate) const FORMS_WITH_ROUTES: usize = 327;

/// The name of a unit.
pub(crate) fn unit(at: usize) -> String {
    let names = LONG[0].2;
    names.get(at).map_or_else(|| format!("unit {at}"), |name| (*name).to_owned())
}

/// Writes all lists.
pub(crate) fn write(products: &Products, lines: &mut Lines<'_>) -> io::Result<()> {
    xml::begin(lines, "LOOKUP", "lookup_v2_3.xsd");
    for (name, first, entries) in SHORT {
        let rows = (*first..).zip(*entries).map(|(code, text)| Row::new("INFO").code("CD", code).with("DESC", text));
        xml::container(lines, name, rows)?;
    }
    let forms = (1..=FORMS_WITH_ROUTES)
        .map(|code| Row::new("INFO").code("CD", code).with("DESC", format_args!("form{code}.route{}", code % 65)));
    xml::container(lines, "ONT_FORM_ROUTE", forms)?;
    for (name, list, entries) in LONG {
        let rows = (0..products.entries(*list)).map(|at| {
            let text = match list {
                List::Supplier => products.supplier(at),
                _ => entries.get(at).map_or_else(|| format!("{} {at}", name.to_lowercase()), |text| (*text).to_owned()),
            };
            let changed = at % 17 == 3;
            let date = changed.then(|| day(20_150_401));
            let before = changed.then(|| Products::entry(*list, at + 2048));
            Row::new("INFO")
                .with("CD", Products::entry(*list, at))
                .maybe("CDDT", date)
                .maybe("CDPREV", before)
                .flag("INVALID", matches!(list, List::Supplier) && at % 13 == 12, false)
                .with("DESC", text)
        });
        xml::container(lines, name, rows)?;
    }
    xml::finish(lines, "LOOKUP");
    Ok(())
}
