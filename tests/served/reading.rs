//! Searching, reading, and going through pages.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::client::{Answer, Call};
use super::server::{KNOWN, Served};

fn ids(resources: &[Value]) -> Vec<String> {
    let name = |it: &Value| format!("{}/{}", it["resourceType"].as_str().unwrap(), it["id"].as_str().unwrap());
    resources.iter().map(name).collect()
}

#[test]
fn a_search_tells_people_apart_and_no_more() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let system = "https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C";
    let answer = served.get(&format!("/fhir/Patient?identifier={system}{KNOWN}"), &token);
    assert_eq!(answer.status, 200);
    insta::assert_json_snapshot!(answer.json());
    let same = served.get(&format!("/fhir/Patient?identifier={KNOWN}"), &token);
    assert_eq!(same.found("match"), answer.found("match"));
}

#[test]
fn each_identity_is_read_by_its_id_and_leads_to_the_others() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let answer = served.get(&format!("/fhir/Patient/{id}"), &token);
    assert_eq!(answer.status, 200);
    let patient = answer.json();
    assert_eq!(patient["id"], *id);
    let version = patient["meta"]["versionId"].as_str().unwrap();
    assert_eq!(answer.header("etag"), Some(format!("W/\"{version}\"").as_str()));
    let others = patient["link"].as_array().unwrap();
    assert!(!others.is_empty());
    for other in others {
        assert_eq!(other["type"], "seealso");
        let address = other["other"]["reference"].as_str().unwrap();
        let answer = served.get(&format!("/fhir/{address}"), &token);
        assert_eq!(answer.status, 200, "{address}");
        assert_eq!(format!("Patient/{}", answer.json()["id"].as_str().unwrap()), address);
    }
}

/// Every page of an answer, the first one first.
fn pages(served: &Served, first: &str, token: &str) -> Vec<Answer> {
    let mut pages = vec![served.get(first, token)];
    while let Some(next) = pages.last().unwrap().next() {
        assert!(pages.len() < 100, "the pages end");
        assert!(!next.contains(KNOWN) && !next.contains("Patient"), "a link tells nothing: {next}");
        pages.push(served.get(&next, token));
    }
    pages
}

#[test]
fn everything_is_the_same_on_one_page_and_on_many() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let whole = served.get(&format!("/fhir/Patient/{id}/$everything"), &token);
    assert_eq!(whole.status, 200);
    let all = ids(&whole.found("match"));
    assert_eq!(whole.json()["total"], all.len());
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "each resource once");
    let paged = pages(&served, &format!("/fhir/Patient/{id}/$everything?_count=7"), &token);
    assert_eq!(paged.len(), all.len().div_ceil(7));
    let gathered: Vec<String> = paged.iter().flat_map(|page| ids(&page.found("match"))).collect();
    assert_eq!(gathered, all);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for name in &all {
        *kinds.entry(name.split_once('/').unwrap().0).or_default() += 1;
    }
    insta::assert_json_snapshot!(kinds);
}

/// Every reference by address leads to a resource that is there.
#[test]
fn references_lead_somewhere() {
    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Object(parts) => {
                found.extend(parts.get("reference").and_then(Value::as_str));
                parts.values().for_each(|part| references(part, found));
            }
            _ => {}
        }
    }
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let whole = served.get(&format!("/fhir/Patient/{id}/$everything"), &token).found("match");
    let here: BTreeSet<String> = ids(&whole).into_iter().collect();
    let mut found = Vec::new();
    for resource in &whole {
        references(resource, &mut found);
    }
    assert!(found.len() > whole.len());
    // `#` leads into the resource itself.
    for reference in found.into_iter().filter(|reference| !reference.starts_with('#')) {
        assert!(here.contains(reference), "{reference}");
    }
}

#[test]
fn one_type_is_a_part_of_everything_and_each_is_read_by_its_id() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let whole = served.get(&format!("/fhir/Patient/{id}/$everything"), &token).found("match");
    let of_kind = |kind: &str| -> Vec<Value> {
        whole.iter().filter(|resource| resource["resourceType"] == kind).cloned().collect()
    };
    for kind in ["Encounter", "Observation", "DiagnosticReport", "Condition", "AllergyIntolerance", "Flag"] {
        let answer = served.get(&format!("/fhir/{kind}?patient={id}"), &token);
        let found = answer.found("match");
        assert_eq!(found, of_kind(kind), "{kind}");
        assert_eq!(answer.json()["total"], found.len());
        if let Some(first) = found.first() {
            let name = &ids(std::slice::from_ref(first))[0];
            let one = served.get(&format!("/fhir/{name}"), &token);
            assert_eq!((one.status, &one.json()), (200, first), "{name}");
            let made = served.get(&format!("/fhir/Provenance?target={name}"), &token).found("match");
            assert_eq!(made.len(), 1);
            assert_eq!(made[0]["target"][0]["reference"], *name);
        }
    }
    let with = served.get(&format!("/fhir/Encounter?patient={id}&_revinclude=Provenance:target"), &token);
    assert_eq!(with.found("include").len(), with.found("match").len());
}

#[test]
fn since_leaves_out_what_was_known_before() {
    let served = Served::start();
    let token = served.token("dr.hardy");
    let id = served.id(KNOWN, &token);
    let all = served.get(&format!("/fhir/Encounter?patient={id}"), &token).found("match");
    let times: BTreeSet<String> = all.iter().map(|it| it["meta"]["lastUpdated"].as_str().unwrap().to_owned()).collect();
    let middle = times.iter().nth(times.len() / 2).unwrap();
    let later = served.get(&format!("/fhir/Encounter?patient={id}&_lastUpdated=ge{middle}"), &token).found("match");
    let wanted: Vec<&Value> =
        all.iter().filter(|it| it["meta"]["lastUpdated"].as_str().unwrap() >= middle.as_str()).collect();
    assert_eq!(later.iter().collect::<Vec<_>>(), wanted);
    assert!(later.len() < all.len() && !later.is_empty());
    let none = served.get(&format!("/fhir/Patient/{id}/$everything?_since=2019-01-01T00:00:00Z"), &token);
    assert!(
        none.found("match").iter().all(|it| matches!(it["resourceType"].as_str(), Some("Patient" | "Organization")))
    );
}

/// A page is for the user and the purpose that it was made for, for ten minutes.
#[test]
fn a_page_is_of_nobody_else() {
    let served = Served::start();
    let (token, other) = (served.token("dr.hardy"), served.token("dr.osei"));
    let id = served.id(KNOWN, &token);
    let next = served.get(&format!("/fhir/Encounter?patient={id}&_count=1"), &token).next().unwrap();
    assert_eq!(served.get(&next, &token).status, 200);
    let unknown = served.get("/fhir?_page=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &token);
    let of_another = served.get(&next, &other);
    let other_purpose = Call::get(&next).token(&token).with("x-purpose-of-use", "PATRQT").send(served.address);
    served.pass(jiff::SignedDuration::from_mins(11));
    let late = served.get(&next, &token);
    for answer in [&unknown, &of_another, &other_purpose, &late] {
        assert_eq!((answer.status, &answer.body), (404, &unknown.body));
    }
}
