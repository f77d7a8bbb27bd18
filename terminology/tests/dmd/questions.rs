//! What is asked of a loaded release: names, up and down, codes, prices, barcodes, search.

use dcr_terminology::dmd::{Dmd, Entry, Level, Table, Value};
use jiff::civil::date;

use crate::support::{Loaded, id, loaded, testdata};

fn week() -> Loaded {
    loaded(testdata("week-6"), None)
}

fn ids<'a>(entries: impl IntoIterator<Item = impl std::ops::Deref<Target = Entry<'a>>>) -> Vec<u64> {
    entries.into_iter().map(|entry| entry.id()).collect()
}

#[test]
fn what_an_identifier_stands_for() {
    let week = week();
    let levels: Vec<_> = [101, 201, 301, 401, 501, 601, 901, 801, 811, 701]
        .iter()
        .map(|item| {
            let entry = week.dmd.entry(id(*item)).unwrap();
            format!("{}: {}", entry.level(), entry.description())
        })
        .collect();
    assert_eq!(
        levels,
        [
            "VTM: Examplamine",
            "VMP: Examplamine 10mg tablets",
            "AMP: Examplex 10mg tablets (Fictional Pharma Ltd)",
            "VMPP: Examplamine 10mg tablets 28 tablet",
            "AMPP: Examplex 10mg tablets (Fictional Pharma Ltd) 28 tablet 2 x 14 tablets",
            "ingredient: Examplamine hydrochloride",
            "supplier: Fictional Pharma Ltd",
            "form: Tablet",
            "route: Oral",
            "unit of measure: tablet",
        ]
    );
    assert!(week.dmd.exists(id(201)));
    assert!(!week.dmd.exists(id(299)) && week.dmd.entry(id(299)).is_none());
    assert!(!week.dmd.exists(1), "a code of a list is no identifier");
}

#[test]
fn products_are_prescribed_and_packs_supplied() {
    let products: Vec<_> = Level::ALL.into_iter().filter(|level| level.is_product()).collect();
    let packs: Vec<_> = Level::ALL.into_iter().filter(|level| level.is_pack()).collect();
    assert_eq!(products, [Level::Vmp, Level::Amp]);
    assert_eq!(packs, [Level::Vmpp, Level::Ampp]);
}

#[test]
fn names_of_now_and_before() {
    let week = week();
    let solution = week.dmd.entry(id(203)).unwrap();
    assert_eq!(solution.name(), "Examplamine 2.5mg/5ml oral solution sugar free");
    assert_eq!(solution.abbreviation(), Some("Examplamine 2.5mg/5ml oral soln SF"));
    assert_eq!(solution.previous_name(), Some("Examplamine 500micrograms/ml oral solution"));
    let brand = week.dmd.entry(id(301)).unwrap();
    assert_eq!((brand.name(), brand.previous_name()), ("Examplex 10mg tablets", Some("Examplex tablets")));
    assert!(!brand.is_invalid());
    assert!(week.dmd.entry(id(307)).unwrap().is_invalid());
    assert!(week.dmd.entry(id(604)).unwrap().is_invalid(), "0001 is 1");
    let pack = week.dmd.entry(id(504)).unwrap();
    assert_eq!(pack.name(), "Examplamine 20mg tablets (Imaginary Generics & Sons) 28 tablet", "from CDATA");
    assert_eq!(
        week.dmd.entry(id(502)).unwrap().name(),
        "Examplamine 10mg tablets (Imaginary Generics & Sons) 28 tablet"
    );
}

