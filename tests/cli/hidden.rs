//! Somebody who chose that nobody looks, and somebody whom no source knows, look the same to
//! whoever may not know: to the byte, at every door.

use crate::sandbox::Sandbox;

/// Who chose nobody in the demo, and a number that no source ever sent.
const HIDDEN: &str = "9990000026";
const UNKNOWN: &str = "9990009996";

/// The doors that take a person. `WHO` stands for them.
const DOORS: [&str; 38] = [
    "record show WHO",
    "record show WHO -o json",
    "record show WHO -o csv",
    "record show WHO --permission given",
    "record show WHO --permission refused",
    "record show WHO --permission unable",
    "record show WHO --permission discussed",
    "record show WHO --emergency medical --reason unconscious",
    "record show WHO --emergency safeguarding --reason bruises",
    "record show WHO --emergency overriding-interest --reason danger --permission refused",
    "record show WHO --emergency medical --reason unconscious --permission unable",
    "record show WHO --claim attending --reason here",
    "record show WHO --own-items",
    "record show WHO --own-items --permission given",
    "record show WHO --unseal express-consent --reason asked",
    "record show WHO --section allergies --as-of 2018-07-01",
    "record show WHO --entry 0123456789abcdef",
    "record show WHO --purpose subject-access",
    "record show WHO --purpose privacy-investigation",
    "record show WHO --purpose record-operations",
    "record timeline WHO --valid-at 2018-06-01",
    "record trace WHO",
    "record trace WHO --message 12",
    "record export WHO",
    "record export WHO --format json --permission given",
    "record export WHO --document 0123456789abcdef",
    "patient show WHO",
    "patient show WHO --valid-at 2018-06-01 -o json",
    "patient find WHO",
    "patient find WHO -o json",
    "patient find WHO --as-of 2018-07-01",
    "identity explain WHO",
    "identity explain WHO --permission given -o json",
    "consent conflicts WHO",
    "consent show WHO",
    "consent history WHO",
    "consent set WHO yes-3",
    "consent set WHO no-2 --dry-run",
];

/// Those who may not know that an opt-out stands.
const USERS: [&str; 4] = ["dr.hardy", "dr.osei", "nurse.lane", "reception.bell"];

fn told(sandbox: &Sandbox, line: &str, user: &str) -> (Option<i32>, String) {
    let words: Vec<&str> = line.split_whitespace().chain(["--as", user]).collect();
    let output = sandbox.command(&words).env("DCR_STORE", "demo").output().unwrap();
    let text = [output.stdout, b"\n2> ".to_vec(), output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

#[test]
fn a_hidden_person_is_as_an_unknown_one_at_every_door() {
    let sandbox = Sandbox::with_demo();
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let number = "SELECT patient FROM identifier WHERE kind = 0 AND value = ?1 LIMIT 1";
    let patient: i64 = store.query_row(number, [HIDDEN], |row| row.get(0)).unwrap();
    let local = "SELECT authority || ':' || value FROM identifier WHERE kind = 1 AND patient = ?1 LIMIT 1";
    let local: String = store.query_row(local, [patient], |row| row.get(0)).unwrap();
    drop(store);
    let pairs = [
        (HIDDEN.to_owned(), UNKNOWN.to_owned()),
        (format!("P{patient}"), "P999999".to_owned()),
        (local.clone(), format!("{}:NOBODY1", local.split(':').next().unwrap())),
    ];
    for user in USERS {
        for (place, (hidden, unknown)) in pairs.iter().enumerate() {
            // Each form of a number for one user; for the others the first form.
            if place > 0 && user != USERS[0] {
                continue;
            }
            // A start of the program takes its time: others than the first try every fourth door.
            let step = if user == USERS[0] && place == 0 { 1 } else { 4 };
            for door in DOORS.into_iter().step_by(step) {
                let (hidden, unknown) = (door.replace("WHO", hidden), door.replace("WHO", unknown));
                let known = told(&sandbox, &hidden, user);
                assert_eq!(known, told(&sandbox, &unknown, user), "{user}: {hidden}");
                assert_ne!(known.0, Some(2), "{user}: {hidden} is no command: {}", known.1);
                if user == USERS[0] && hidden.starts_with("record show") && !hidden.contains("--purpose") {
                    assert_eq!(known.0, Some(1), "{user}: {hidden}: {}", known.1);
                }
            }
        }
    }
}

#[test]
fn a_hidden_person_is_in_no_search_by_name_date_or_place() {
    let sandbox = Sandbox::with_demo();
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let who = "SELECT name.family, name.given, name.birth, place.postcode FROM identifier
               JOIN patient_name AS name ON name.patient = identifier.patient
               LEFT JOIN patient_postcode AS place ON place.patient = identifier.patient
               WHERE identifier.kind = 0 AND identifier.value = ?1 LIMIT 1";
    let (family, given, birth, postcode): (String, String, i64, Option<String>) =
        store.query_row(who, [HIDDEN], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))).unwrap();
    drop(store);
    let date = format!("{}-{:02}-{:02}", birth / 10_000, birth / 100 % 100, birth % 100);
    let postcode = postcode.unwrap_or_default();
    let mut searches =
        vec![format!("{family} {given}"), format!("{family} {date}"), format!("{date} {given}"), format!("{family}*")];
    if postcode.len() > 3 {
        let (outward, inward) = postcode.split_at(postcode.len() - 3);
        searches.push(format!("{outward} {inward}"));
        searches.push(format!("{family} {outward}"));
    }
    for user in USERS {
        for search in &searches {
            let (_, text) = told(&sandbox, &format!("patient find {search} -o json"), user);
            assert!(!text.contains(HIDDEN), "{user}: {search}: {text}");
        }
    }
}
