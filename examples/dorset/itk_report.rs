//! Reports of NHS 111 and the ambulance service by ITK 2: SOAP around a distribution envelope around
//! a CDA document.

use jiff::civil::DateTime;

use super::files::with_offset;
use super::gp::UrgentReport;
use super::random::hash;
use super::truth::{Person, Sex, Truth};

/// Services that do not exist, each with its code and name.
const SERVICES: [(&str, &str, &str); 2] =
    [("111", "8KX91", "Dorset NHS 111 (fictional)"), ("ambulance", "8KX92", "Wessex Coast Ambulance (fictional)")];

/// Every message, with its file and when it was received.
pub(crate) fn messages(truth: &Truth) -> Vec<(String, DateTime, String)> {
    let mut messages = Vec::new();
    for person in truth.everybody() {
        for report in &person.urgent {
            let file = |what: &str| format!("{}-{}{what}.xml", report.service, report.case.to_lowercase());
            messages.push((file(""), report.at, message(truth, person, report, None)));
            if let Some(nullified) = report.nullified {
                messages.push((file("-nullified"), nullified, message(truth, person, report, Some(nullified))));
            }
        }
    }
    messages
}

/// A universally unique identifier that always belongs to a label.
fn uuid(label: &str) -> String {
    let (high, low) = (hash(label), hash(&format!("{label} again")));
    let upper = format!("{:08X}-{:04X}-4{:03X}", high >> 32, high >> 16 & 0xFFFF, high & 0xFFF);
    format!("{upper}-8{:03X}-{:012X}", low >> 48 & 0xFFF, low & 0xFFFF_FFFF_FFFF)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A time as CDA writes it.
fn stamp(at: DateTime) -> String {
    let zone = with_offset(at).chars().skip(19).filter(|character| *character != ':').collect::<String>();
    format!("{}{zone}", at.strftime("%Y%m%d%H%M%S"))
}

fn message(truth: &Truth, person: &Person, report: &UrgentReport, nullified: Option<DateTime>) -> String {
    let (_, code, name) = SERVICES.iter().find(|(service, ..)| *service == report.service).unwrap_or(&SERVICES[0]);
    let label = format!("{}{}", report.case, if nullified.is_some() { " nullified" } else { "" });
    let document = document(truth, person, report, nullified, (code, name));
    let payload = uuid(&format!("payload {label}"));
    let to = &person.practice;
    let sent = with_offset(nullified.unwrap_or(report.at));
    let kind = if nullified.is_some() { "Nullification" } else { "Report" };
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:itk="urn:nhs-itk:ns:201005" xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
<soap:Header><wsa:MessageID>{message}</wsa:MessageID><wsa:Action>urn:nhs-itk:services:201005:SendNHS111Report-v2-0</wsa:Action><wsse:Security><wsu:Timestamp><wsu:Created>{sent}</wsu:Created></wsu:Timestamp></wsse:Security></soap:Header>
<soap:Body><itk:DistributionEnvelope>
<itk:header service="urn:nhs-itk:services:201005:SendNHS111Report-v2-0" trackingid="{tracking}"><itk:addresslist><itk:address uri="urn:nhs-uk:addressing:ods:{to}"/></itk:addresslist><itk:auditIdentity><itk:id uri="urn:nhs-uk:identity:ods:{code}"/></itk:auditIdentity><itk:manifest count="1"><itk:manifestitem id="uuid_{payload}" mimetype="text/xml" profileid="urn:nhs-en:profile:nhs111CDADocument-v2-0"/></itk:manifest><itk:senderAddress uri="urn:nhs-uk:addressing:ods:{code}"/><itk:handlingSpecification><itk:spec key="urn:nhs-itk:ns:201005:interaction" value="urn:nhs-itk:interaction:primaryRecipientNHS111CDADocument{kind}-v2-0"/></itk:handlingSpecification></itk:header>
<itk:payloads count="1"><itk:payload id="uuid_{payload}">{document}</itk:payload></itk:payloads>
</itk:DistributionEnvelope></soap:Body></soap:Envelope>
"#,
        message = uuid(&format!("message {label}")),
        tracking = uuid(&format!("tracking {label}")),
    )
}