#[test]
fn up_and_down() {
    let week = week();
    let dmd = &week.dmd;
    let vtm = dmd.vtm(id(101)).unwrap();
    assert_eq!(ids(vtm.vmps()), [id(201), id(202), id(203)]);
    let vmp = dmd.vmp(id(201)).unwrap();
    assert_eq!(vmp.vtm(), Some(vtm));
    assert_eq!(ids(vmp.amps()), [id(301), id(302)]);
    assert_eq!(ids(vmp.vmpps()), [id(401), id(402), id(405)]);
    let vmpp = dmd.vmpp(id(401)).unwrap();
    assert_eq!(vmpp.vmp(), Some(vmp));
    assert_eq!(ids(vmpp.ampps()), [id(501), id(502)]);
    let ampp = dmd.ampp(id(501)).unwrap();
    assert_eq!(ampp.vmpp(), Some(vmpp));
    let amp = dmd.amp(id(301)).unwrap();
    assert_eq!(ampp.amp(), Some(amp));
    assert_eq!(ids(amp.ampps()), [id(501), id(508)]);
    assert_eq!(dmd.vmp(id(205)).unwrap().vtm(), None, "a device has no moiety");
    let kit = dmd.vmpp(id(404)).unwrap();
    assert_eq!(ids(kit.contents()), [id(405)]);
    assert_eq!(ids(dmd.vmpp(id(405)).unwrap().contained_in()), [id(404)]);
    assert_eq!(ids(dmd.ampp(id(507)).unwrap().contents()), [id(508)]);
    assert_eq!(ids(dmd.ampp(id(508)).unwrap().contained_in()), [id(507)]);
}

/// What stands above has below it what stands below.
fn assert_inverse(dmd: &Dmd) {
    for entry in dmd.entries() {
        for parent in entry.parents() {
            assert!(parent.children().contains(&entry), "{entry:?}");
        }
        for child in entry.children() {
            assert!(child.parents().contains(&entry), "{entry:?}");
        }
    }
}

#[test]
fn down_is_the_inverse_of_up() {
    assert_inverse(&week().dmd);
    if let Some(corpus) = crate::support::corpus() {
        assert_inverse(&loaded(corpus.join("dmd-2019-04/1"), None).dmd);
    }
}

#[test]
fn entries_come_in_order_and_all() {
    let week = week();
    let entries: Vec<(Level, u64)> = week.dmd.entries().map(|entry| (entry.level(), entry.id())).collect();
    assert!(entries.is_sorted());
    assert_eq!(entries.len(), 3 + 6 + 7 + 7 + 8 + 4 + 3 + 3 + 2 + 5);
    assert!(entries.iter().all(|(level, id)| week.dmd.entry_at(*level, *id).is_some()));
}

#[test]
fn strengths_forms_and_routes() {
    let week = week();
    let solution = week.dmd.vmp(id(203)).unwrap();
    let strength = solution.strengths().next().unwrap();
    let (value, unit) = strength.numerator().unwrap();
    assert_eq!((value.written(), unit.unwrap().words), (".5", Some("mg")));
    assert!((value.value() - 0.5).abs() < f64::EPSILON);
    let (value, unit) = strength.denominator().unwrap();
    assert_eq!((value.written(), unit.unwrap().words), ("1", Some("ml")));
    assert_eq!(strength.ingredient().unwrap().name(), "Examplamine hydrochloride");
    assert_eq!(strength.basis().unwrap(), week.dmd.code(Table::BasisOfStrength, 1), "1 and 0001 are one");
    let tablets = week.dmd.vmp(id(201)).unwrap();
    let strength = tablets.strengths().next().unwrap();
    assert_eq!(strength.basis_substance().unwrap().name(), "Examplamine");
    let words: Vec<_> = solution
        .forms()
        .chain(solution.routes())
        .chain(solution.forms_with_routes())
        .map(|coded| coded.to_string())
        .collect();
    assert_eq!(words, ["Oral solution", "Oral", "Cutaneous", "solution.oral"]);
    let (size, unit) = tablets.unit_dose_size().unwrap();
    assert_eq!(
        (size.written(), unit.unwrap().words, tablets.unit_dose().unwrap().words),
        ("1.000", Some("tablet"), Some("tablet"))
    );
    assert!(solution.is_sugar_free() && solution.is_gluten_free() && solution.is_preservative_free());
    assert!(!solution.is_cfc_free(), "it says 0");
    assert!(!tablets.is_sugar_free(), "it says nothing");
    assert_eq!(solution.row().get("CFC_F"), Some(Value::Flag(false)));
    assert_eq!(tablets.row().get("CFC_F"), None);
}

