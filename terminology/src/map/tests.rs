use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::atomic::AtomicBool;

use snomed_ct_parsing::sctid::{ComponentKind, Sctid};
use tempfile::TempDir;

use super::*;
use crate::ctv3::{self, Ctv3};
use crate::data_migration::{self, DataMigration};
use crate::read_v2::{self, ReadV2};
use crate::test_files::{mini, recognised, untold};

fn concept(item: u64) -> u64 {
    Sctid::build(item, Some(9_999_999), ComponentKind::Concept).unwrap().get()
}

fn row(refset: u64, number: u8) -> MemberRow {
    MemberRow { refset, id: [number; 16], date: Some("2024-03-01".parse().unwrap()), active: true }
}

/// A release of SNOMED CT of a few concepts.
#[derive(Default)]
struct FewConcepts {
    active: HashMap<u64, bool>,
    associations: Vec<(u64, &'static str, u64)>,
    classified: Vec<(u64, System, ClassificationRow)>,
    simple: Vec<(u64, &'static str)>,
}

impl Concepts for FewConcepts {
    fn state(&self, concept: u64) -> ConceptState {
        match self.active.get(&concept) {
            Some(true) => ConceptState::Active,
            Some(false) => ConceptState::Inactive,
            None => ConceptState::Absent,
        }
    }

    fn associations(&self, concept: u64) -> Vec<Association> {
        let rows = (1_usize..).zip(&self.associations).filter(|(_, (source, ..))| *source == concept);
        let member = |number: usize| row(900, u8::try_from(number % 256).unwrap());
        rows.map(|(number, (_, name, target))| Association { name, target: *target, member: member(number) }).collect()
    }

    fn classified(&self, concept: u64, system: System) -> Vec<ClassificationRow> {
        let rows = self.classified.iter().filter(|(source, of, _)| (*source, *of) == (concept, system));
        rows.map(|(_, _, row)| row.clone()).collect()
    }

    fn ctv3_of(&self, concept: u64) -> Vec<SimpleMapRow> {
        self.simple_rows(|(source, _)| *source == concept)
    }

    fn of_ctv3(&self, code: &str) -> Vec<SimpleMapRow> {
        self.simple_rows(|(_, target)| *target == code)
    }
}

impl FewConcepts {
    fn simple_rows(&self, wanted: impl Fn(&(u64, &'static str)) -> bool) -> Vec<SimpleMapRow> {
        let rows = (100..).zip(&self.simple).filter(|(_, row)| wanted(row));
        let simple = |(number, (concept, code)): (u8, &(u64, &str))| SimpleMapRow {
            concept: *concept,
            code: (*code).to_owned(),
            member: row(497, number),
        };
        rows.map(simple).collect()
    }

    fn classify(&mut self, concept: u64, system: System, target: &str, group: i64, rule: Option<&str>) {
        let number = u8::try_from(self.classified.len() + 50).unwrap();
        let row = ClassificationRow {
            target: target.to_owned(),
            group: Some(group),
            priority: Some(1),
            rule: rule.map(ToOwned::to_owned),
            advice: Some(format!("ALWAYS {target}")),
            correlation: None,
            category: None,
            block: Some(1),
            member: row(if system == System::Icd10 { 10 } else { 4 }, number),
        };
        self.classified.push((concept, system, row));
    }
}

/// A release of dm+d with one product, its pack, and an identifier of before.
struct FewMedicines;

impl Medicines for FewMedicines {
    fn resolve(&self, id: u64) -> Vec<MedicineSuccession> {
        let file = Some("f_vmp2_3010419.xml".to_owned());
        let medicine = |id| Medicine { id, element: "VMPS/VMP VPID".to_owned(), file: file.clone() };
        if id == concept(108) {
            let change = MedicineChange {
                previous: id,
                current: concept(208),
                element: "VMPS/VMP VPIDPREV".to_owned(),
                file: file.clone(),
                date: Some("2019-03-25".parse().unwrap()),
            };
            return vec![MedicineSuccession { changes: vec![change], medicine: Some(medicine(concept(208))) }];
        }
        let current = [concept(208), concept(308)].contains(&id);
        if current {
            vec![MedicineSuccession { changes: Vec::new(), medicine: Some(medicine(id)) }]
        } else {
            Vec::new()
        }
    }

    fn codes(&self, id: u64, system: System) -> Vec<MedicineCode> {
        let code = match system {
            System::Bnf => "9901010A0AAAAAA",
            _ => "X99ZZ01",
        };
        let element = format!("VMPS/VMP {}", system.title());
        let code = MedicineCode { code: code.to_owned(), element, file: Some("f_bnf1_0010419.xml".to_owned()) };
        if id == concept(208) { vec![code] } else { Vec::new() }
    }

    fn products(&self, id: u64) -> Vec<Medicine> {
        let product = || Medicine { id: concept(208), element: "VMPPS/VMPP VPID".to_owned(), file: None };
        if id == concept(308) { vec![product()] } else { Vec::new() }
    }
}

fn few_concepts() -> FewConcepts {
    let mut few = FewConcepts::default();
    let (draught, left, cycling, gust, old_gust) =
        (concept(101), concept(102), concept(103), concept(104), concept(105));
    for active in [draught, left, gust, concept(107), concept(208), concept(308)] {
        few.active.insert(active, true);
    }
    for inactive in [cycling, old_gust, concept(109), concept(110), concept(120), concept(121), concept(108)] {
        few.active.insert(inactive, false);
    }
    few.associations = vec![
        (old_gust, "replaced by", gust),
        (cycling, "possibly equivalent to", draught),
        (cycling, "possibly equivalent to", left),
        (concept(120), "same as", concept(121)),
        (concept(121), "same as", concept(120)),
        (concept(109), "moved to", concept(999)),
    ];
    few.classify(draught, System::Icd10, "E059D", 1, None);
    few.classify(draught, System::Icd10, "I394 A", 2, Some("IFA 1039999999102 | Draught when cycling |"));
    few.classify(left, System::Icd10, "#NIS", 1, None);
    few.classify(gust, System::Icd10, "", 1, Some("OTHERWISE TRUE"));
    few.classify(concept(107), System::Opcs4, "X403", 1, None);
    few.simple = vec![(draught, "W10.."), (gust, "XwB01"), (concept(108), "w101.")];
    few
}

/// Everything loaded from the mini releases, and beside it a few concepts and medicines.
struct Mini {
    _folder: TempDir,
    read_v2: ReadV2,
    ctv3: Ctv3,
    maps: DataMigration,
    concepts: FewConcepts,
}

impl Mini {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stop = AtomicBool::new(false);
        let at = |name| folder.path().join(name);
        let items = recognised(&mini("read-v2"), read_v2::recognise).unwrap();
        read_v2::load(&items, None, &at("read-v2"), &untold, &stop).unwrap();
        let items = recognised(&mini("ctv3"), ctv3::recognise).unwrap();
        ctv3::load(&items, None, &at("ctv3"), &untold, &stop).unwrap();
        let items = recognised(&mini("data-migration"), data_migration::recognise).unwrap();
        data_migration::load(&items, None, &at("maps"), &untold, &stop).unwrap();
        Self {
            read_v2: ReadV2::open(&at("read-v2")).unwrap(),
            ctv3: Ctv3::open(&at("ctv3")).unwrap(),
            maps: DataMigration::open(&at("maps")).unwrap(),
            concepts: few_concepts(),
            _folder: folder,
        }
    }

    fn all(&self) -> Maps<'_> {
        Maps {
            read_v2: Some(Source { release: "read-v2-1", index: &self.read_v2 }),
            ctv3: Some(Source { release: "ctv3-1", index: &self.ctv3 }),
            data_migration: Some(Source { release: "maps-1", index: &self.maps }),
            snomed: Some(Source { release: "snomed-1", index: &self.concepts }),
            dmd: Some(Source { release: "dmd-1", index: &FewMedicines }),
        }
    }
}

/// Every chain, with every step and all that is told of it.
pub(super) fn shown(maps: &Maps<'_>, code: &str, system: System, to: System) -> String {
    let mut shown = format!("== {system} {code} to {to}\n");
    for chain in maps.map(code, system, to) {
        match (chain.target(), &chain.why_not) {
            (Some(target), _) => writeln!(shown, "> {target}").unwrap(),
            (None, why) => writeln!(shown, "x {}", why.as_ref().unwrap()).unwrap(),
        }
        for caution in &chain.cautions {
            writeln!(shown, "  ! {caution}").unwrap();
        }
        for hop in &chain.hops {
            writeln!(shown, "  - {}", told(hop)).unwrap();
        }
    }
    shown
}

fn told(hop: &Hop) -> String {
    let to = hop.to.as_ref().map_or("nothing".to_owned(), ToString::to_string);
    let direction = if hop.backward { "backward by" } else { "by" };
    let mut told = format!("{} -> {to} {direction} {}, {}, {}", hop.from, hop.by, hop.release, hop.status);
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            write!(told, ", {name} {value}").unwrap();
        }
    };
    add("file", hop.file.clone());
    add("line", hop.line.map(|line| line.to_string()));
    add("row", hop.row.as_ref().map(ToString::to_string));
    add("date", hop.date.map(|date| date.to_string()));
    add("status", hop.map_status.map(|status| status.to_string()));
    add("assured", hop.assured.map(|assured| assured.to_string()));
    add("rule", hop.rule.clone());
    let classification = hop.classification.as_ref();
    add("classification", classification.map(|it| format!("{it:?}")));
    told
}

