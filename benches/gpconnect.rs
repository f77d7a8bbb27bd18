//! GP Connect Structured from bytes to a store on disk, each commit synced, and the memory that a
//! large bundle takes: `cargo bench --bench gpconnect`.
//!
//! The answers are made here: 250 resources each, every one about another person. Items a second are
//! answers a second. Memory is the most that a process of its own had while it took one bundle in.

#![expect(clippy::expect_used, reason = "a benchmark that cannot run says so and stops")]

use std::fs::File;
use std::io::{BufReader, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use dcr::access::{JobRole, RoleProfile, User};
use dcr::audit::Agent;
use dcr::feeds::{Ingest, Totals};
use dcr::interchange::fhir::read::interpret;
use dcr::store::sqlite::SqliteStore;
use dcr::store::{Context, StoreError};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use serde_json::{Value, json};

#[path = "common/say.rs"]
mod say;

use say::line;

/// The bundle that a child takes in.
const CHILD: &str = "DCR_BENCH_BUNDLE";
/// How many answers one sample takes in.
const ANSWERS: u64 = 600;

fn main() {
    if let Some(bundle) = std::env::var_os(CHILD).map(PathBuf::from) {
        return child(&bundle);
    }
    memory();
    divan::main();
}

/// A number of ten digits whose check digit holds (NHS Data Dictionary: weights 10 to 2, modulus 11).
fn nhs_number(place: u64) -> String {
    let mut numbers = (place * 2..).map(|serial| format!("999{serial:06}"));
    loop {
        let nine = numbers.next().unwrap_or_default();
        let sum: u32 = nine.bytes().zip((2..=10).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
        match 11 - sum % 11 {
            10 => {}
            11 => return format!("{nine}0"),
            digit => return format!("{nine}{digit}"),
        }
    }
}

fn list(code: &str, items: Vec<String>) -> Value {
    let items: Vec<Value> = items.into_iter().map(|item| json!({ "item": { "reference": item } })).collect();
    json!({
        "resourceType": "List", "id": code, "status": "current", "mode": "snapshot", "title": code,
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": code }] },
        "subject": { "reference": "Patient/1" }, "entry": items
    })
}

fn snomed(code: u64, text: &str) -> Value {
    json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code.to_string(), "display": text }], "text": text })
}

/// An answer of so many resources: a patient, a practice, three lists, and of the rest a tenth problems,
/// a tenth allergies, the others medicines with their authorisation and issue.
fn answer(number: &str, resources: usize) -> Value {
    let subject = json!({ "reference": "Patient/1" });
    let (tenth, medicines) = ((resources - 5) / 10, (resources - 5) * 8 / 30);
    let mut all = vec![
        json!({
            "resourceType": "Patient", "id": "1", "birthDate": "1950-04-02", "gender": "female",
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": number }],
            "name": [{ "use": "official", "family": "Bench", "given": ["Mark"] }],
            "managingOrganization": { "reference": "Organization/1" }
        }),
        json!({
            "resourceType": "Organization", "id": "1", "name": "The practice",
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "J81001" }]
        }),
        list("717711000000103", (0..tenth).map(|n| format!("Condition/{n}")).collect()),
        list("886921000000105", (0..tenth).map(|n| format!("AllergyIntolerance/{n}")).collect()),
        list("933361000000108", (0..medicines).map(|n| format!("MedicationStatement/{n}")).collect()),
    ];
    for n in 0..tenth {
        all.push(json!({
            "resourceType": "Condition", "id": n.to_string(), "clinicalStatus": "active", "subject": subject,
            "code": snomed(195_967_001 + n as u64, "Asthma of the usual kind"), "assertedDate": "2018-03-01",
            "note": [{ "text": "Seen in the clinic; to be looked at again in the autumn." }]
        }));
        all.push(json!({
            "resourceType": "AllergyIntolerance", "id": n.to_string(), "clinicalStatus": "active",
            "verificationStatus": "unconfirmed", "patient": subject, "assertedDate": "2018-03-01",
            "code": snomed(91_936_005 + n as u64, "Allergy to something common"),
            "reaction": [{ "manifestation": [{ "text": "Rash" }], "severity": "mild" }]
        }));
    }
    for n in 0..medicines {
        let medicine = snomed(320_139_002 + n as u64, "Salbutamol 100micrograms/dose inhaler");
        all.push(json!({
            "resourceType": "MedicationStatement", "id": n.to_string(), "status": "active", "subject": subject,
            "medicationCodeableConcept": medicine, "taken": "unk", "effectivePeriod": { "start": "2018-01-02" },
            "basedOn": [{ "reference": format!("MedicationRequest/{n}-plan") }],
            "dosage": [{ "text": "Two puffs when needed", "patientInstruction": "Not more than eight a day" }]
        }));
        for (id, intent) in [(format!("{n}-plan"), "plan"), (format!("{n}-order"), "order")] {
            let based_on = if intent == "order" {
                json!([{ "reference": format!("MedicationRequest/{n}-plan") }])
            } else {
                json!([])
            };
            all.push(json!({
                "resourceType": "MedicationRequest", "id": id, "status": "active", "intent": intent,
                "subject": subject, "authoredOn": "2018-01-02", "basedOn": based_on,
                "medicationCodeableConcept": medicine, "dosageInstruction": [{ "text": "Two puffs when needed" }],
                "dispenseRequest": { "quantity": { "value": 1, "unit": "inhaler" } }
            }));
        }
    }
    let entries: Vec<Value> = all.into_iter().map(|resource| json!({ "resource": resource })).collect();
    json!({
        "resourceType": "Bundle", "type": "collection",
        "meta": { "profile": ["https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1"] },
        "entry": entries
    })
}

