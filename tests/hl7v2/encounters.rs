//! Encounters and appointments.

use dcr::record::{EncounterClass, EncounterEvent, Field, WardLocation};

use crate::support::{PID, message, read};

const PV1: &str = "PV1|1|I|Ward 3^Bay 2^Bed 5^RBD01|21|||C1^Darwin^Sam^^^Dr|G1^Townley^Gay^^^Dr||300||||19|||||V77^^^VISITID|||||||||||||||||19||||||||20180412093000|20180414110000";

#[test]
fn events() {
    use EncounterEvent as E;
    let table = [
        ("A01", E::Admit),
        ("A02", E::Transfer),
        ("A03", E::Discharge),
        ("A04", E::Register),
        ("A05", E::Book),
        ("A08", E::Update),
        ("A11", E::CancelAdmit),
        ("A12", E::CancelTransfer),
        ("A13", E::CancelDischarge),
        ("A38", E::CancelBooking),
        ("A31", E::Update),
    ];
    for (event, expected) in table {
        let statement = read(&message("RDZ", &format!("ADT^{event}"), &[PID, PV1]));
        let (found, update) = statement.encounter.unwrap();
        assert_eq!(found, expected, "{event}");
        assert_eq!(update.visit_number.as_deref(), Some("V77"));
        assert_eq!(update.class, Some(EncounterClass::Inpatient));
    }
}

#[test]
fn what_pv1_says() {
    let statement =
        read(&message("RDZ", "ADT^A03", &["EVN||201804141200|||x|201804141100", PID, PV1, "PV2|||^Chest pain"]));
    let (_, update) = statement.encounter.unwrap();
    let word = |word: &str| Some(word.to_owned());
    let place = WardLocation { ward: word("Ward 3"), room: word("Bay 2"), bed: word("Bed 5"), facility: word("RBD01") };
    assert_eq!(update.location, Some(place));
    assert_eq!(update.attending, Field::Said("Dr Sam Darwin".to_owned()));
    assert_eq!(update.referring, Field::Said("Dr Gay Townley".to_owned()));
    assert_eq!(update.reason.said().unwrap().label(), "Chest pain");
    assert_eq!(update.start.said().unwrap().to_string(), "2018-04-12T09:30:00+01:00");
    assert_eq!(update.end.said().unwrap().to_string(), "2018-04-14T11:00:00+01:00");
    assert_eq!(update.discharge_destination.said().unwrap().code(), Some("19"), "A.3 has the destination in PV1-36");
    assert_eq!(update.discharge_method, Field::Unsaid);
    assert_eq!(statement.stated.unwrap().to_string(), "2018-04-14T12:00:00+01:00");
    assert_eq!(statement.occurred.unwrap().to_string(), "2018-04-14T11:00:00+01:00");

    let standard = read(&message("RD3", "ADT^A03", &[PID, PV1]));
    assert_eq!(standard.encounter.unwrap().1.discharge_method.said().unwrap().code(), Some("19"));
}

#[test]
fn messages_about_a_person_speak_of_no_encounter() {
    for segments in [vec![PID], vec![PID, "PV1|1|N"], vec![PID, "PV1|1|I|Ward 3"]] {
        assert_eq!(read(&message("RDZ", "ADT^A28", &segments)).encounter, None);
        assert_eq!(read(&message("RDZ", "ADT^A31", &segments)).encounter, None);
    }
    assert_eq!(read(&message("RDZ", "ADT^A08", &[PID])).encounter, None);
}

#[test]
fn classes() {
    use EncounterClass as C;
    let table = [
        ("I", Some(C::Inpatient)),
        ("INPATIENT", Some(C::Inpatient)),
        ("O", Some(C::Ambulatory)),
        ("E", Some(C::Emergency)),
        ("P", Some(C::PreAdmission)),
        ("W", Some(C::PreAdmission)),
        ("N", Some(C::Other)),
        ("?", None),
        ("", None),
    ];
    for (code, expected) in table {
        let statement = read(&message("RDZ", "ADT^A01", &[PID, &format!("PV1|1|{code}")]));
        assert_eq!(statement.encounter.unwrap().1.class, expected, "{code}");
    }
}

#[test]
fn appointments() {
    use EncounterEvent as E;
    let table = [
        ("S12", E::Book),
        ("S13", E::Reschedule),
        ("S14", E::Reschedule),
        ("S15", E::CancelBooking),
        ("S26", E::CancelBooking),
    ];
    let sch = "SCH|P1|A77|||||FU^Follow up|||30|^^30^20180501093000^20180501100000";
    for (event, expected) in table {
        let segments =
            [sch, PID, "RGS|1", "AIS|1||C^Cardiology clinic", "AIL|1||Clinic 4^^^RBD01", "AIP|1||C1^Darwin^Sam^^^Dr"];
        let statement = read(&message("RBD", &format!("SIU^{event}"), &segments));
        let (found, update) = statement.encounter.unwrap();
        assert_eq!(found, expected, "{event}");
        assert_eq!(update.visit_number.as_deref(), Some("A77"));
        assert_eq!(update.class, Some(EncounterClass::Ambulatory));
        assert_eq!(update.start.said().unwrap().to_string(), "2018-05-01T09:30:00+01:00");
        assert_eq!(update.end.said().unwrap().to_string(), "2018-05-01T10:00:00+01:00");
        assert_eq!(update.location.unwrap().ward.as_deref(), Some("Clinic 4"));
        assert_eq!(update.attending, Field::Said("Dr Sam Darwin".to_owned()));
        let reason = update.reason.said().unwrap().label().to_owned();
        assert_eq!(reason, if event == "S26" { "Did not attend" } else { "Follow up" });
    }
    let by_service = read(&message("RBD", "SIU^S12", &["SCH|P1", PID, "AIS|1||C^Cardiology clinic|20180501093000"]));
    let (_, update) = by_service.encounter.unwrap();
    assert_eq!(update.visit_number.as_deref(), Some("P1"));
    assert_eq!(update.start.said().unwrap().to_string(), "2018-05-01T09:30:00+01:00");
    assert_eq!(update.reason.said().unwrap().label(), "Cardiology clinic");
}