#[test]
fn read_codes_lead_to_snomed_ct_with_every_row() {
    let mini = Mini::new();
    let maps = mini.all();
    let to_snomed = |code| shown(&maps, code, System::ReadV2, System::SnomedCt);
    let said = ["W10..11", "W10..00", "W1000", "W11..00", "W20..", "W101.", "W999.", "w10..", "W10z.00"].map(to_snomed);
    insta::assert_snapshot!(said.concat());
}

#[test]
fn ctv3_leads_to_snomed_ct_by_two_maps() {
    let mini = Mini::new();
    let maps = mini.all();
    let to_snomed = |code| shown(&maps, code, System::Ctv3, System::SnomedCt);
    let said = ["W10..", "W10..YwA03", "XwA02", "XwB01", "w101.", "XwCyc", "W10z.", "W11..", "Y00W1"].map(to_snomed);
    insta::assert_snapshot!(said.concat());
}

#[test]
fn read_codes_lead_to_each_other() {
    let mini = Mini::new();
    let maps = mini.all();
    let said = [
        shown(&maps, "W10..00", System::ReadV2, System::Ctv3),
        shown(&maps, "W1000", System::ReadV2, System::Ctv3),
        shown(&maps, "XwA02", System::Ctv3, System::ReadV2),
        shown(&maps, "XwCyc", System::Ctv3, System::ReadV2),
        shown(&maps, "w101.", System::Ctv3, System::ReadV2),
        shown(&maps, "W11..", System::Ctv3, System::Ctv3),
        shown(&maps, "W10..", System::Ctv3, System::Ctv3),
        shown(&maps, "W10..", System::ReadV2, System::ReadV2),
    ];
    insta::assert_snapshot!(said.concat());
}

