//! ITK messages validated, on one core: `cargo bench --bench itk_validation`.
//!
//! The report is made here and is about 100 kB long: a header, coded entries, a form in base64 and a
//! narrative of many lines. Where `DCR_CORPUS` names the corpus, its ten reports are validated as well.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dcr::validation::itk::validate;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A report of a call of some 100 kB: forty sections with narrative and coded entries, and a form.
fn document() -> String {
    let form = STANDARD.encode("<Question>Is the person breathing?</Question><Answer>Yes</Answer>\n".repeat(200));
    let mut sections = String::new();
    for section in 0..40 {
        let _ = write!(
            sections,
            "<component typeCode=\"COMP\"><section classCode=\"DOCSECT\" moodCode=\"EVN\"><id root=\"5EC00001-0000-4000-8000-0000000000{section:02}\"/><title>Section {section}</title><text>"
        );
        for line in 0..14 {
            let _ = writeln!(
                sections,
                "<content ID=\"s{section}l{line}\">The person was not fighting for breath at step {line}.</content><br/>"
            );
        }
        sections.push_str("</text>");
        for entry in 0..3 {
            let _ = write!(
                sections,
                "<entry typeCode=\"COMP\"><observation classCode=\"OBS\" moodCode=\"EVN\"><id root=\"0B500001-0000-4000-8000-00000000{section:02}{entry:02}\"/><code code=\"267036007\" codeSystem=\"2.16.840.1.113883.2.1.3.2.4.15\"><originalText><reference value=\"#s{section}l{entry}\"/></originalText></code><effectiveTime value=\"20180602101500+0100\"/></observation></entry>"
            );
        }
        sections.push_str("</section></component>");
    }
    format!(
        r#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:npfitlc="NPFIT:HL7:Localisation" classCode="DOCCLIN" moodCode="EVN">
<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
<npfitlc:messageType root="2.16.840.1.113883.2.1.3.2.4.18.17" extension="POCD_MT200001GB02"/>
<id root="D0C00001-0000-4000-8000-000000000001"/><code code="819551000000100" codeSystem="2.16.840.1.113883.2.1.3.2.4.15"/>
<title>NHS 111 Report</title><effectiveTime value="20180602101500+0100"/>
<confidentialityCode code="N" codeSystem="2.16.840.1.113883.1.11.16926"/>
<setId root="5E700001-0000-4000-8000-000000000001"/><versionNumber value="1"/>
<recordTarget typeCode="RCT"><patientRole classCode="PAT"><id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>
<patient classCode="PSN"><name><given>Ada</given><family>Purbeck</family></name><birthTime value="19480309"/></patient></patientRole></recordTarget>
<author typeCode="AUT"><time value="20180602101400+0100"/><assignedAuthor classCode="ASSIGNED"><id nullFlavor="NI"/></assignedAuthor></author>
<custodian typeCode="CST"><assignedCustodian><representedCustodianOrganization><id root="2.16.840.1.113883.2.1.3.2.4.19.1" extension="RYF"/></representedCustodianOrganization></assignedCustodian></custodian>
<informationRecipient typeCode="PRCP"><intendedRecipient/></informationRecipient>
<componentOf><encompassingEncounter><id root="2.16.840.1.113883.2.1.3.2.4.18.34" extension="REF-1"/><effectiveTime><low value="20180602095000+0100"/></effectiveTime><dischargeDispositionCode nullFlavor="NA"/></encompassingEncounter></componentOf>
<component><structuredBody><component><section><id root="5EC00001-0000-4000-8000-0000000000FF"/><title>Form</title><text>A form</text>
<entry><observationMedia classCode="OBS" moodCode="EVN"><value representation="B64" mediaType="text/xml">{form}</value></observationMedia></entry></section></component>
{sections}</structuredBody></component></ClinicalDocument>"#
    )
}

fn enveloped(content: &str, flags: &str) -> Vec<u8> {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header><a:MessageID>5E0C2E2A-0000-4000-8000-000000000001</a:MessageID><a:Action>urn:nhs-itk:services:201005:SendNHS111Report-v2-0</a:Action><a:To>https://itk.example.org</a:To>
<w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><u:Timestamp><u:Created>2018-06-02T09:15:00Z</u:Created><u:Expires>2018-06-02T09:25:00Z</u:Expires></u:Timestamp><w:UsernameToken><w:Username>111</w:Username></w:UsernameToken></w:Security></s:Header>
<s:Body><DistributionEnvelope xmlns="urn:nhs-itk:ns:201005">
<header service="urn:nhs-itk:services:201005:SendNHS111Report-v2-0" trackingid="5E0C2E2A-0000-4000-8000-00000000000A"><auditIdentity><id uri="urn:nhs-uk:identity:ods:RYF"/></auditIdentity>
<manifest count="1"><manifestitem id="uuid_5E0C2E2A-0000-4000-8000-00000000000B" mimetype="text/xml" profileid="urn:nhs-en:profile:nhs111CDADocument-v2-0" {flags}/></manifest><senderAddress uri="urn:nhs-uk:addressing:ods:RYF"/></header>
<payloads count="1"><payload id="uuid_5E0C2E2A-0000-4000-8000-00000000000B">{content}</payload></payloads></DistributionEnvelope></s:Body></s:Envelope>"#
    )
    .into_bytes()
}

fn check(bencher: Bencher<'_, '_>, messages: &[Vec<u8>]) {
    let bytes: usize = messages.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(messages.len())).bench_local(|| {
        for message in messages {
            let _ = black_box(validate(message, None));
        }
    });
}

#[divan::bench]
fn plain(bencher: Bencher) {
    check(bencher, &[enveloped(&document(), "")]);
}

#[divan::bench]
fn compressed(bencher: Bencher) {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = std::io::Write::write_all(&mut gzip, document().as_bytes()).and_then(|()| gzip.finish());
    let Ok(packed) = packed else { return };
    check(bencher, &[enveloped(&STANDARD.encode(packed), "base64=\"true\" compressed=\"true\"")]);
}

#[divan::bench]
fn corpus(bencher: Bencher) {
    let Some(root) = std::env::var_os("DCR_CORPUS") else { return };
    let Ok(folder) = std::fs::read_dir(std::path::Path::new(&root).join("itk/nhs111/xml")) else { return };
    let messages: Vec<Vec<u8>> = folder.flatten().filter_map(|file| std::fs::read(file.path()).ok()).collect();
    check(bencher, &messages);
}