/// Answers about people from `first` on, one a line.
fn answers(first: u64) -> Vec<u8> {
    let lines: Vec<String> =
        (first..first + ANSWERS).map(|place| answer(&nhs_number(place), 250).to_string()).collect();
    let mut bytes = lines.join("\n").into_bytes();
    bytes.push(b'\n');
    bytes
}

fn ingest(store: &mut SqliteStore, stream: impl Read) -> Totals {
    let stream = BufReader::with_capacity(1 << 18, stream);
    Ingest::new("bench", agent()).run(store, stream, |_| {}).expect("the store takes it in")
}

fn agent() -> Agent {
    Agent { user: "bench".to_owned(), full_name: "Bench".to_owned(), role: None, organisation: None }
}

/// An empty store that is set for much writing.
fn make(path: &Path) -> Result<SqliteStore, StoreError> {
    let role = RoleProfile { role: JobRole("R8000".to_owned()), organisation: "RBD".to_owned() };
    let user = User { name: "bench".to_owned(), full_name: "Bench".to_owned(), roles: vec![role], ..User::default() };
    let mut store = SqliteStore::init(path, Context::default(), &user, false)?;
    store.expect_bulk()?;
    Ok(store)
}

/// Beside what is built, since the usual place may lie in memory.
fn folder() -> tempfile::TempDir {
    tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder can be made")
}

/// Answers of 250 resources into a store on disk.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn bundles_of_250_into_an_empty_store(bencher: Bencher<'_, '_>) {
    let bytes = answers(0);
    bencher
        .counter(ItemsCount::new(ANSWERS))
        .with_inputs(|| {
            let folder = folder();
            let store = make(&folder.path().join("store.db")).expect("a store can be made");
            (folder, store)
        })
        .bench_local_values(|(folder, mut store)| {
            let totals = ingest(&mut store, Cursor::new(&bytes));
            assert_eq!((totals.received, totals.applied), (ANSWERS, ANSWERS), "every answer is applied");
            (store, folder)
        });
}

/// Answers of 250 resources read, nothing stored, on one core.
#[divan::bench(sample_count = 20)]
fn bundles_of_250_read(bencher: Bencher<'_, '_>) {
    let bundle = answer(&nhs_number(1), 250).to_string();
    bencher.counter(ItemsCount::new(1_usize)).bench_local(|| black_box(interpret(black_box(bundle.as_bytes()))));
}

/// The most memory that taking in one bundle needs: one as long as a message may be, and one of 200 MB,
/// which is refused.
fn memory() {
    let folder = folder();
    for (name, megabytes) in [("60 MB", 60), ("200 MB", 200)] {
        let path = folder.path().join("bundle.json");
        write(&path, megabytes * 1_000_000);
        let output = Command::new(std::env::current_exe().expect("this program has a place"))
            .env(CHILD, &path)
            .output()
            .expect("the child starts");
        line(&format!("A bundle of {name}: {}", String::from_utf8_lossy(&output.stdout).trim()));
    }
}

/// A bundle of so many bytes, as long as it has resources to repeat.
fn write(path: &Path, bytes: usize) {
    let mut file = BufWriter::new(File::create(path).expect("a file can be made"));
    let mut whole = answer(&nhs_number(2), 250);
    let entries = whole["entry"].take();
    let parts: Vec<String> = entries.as_array().into_iter().flatten().map(Value::to_string).collect();
    let profile = "https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1";
    write!(file, r#"{{"resourceType":"Bundle","type":"collection","meta":{{"profile":["{profile}"]}},"entry":["#)
        .expect("the file takes it");
    let mut written = 0;
    for (place, part) in parts.iter().take(5).chain(parts.iter().skip(5).cycle()).enumerate() {
        if written > bytes {
            break;
        }
        let part = part.replacen("\"id\":\"", &format!("\"id\":\"{place}-"), usize::from(place >= 5));
        let comma = if place == 0 { "" } else { "," };
        write!(file, "{comma}{part}").expect("the file takes it");
        written += part.len() + 1;
    }
    write!(file, "]}}").and_then(|()| file.flush()).expect("the file takes it");
}

/// Takes the bundle in, and says what became of it and how much memory that took (Linux: `VmHWM`).
fn child(bundle: &Path) {
    let folder = folder();
    let mut store = make(&folder.path().join("store.db")).expect("a store can be made");
    let totals = ingest(&mut store, File::open(bundle).expect("the bundle opens"));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("not known");
    line(&format!("{} applied, {} dead; at most {} of memory", totals.applied, totals.dead, peak.trim()));
}