#[test]
fn chains_go_on_to_classifications_and_medicines() {
    let mini = Mini::new();
    let maps = mini.all();
    let said = [
        shown(&maps, "W10..11", System::ReadV2, System::Icd10),
        shown(&maps, "W1000", System::ReadV2, System::Icd10),
        shown(&maps, "W11..00", System::ReadV2, System::Icd10),
        shown(&maps, "7W0..", System::ReadV2, System::Opcs4),
        shown(&maps, "w101.", System::ReadV2, System::Dmd),
        shown(&maps, "w101.00", System::ReadV2, System::Bnf),
        shown(&maps, "w101.", System::Ctv3, System::Dmd),
        shown(&maps, "W10..11", System::ReadV2, System::Dmd),
        shown(&maps, &concept(308).to_string(), System::Dmd, System::Atc),
        shown(&maps, &concept(108).to_string(), System::Dmd, System::Dmd),
        shown(&maps, &concept(108).to_string(), System::Dmd, System::ReadV2),
    ];
    insta::assert_snapshot!(said.concat());
}

#[test]
fn concepts_lead_back_and_to_what_takes_their_place() {
    let mini = Mini::new();
    let maps = mini.all();
    let from = |item, to| shown(&maps, &concept(item).to_string(), System::SnomedCt, to);
    let said = [
        from(101, System::ReadV2),
        from(101, System::Ctv3),
        from(103, System::SnomedCt),
        from(105, System::SnomedCt),
        from(105, System::Ctv3),
        from(109, System::SnomedCt),
        from(110, System::SnomedCt),
        from(110, System::Icd10),
        from(120, System::SnomedCt),
        from(777, System::SnomedCt),
        from(777, System::Opcs4),
    ];
    insta::assert_snapshot!(said.concat());
}

