//! Segments that the three hospitals build alike, with what differs held in a [`Style`].

use jiff::civil::DateTime;

use super::adt::{About, Act, StayAt};
use super::event::{StayClass, Visit};
use super::face::{Face, relationship};
use super::hl7::{Segment, components, date, text};
use super::truth::{Address, Truth};

/// The habits of one sender.
pub(crate) struct Style {
    /// Writes a time in clinical segments.
    pub(crate) time: fn(DateTime) -> String,
    /// Site code in locations.
    pub(crate) site: &'static str,
    /// Type of an address.
    pub(crate) home: &'static str,
    /// National digits where there are any, HL7 letters otherwise.
    pub(crate) national: bool,
    /// Coding systems of a diagnosis and of a procedure.
    pub(crate) coding: [&'static str; 2],
}

/// EVN; EVN-1 only where the sender still fills it.
pub(crate) fn evn(act: &Act<'_>, style: &Style) -> Segment {
    let trigger = if style.national { "" } else { act.trigger };
    Segment::new("EVN").with(1, trigger).with(2, (style.time)(act.recorded)).with(6, (style.time)(act.occurred))
}

/// A clinician as XCN, with their code's authority.
pub(crate) fn clinician(truth: &Truth, code: &str) -> String {
    truth.clinician(code).map_or_else(String::new, |who| {
        components(&[&who.code, &who.family, &who.given, "", "", &who.title, "", "", "GMC"])
    })
}

/// An address as XAD.
pub(crate) fn address(address: &Address, style: &Style) -> String {
    components(&[&address.line, &address.locality, &address.town, "Dorset", &address.postcode, "GBR", style.home])
}

/// PD1 with practice and GP.
pub(crate) fn pd1(face: &Face<'_>) -> Option<Segment> {
    let practice = face.practice?;
    let [code, family, given] = &practice.gp;
    Some(
        Segment::new("PD1")
            .with(3, components(&[&practice.name, "", &practice.ods]))
            .with(4, components(&[code, family, given, "", "", "Dr", "", "", "GMP"])),
    )
}

/// NK1 with the next of kin.
pub(crate) fn nk1(face: &Face<'_>, style: &Style) -> Option<Segment> {
    let kin = face.person.next_of_kin.as_ref()?;
    let code = relationship(kin, style.national);
    let shown = if style.national { code.to_owned() } else { components(&[code, &kin.relationship]) };
    Some(
        Segment::new("NK1")
            .with(1, "1")
            .with(2, components(&[&kin.family, &kin.given, "", "", &kin.title]))
            .with(3, shown)
            .with(5, text(&kin.phone)),
    )
}

/// One AL1 an allergy.
pub(crate) fn al1(face: &Face<'_>, style: &Style) -> Vec<Segment> {
    let allergies = face.person.allergies.iter().enumerate();
    allergies
        .map(|(position, allergy)| {
            let severity = match (style.national, allergy.severity.as_str()) {
                (true, digits) => digits,
                (false, "1" | "2") => "SV",
                (false, "5") => "MO",
                (false, _) => "MI",
            };
            Segment::new("AL1")
                .with(1, (position + 1).to_string())
                .with(2, allergy.kind.clone())
                .with(3, components(&[&allergy.code, &allergy.text, "I10"]))
                .with(4, severity)
                .with(5, text(&allergy.reaction))
                .with(6, date(allergy.since))
        })
        .collect()
}

/// PV1 of whatever the act is about; `None` for an act on the person alone.
pub(crate) fn pv1(truth: &Truth, act: &Act<'_>, style: &Style) -> Option<Segment> {
    match act.about {
        About::Person | About::Merge(_) => None,
        About::Visit(visit) => Some(visit_pv1(truth, visit, style)),
        About::Stay(at) => Some(stay_pv1(truth, act.trigger, at, style)),
    }
}

fn visit_pv1(truth: &Truth, visit: &Visit, style: &Style) -> Segment {
    Segment::new("PV1")
        .with(1, "1")
        .with(2, "O")
        .with(3, components(&[&visit.clinic, "", "", style.site]))
        .with(7, clinician(truth, &visit.consultant))
        .with(9, clinician(truth, &visit.consultant))
        .with(10, visit.specialty.clone())
        .with(19, components(&[&visit.id, "", "", "VISITID"]))
        .with(44, (style.time)(visit.at))
}

fn stay_pv1(truth: &Truth, trigger: &str, at: StayAt<'_>, style: &Style) -> Segment {
    let stay = at.stay;
    let class = match (trigger, stay.class) {
        ("A05", _) => "P",
        (_, StayClass::Emergency) => "E",
        _ => "I",
    };
    let place = |ward: &str, bed: &str| components(&[ward, "", bed, style.site]);
    let mut pv1 = Segment::new("PV1")
        .with(1, "1")
        .with(2, class)
        .with(3, place(at.ward, at.bed))
        .with(4, stay.method.clone())
        .with(7, clinician(truth, at.consultant))
        .with(9, clinician(truth, at.consultant))
        .with(10, stay.specialty.clone())
        .with(14, "19")
        .with(18, if stay.class == StayClass::DayCase { "DAYCASE" } else { "" })
        .with(19, components(&[&stay.visit, "", "", "VISITID"]))
        .with(44, (style.time)(stay.admitted));
    if let Some((ward, bed)) = at.before {
        pv1 = pv1.with(6, place(ward, bed));
    }
    if let Some(discharged) = at.discharged {
        pv1 = pv1.with(36, "19").with(45, (style.time)(discharged));
    }
    pv1
}

/// DG1 on admission and discharge, PR1 on discharge.
pub(crate) fn diagnosis_and_procedure(act: &Act<'_>, style: &Style) -> Vec<Segment> {
    let About::Stay(at) = act.about else { return Vec::new() };
    let mut segments = Vec::new();
    let diagnosis = at.stay.diagnosis.as_ref().filter(|_| matches!(act.trigger, "A01" | "A03" | "A05"));
    if let Some(diagnosis) = diagnosis {
        let kind = if act.trigger == "A03" { "F" } else { "A" };
        segments.push(
            Segment::new("DG1")
                .with(1, "1")
                .with(3, components(&[&diagnosis.code, &diagnosis.text, style.coding[0]]))
                .with(5, (style.time)(at.discharged.unwrap_or(at.stay.admitted)))
                .with(6, kind),
        );
    }
    if let Some(procedure) = at.stay.procedure.as_ref().filter(|_| act.trigger == "A03") {
        segments.push(
            Segment::new("PR1")
                .with(1, "1")
                .with(3, components(&[&procedure.code, &procedure.text, style.coding[1]]))
                .with(5, (style.time)(at.stay.admitted)),
        );
    }
    segments
}
