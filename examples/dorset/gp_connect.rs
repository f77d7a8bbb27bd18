//! Answers of practices by GP Connect Structured (STU3), from systems of both kinds.

use jiff::civil::{Date, DateTime};
use serde_json::{Value, json};

use super::files::with_offset;
use super::gp::{GpAllergy, GpAnswer, GpConsultation, GpMedicine, GpProblem};
use super::truth::{Person, Practice, Sex, Truth};

const PROFILES: &str = "https://fhir.nhs.uk/STU3/StructureDefinition/";
const CARE_CONNECT: &str = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-";
const SNOMED_CT: &str = "http://snomed.info/sct";

/// A kind of GP system: the file of its answers, and how the numbers of its resources begin.
pub(crate) struct GpSystem {
    pub(crate) file: &'static str,
    numbers: &'static str,
    practices: &'static [&'static str],
    /// Whether it sends ended allergies.
    ended_allergies: bool,
}

/// Both kinds.
pub(crate) const SYSTEMS: [GpSystem; 2] = [
    GpSystem {
        file: "gp-connect-emis.ndjson",
        numbers: "https://EMISWeb/",
        practices: &["J81901", "J81903", "J81905", "J81907", "J81909"],
        ended_allergies: false,
    },
    GpSystem {
        file: "gp-connect-systmone.ndjson",
        numbers: "https://tpp-uk.com/Id/ccs-id/",
        practices: &["J81902", "J81904", "J81906", "J81908", "J81910"],
        ended_allergies: true,
    },
];

/// Every answer of the practices of a system, with the time it was received, in that order.
pub(crate) fn answers(truth: &Truth, system: &GpSystem) -> Vec<(DateTime, Value)> {
    let mut answers = Vec::new();
    for person in truth.everybody().filter(|person| system.practices.contains(&person.practice.as_str())) {
        let Some(practice) = truth.practice(&person.practice) else { continue };
        for answer in &person.gp {
            answers.push((answer.received, Bundle { person, practice, system, entries: Vec::new() }.answer(answer)));
        }
    }
    answers.sort_by_key(|(received, _)| *received);
    answers
}

/// A bundle being made.
struct Bundle<'a> {
    person: &'a Person,
    practice: &'a Practice,
    system: &'a GpSystem,
    entries: Vec<Value>,
}

fn coded(code: &str, text: &str) -> Value {
    json!({ "coding": [{ "system": SNOMED_CT, "code": code, "display": text }] })
}

fn day(date: Date) -> String {
    date.to_string()
}

