//! What holds of any release.

use std::fmt::Write as _;

use dcr_terminology::dmd::{Entry, Level, document};
use proptest::prelude::*;

use crate::support::{Loaded, id, recognised, testdata, try_loaded};

/// Which of another level each row names: of twelve, some of which are not there.
#[derive(Debug, Clone)]
struct Shape {
    vmps: Vec<Option<u64>>,
    amps: Vec<u64>,
    vmpps: Vec<u64>,
    ampps: Vec<(u64, u64)>,
    turned: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    let other = || 0_u64..12;
    (
        prop::collection::vec(prop::option::of(other()), 0..9),
        prop::collection::vec(other(), 0..9),
        prop::collection::vec(other(), 0..9),
        prop::collection::vec((other(), other()), 0..9),
        any::<bool>(),
    )
        .prop_map(|(vmps, amps, vmpps, ampps, turned)| Shape { vmps, amps, vmpps, ampps, turned })
}

/// A row of these elements, in this order or the other way round.
fn row(name: &str, elements: &[(&str, String)], turned: bool) -> String {
    let mut written: Vec<String> = elements.iter().map(|(name, text)| format!("<{name}>{text}</{name}>")).collect();
    if turned {
        written.reverse();
    }
    format!("<{name}>{}</{name}>\n", written.concat())
}

fn loaded(shape: &Shape) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, root: &str, part: Option<&str>, rows: String| {
        let rows = part.map_or(rows.clone(), |part| format!("<{part}>{rows}</{part}>"));
        std::fs::write(folder.path().join(name), format!("<{root}>{rows}</{root}>")).unwrap();
    };
    let named = |kind: u64, at: u64| ("NM", format!("Name {kind} {at}"));
    let one = || "1".to_owned();
    let rows = |name: &str, kind: u64, key: &str, others: Vec<Vec<(&'static str, String)>>| {
        (0_u64..).zip(others).fold(String::new(), |mut all, (at, others)| {
            let mut elements = vec![(key, id(kind * 100 + at).to_string()), named(kind, at)];
            elements.extend(others);
            let _ = write!(all, "{}", row(name, &elements, shape.turned));
            all
        })
    };
    let to = |kind: u64, at: u64| id(kind * 100 + at).to_string();
    write("f_lookup2_3050224.xml", "LOOKUP", None, String::new());
    write("f_ingredient2_3050224.xml", "INGREDIENT_SUBSTANCES", None, String::new());
    write("f_vtm2_3050224.xml", "VIRTUAL_THERAPEUTIC_MOIETIES", None, rows("VTM", 1, "VTMID", vec![vec![]; 6]));
    let products = shape.vmps.iter().map(|vtm| {
        vtm.iter().map(|vtm| ("VTMID", to(1, *vtm))).chain([("BASISCD", one()), ("PRES_STATCD", one())]).collect()
    });
    write("f_vmp2_3050224.xml", "VIRTUAL_MED_PRODUCTS", Some("VMPS"), rows("VMP", 2, "VPID", products.collect()));
    let brands = shape.amps.iter().map(|vmp| {
        vec![
            ("VPID", to(2, *vmp)),
            ("DESC", String::new()),
            ("SUPPCD", to(9, 1)),
            ("LIC_AUTHCD", one()),
            ("AVAIL_RESTRICTCD", one()),
        ]
    });
    write("f_amp2_3050224.xml", "ACTUAL_MEDICINAL_PRODUCTS", Some("AMPS"), rows("AMP", 3, "APID", brands.collect()));
    let packs = shape.vmpps.iter().map(|vmp| vec![("VPID", to(2, *vmp)), ("QTYVAL", one()), ("QTY_UOMCD", to(7, 1))]);
    write("f_vmpp2_3050224.xml", "VIRTUAL_MED_PRODUCT_PACK", Some("VMPPS"), rows("VMPP", 4, "VPPID", packs.collect()));
    let brand_packs = shape
        .ampps
        .iter()
        .map(|(vmpp, amp)| vec![("VPPID", to(4, *vmpp)), ("APID", to(3, *amp)), ("LEGAL_CATCD", one())]);
    write(
        "f_ampp2_3050224.xml",
        "ACTUAL_MEDICINAL_PROD_PACKS",
        Some("AMPPS"),
        rows("AMPP", 5, "APPID", brand_packs.collect()),
    );
    try_loaded(&[folder.path().to_owned()], None).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn down_is_the_inverse_of_up(shape in shape()) {
        let loaded = loaded(&shape);
        let all: Vec<Entry<'_>> = loaded.dmd.entries().collect();
        let mut up: Vec<((Level, u64), (Level, u64))> = Vec::new();
        let mut down = Vec::new();
        let name = |entry: &Entry<'_>| (entry.level(), entry.id());
        for entry in &all {
            up.extend(entry.parents().iter().map(|parent| (name(parent), name(entry))));
            down.extend(entry.children().iter().map(|child| (name(entry), name(child))));
        }
        up.sort_unstable();
        down.sort_unstable();
        prop_assert_eq!(&up, &down);
        // And up is what the rows say, of what is there.
        let there = |count: usize, at: u64| usize::try_from(at).unwrap() < count;
        let expected = shape.vmps.iter().flatten().filter(|vtm| there(6, **vtm)).count()
            + shape.amps.iter().chain(&shape.vmpps).filter(|vmp| there(shape.vmps.len(), **vmp)).count()
            + shape.ampps.iter().map(|(vmpp, amp)| usize::from(there(shape.vmpps.len(), *vmpp)) + usize::from(there(shape.amps.len(), *amp))).sum::<usize>();
        prop_assert_eq!(up.len(), expected);
    }

    #[test]
    fn the_order_of_elements_says_nothing(shape in shape()) {
        let other = Shape { turned: !shape.turned, ..shape.clone() };
        let rows = |loaded: &Loaded| loaded.dmd.entries().map(|entry| format!("{entry:?}", entry = entry.row())).collect::<Vec<_>>();
        prop_assert_eq!(rows(&loaded(&shape)), rows(&loaded(&other)));
    }

    /// Bytes changed, taken out or put in twice are an error or a document, and nothing worse.
    #[test]
    fn no_bytes_break_the_reader(
        file in 0_usize..11,
        changes in prop::collection::vec((0_usize..10_000, 0_usize..40, any::<u8>(), 0_u8..4), 1..6),
    ) {
        let files = recognised(&[testdata("week-6")]).unwrap();
        let (item, _) = &files[file % files.len()];
        let mut bytes = item.read().unwrap();
        for (at, length, byte, kind) in changes {
            let at = at % bytes.len().max(1);
            let end = (at + length).min(bytes.len());
            match kind {
                0 => bytes[at..end].fill(byte),
                1 => drop(bytes.drain(at..end)),
                2 => { let again = bytes[at..end].to_vec(); bytes.splice(at..at, again); }
                _ => bytes.truncate(end),
            }
        }
        if let Ok(document) = document(item.name(), &bytes) {
            for row in document.rows() {
                prop_assert!(row.values().count() > 0);
            }
        }
    }
}