/// The CDA document, or the one that takes it back.
fn document(
    truth: &Truth,
    person: &Person,
    report: &UrgentReport,
    nullified: Option<DateTime>,
    (code, name): (&str, &str),
) -> String {
    let practice = truth.practice(&person.practice);
    let (id, set) = (uuid(&format!("document {}", report.case)), uuid(&format!("set {}", report.case)));
    let (kind, id) = match nullified {
        None => ("POCD_MT200001GB02", id),
        Some(_) => ("POCD_MT130001UK04", uuid(&format!("document {} nullified", report.case))),
    };
    let given = person.given.iter().fold(String::new(), |all, given| all + "<given>" + &escaped(given) + "</given>");
    let (sex, address) = (if person.sex == Sex::Female { 2 } else { 1 }, &person.address);
    let head = format!(
        r#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:npfitlc="NPFIT:HL7:Localisation" classCode="DOCCLIN" moodCode="EVN"><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/><npfitlc:messageType root="2.16.840.1.113883.2.1.3.2.4.18.17" extension="{kind}"/><id root="{id}"/><code code="819551000000100" codeSystem="2.16.840.1.113883.2.1.3.2.4.15" displayName="NHS 111 report"/><title>{title}</title><effectiveTime value="{time}"/><confidentialityCode code="N" codeSystem="2.16.840.1.113883.1.11.16926" displayName="normal"/><setId root="{set}"/><versionNumber value="{version}"/>
<recordTarget typeCode="RCT"><patientRole classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="{number}"/><addr use="H"><streetAddressLine>{line}</streetAddressLine><city>{town}</city><postalCode>{postcode}</postalCode></addr><patient classCode="PSN"><name><prefix>{prefix}</prefix>{given}<family>{family}</family></name><administrativeGenderCode code="{sex}" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.25"/><birthTime value="{born}"/></patient><providerOrganization classCode="ORG"><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="{practice}"/><name>{practice_name}</name></providerOrganization></patientRole></recordTarget>
<author typeCode="AUT"><time value="{time}"/><assignedAuthor classCode="ASSIGNED"><id root="2.16.840.1.113883.2.1.3.2.4.18.24" extension="A-1"/><assignedPerson><name><given>Kerry</given><family>Lodge</family></name></assignedPerson><representedOrganization><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="{code}"/><name>{name}</name></representedOrganization></assignedAuthor></author>
<custodian><assignedCustodian><representedCustodianOrganization><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="{code}"/><name>{name}</name></representedCustodianOrganization></assignedCustodian></custodian>"#,
        title = if report.service == "111" { "NHS 111 Report" } else { "Ambulance Service Report" },
        time = stamp(nullified.unwrap_or(report.at)),
        version = if nullified.is_some() { 2 } else { 1 },
        number = person.nhs_number,
        line = escaped(&address.line),
        town = escaped(&address.town),
        postcode = address.postcode,
        prefix = escaped(&person.title),
        family = escaped(&person.family),
        born = person.birth_date.strftime("%Y%m%d"),
        practice = person.practice,
        practice_name = escaped(practice.map_or("", |practice| &practice.name)),
    );
    if nullified.is_some() {
        return format!(
            r#"{head}<relatedDocument typeCode="RPLC"><parentDocument><setId root="{set}"/><versionNumber value="1"/></parentDocument></relatedDocument></ClinicalDocument>"#
        );
    }
    format!("{head}{}{}</ClinicalDocument>", encounter(report), body(report))
}

fn encounter(report: &UrgentReport) -> String {
    format!(
        r#"<componentOf><encompassingEncounter classCode="ENC" moodCode="EVN"><id root="2.16.840.1.113883.2.1.3.2.4.18.34" extension="{case}"/><code code="NHS111Encounter" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.326" displayName="NHS111 Encounter"/><effectiveTime><low value="{at}"/><high value="{at}"/></effectiveTime><dischargeDispositionCode code="Dx06" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.325" displayName="{next}"/></encompassingEncounter></componentOf>"#,
        case = report.case,
        at = stamp(report.at),
        next = escaped(&report.disposition),
    )
}

fn body(report: &UrgentReport) -> String {
    let parts = [
        ("Patient's Reported Condition", &report.complaint),
        ("Findings", &report.findings),
        ("Advice Given", &report.advice),
    ];
    let section = |(title, words): (&str, &String)| {
        let id = uuid(&format!("section {} {title}", report.case));
        let words = escaped(words);
        format!(
            r#"<component><section><id root="{id}"/><title>{title}</title><text>{words}</text></section></component>"#
        )
    };
    let sections: Vec<String> = parts.into_iter().filter(|(_, words)| !words.is_empty()).map(section).collect();
    let sections = sections.concat();
    let id = uuid(&format!("body {}", report.case));
    format!(
        r#"<component><structuredBody classCode="DOCBODY" moodCode="EVN"><component><section><id root="{id}"/>{sections}</section></component></structuredBody></component>"#
    )
}
