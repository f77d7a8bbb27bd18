//! The real release of April 2019, cut down, in two; and a small one without dates.

use dcr_terminology::dmd::Table;
use jiff::civil::date;

use crate::support::{Loaded, corpus, loaded};

fn counted(loaded: &Loaded) -> String {
    let lines: Vec<String> = loaded.summary.counts.iter().map(|(title, count)| format!("{count} {title}")).collect();
    lines.join("\n")
}

fn noted(loaded: &Loaded) -> String {
    loaded.summary.notes.join(
        "
",
    )
}

#[test]
fn the_first_release_loads() {
    let Some(corpus) = corpus() else { return };
    let first = loaded(corpus.join("dmd-2019-04/1"), None);
    insta::assert_snapshot!(counted(&first));
    insta::assert_snapshot!(noted(&first), @r#"
    a schema of dm+d is not read: 8 times, first amp_v2_3.xsd
    files that a release can have are not there: f_bnf, f_history, f_vtm_ing
    "#);
    assert_eq!(first.dmd.date(), Some(date(2019, 4, 1)));
    let gel = first.dmd.vmp(22_480_211_000_001_104).unwrap();
    assert_eq!((gel.name(), gel.previous_name()), ("Diclofenac 2.32% gel", Some("Diclofenac 2% gel")));
    assert_eq!(gel.strengths().next().unwrap().numerator().unwrap().0.written(), "23.2");
    assert_eq!(gel.amps().count(), 3);
    let packs: Vec<_> = gel.vmpps().map(|pack| pack.tariff_price().unwrap().pence).collect();
    assert_eq!(packs, [Some(659), Some(461), Some(1121)]);
    // One pack's barcode has 13 digits until March 2019, and the same with a zero before it since.
    let owners: Vec<_> = first
        .dmd
        .by_barcode("5060064792018")
        .iter()
        .map(|barcode| (barcode.ampp_id(), barcode.is_valid_on(date(2019, 4, 1))))
        .collect();
    assert_eq!(owners, [(21_855_511_000_001_108, false), (21_855_511_000_001_108, true)]);
    assert_eq!(first.dmd.resolve(347_209_005)[0].entry.unwrap().id(), 36_016_311_000_001_102);
    assert_eq!(first.dmd.code(Table::NameChangeReason, 0).words, Some(" "), "a list can have a blank");
}

#[test]
fn the_second_release_follows_it() {
    let Some(corpus) = corpus() else { return };
    let first = loaded(corpus.join("dmd-2019-04/1"), None);
    let second = loaded(corpus.join("dmd-2019-04/2"), Some(&first.dmd));
    let one_more = counted(&first).replace("2778 changed identifiers", "2779 changed identifiers");
    assert_eq!(counted(&second), one_more);
    insta::assert_snapshot!(noted(&second), @r#"
    a schema of dm+d is not read: 8 times, first amp_v2_3.xsd
    files that a release can have are not there: f_bnf, f_history, f_vtm_ing
    f_vmp2_3010419.xml: VPID is too short for an identifier of SNOMED CT; it was kept as it is: 6 times, first 12345 in line 21, column 13
    f_vmpp2_3010419.xml: VPID is too short for an identifier of SNOMED CT; it was kept as it is: 3 times, first 12345 in line 28, column 13
    f_amp2_3010419.xml: VPID is too short for an identifier of SNOMED CT; it was kept as it is: 3 times, first 12345 in line 85, column 13
    "#);
    let now = second.dmd.resolve(22_480_211_000_001_104);
    assert_eq!(now.len(), 1);
    assert_eq!((now[0].changes.len(), now[0].entry.unwrap().id()), (1, 12345));
    assert_eq!(now[0].entry.unwrap().previous_ids(), [22_480_211_000_001_104]);
    assert_eq!(second.dmd.vmp(12345).unwrap().amps().count(), 3);
}

#[test]
fn the_small_release_loads_from_its_folder_and_its_zip() {
    let Some(corpus) = corpus() else { return };
    let folder = loaded(corpus.join("ctv3-and-mini-uk/dmd"), None);
    insta::assert_snapshot!(counted(&folder));
    insta::assert_snapshot!(noted(&folder), @r#"
    a file is there twice, and was read once: f_lookup2_test1.xml is the same as f_lookup2_test.xml
    files that a release can have are not there: f_bnf, f_history, f_vtm_ing
    f_vmpp2_test.xml: CCONTENT with words and no elements was read past: line 25, column 13, "This element is skipped in the import"
    f_ampp2_test.xml: CCONTENT with words and no elements was read past: line 36, column 13, "This element is skipped in the import"
    f_vmp2_test.xml: BS_SUBID in VIRTUAL_PRODUCT_INGREDIENT/VPI names none of the ingredients: once 372897005 in line 27
    "#);
    assert_eq!(folder.dmd.date(), None, "no file bears one");
    let zip = loaded(corpus.join("ctv3-and-mini-uk/nhsbsa_dmd_1.1.0_20221001000001.zip"), None);
    assert_eq!(counted(&zip), counted(&folder));
    let inhaler = zip.dmd.amp(222_311_000_001_102).unwrap();
    assert_eq!(inhaler.vmp().unwrap().vtm().unwrap().name(), "Salbutamol");
    assert_eq!(inhaler.ampps().next().unwrap().price().unwrap().pence, Some(150));
    assert_eq!(zip.dmd.by_barcode("5000124439750")[0].ampp().unwrap().amp(), Some(inhaler));
    assert_eq!(zip.dmd.resolve(320_139_002)[0].entry.unwrap().id(), 39_113_611_000_001_102);
}
