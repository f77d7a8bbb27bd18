//! Releases of dm+d.

use std::collections::{BTreeMap, BTreeSet};

use dcr_terminology::archive::{Limits, items};
use quick_xml::Reader;
use quick_xml::events::Event;
use snomed_ct_parsing::Sctid;

use super::make::dmd::products::{Plan, Products};
use super::make::dmd::release;

/// Of each element that holds text, by its path: its texts.
fn texts(xml: &[u8], into: &mut BTreeMap<String, Vec<String>>) {
    let mut reader = Reader::from_reader(xml);
    let (mut path, mut text) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                text.clear();
            }
            Event::Text(part) => text += &part,
            Event::End(_) => {
                if !text.trim().is_empty() {
                    into.entry(path.join("/")).or_default().push(std::mem::take(&mut text));
                }
                path.pop();
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty());
}

fn made(dates: &[u32]) -> BTreeMap<String, Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let paths = [folder.path().join("nhsbsa_dmd.zip"), folder.path().join("nhsbsa_dmdbonus.zip")];
    let plan = Plan { vmps: 400, amps: 2000, ampps: 2500, ..Plan::default() };
    let products = Products::new(plan, dates.to_vec());
    release::write(&products, &paths[0]).unwrap();
    release::write_bonus(&products, &paths[1]).unwrap();
    let mut all = BTreeMap::new();
    let mut names = Vec::new();
    for item in items(&paths, &Limits::default()).unwrap() {
        names.push(item.name().to_owned());
        texts(&item.read().unwrap(), &mut all);
    }
    names.sort();
    let stamp = ["f_amp2_3", "f_ampp2_3", "f_bnf1_0", "f_gtin2_0", "f_history1_0", "f_ingredient2_3", "f_lookup2_3"];
    let stamp = stamp.iter().chain(&["f_vmp2_3", "f_vmpp2_3", "f_vtm2_3", "f_vtm_ing1_0"]);
    let date = dates.last().unwrap();
    let stamp =
        stamp.map(|name| format!("{name}{:02}{:02}{:02}.xml", date % 100, date / 100 % 100, date / 10_000 % 100));
    assert_eq!(names, stamp.collect::<Vec<_>>());
    all
}

#[test]
fn every_product_is_of_one_that_is_there() {
    let all = made(&[20_250_106]);
    let set = |path: &str| all[path].iter().map(String::as_str).collect::<BTreeSet<_>>();
    let virtuals = set("VIRTUAL_MED_PRODUCTS/VMPS/VMP/VPID");
    let actual = set("ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/APID");
    let packs = set("VIRTUAL_MED_PRODUCT_PACK/VMPPS/VMPP/VPPID");
    let actual_packs = set("ACTUAL_MEDICINAL_PROD_PACKS/AMPPS/AMPP/APPID");
    assert_eq!([virtuals.len(), actual.len(), packs.len(), actual_packs.len()], [400, 2000, 600, 2500]);
    for (path, of) in [
        ("ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/VPID", &virtuals),
        ("VIRTUAL_MED_PRODUCT_PACK/VMPPS/VMPP/VPID", &virtuals),
        ("ACTUAL_MEDICINAL_PROD_PACKS/AMPPS/AMPP/APID", &actual),
        ("ACTUAL_MEDICINAL_PROD_PACKS/AMPPS/AMPP/VPPID", &packs),
        ("GTIN_DETAILS/AMPPS/AMPP/AMPPID", &actual_packs),
        ("BNF_DETAILS/VMPS/VMP/VPID", &virtuals),
        ("VIRTUAL_MED_PRODUCTS/VIRTUAL_PRODUCT_INGREDIENT/VPI/ISID", &set("INGREDIENT_SUBSTANCES/ING/ISID")),
        ("VIRTUAL_MED_PRODUCTS/VMPS/VMP/VTMID", &set("VIRTUAL_THERAPEUTIC_MOIETIES/VTM/VTMID")),
        ("VIRTUAL_MED_PRODUCTS/DRUG_FORM/DFORM/FORMCD", &set("LOOKUP/FORM/INFO/CD")),
        ("VIRTUAL_MED_PRODUCTS/DRUG_ROUTE/DROUTE/ROUTECD", &set("LOOKUP/ROUTE/INFO/CD")),
        ("VIRTUAL_MED_PRODUCT_PACK/VMPPS/VMPP/QTY_UOMCD", &set("LOOKUP/UNIT_OF_MEASURE/INFO/CD")),
        ("ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/SUPPCD", &set("LOOKUP/SUPPLIER/INFO/CD")),
        ("ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/AVAIL_RESTRICTCD", &set("LOOKUP/AVAILABILITY_RESTRICTION/INFO/CD")),
    ] {
        assert!(set(path).is_subset(of), "{path}");
    }
    for id in virtuals.iter().chain(&actual).chain(&packs).chain(&actual_packs) {
        assert!(id.parse::<Sctid>().is_ok(), "{id}");
    }
    let pairs = |of: &str, is: &str| all[of].iter().zip(&all[is]).collect::<Vec<_>>();
    let map = |of: &str, is: &str| pairs(of, is).into_iter().collect::<BTreeMap<_, _>>();
    let of_actual = map("ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/APID", "ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/VPID");
    let of_pack = map("VIRTUAL_MED_PRODUCT_PACK/VMPPS/VMPP/VPPID", "VIRTUAL_MED_PRODUCT_PACK/VMPPS/VMPP/VPID");
    let both = pairs("ACTUAL_MEDICINAL_PROD_PACKS/AMPPS/AMPP/APID", "ACTUAL_MEDICINAL_PROD_PACKS/AMPPS/AMPP/VPPID");
    assert!(both.iter().all(|(actual, pack)| of_actual[actual] == of_pack[pack]), "a pack of another product");
}

#[test]
fn every_element_of_the_layout_is_used() {
    let all = made(&[20_250_106]);
    let used: BTreeSet<&str> = all.keys().map(String::as_str).collect();
    let mut text = String::new();
    for path in used {
        text += path;
        text.push('\n');
    }
    insta::assert_snapshot!(text);
}

#[test]
fn identifiers_of_the_next_release_chain_to_those_before() {
    let (first, second) = (made(&[20_250_106]), made(&[20_250_106, 20_250_203]));
    let path = "VIRTUAL_MED_PRODUCTS/VMPS/VMP/VPID";
    let before: BTreeSet<&String> = first[path].iter().collect();
    let changed: Vec<&String> = second[path].iter().filter(|id| !before.contains(id)).collect();
    assert!(!changed.is_empty());
    let now = &second["HISTORY/VMPS/VMP/IDCURRENT"];
    let past = &second["HISTORY/VMPS/VMP/IDPREVIOUS"];
    for id in changed {
        let chained = now.iter().zip(past).any(|(now, past)| now == id && before.contains(past));
        assert!(chained, "{id}");
    }
    assert!(second["ACTUAL_MEDICINAL_PRODUCTS/AMPS/AMP/APID"].len() > 2000);
}