#[test]
fn categories_and_availability() {
    let week = week();
    let dmd = &week.dmd;
    let solution = dmd.vmp(id(203)).unwrap();
    assert_eq!(solution.controlled_drug_category().unwrap().to_string(), "Schedule 2");
    assert_eq!(solution.prescribing_status().unwrap().to_string(), "Prescribe the actual product");
    let (available, since) = solution.non_availability().unwrap();
    assert_eq!((available.to_string().as_str(), since), ("Actual products not available", Some(date(2023, 12, 24))));
    let amp = dmd.amp(id(301)).unwrap();
    assert_eq!(amp.supplier().unwrap().to_string(), "Fictional Pharma Ltd");
    assert_eq!(amp.licensing_authority().unwrap().to_string(), "Medicines");
    assert_eq!(amp.flavour().unwrap().to_string(), "Elderflower");
    assert!(amp.is_monitored() && amp.is_parallel_import());
    assert_eq!(dmd.amp(id(304)).unwrap().availability().unwrap().to_string(), "Not available", "9 is 0009");
    let (excipient, strength) = amp.excipients().next().unwrap();
    assert_eq!((excipient.name(), strength.unwrap().0.written()), ("Fictose", "12.25"));
    assert_eq!(dmd.amp(id(306)).unwrap().colour().unwrap().to_string(), "Teal");
    let pack = dmd.ampp(id(501)).unwrap();
    assert_eq!(pack.legal_category().unwrap().to_string(), "Prescription only");
    assert_eq!(pack.sub_pack(), Some("2 x 14 tablets"));
    assert!(pack.discontinued().is_none());
    assert!(!dmd.ampp(id(502)).unwrap().is_discontinued(), "it was reinstated");
    let old = dmd.ampp(id(503)).unwrap();
    assert!(old.is_discontinued());
    assert_eq!(old.discontinued().unwrap().1, Some(date(2022, 2, 3)));
    assert_eq!(dmd.code(Table::LegalCategory, 7).words, None, "a code that its list does not have");
    let list: Vec<_> = dmd.list(Table::LegalCategory).map(|coded| (coded.code, coded.to_string())).collect();
    let expected = [(1, "General sale"), (3, "Prescription only"), (4, "Not applicable")];
    assert_eq!(list, expected.map(|(code, words)| (code, words.to_owned())));
}

#[test]
fn prices_are_pence() {
    let week = week();
    let price = week.dmd.ampp(id(501)).unwrap().price().unwrap();
    assert_eq!((price.pence, price.previous_pence, price.from), (Some(1199), Some(1100), Some(date(2023, 11, 12))));
    assert_eq!(price.basis.unwrap().to_string(), "Indicative price");
    assert_eq!(week.dmd.ampp(id(502)).unwrap().price().unwrap().pence, Some(0), "nothing is a price");
    let none = week.dmd.ampp(id(505)).unwrap().price().unwrap();
    assert_eq!((none.pence, none.basis.unwrap().to_string().as_str()), (None, "No price"));
    let tariff = week.dmd.vmpp(id(401)).unwrap().tariff_price().unwrap();
    assert_eq!((tariff.pence, tariff.previous_pence, tariff.from), (Some(389), Some(402), Some(date(2024, 2, 1))));
    assert_eq!(tariff.category.unwrap().to_string(), "Part VIIIA Category A");
    let reimbursed = week.dmd.ampp(id(501)).unwrap().reimbursement().unwrap();
    assert_eq!(reimbursed.get("DISP_FEES"), Some(Value::Number(2)));
}

#[test]
fn barcodes_pass_from_pack_to_pack() {
    let week = week();
    let found = week.dmd.by_barcode("5020999000015");
    let owners: Vec<_> =
        found.iter().map(|barcode| (barcode.ampp_id(), barcode.from().unwrap(), barcode.to())).collect();
    assert_eq!(owners, [(id(501), date(2015, 1, 1), Some(date(2020, 12, 31))), (id(502), date(2022, 1, 1), None),]);
    let valid = |day| {
        found.iter().filter(|barcode| barcode.is_valid_on(day)).map(|barcode| barcode.ampp_id()).collect::<Vec<_>>()
    };
    assert_eq!(valid(date(2020, 12, 31)), [id(501)]);
    assert_eq!(valid(date(2021, 6, 1)), [0_u64; 0]);
    assert_eq!(valid(date(2024, 1, 1)), [id(502)]);
    let other = week.dmd.by_barcode("05020999000022");
    assert_eq!(other.len(), 1);
    assert_eq!(other[0].digits(), Some("05020999000022"), "as it is written");
    assert_eq!(week.dmd.by_barcode("5020999000022").len(), 1, "without the zero too");
    assert!(week.dmd.by_barcode("5020999000039").is_empty());
    assert!(week.dmd.by_barcode("").is_empty() && week.dmd.by_barcode("502099900002x").is_empty());
    assert_eq!(week.dmd.ampp(id(501)).unwrap().barcodes().count(), 3, "one of them has dates alone");
}

