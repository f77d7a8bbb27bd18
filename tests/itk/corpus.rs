//! Messages that nobody here wrote, read where `DCR_CORPUS` points. Without it there is nothing to
//! read, and each test says so.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::interchange::itk::{attachment, header, interpret, masked_lines, same_body};
use dcr::record::{Encounter, PartialDateTime, Resource, Section, Statement};
use serde_json::Value as Json;

use crate::support::{corpus, documents, of_kind, text, told};

fn file(root: &Path, path: &str) -> Vec<u8> {
    std::fs::read(root.join("itk").join(path)).unwrap()
}

fn report(root: &Path, name: &str) -> Vec<u8> {
    file(root, &format!("nhs111/xml/{name}-itk-request.xml"))
}

/// What was read off each message by eye and by another program: its documents' dispositions and
/// titled sections, in the order of time, its NHS number and whether it is verified, its local
/// number, and words of its narrative.
struct Facts {
    name: &'static str,
    local: &'static str,
    nhs: Option<(&'static str, bool)>,
    dispositions: &'static [&'static str],
    sections: &'static [usize],
    attachments: usize,
    words: &'static [&'static str],
}

const REPEAT: Facts = Facts {
    name: "repeat-caller",
    local: "A0C532E4-6C1B-4B8A-A45C-1108D7E036E2 (Y00397)",
    nhs: Some(("999 023 8359", false)),
    dispositions: &["Dx02", "Dx92", "Dx92", "Dx06", "Dx02", "Dx05"],
    sections: &[6, 6, 6, 7, 6, 6],
    attachments: 6,
    words: &["This patient has called 3 times or more in the past four days.", "WHITCHURCH MIU TEST"],
};

const FACTS: &[Facts] = &[
    Facts {
        name: "adastra-itk-ooh-referral-dx06",
        local: "4AEDBB77-3679-4016-BF35-D60D67975D38 (RYE)",
        nhs: Some(("999 000 4951", true)),
        dispositions: &["Dx06"],
        sections: &[7],
        attachments: 1,
        words: &[
            "Pathways Disposition\nTo contact a local service within 6 hours (Dx06)\n",
            "\nThere was flank pain.\n",
        ],
    },
    Facts {
        name: "adastra-itk-ooh-referral-dx86",
        local: "9546EB08-C089-4BB5-A421-29D2D188B17F (RYE)",
        nhs: Some(("000 000 0000", false)),
        dispositions: &["Dx86"],
        sections: &[7],
        attachments: 1,
        words: &["Consultation Summary\nPrescription request\n"],
    },
    Facts {
        name: "cleric-itk-ooh-referral-dx09",
        local: "1081845 (RX7)",
        nhs: None,
        dispositions: &["Dx09"],
        sections: &[2],
        attachments: 1,
        words: &["\nThere was recent patchy hair loss.\n"],
    },
    Facts {
        name: "cleric-itk-ooh-referral-dx10",
        local: "1081836 (RX7)",
        nhs: None,
        dispositions: &["Dx10"],
        sections: &[2],
        attachments: 1,
        words: &["\nThere was no spinal pain.\n"],
    },
    Facts {
        name: "conformance-example-adastra-original",
        local: "DRSM-C2YMQR-308 (NTN08)",
        nhs: None,
        dispositions: &["Dx10"],
        sections: &[6],
        attachments: 0,
        words: &["<CLEO Ref: 2100310450> Test Call\n", "SCR Consent\nConsent given for SCR sharing"],
    },
    Facts {
        name: "conformance-example-ic24-original",
        local: "DRSM-C2YMQR-308 (NTN08)",
        nhs: None,
        dispositions: &["Dx10"],
        sections: &[6],
        attachments: 0,
        words: &["The main problem was acne, spots or pimples.\n"],
    },
    Facts {
        name: "example-adastra-ooh",
        local: "6DA30D7B-1A66-4007-992A-8FF1DB58F68D (RYE)",
        nhs: None,
        dispositions: &["DispoCodeDx87"],
        sections: &[7],
        attachments: 1,
        words: &["Selected service: Springvale, Fraser Road, Kings Worthy, Winchester\n"],
    },
    Facts {
        name: "ic24-itk-ooh-referral-dx06",
        local: "DRSM-C2WCE8-975 (NTN08)",
        nhs: None,
        dispositions: &["Dx06"],
        sections: &[6],
        attachments: 0,
        words: &["Test Call for DX06."],
    },
    Facts {
        name: "repeat-caller-exampleV1",
        // One of its documents bears another year, by which it is another place in the order of time.
        dispositions: &["Dx02", "Dx92", "Dx92", "Dx05", "Dx06", "Dx02"],
        sections: &[6, 6, 6, 6, 7, 6],
        ..REPEAT
    },
    REPEAT,
];

