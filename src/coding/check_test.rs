//! Every fault, by a terminology of a few codes.

use std::collections::HashMap;

use dcr_terminology::dmd::Level;
use dcr_terminology::lookup::{Answer, Codes, Entry, Replacement, SnomedTarget, System};

use super::{Fault, Finding, Uncheckable, check};
use crate::record::Coding;

struct Few {
    codes: HashMap<(System, &'static str), Entry>,
    targets: Vec<(&'static str, SnomedTarget)>,
    loaded: Vec<System>,
}

impl Codes for Few {
    fn lookup(&self, system: System, code: &str) -> Answer {
        if !self.loaded.contains(&system) {
            return Answer::NotLoaded;
        }
        let found = self.codes.iter().find(|((of, known), _)| *of == system && *known == code);
        found.map_or(Answer::Absent, |(_, entry)| Answer::Found(Box::new(entry.clone())))
    }

    fn snomed_targets(&self, _: System, code: &str) -> Option<Vec<SnomedTarget>> {
        Some(self.targets.iter().filter(|(from, _)| *from == code).map(|(_, target)| target.clone()).collect())
    }
}

fn few() -> Few {
    let entry = |code: &str, term: &str| Entry {
        code: code.to_owned(),
        term: term.to_owned(),
        terms: vec![term.to_owned()],
        active: true,
        ..Entry::default()
    };
    let replacement =
        Replacement { relation: "same as".to_owned(), code: "22298006".to_owned(), term: Some("Infarct".to_owned()) };
    let target = |code: &str, assured| SnomedTarget { code: Some(code.to_owned()), assured };
    let codes = [
        (
            (System::SnomedCt, "22298006"),
            Entry { former_terms: vec!["Heart attack".to_owned()], ..entry("22298006", "Infarct") },
        ),
        (
            (System::SnomedCt, "138875005"),
            Entry {
                active: false,
                status: Some("duplicate".to_owned()),
                replacements: vec![replacement],
                ..entry("138875005", "Root")
            },
        ),
        ((System::Dmd, "4011999999100"), Entry { level: Some(Level::Vmpp), ..entry("4011999999100", "Tablets 28") }),
        ((System::Dmd, "2011999999109"), Entry { level: Some(Level::Vmp), ..entry("2011999999109", "Tablets") }),
        ((System::ReadV2, "G30.."), entry("G30..", "Infarct")),
        ((System::ReadV2, "g30.."), entry("g30..", "Tablets")),
        ((System::ReadV2, "G3000"), entry("G3000", "Other")),
        ((System::Ctv3, "XE0Uh"), entry("XE0Uh", "Infarct")),
    ];
    let targets = vec![("G30..", target("22298006", true)), ("G3000", target("22298006", false))];
    Few { codes: codes.into_iter().collect(), targets, loaded: System::ALL.to_vec() }
}

fn found(codes: &Few, system: &str, code: &str, display: &str, is_medication: bool) -> Finding {
    let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    check(codes, &Coding { system: part(system), code: part(code), display: part(display) }, is_medication)
}

#[test]
fn what_is_right_is_sound() {
    let codes = few();
    for (system, code, display, is_medication) in [
        ("SCT", "22298006", "  ínfarct!", false),
        ("http://snomed.info/sct", "2011999999109", "TABLETS", true),
        ("https://dmd.nhs.uk", "4011999999100", "", false),
        ("urn:oid:2.16.840.1.113883.2.1.6.2", "G30..", "Infarct", false),
    ] {
        assert_eq!(found(&codes, system, code, display, is_medication), Finding::Sound, "{code}");
    }
}

#[test]
fn each_fault_is_found() {
    let codes = few();
    let faults = |system: &str, code: &str, display: &str, is_medication| match found(
        &codes,
        system,
        code,
        display,
        is_medication,
    ) {
        Finding::Faulty(faults) => faults,
        other => panic!("{code}: {other:?}"),
    };
    assert_eq!(faults("", "22298006", "", false), [Fault::NoSystem(vec![System::SnomedCt])]);
    assert_eq!(faults("ACME", "XE0Uh", "", false), [Fault::UnknownSystem(vec![System::Ctv3])]);
    assert_eq!(faults("99LAB", "1", "", false), [Fault::LocalCode]);
    assert_eq!(faults("SCT", "84114007", "", false), [Fault::Absent]);
    assert!(matches!(faults("SCT", "22298007", "", false).as_slice(), [Fault::Malformed(_)]));
    assert_eq!(faults("SCT", "G30..", "", false), [Fault::OtherSystem(vec![System::ReadV2])]);
    assert_eq!(faults("READ", "XE0Uh", "", false), [Fault::OtherSystem(vec![System::Ctv3])]);
    assert_eq!(faults("READ", "xe0uh", "", false), [Fault::Absent]);
    assert_eq!(faults("CTV3", "xe0uh", "", false), [Fault::Miswritten("XE0Uh".to_owned())]);
    assert_eq!(faults("READ", "G30", "", false), [Fault::Miswritten("G30..".to_owned())]);
    assert!(
        matches!(faults("SCT", "138875005", "Root", false).as_slice(), [Fault::Inactive { replacements, .. }] if replacements.len() == 1)
    );
    assert_eq!(faults("SCT", "22298006", "Broken arm", false), [Fault::Display { term: "Infarct".to_owned() }]);
    assert_eq!(faults("SCT", "22298006", "heart ATTACK", false), [Fault::FormerDisplay { term: "Infarct".to_owned() }]);
    assert_eq!(faults("SCT", "4011999999100", "", true), [Fault::Level(Level::Vmpp)]);
    assert_eq!(faults("READ", "g30..", "", false), [Fault::Unmapped]);
    assert_eq!(faults("READ", "G3000", "", false), [Fault::UnassuredMap(vec!["22298006".to_owned()])]);
}

#[test]
fn what_cannot_be_checked_is_not_sound() {
    let codes = Few { loaded: vec![System::Dmd], ..few() };
    let not_loaded = |system| Finding::Uncheckable(Uncheckable::NotLoaded(system));
    assert_eq!(found(&codes, "SCT", "22298006", "", false), not_loaded(System::SnomedCt));
    assert_eq!(found(&codes, "READ", "anything", "", false), not_loaded(System::ReadV2));
    assert_eq!(found(&codes, "SCT", "2011999999109", "", true), Finding::Sound, "dm+d has it");
    assert!(matches!(found(&codes, "I10", "I21.4", "", false), Finding::Uncheckable(Uncheckable::NotHeld(_))));
}