#[test]
fn by_bnf_atc_and_ingredient() {
    let week = week();
    let dmd = &week.dmd;
    let found: Vec<_> = dmd.by_bnf("0999").into_iter().map(|(code, entry)| (code, entry.id())).collect();
    let expected = [("09990100", id(201)), ("09990100", id(202)), ("09990200", id(203)), ("09990300", id(305))];
    assert_eq!(found, expected);
    assert_eq!(dmd.by_bnf("099901").len(), 2);
    assert!(dmd.by_bnf("1").is_empty());
    assert_eq!(dmd.by_atc("X01EX5").len(), 1);
    assert_eq!(dmd.by_atc("").len(), 3, "n/a is no code");
    let pack = dmd.entry(id(502)).unwrap();
    assert_eq!((pack.bnf(), pack.atc()), (vec!["09990100"], vec!["X01EX01"]), "a pack has those of its product");
    assert!(dmd.entry(id(203)).unwrap().atc().is_empty());
    let (dose, unit) = dmd.entry(id(201)).unwrap().daily_dose().unwrap();
    assert_eq!((dose.written(), unit.unwrap().words), ("15", Some("mg")));
    assert!(dmd.entry(id(203)).unwrap().daily_dose().is_none());
    let salt = dmd.ingredient(id(601)).unwrap();
    assert_eq!(ids(salt.vmps()), [id(201), id(202), id(203), id(204)]);
    assert_eq!(ids(dmd.ingredient(id(603)).unwrap().vmps_based_on()), [id(201)]);
    assert_eq!(ids(dmd.ingredient(id(604)).unwrap().amps()), [id(301), id(304)]);
    assert_eq!(ids(dmd.ingredient(id(603)).unwrap().vtms()), [id(101), id(103)]);
    assert_eq!(ids(dmd.vtm(id(103)).unwrap().ingredients()), [id(603), id(602)]);
}

#[test]
fn search_finds_the_general_and_the_valid_first() {
    let week = week();
    let found = |query, levels: &[Level]| {
        let hits = week.dmd.search(query, levels, 10).unwrap();
        hits.entries.iter().map(|entry| format!("{} {}", entry.level(), entry.description())).collect::<Vec<_>>()
    };
    let examplamine = found("examplam", &[]);
    assert_eq!(examplamine[..3], ["VTM Examplamine", "VTM Examplamine + Samplazole", "VMP Examplamine 10mg tablets"]);
    assert_eq!(
        found("tab 10 EXAMPL", &[Level::Amp]),
        [
            "AMP Examplex 10mg tablets (Fictional Pharma Ltd)",
            "AMP Examplamine 10mg tablets (Imaginary Generics & Sons)",
        ]
    );
    assert_eq!(found("500micro", &[]), ["VMP Examplamine 2.5mg/5ml oral solution sugar free"], "by its name of before");
    // Names that begin with the query come first, and among those the valid.
    assert_eq!(
        found("samplazole", &[]),
        [
            "ingredient Samplazole",
            "VTM Samplazole",
            "VMP Samplazole 50mg tablets",
            "AMP Samplazole 50mg tablets (Imaginary Generics & Sons)",
            "VTM Examplamine + Samplazole",
        ]
    );
    let misspelt = week.dmd.search("exmplamine", &[Level::Vtm], 10).unwrap();
    assert!(misspelt.found.fuzzy);
    assert_eq!(misspelt.entries[0].name(), "Examplamine");
}