#[test]
fn ten_reports_are_read_to_text_and_codes() {
    let Some(root) = corpus() else { return };
    for facts in FACTS {
        let name = facts.name;
        let message = report(&root, name);
        let statement = interpret(&message).unwrap();
        let numbers: Vec<(String, bool)> =
            statement.identifiers.iter().map(|it| (it.to_string(), it.is_verified())).collect();
        let expected =
            std::iter::once((facts.local, false)).chain(facts.nhs).map(|(it, verified)| (it.to_owned(), verified));
        assert_eq!(numbers, expected.collect::<Vec<_>>(), "{name}");
        assert_eq!(dispositions(&statement), facts.dispositions, "{name}");
        let documents = documents(&statement);
        let headed: Vec<usize> = documents.iter().map(|document| sections(document)).collect();
        assert_eq!(headed, facts.sections, "{name}");
        let all: String = documents.iter().map(|document| text(document) + "\n").collect();
        for words in facts.words {
            assert!(all.contains(words), "{name}: {words}");
        }
        assert!(statement.entries.iter().filter(|it| it.replaces.is_some()).all(|it| it.section == Section::Reports));
        let attached: Vec<_> = documents.iter().flat_map(|document| &document.attachments).collect();
        assert_eq!(attached.len(), facts.attachments, "{name}");
        for it in attached {
            let content = attachment(&message, it.location.as_ref().unwrap()).unwrap();
            assert_eq!(content.len() as u64, it.size);
            assert!(content.starts_with(b"<PathwaysCase"), "{name}");
        }
    }
}

/// How many sections of a document begin with a heading: a line after an empty one, and the first.
fn sections(document: &dcr::record::DocumentReference) -> usize {
    document.text.iter().filter(|line| line.text.is_empty()).count() + 1
}

fn dispositions(statement: &Statement) -> Vec<&str> {
    let codes = of_kind(statement, "Observation").into_iter().filter_map(|entry| match &entry.resource {
        Some(Resource::Observation(it)) => match it.value.as_ref()? {
            dcr::record::Value::Concept { concept } => concept.code(),
            _ => None,
        },
        _ => None,
    });
    codes.collect()
}

fn encounters(statement: &Statement) -> Vec<&Encounter> {
    let found = of_kind(statement, "Encounter").into_iter().filter_map(|entry| match &entry.resource {
        Some(Resource::Encounter(it)) => Some(it),
        _ => None,
    });
    found.collect()
}

fn resource<'j>(bundle: &'j Json, kind: &str) -> &'j Json {
    let mut resources = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    resources.find(|resource| resource["resourceType"] == kind).unwrap()
}

/// The adaptor of NHS Digital reads the same messages: where it says something, it says the same.
#[test]
fn another_reader_of_the_same_reports_agrees() {
    let Some(root) = corpus() else { return };
    for Facts { name, .. } in FACTS {
        let statement = interpret(&report(&root, name)).unwrap();
        let bundle: Json =
            serde_json::from_slice(&file(&root, &format!("nhs111/json/{name}-fhir-result.json"))).unwrap();
        let patient = resource(&bundle, "Patient");
        let said = &statement.patient;
        let known = &said.names.said().unwrap()[0];
        assert_eq!(patient["name"][0]["family"].as_str(), known.family.as_deref(), "{name}");
        assert_eq!(patient["name"][0]["given"][0].as_str(), Some(known.given.join(" ").as_str()), "{name}");
        assert_eq!(patient["birthDate"].as_str(), said.birth_date.said().map(ToString::to_string).as_deref(), "{name}");
        let gender = serde_json::to_value(said.gender.said().unwrap()).unwrap();
        assert_eq!(patient["gender"], gender, "{name}");
        // Of several documents it reads one, that with the latest time.
        let set = resource(&bundle, "Composition")["identifier"]["value"].as_str().unwrap();
        let key = format!("cda:{set}:encounter");
        let entry = statement.entries.iter().find(|entry| entry.key == key).unwrap();
        let Some(Resource::Encounter(encounter)) = &entry.resource else { panic!() };
        let theirs = resource(&bundle, "Encounter");
        let instant = |text: &Json| text.as_str().unwrap().parse::<PartialDateTime>().unwrap().earliest();
        assert_eq!(instant(&theirs["period"]["start"]), encounter.start.unwrap().earliest(), "{name}");
        assert_eq!(instant(&theirs["period"]["end"]), encounter.end.unwrap().earliest(), "{name}");
        let numbers = theirs["identifier"].as_array().unwrap();
        assert!(numbers.iter().any(|it| it["value"].as_str() == encounter.visit_number.as_deref()), "{name}");
    }
}

