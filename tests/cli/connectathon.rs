//! Validation from the command line: every kind of report, and packages.

use crate::sandbox::Sandbox;

/// A patient with a gender that there is not and a month that there is not.
const WRONG: &str = r#"{
  "resourceType": "Patient",
  "text": { "status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">Ada Purbeck</div>" },
  "gender": "unsaid",
  "birthDate": "1970-13-01"
}
"#;
/// The same with nothing wrong.
const RIGHT: &str = r#"<Patient xmlns="http://hl7.org/fhir">
  <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml">Ada Purbeck</div></text>
  <gender value="female"/>
</Patient>
"#;
/// A profile by its differential.
const PROFILE: &str = r#"{
  "resourceType": "StructureDefinition", "url": "https://example.org/StructureDefinition/named", "version": "1",
  "name": "Named", "status": "draft", "fhirVersion": "4.0.1", "kind": "resource", "abstract": false,
  "type": "Patient", "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient", "derivation": "constraint",
  "differential": { "element": [{ "id": "Patient.name", "path": "Patient.name", "min": 1 }] }
}
"#;

fn sandbox() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.write("work/wrong.json", WRONG).write("work/right.xml", RIGHT).write("work/named.json", PROFILE);
    sandbox
}

#[test]
fn findings_name_their_places_in_every_form() {
    let mut sandbox = sandbox();
    sandbox.run("connectathon validate right.xml");
    sandbox.run("connectathon validate wrong.json right.xml");
    sandbox.run("connectathon validate wrong.json -o json");
    sandbox.run("connectathon validate wrong.json -o ndjson");
    for report in ["operation-outcome", "sarif", "junit"] {
        sandbox.run(&format!("connectathon validate wrong.json right.xml --report {report}"));
    }
    sandbox.run_with(WRONG, "connectathon validate -");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn profiles_come_from_packages_and_what_is_missing_is_named() {
    let mut sandbox = sandbox();
    sandbox.run("connectathon packages list");
    sandbox.run("connectathon validate right.xml --profile https://example.org/StructureDefinition/named");
    sandbox.run("connectathon packages add named.json");
    sandbox.run("connectathon packages list");
    sandbox.run("connectathon validate right.xml --profile https://example.org/StructureDefinition/named");
    sandbox.write(
        "work/absent.xml",
        &RIGHT.replacen("<text>", "<meta><profile value=\"https://example.org/absent\"/></meta><text>", 1),
    );
    sandbox.run("connectathon validate absent.xml");
    sandbox.run("connectathon validate absent.xml --strict");
    sandbox.write(
        "work/lines.ndjson",
        "{\"resourceType\":\"Patient\",\"active\":true}\n\n{\"resourceType\":\"Patient\",\"active\":\"yes\"}\n",
    );
    sandbox.run("connectathon validate lines.ndjson -q");
    sandbox.run("connectathon packages add absent.tgz");
    insta::assert_snapshot!(sandbox.transcript());
}

/// An admission with a day that there is not, a sex that no profile allows, and a segment of a site's own.
const ADMISSION: &str = "MSH|^~\\&|PAS|RDZ|DCR|RDZ|20180403143000||ADT^A01^ADT_A01|1001|P|2.4|||||GBR|UNICODE UTF-8|EN||iTKv1.0\r\
EVN||20180403143000\r\
PID|1||9990000018^^^NHS||Purbeck^Ada||1948-03-09|F\r\
PV1|1|I\r\
ZU3|1\r";

#[test]
fn messages_are_checked_beside_resources_in_every_form() {
    let mut sandbox = sandbox();
    let right = "MSH|^~\\&|LAB|RD3|DCR|RD3|20180403143000||ACK|1|P|2.3\rMSA|AA|1\r";
    sandbox
        .write("work/admission.hl7", ADMISSION)
        .write("work/batch.hl7", &format!("\u{b}{ADMISSION}\u{1c}\r\u{b}{right}\u{1c}\r"));
    sandbox.write("work/mine.yaml", "profile: mine\nsegments:\n  MSA:\n    fields:\n      3: { usage: required }\n");
    sandbox.write("work/wrong.yaml", "profile: wrong\nsegment: {}\n").write("work/right.hl7", right);
    sandbox.run("connectathon validate admission.hl7");
    sandbox.run("connectathon validate admission.hl7 --fix");
    sandbox.run("connectathon validate batch.hl7 right.xml -q");
    sandbox.run("connectathon validate admission.hl7 -o json --fix");
    for report in ["operation-outcome", "sarif", "junit"] {
        sandbox.run(&format!("connectathon validate admission.hl7 --report {report}"));
    }
    sandbox.run("connectathon validate right.hl7 --profile mine.yaml");
    sandbox.run("connectathon validate right.hl7 --profile wrong.yaml");
    sandbox.run("connectathon validate right.hl7 --profile absent");
    sandbox.run_with(right, "connectathon validate - --profile nhs-number");
    insta::assert_snapshot!(sandbox.transcript());
}

/// An envelope alone whose counts are wrong and whose payload is encrypted.
const ENVELOPE: &str = r#"<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005">
  <itk:header service="urn:nhs-itk:services:201005:SendCDADocument-v2-0" trackingid="5E0C2E2A-0000-4000-8000-000000000003">
    <itk:addresslist><itk:address uri="J81001"/></itk:addresslist>
    <itk:manifest count="2"><itk:manifestitem id="uuid_5E0C2E2A-0000-4000-8000-000000000004" mimetype="text/xml" profileid="urn:nhs-en:profile:eDischarge-v1-0" encrypted="true"/></itk:manifest>
  </itk:header>
  <itk:payloads count="1"><itk:payload id="uuid_5E0C2E2A-0000-4000-8000-000000000004"><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"/></itk:payload></itk:payloads>
</itk:DistributionEnvelope>
"#;

#[test]
fn messages_of_the_toolkit_are_checked_with_what_to_answer() {
    let mut sandbox = sandbox();
    sandbox.write("work/envelope.xml", ENVELOPE);
    sandbox.run("connectathon validate envelope.xml");
    sandbox.run("connectathon validate envelope.xml right.xml -o json");
    sandbox.run_with(&ENVELOPE[..ENVELOPE.len() / 2], "connectathon validate -");
    sandbox
        .run_with("<ClinicalDocument xmlns='urn:hl7-org:v3'/>", "connectathon validate - --report operation-outcome");
    insta::assert_snapshot!(sandbox.transcript());
}
