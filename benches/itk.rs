//! ITK from bytes to what a message says, on one core: `cargo bench --bench itk`.
//!
//! The report is made here and is about 100 kB long, half of it a form in base64, as reports of
//! NHS 111 are. Where `DCR_CORPUS` names the corpus, its ten reports are read as well.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dcr::interchange::itk::interpret;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A report of a call: a form in base64, and a narrative of many lines.
fn document() -> String {
    let form = STANDARD.encode("<Question>Is the person breathing?</Question><Answer>Yes</Answer>\n".repeat(560));
    let mut sections = String::new();
    for section in 0..8 {
        let _ = write!(sections, "<component><section><id root=\"S{section}\"/><title>Section {section}</title><text>");
        for line in 0..80 {
            let _ = writeln!(
                sections,
                "<content>The individual was not fighting for breath at step {line} of the assessment.</content><br/>"
            );
        }
        sections.push_str("</text></section></component>");
    }
    format!(
        r#"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:npfitlc="NPFIT:HL7:Localisation" classCode="DOCCLIN" moodCode="EVN">
<npfitlc:messageType root="2.16.840.1.113883.2.1.3.2.4.18.17" extension="POCD_MT200001GB02"/>
<id root="D0C00001-0000-4000-8000-000000000001"/><code code="819551000000100" codeSystem="2.16.840.1.113883.2.1.3.2.4.15"/>
<title>NHS 111 Report</title><effectiveTime value="20180602101500+0100"/><setId root="5E700001-0000-4000-8000-000000000001"/><versionNumber value="1"/>
<recordTarget><patientRole><id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>
<addr use="H"><streetAddressLine>17 Quay Road</streetAddressLine><postalCode>BH15 1AA</postalCode></addr>
<patient><name><given>Ada</given><family>Purbeck</family></name><birthTime value="19480309"/></patient></patientRole></recordTarget>
<component><structuredBody><component><section><id root="S"/>
<entry><observationMedia classCode="OBS" moodCode="EVN"><id root="F"/><value representation="B64" mediaType="text/xml">{form}</value></observationMedia></entry>
{sections}</section></component></structuredBody></component></ClinicalDocument>"#
    )
}

fn enveloped(content: &str, flags: &str) -> Vec<u8> {
    format!(
        r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><DistributionEnvelope xmlns="urn:nhs-itk:ns:201005">
<header service="urn:nhs-itk:services:201005:SendNHS111Report-v2-0" trackingid="5E0C2E2A-0000-4000-8000-00000000000A">
<manifest count="1"><manifestitem id="uuid_1" mimetype="text/xml" {flags}/></manifest><senderAddress uri="urn:nhs-uk:addressing:ods:RYF"/></header>
<payloads count="1"><payload id="uuid_1">{content}</payload></payloads></DistributionEnvelope></s:Body></s:Envelope>"#
    )
    .into_bytes()
}

fn read(bencher: Bencher<'_, '_>, messages: &[Vec<u8>]) {
    let bytes: usize = messages.iter().map(Vec::len).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(messages.len())).bench_local(|| {
        for message in messages {
            let _ = black_box(interpret(message));
        }
    });
}

#[divan::bench]
fn plain(bencher: Bencher) {
    read(bencher, &[enveloped(&document(), "")]);
}

#[divan::bench]
fn in_base64(bencher: Bencher) {
    read(bencher, &[enveloped(&STANDARD.encode(document()), "base64=\"true\"")]);
}

#[divan::bench]
fn compressed(bencher: Bencher) {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let packed = std::io::Write::write_all(&mut gzip, document().as_bytes()).and_then(|()| gzip.finish());
    let Ok(packed) = packed else { return };
    read(bencher, &[enveloped(&STANDARD.encode(packed), "base64=\"true\" compressed=\"true\"")]);
}

#[divan::bench]
fn corpus(bencher: Bencher) {
    let Some(root) = std::env::var_os("DCR_CORPUS") else { return };
    let Ok(folder) = std::fs::read_dir(std::path::Path::new(&root).join("itk/nhs111/xml")) else { return };
    let messages: Vec<Vec<u8>> = folder.flatten().filter_map(|entry| std::fs::read(entry.path()).ok()).collect();
    read(bencher, &messages);
}