/// Byte for byte the same: one message and its duplicate, by sender, tracking id and body.
#[test]
fn the_conformance_pair_is_one_message_and_its_duplicate() {
    let Some(root) = corpus() else { return };
    let [one, other] =
        ["conformance-example-adastra-original", "conformance-example-ic24-original"].map(|name| report(&root, name));
    assert_eq!(one, other);
    assert!(same_body(&one, &other));
    assert_eq!(interpret(&one).unwrap().header, interpret(&other).unwrap().header);
}

/// The pair shares sender and tracking id, so one cannot be told from the other by number. They
/// are no repetition: their envelopes go to different recipients, and one of the six reports bears
/// another year. By that year another report is the latest, so to take the second for the first,
/// or to apply both, would decide by chance which call counts as the current one: it is a conflict
/// for somebody to look at, and until then the one that came first stands.
#[test]
fn the_repeat_caller_pair_is_a_conflict() {
    let Some(root) = corpus() else { return };
    let [one, other] = ["repeat-caller", "repeat-caller-exampleV1"].map(|name| report(&root, name));
    let [first, second] = [&one, &other].map(|message| interpret(message).unwrap());
    assert_eq!(first.header, second.header, "they share sender and tracking id");
    assert!(!same_body(&one, &other), "they are no repetition");
    let latest = |statement: &Statement| encounters(statement).last().unwrap().visit_number.clone();
    assert_eq!((latest(&first).as_deref(), latest(&second).as_deref()), (Some("1193164"), Some("7434927")));
    let keys = |statement: &Statement| {
        let mut keys: Vec<String> = statement.entries.iter().map(|entry| entry.key.clone()).collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&first), keys(&second), "both speak of the same six calls");
}

#[test]
fn the_letter_of_the_emergency_department_is_read_to_text_and_codes() {
    let Some(root) = corpus() else { return };
    let statement = interpret(&file(&root, "correspondence/POCD_MT160001UK06_SOAPandDIST_Primary.xml")).unwrap();
    let numbers: Vec<String> = statement.identifiers.iter().map(ToString::to_string).collect();
    assert_eq!(numbers, ["L12345 (V39XF)", "990 000 2830"]);
    assert!(statement.identifiers.iter().all(|number| !number.is_verified()));
    assert_eq!(statement.patient.names.said().unwrap()[0].to_string(), "TAYLOR, Sally (Miss)");
    assert_eq!((statement.organisation.as_str(), statement.header.trigger.as_str()), ("XZ901", "SendCDADocument-v2-0"));
    let document = documents(&statement)[0];
    assert_eq!(document.title.as_deref(), Some("Emergency Department Event"));
    assert_eq!(document.confidentiality.as_ref().unwrap().code.as_deref(), Some("V"));
    let text = text(document);
    for words in [
        "Hospital: | St. Elsewheres Hospital\n",
        "Presenting Complaints\n1. Heavy PV blood loss for 3 days\n2. LMP 8 weeks ago sexually active\n",
        "Medication | Dose | Supplied\nTylex 30mg/500mg capsules (Schwarz Pharma Ltd) | 1 to 2 tablets every 4 hours max. 8 tablets daily | 48 tablets\n",
        "Her blood group was found to be B-ve and the Kleihauer Test was positive.",
        "Follow up plan\nTo see GP for anti D immunisation",
    ] {
        assert!(text.contains(words), "{words}");
    }
    assert_eq!(statement.entries[0].section, Section::Documents);
    let codes: Vec<&str> = statement.entries.iter().skip(1).filter_map(|entry| entry.source.code.as_deref()).collect();
    let expected = [
        "11429006",
        "237242009",
        "4525004",
        "308283009",
        "90176007",
        "399221001",
        "162053006",
        "279039007",
        "250423000",
        "35793002",
        "35999006",
        "360311000001104",
    ];
    assert_eq!(codes, expected);
}

