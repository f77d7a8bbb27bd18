//! Oddities of order: what comes twice, too early or too late.

use super::defect::{Defect, message, pid, register};
use super::hl7::Segment;

/// All of them.
pub(crate) fn all() -> Vec<Defect> {
    let mut defects = duplicates();
    defects.extend(early_and_late());
    defects
}

fn duplicates() -> Vec<Defect> {
    let sent = "20180406120000";
    let one = register("OR01", sent, &pid("9999000274", "900301", "Double^Dan", "19810101"));
    let other = one.replace("3 Defect Row", "44 Defect Row");
    vec![
        Defect::new(
            "duplicate-same-body.hl7",
            "one message twice, byte for byte",
            "1 applied, 1 duplicate",
            &[one.clone(), one.clone()],
        ),
        Defect::new(
            "duplicate-other-body.hl7",
            "the same sender, facility, control id and time, another address",
            "1 applied, 1 conflict to be looked at; the address stays that of the first",
            &[one, other],
        ),
    ]
}

fn early_and_late() -> Vec<Defect> {
    let kept = pid("9999000282", "900302", "Merge^Meg", "19820202");
    let merge = message(
        "ADT^A40^ADT_A39",
        "OR02",
        "20180407080000",
        &["EVN||20180407080000||||20180407080000", &kept, "MRG|900303^^^RDZ^MR"],
    );
    let person = pid("9999000290", "900304", "Order^Olive", "19830303");
    let stay = |trigger: &str, control: &str, sent: &str, known: &str, consultant: &str| {
        let evn = format!("EVN||{known}||||{known}");
        let pv1 = Segment::new("PV1")
            .with(1, "1")
            .with(2, "I")
            .with(3, "STOUR^^Bed 5^RDZ01")
            .with(4, "21")
            .with(7, format!("C9100001^{consultant}^A^^^Dr^^^GMC"))
            .with(10, "110")
            .with(19, "V900304^^^VISITID")
            .with(44, "201804080900")
            .write();
        message(&format!("ADT^{trigger}^ADT_A01"), control, sent, &[&evn, &person, &pv1])
    };
    let admit = || stay("A01", "OR05", "20180408090500", "20180408090400", "First");
    let newer = || stay("A08", "OR07", "20180408150100", "20180408150000", "Newest");
    vec![
        Defect::new(
            "merge-before-register.hl7",
            "A40 of 900303 into 900302 before either was registered",
            "3 applied; when both are there, they are one person under 900302",
            &[
                merge,
                register("OR03", "20180407081000", &kept),
                register("OR04", "20180407082000", &kept.replace("900302", "900303")),
            ],
        ),
        Defect::new(
            "cancel-before-admit.hl7",
            "the A11 comes before the A01 that it takes back",
            "2 applied; the stay is cancelled, the person is not an inpatient",
            &[stay("A11", "OR06", "20180408100500", "20180408100400", "First"), admit()],
        ),
        Defect::new(
            "old-update-late.hl7",
            "an A08 of 12:00 (MSH-7 and EVN-2) comes after the A08 of 15:00",
            "3 applied; the consultant stays `Newest`; history shows `Middle` before it",
            &[admit(), newer(), stay("A08", "OR08", "20180408120100", "20180408120000", "Middle")],
        ),
        Defect::new(
            "old-update-sent-again.hl7",
            "the A08 recorded at 12:00 (EVN-2) is sent again at 17:00 (MSH-7), after the A08 of 15:00",
            "3 applied; EVN-2 says when it was recorded: the consultant stays `Newest`",
            &[admit(), newer(), stay("A08", "OR09", "20180408170000", "20180408120000", "Middle")],
        ),
    ]
}