#[test]
fn what_is_not_loaded_or_no_code_is_said() {
    let mini = Mini::new();
    let (none, all) = (Maps::default(), mini.all());
    let maps_alone = Maps { data_migration: all.data_migration, ..none };
    let said = [
        shown(&none, "W10..", System::ReadV2, System::SnomedCt),
        shown(&none, &concept(101).to_string(), System::SnomedCt, System::SnomedCt),
        shown(&none, &concept(101).to_string(), System::SnomedCt, System::Icd10),
        shown(&none, &concept(208).to_string(), System::Dmd, System::SnomedCt),
        shown(&none, &concept(208).to_string(), System::Dmd, System::Bnf),
        shown(&maps_alone, "W10..11", System::ReadV2, System::SnomedCt),
        shown(&maps_alone, "W10..11", System::ReadV2, System::Icd10),
        shown(&maps_alone, "w101.", System::ReadV2, System::Dmd),
        shown(&all, "G35X", System::Icd10, System::SnomedCt),
        shown(&all, "W10", System::ReadV2, System::SnomedCt),
        shown(&all, "W.1..", System::ReadV2, System::SnomedCt),
        shown(&all, "W10..YwA0", System::Ctv3, System::SnomedCt),
        shown(&all, &(concept(101) + 1).to_string(), System::SnomedCt, System::ReadV2),
        shown(&all, "10109999999119", System::SnomedCt, System::ReadV2),
    ];
    insta::assert_snapshot!(said.concat());
}

#[test]
fn chains_are_bounded_and_say_so() {
    let mut concepts = FewConcepts::default();
    for item in 0..200 {
        concepts.active.insert(concept(1000 + item), false);
    }
    // Each of twenty leads to all of the next twenty: a hundred thousand ways in four steps.
    for item in 0..180 {
        let next = item / 20 * 20 + 20;
        concepts.associations.extend((next..next + 20).map(|to| (concept(1000 + item), "same as", concept(1000 + to))));
    }
    let source = Source { release: "snomed-1", index: &concepts as &dyn Concepts };
    let maps = Maps { snomed: Some(source), ..Maps::default() };
    let chains = maps.map(&concept(1000).to_string(), System::SnomedCt, System::SnomedCt);
    assert_eq!(chains.len(), 4097);
    assert_eq!(chains.last().unwrap().why_not, Some(WhyNot::TooMany));
    assert!(chains.iter().all(|chain| chain.hops.len() <= 12));
    let mut line = FewConcepts::default();
    for item in 0..40 {
        line.active.insert(concept(1000 + item), false);
        line.associations.push((concept(1000 + item), "same as", concept(1001 + item)));
    }
    let maps = Maps { snomed: Some(Source { release: "snomed-1", index: &line }), ..Maps::default() };
    let chains = maps.map(&concept(1000).to_string(), System::SnomedCt, System::SnomedCt);
    assert_eq!((chains.len(), &chains[0].why_not, chains[0].hops.len()), (1, &Some(WhyNot::TooMany), 12));
}

#[test]
fn systems_have_one_name_everywhere() {
    for system in System::ALL {
        assert_eq!(serde_json::to_value(system).unwrap(), system.name());
    }
}

#[test]
fn a_chain_is_told_in_json_with_names_that_stay() {
    let mini = Mini::new();
    let chains = mini.all().map("W10..00", System::ReadV2, System::Ctv3);
    insta::assert_json_snapshot!(chains);
    let chains = mini.all().map("W10..11", System::ReadV2, System::Icd10);
    insta::assert_json_snapshot!("a_classification_in_json", chains[0]);
}