/// Compressed and base64 variants of every message say what the message itself says.
#[test]
fn packed_variants_say_the_same() {
    let Some(root) = corpus() else { return };
    let letter = file(&root, "correspondence/POCD_MT160001UK06_SOAPandDIST_Primary.xml");
    let reports = FACTS.iter().map(|facts| report(&root, facts.name));
    for message in reports.chain([letter]) {
        let message = String::from_utf8(message).unwrap();
        let plain = told(&interpret(message.as_bytes()).unwrap());
        for (flags, compress) in [("base64=\"true\"", false), ("base64=\"true\" compressed=\"true\"", true)] {
            let variant = variant(&message, flags, compress);
            assert!(!variant.contains("<ClinicalDocument"));
            assert_eq!(told(&interpret(variant.as_bytes()).unwrap()), plain);
        }
    }
}

/// The message with each document packed, under the prefixes that its own text declares.
fn variant(message: &str, flags: &str, compress: bool) -> String {
    let outer = r#" xmlns:npfitlc="NPFIT:HL7:Localisation" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
    let mut packed = String::new();
    let mut rest = message;
    while let Some(start) = rest.find("<ClinicalDocument") {
        let end = rest.find("</ClinicalDocument>").unwrap() + "</ClinicalDocument>".len();
        let document = &rest[start..end];
        let tag = &document[..document.find('>').unwrap()];
        let missing: String = outer
            .split(" xmlns:")
            .filter(|declaration| !declaration.is_empty())
            .filter(|declaration| !tag.contains(declaration.split('=').next().unwrap()))
            .flat_map(|declaration| [" xmlns:", declaration])
            .collect();
        let document = document.replacen("<ClinicalDocument", &format!("<ClinicalDocument{missing}"), 1);
        let mut bytes = document.into_bytes();
        if compress {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            std::io::Write::write_all(&mut gzip, &bytes).unwrap();
            bytes = gzip.finish().unwrap();
        }
        packed += &rest[..start];
        packed += &STANDARD.encode(bytes);
        rest = &rest[end..];
    }
    (packed + rest).replace("mimetype=\"text/xml\"", &format!("mimetype=\"text/xml\" {flags}"))
}

#[test]
fn acknowledgements_are_no_record() {
    let Some(root) = corpus() else { return };
    let templates = "acks/src/main/resources/uk/nhs/digital/mait/distributionenvelopetools/itk/distributionenvelope";
    for name in ["infrastructure_ack_template.xml.txt", "infrastructure_nack_template.xml.txt"] {
        let message = String::from_utf8(file(&root, &format!("{templates}/{name}"))).unwrap().replace("__TO_OID__", "");
        let refused = interpret(message.as_bytes()).unwrap_err();
        assert_eq!(refused.reason.slug(), "acknowledgement", "{refused}");
        assert!(header(message.as_bytes()).is_some());
    }
    for name in ["SoapItkOkResponseTemplate.xml", "SoapItkErrorResponseTemplate.xml"] {
        let refused = interpret(&file(&root, &format!("nhs111-replies/{name}"))).unwrap_err();
        assert_eq!(refused.reason.slug(), "acknowledgement", "{refused}");
    }
}

/// Under the masks no address, number to call, practice or finding of any report is shown.
#[test]
fn masks_hold_on_real_messages() {
    let Some(root) = corpus() else { return };
    let shown = |name: &str, whereabouts: bool| -> String {
        let mask = dcr::interchange::hl7v2::Mask { whereabouts, clinical: !whereabouts };
        masked_lines(&report(&root, name), mask).into_iter().map(|line| line.text + "\n").collect()
    };
    for Facts { name, .. } in FACTS {
        let statement = interpret(&report(&root, name)).unwrap();
        let (whereabouts, clinical) = (shown(name, true), shown(name, false));
        for address in statement.patient.addresses.said().unwrap() {
            assert!(!whereabouts.contains(address.postcode.as_deref().unwrap()), "{name}");
        }
        for telecom in statement.patient.telecoms.said().unwrap() {
            assert!(!whereabouts.contains(&telecom.value), "{name}");
        }
        if let Some(practice) = statement.patient.general_practice.said() {
            assert!(!whereabouts.contains(practice.code.as_deref().unwrap()), "{name}");
        }
        for document in documents(&statement) {
            for line in document.text.iter().filter(|line| line.text.len() > 20) {
                assert!(!clinical.contains(&line.text), "{name}: {}", line.text);
            }
        }
    }
}
