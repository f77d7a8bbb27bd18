//! Whether a file is a message of the toolkit.

use crate::interchange::itk::raw::{HL7, ITK, SOAP};

/// How much of a file is looked at for its first element.
const HEAD: usize = 64 << 10;

/// Whether the first element of a file is one that [`validate`](super::validate) knows: a SOAP
/// envelope, a distribution envelope, a message of the toolkit, a clinical document or a message of
/// HL7 version 3. Says nothing about whether it is right.
pub fn recognises(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let Some(tag) = first_tag(head.trim_start_matches('\u{feff}')) else { return false };
    let name = tag.split(|sign: char| sign.is_whitespace() || matches!(sign, '>' | '/')).next().unwrap_or_default();
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    let speaks = |namespace: &&str| tag.contains(*namespace);
    let known = SOAP.iter().chain(&[ITK, HL7]).any(speaks);
    known && local != "feed" || matches!(local, "DistributionEnvelope" | "ClinicalDocument")
}

/// The text of the first tag, after declarations, comments and instructions.
fn first_tag(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        rest = rest.strip_prefix('<')?;
        let end = match rest.get(..1)? {
            "?" => "?>",
            "!" if rest.starts_with("!--") => "-->",
            "!" => ">",
            _ => return Some(rest.split_once('>').map_or(rest, |(tag, _)| tag)),
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::recognises;

    #[test]
    fn by_the_first_element() {
        for message in [
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>",
            "\u{feff}<?xml version='1.0'?>\n<!-- <Patient> -->\n<i:DistributionEnvelope\nxmlns:i='urn:nhs-itk:ns:201005'>",
            "<ClinicalDocument xmlns=\"urn:hl7-org:v3\">",
            "<verifyNHSNumberResponse-v1-0 xmlns='urn:hl7-org:v3'/>",
        ] {
            assert!(recognises(message.as_bytes()), "{message}");
        }
        for other in
            ["", "{\"resourceType\":\"Patient\"}", "<Patient xmlns=\"http://hl7.org/fhir\"/>", "MSH|^~\\&|", "<"]
        {
            assert!(!recognises(other.as_bytes()), "{other}");
        }
    }
}