impl Bundle<'_> {
    fn answer(mut self, answer: &GpAnswer) -> Value {
        self.about();
        let problems: Vec<String> = numbered(&answer.problems).map(|(id, it)| self.problem(&id, it)).collect();
        let medicines: Vec<String> = numbered(&answer.medicines).map(|(id, it)| self.medicine(&id, it)).collect();
        self.allergies(&answer.allergies);
        let immunisations: Vec<String> =
            numbered(&answer.immunisations).map(|(id, it)| self.immunisation(&id, &it.text, it.on)).collect();
        let (mut encounters, mut uncategorised) = (Vec::new(), Vec::new());
        for (id, consultation) in numbered(&answer.consultations) {
            encounters.push(self.consultation(&id, consultation, &mut uncategorised));
        }
        let referrals: Vec<String> = numbered(&answer.referrals)
            .map(|(id, it)| {
                let priority = if it.is_urgent { "urgent" } else { "routine" };
                self.add(
                    "ReferralRequest",
                    &id,
                    json!({
                        "status": "active", "intent": "order", "priority": priority, "authoredOn": day(it.on),
                        "subject": patient(), "reasonCode": [{ "text": it.text }],
                        "requester": { "agent": { "reference": "Practitioner/1" } },
                        "recipient": [{ "display": it.to }]
                    }),
                )
            })
            .collect();
        self.list("717711000000103", "Problems", &problems, json!({}));
        self.list("933361000000108", "Medications and medical devices", &medicines, json!({}));
        self.list("1102181000000102", "Immunisations", &immunisations, json!({}));
        self.list("1149501000000101", "List of consultations", &encounters, json!({}));
        self.list("792931000000107", "Outbound referral", &referrals, json!({}));
        self.list("826501000000100", "Uncategorised data", &uncategorised, json!({}));
        json!({
            "resourceType": "Bundle",
            "meta": { "profile": [format!("{PROFILES}GPConnect-StructuredRecord-Bundle-1")] },
            "type": "collection",
            "entry": self.entries.into_iter().map(|resource| json!({ "resource": resource })).collect::<Vec<_>>()
        })
    }

    /// The person, the practice and its GP.
    fn about(&mut self) {
        let (person, practice) = (self.person, self.practice);
        let gender = if person.sex == Sex::Female { "female" } else { "male" };
        let status = json!([{
            "url": format!("{PROFILES}Extension-CareConnect-GPC-NHSNumberVerificationStatus-1"),
            "valueCodeableConcept": { "coding": [{ "code": "01", "display": "Number present and verified" }] }
        }]);
        let address = &person.address;
        let lines: Vec<&String> =
            [&address.line, &address.locality].into_iter().filter(|line| !line.is_empty()).collect();
        self.entries.push(json!({
            "resourceType": "Patient", "id": "1",
            "meta": { "profile": [format!("{PROFILES}CareConnect-GPC-Patient-1")] },
            "identifier": [{
                "extension": status, "system": "https://fhir.nhs.uk/Id/nhs-number", "value": person.nhs_number
            }],
            "active": true,
            "name": [{ "use": "official", "family": person.family, "given": person.given, "prefix": [person.title] }],
            "telecom": [{ "system": "phone", "value": person.phone, "use": "home" }],
            "gender": gender, "birthDate": day(person.birth_date),
            "address": [{ "use": "home", "line": lines, "city": address.town, "postalCode": address.postcode }],
            "generalPractitioner": [{ "reference": "Practitioner/1" }],
            "managingOrganization": { "reference": "Organization/1" }
        }));
        self.entries.push(json!({
            "resourceType": "Organization", "id": "1",
            "identifier": [{ "system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": practice.ods }],
            "name": practice.name
        }));
        let [_, family, given] = &practice.gp;
        self.entries.push(json!({
            "resourceType": "Practitioner", "id": "1",
            "name": [{ "use": "usual", "family": family, "given": [given], "prefix": ["Dr"] }]
        }));
    }

    /// Adds a resource under a number of the system's own, and says how to refer to it.
    fn add(&mut self, kind: &str, id: &str, mut resource: Value) -> String {
        resource["resourceType"] = kind.into();
        resource["id"] = id.into();
        let number = format!("{}-{kind}-{id}", self.person.nhs_number);
        resource["identifier"] =
            json!([{ "system": format!("{}{}", self.system.numbers, self.practice.ods), "value": number }]);
        self.entries.push(resource);
        format!("{kind}/{id}")
    }

    /// A primary list; an empty one says that there is nothing to send.
    fn list(&mut self, code: &str, title: &str, items: &[String], more: Value) {
        let mut list = json!({
            "resourceType": "List", "status": "current", "mode": "snapshot", "title": title,
            "code": coded(code, title), "subject": patient(),
            "orderedBy": { "coding": [{ "system": "http://hl7.org/fhir/list-order", "code": "event-date" }] }
        });
        if items.is_empty() && more.get("contained").is_none() {
            list["emptyReason"] =
                json!({ "coding": [{ "code": "no-content-recorded" }], "text": "No Content Recorded" });
            list["note"] = json!([{ "text": "Information not available" }]);
        } else {
            list["entry"] = items.iter().map(|item| json!({ "item": { "reference": item } })).collect();
        }
        if let (Value::Object(list), Value::Object(more)) = (&mut list, more) {
            list.extend(more);
        }
        self.entries.push(list);
    }

    fn problem(&mut self, id: &str, it: &GpProblem) -> String {
        let significance = if it.is_major { "major" } else { "minor" };
        let mut problem = json!({
            "extension": [{ "url": format!("{CARE_CONNECT}ProblemSignificance-1"), "valueCode": significance }],
            "clinicalStatus": if it.ended.is_some() { "inactive" } else { "active" },
            "category": [{ "coding": [{ "code": "problem-list-item", "display": "Problem List Item" }] }],
            "code": coded(&it.code, &it.text), "subject": patient(), "asserter": { "reference": "Practitioner/1" },
            "onsetDateTime": day(it.since), "assertedDate": day(it.since)
        });
        if let Some(ended) = it.ended {
            problem["abatementDateTime"] = day(ended).into();
        }
        self.add("Condition", id, problem)
    }

    /// A medication statement over a plan and its issues.
    fn medicine(&mut self, id: &str, it: &GpMedicine) -> String {
        let kind = json!({
            "url": format!("{PROFILES}Extension-CareConnect-GPC-PrescriptionType-1"),
            "valueCodeableConcept": { "coding": [{ "code": it.kind, "display": it.kind }] }
        });
        self.entries.push(json!({ "resourceType": "Medication", "id": id, "code": { "text": it.text } }));
        let medicine = json!({ "reference": format!("Medication/{id}") });
        let (amount, unit) = it.quantity.split_once(' ').unwrap_or((&it.quantity, ""));
        let amount: f64 = amount.parse().unwrap_or(1.0);
        let status = if it.stopped.is_some() { "stopped" } else { "active" };
        let (first, last) = (it.issued.first().copied(), it.issued.last().copied());
        let plan = json!({
            "extension": [
                { "url": format!("{PROFILES}Extension-CareConnect-GPC-MedicationRepeatInformation-1"), "extension": [
                    { "url": "numberOfRepeatPrescriptionsIssued", "valuePositiveInt": it.issued.len() }
                ] },
                kind.clone()
            ],
            "status": status, "intent": "plan", "medicationReference": medicine, "subject": patient(),
            "authoredOn": first.map(day), "recorder": { "reference": "Practitioner/1" },
            "dosageInstruction": [{ "text": it.dose }],
            "dispenseRequest": { "validityPeriod": { "start": first.map(day) }, "quantity": { "value": amount, "unit": unit } }
        });
        let plan = self.add("MedicationRequest", &format!("{id}-plan"), plan);
        for (number, issued) in (1..).zip(&it.issued) {
            self.add("MedicationRequest", &format!("{id}-issue-{number}"), json!({
                "extension": [kind], "basedOn": [{ "reference": plan }], "status": "completed", "intent": "order",
                "medicationReference": medicine, "subject": patient(), "authoredOn": day(*issued),
                "recorder": { "reference": "Practitioner/1" }, "dosageInstruction": [{ "text": it.dose }],
                "dispenseRequest": { "validityPeriod": { "start": day(*issued) }, "quantity": { "value": amount, "unit": unit } }
            }));
        }
        let mut period = json!({ "start": first.map(day) });
        if let Some(stopped) = it.stopped {
            period["end"] = day(stopped).into();
        }
        self.add(
            "MedicationStatement",
            id,
            json!({
                "extension": [{
                    "url": format!("{PROFILES}Extension-CareConnect-GPC-MedicationStatementLastIssueDate-1"),
                    "valueDateTime": last.map(day)
                }],
                "basedOn": [{ "reference": plan }], "status": if it.stopped.is_some() { "stopped" } else { "active" },
                "medicationReference": medicine, "effectivePeriod": period, "dateAsserted": first.map(day),
                "subject": patient(), "taken": "unk", "dosage": [{ "text": it.dose }]
            }),
        )
    }

    /// Current allergies in one list, ended ones contained in another, where the system sends those.
    fn allergies(&mut self, all: &[GpAllergy]) {
        let (mut current, mut ended) = (Vec::new(), Vec::new());
        for (id, it) in numbered(all) {
            let mut allergy = json!({
                "clinicalStatus": "active", "verificationStatus": "unconfirmed", "category": ["medication"],
                "code": if it.code.is_empty() {
                    json!({ "coding": [{
                        "system": SNOMED_CT, "code": "196461000000101", "display": "Transfer-degraded drug allergy"
                    }], "text": it.text })
                } else {
                    coded(&it.code, &it.text)
                },
                "patient": patient(), "onsetDateTime": day(it.since), "assertedDate": day(it.since),
                "recorder": { "reference": "Practitioner/1" }
            });
            match it.ended {
                Some(end) if self.system.ended_allergies => {
                    allergy["resourceType"] = "AllergyIntolerance".into();
                    allergy["id"] = id.clone().into();
                    allergy["clinicalStatus"] = "resolved".into();
                    allergy["extension"] = json!([{
                        "url": format!("{PROFILES}Extension-CareConnect-GPC-AllergyIntoleranceEnd-1"),
                        "extension": [{ "url": "endDate", "valueDateTime": day(end) }]
                    }]);
                    ended.push(allergy);
                }
                _ => current.push(self.add("AllergyIntolerance", &id, allergy)),
            }
        }
        self.list("886921000000105", "Allergies and adverse reactions", &current, json!({}));
        if !ended.is_empty() {
            let items: Vec<String> =
                ended.iter().map(|it| format!("#{}", it["id"].as_str().unwrap_or_default())).collect();
            self.list("1103671000000101", "Ended allergies", &items, json!({ "contained": ended }));
        }
    }

    fn immunisation(&mut self, id: &str, text: &str, on: Date) -> String {
        self.add(
            "Immunization",
            id,
            json!({
                "extension": [{
                    "url": format!("{CARE_CONNECT}VaccinationProcedure-1"), "valueCodeableConcept": { "text": text }
                }],
                "status": "completed", "notGiven": false, "vaccineCode": { "text": text }, "patient": patient(),
                "date": day(on), "primarySource": true
            }),
        )
    }

    /// An encounter, its lists of headings, and what stands under them.
    fn consultation(&mut self, id: &str, it: &GpConsultation, uncategorised: &mut Vec<String>) -> String {
        let at = with_offset(it.at);
        let encounter = self.add(
            "Encounter",
            id,
            json!({
                "status": "finished", "type": [{ "text": "Surgery consultation" }], "subject": patient(),
                "participant": [{
                    "type": [{ "coding": [{ "code": "PPRF", "display": "primary performer" }] }],
                    "individual": { "reference": "Practitioner/1" }
                }],
                "period": { "start": at }, "serviceProvider": { "reference": "Organization/1" }
            }),
        );
        let mut categories = Vec::new();
        for (heading, words) in [("History", &it.history), ("Examination", &it.examination), ("Plan", &it.plan)] {
            let mut items = Vec::new();
            if !words.is_empty() {
                items.push(self.observation(
                    &format!("{id}-{heading}"),
                    &encounter,
                    &at,
                    json!({
                        "code": coded("37331000000100", "Comment note"), "comment": words
                    }),
                ));
            }
            if let (Some([systolic, diastolic]), "Examination") = (it.blood_pressure, heading) {
                let part = |code: &str, name: &str, value: u16| {
                    json!({
                        "code": coded(code, name), "valueQuantity": { "value": value, "unit": "mmHg" }
                    })
                };
                items.push(self.observation(
                    &format!("{id}-pressure"),
                    &encounter,
                    &at,
                    json!({
                        "code": coded("75367002", "Blood pressure"),
                        "component": [
                            part("72313002", "Systolic arterial pressure", systolic),
                            part("1091811000000102", "Diastolic arterial pressure", diastolic)
                        ]
                    }),
                ));
            }
            if !items.is_empty() {
                let category = format!("{id}-category-{heading}");
                self.heading(&category, ["24781000000107", heading], &encounter, &items);
                categories.push(format!("List/{category}"));
                uncategorised.append(&mut items);
            }
        }
        self.heading(&format!("{id}-topic"), ["25851000000105", &it.topic], &encounter, &categories);
        let topics = [format!("List/{id}-topic")];
        self.heading(&format!("{id}-consultation"), ["325851000000107", "Surgery consultation"], &encounter, &topics);
        encounter
    }

    fn observation(&mut self, id: &str, encounter: &str, at: &str, mut observation: Value) -> String {
        observation["status"] = "final".into();
        observation["subject"] = patient();
        observation["context"] = json!({ "reference": encounter });
        observation["effectiveDateTime"] = at.into();
        observation["issued"] = at.into();
        observation["performer"] = json!([{ "reference": "Practitioner/1" }]);
        self.add("Observation", id, observation)
    }

    /// A list that is a heading of a consultation.
    fn heading(&mut self, id: &str, [code, title]: [&str; 2], encounter: &str, items: &[String]) {
        let more = json!({ "id": id, "encounter": { "reference": encounter } });
        self.list(code, title, items, more);
    }
}

fn patient() -> Value {
    json!({ "reference": "Patient/1" })
}

/// Each with a number of its own, from 1.
fn numbered<T>(all: &[T]) -> impl Iterator<Item = (String, &T)> {
    all.iter().zip(1..).map(|(it, number)| (number.to_string(), it))
}
