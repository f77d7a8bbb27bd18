//! One message for every rule: what is changed, which rule speaks, what to answer, on which line.

use dcr::validation::fhir::Severity;

use super::{MESSAGE, changed, errors, report};

/// What is changed to what; the rule; the answer; the line.
type Case = (&'static str, &'static str, &'static str, &'static str, u32);

const SOAP: [Case; 20] = [
    ("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\" standalone=\"é\"", "WS-STD-01", "soap:Client 1000", 1),
    ("<wsa:MessageID>5E0C2E2A-0000-4000-8000-000000000001</wsa:MessageID>", "", "WS-ADR-01", "soap:Client 1000", 3),
    ("<wsa:MessageID>5E0C2E2A-0000", "<wsa:MessageID>message ", "WS-ADR-01", "soap:Client 1000", 4),
    ("SendNHS111Report-v2-0</wsa:Action>", "SendCDADocument-v2-0</wsa:Action>", "DE_INVSER", "soap:Client 1000", 16),
    ("<wsa:To>https://itk.example.org/report</wsa:To>", "", "wsa:To", "soap:Client 1000", 3),
    ("https://itk.example.org/report", "report", "wsa:To", "soap:Client 1000", 6),
    ("sender</wsa:Address>", "s</wsa:Address><wsa:ReferenceProperties/>", "WS-ADR-08", "soap:Client 1000", 7),
    ("addressing/anonymous", "other", "wsa:ReplyTo", "soap:Client 1000", 16),
    ("<wsu:Created>2018-06-02T09:15:00Z", "<wsu:Created>2018-06-02T09:35:00Z", "itk:timestamp", "soap:Client 1000", 10),
    ("<wsu:Created>2018-06-02T", "<wsu:Created>2 June ", "itk:timestamp", "soap:Client 1000", 10),
    ("<wsu:Expires>2018-06-02T09:25:00Z</wsu:Expires>", "", "itk:timestamp", "soap:Client 1000", 10),
    ("dorset-111", "", "itk:username", "soap:Client 1000", 11),
    ("</wsse:Username>", "</wsse:Username><wsse:Password>x</wsse:Password>", "itk:password", "soap:Client 1000", 11),
    (
        "<wsa:From>",
        "<x xmlns='urn:x' soap:mustUnderstand='1'/><wsa:From>",
        "soap:must-understand",
        "soap:MustUnderstand 1000",
        7,
    ),
    (
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/2003/05/soap-envelope",
        "soap:version",
        "soap:VersionMismatch 1000",
        2,
    ),
    ("</soap:Body>", "</soap:Body><soap:Body/>", "soap:envelope", "soap:Client 1000", 82),
    ("</itk:DistributionEnvelope>", "</itk:DistributionEnvelope><more/>", "soap:body", "soap:Client 1000", 81),
    (
        "<itk:DistributionEnvelope>",
        "<itk:DistributionEnvelope xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'>",
        "itk:schema-location",
        "soap:Client 1000",
        15,
    ),
    ("000000000003\"", "000000000001\"", "itk:unique", "soap:Client 1000", 16),
    ("wsu:Id=\"5E0C2E2A-0000-4000-8000-000000000002\"", "wsu:Id=\"\"", "itk:blank-attribute", "soap:Client 1000", 10),
];

const ENVELOPE: [Case; 20] = [
    ("trackingid=\"5E0C2E2A", "trackingid=\"5e0c2e2a", "itk:schema", "DE0002", 16),
    ("<itk:manifest count=\"1\">", "<itk:manifest count=\"2\">", "DE_INVMCT", "DE0006", 19),
    ("<itk:manifest count=\"1\">", "<itk:manifest count=\"2\">", "DE_INVMPC", "DE0011", 23),
    ("<itk:payloads count=\"1\">", "<itk:payloads count=\"2\">", "DE_INVPCT", "DE0011", 23),
    (
        "manifestitem id=\"uuid_5E0C2E2A-0000-4000-8000-000000000004\"",
        "manifestitem id=\"uuid_5E0C2E2A-0000-4000-8000-000000000009\"",
        "DE_INVMPI",
        "DE0007",
        19,
    ),
    (
        "<itk:payload id=\"uuid_5E0C2E2A-0000-4000-8000-000000000004\"",
        "<itk:payload id=\"other\"",
        "DE_INVMPI",
        "DE0012",
        23,
    ),
    ("profileid=\"urn:nhs-en:profile:", "profileid=\"", "DE_INVPID", "DE0007", 19),
    (
        "nhs111CDADocument-v2-0\"/></itk:manifest>",
        "emergencyDepartmentReport-v6-1\"/></itk:manifest>",
        "DE_INVPID",
        "DE0007",
        25,
    ),
    ("mimetype=\"text/xml\"", "mimetype=\"xml\"", "itk:manifest-item", "DE0007", 19),
    ("mimetype=\"text/xml\"", "mimetype=\"text/plain\"", "itk:payload", "DE0012", 23),
    ("mimetype=\"text/xml\"", "mimetype=\"text/xml\" base64=\"true\"", "itk:payload", "DE0012", 23),
    ("mimetype=\"text/xml\"", "mimetype=\"text/xml\" encrypted=\"true\"", "itk:payload", "DE0012", 23),
    ("urn:nhs-uk:addressing:ods:J81001", "J81001", "COR-DEH-04", "DE0003", 17),
    ("type=\"2.16.840.1.113883.2.1.3.2.4.18.44\"", "type=\"dos\"", "COR-DEH-04", "DE0003", 17),
    ("urn:nhs-uk:identity:ods:RYF:111", "urn:nhs-uk:identity:ods::111", "COR-DEH-04", "DE0005", 18),
    (
        "<itk:senderAddress uri=\"urn:nhs-uk:addressing:ods:RYF\"/>",
        "<itk:senderAddress uri=\"urn:nhs-uk:addressing:ods:ryf\"/>",
        "COR-DEH-04",
        "DE0008",
        20,
    ),
    ("<itk:senderAddress uri=\"urn:nhs-uk:addressing:ods:RYF\"/>", "", "itk:acknowledgement", "DE0008", 16),
    ("ackrequested\" value=\"true\"", "ackrequested\" value=\"yes\"", "itk:handling", "DE0010", 21),
    ("ns:201005:ackrequested", "ns:201005:receipt", "itk:handling", "DE0010", 21),
    (
        "<itk:auditIdentity><itk:id uri=\"urn:nhs-uk:identity:ods:RYF:111\"/></itk:auditIdentity>",
        "",
        "itk:audit-identity",
        "DE0004",
        16,
    ),
];

const DOCUMENT: [Case; 34] = [
    ("extension=\"POCD_HD000040\"", "extension=\"POCD_HD000041\"", "cda:type-id", "DE0012", 24),
    ("<title>NHS 111 Report</title>", "", "correspondence:header", "DE0012", 23),
    ("<title>NHS 111 Report</title>", "<title>A</title><title>B</title>", "cda:structure", "DE0012", 28),
    ("<setId root=\"5E700001-0000-4000-8000-000000000001\"/>", "", "cda:version", "DE0012", 32),
    ("<setId root=\"5E700001-", "<setId root=\"5E70-", "cda:structure", "DE0012", 31),
    ("<versionNumber value=\"1\"/>", "<versionNumber value=\"0\"/>", "cda:version", "DE0012", 32),
    (
        "<effectiveTime value=\"20180602101500+0100\"/>",
        "<effectiveTime value=\"20180230101500+0100\"/>",
        "cda:time",
        "DE0012",
        29,
    ),
    (
        "<effectiveTime value=\"20180602101500+0100\"/>",
        "<effectiveTime nullFlavor=\"UNK\"/>",
        "cda:null-flavour",
        "DE0012",
        29,
    ),
    ("<birthTime value=\"19480309\"/>", "<birthTime value=\"20190309\"/>", "cda:time", "DE0012", 45),
    ("<birthTime value=\"19480309\"/>", "<birthTime value=\"9 March\"/>", "cda:structure", "DE0012", 45),
    ("extension=\"9990000018\"", "extension=\"9990000017\"", "nhs-number", "DE0012", 37),
    ("extension=\"9990000018\"", "extension=\"999 000 0018\"", "nhs-number", "DE0012", 37),
    (" assigningAuthorityName=\"RYF:Dorset 111\"", "", "cda:local-identifier", "DE0012", 38),
    ("<telecom use=\"H\" value=\"tel:01632960001\"/>", "<telecom use=\"H\"/>", "cda:telecom", "DE0012", 40),
    ("<administrativeGenderCode code=\"2\"", "<administrativeGenderCode code=\"F\"", "cda:code", "DE0012", 44),
    (
        "<administrativeGenderCode code=\"2\" codeSystem=\"2.16.840.1.113883.2.1.3.2.4.16.25\"/>",
        "<administrativeGenderCode code=\"2\"/>",
        "cda:code-system",
        "DE0012",
        44,
    ),
    (
        "<templateId root=\"2.16.840.1.113883.2.1.3.2.4.18.2\" extension=\"COCD_TP145201GB01#PatientRole\"/>",
        "<templateId root=\"2.16.840.1.113883.2.1.3.2.4.18.2\" extension=\"COCD_TP145202GB01#PatientRole\"/>",
        "cda:content-id",
        "DE0012",
        34,
    ),
    ("COCD_TP145201GB01#patientPatient", "COCD_TP145999GB01#patientPatient", "cda:template", "DE0012", 42),
    ("COCD_TP145201GB01#patientPatient", "patientPatient", "cda:template", "DE0012", 42),
    ("<id nullFlavor=\"NI\"/>", "<id nullFlavor=\"NI\" extension=\"1\"/>", "cda:null-flavour", "DE0012", 49),
    ("<id nullFlavor=\"NI\"/>", "<id/>", "cda:identifier", "DE0012", 49),
    ("extension=\"RYF\"/><name>Dorset", "extension=\"Dorset 111\"/><name>Dorset", "cda:ods-code", "DE0012", 50),
    (
        "informationRecipient typeCode=\"PRCP\"",
        "informationRecipient typeCode=\"TRC\"",
        "correspondence:header",
        "DE0012",
        51,
    ),
    ("819551000000100", "819551000000101", "correspondence:code", "DE0012", 27),
    ("<id root=\"2.16.840.1.113883.2.1.3.2.4.18.34\" extension=\"REF-1\"/>", "", "nhs111:encounter", "DE0012", 53),
    ("<low value=\"20180602095000+0100\"/>", "<low value=\"20180602105000+0100\"/>", "cda:interval", "DE0012", 55),
    ("<br/>", "<br>x</br>", "cda:narrative", "DE0012", 65),
    ("<br/>", "<script/>", "cda:narrative", "DE0012", 65),
    ("<br/>", "<linkHtml href=\"javascript:x\"/>", "cda:narrative", "DE0012", 65),
    ("ID=\"a1\"", "ID=\"a2\"", "cda:reference", "DE0012", 69),
    ("ID=\"a1\"", "ID=\"1a\"", "cda:narrative", "DE0012", 65),
    ("aGVsbG8=", "aGV!bG8=", "cda:content", "DE0012", 74),
    ("<value xsi:type=\"ST\">", "<value>", "cda:structure", "DE0012", 70),
    ("<dischargeDispositionCode nullFlavor=\"NA\"/>", "", "nhs111:encounter", "DE0012", 53),
];

#[test]
fn every_rule_speaks_at_its_place_with_its_answer() {
    let mut silent = Vec::new();
    for (from, to, rule, answer, line) in SOAP.iter().chain(&ENVELOPE).chain(&DOCUMENT) {
        let found = errors(&changed(from, to));
        let spoken = found.iter().any(|finding| {
            finding.rule == *rule && finding.answer.as_deref() == Some(*answer) && finding.position.line == *line
        });
        if !spoken {
            let said = found.iter().map(|it| format!("{} {} {:?}: {}", it.position, it.rule, it.answer, it.message));
            let said = said.collect::<Vec<_>>().join("\n  ");
            silent.push(format!("`{from}` to `{to}`: {rule}, {answer}, line {line} is expected:\n  {said}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// What should be looked at, and is not wrong.
#[test]
fn warnings_are_no_errors() {
    for (from, to, rule) in [
        ("<wsa:MessageID>5E0C2E2A", "<wsa:MessageID>urn:uuid:5e0c2e2a", "WS-ADR-01"),
        ("<id root=\"2.16.840.1.113883.2.1.4.1\" extension=\"9990000018\"/>", "", "nhs-number"),
        ("<versionNumber value=\"1\"/>", "<versionNumber value=\"2\"/>", "cda:version"),
        ("urn:nhs-itk:ns:201005:ackrequested", "urn:example:colour", "itk:handling"),
    ] {
        let report = report(&changed(from, to));
        let mut findings = report.findings.iter();
        assert!(findings.any(|finding| finding.rule == rule && finding.severity == Severity::Warning), "{to}");
        assert_eq!(report.count(Severity::Error), 0, "{to}: {:#?}", report.findings);
    }
}

/// What is not known is said by name, and passes nothing.
#[test]
fn what_cannot_be_checked_is_named() {
    for (from, to, rule, words) in [
        ("POCD_MT200001GB02", "POCD_MT999999GB01", "cda:message-type", "POCD_MT999999GB01"),
        ("xsi:type=\"ST\"", "xsi:type=\"GLIST_TS\"", "cda:structure", "GLIST_TS"),
        ("mimetype=\"text/xml\"", "mimetype=\"text/xml\" metadata=\"true\"", "itk:metadata", "metadata"),
    ] {
        let report = report(&changed(from, to));
        let open = report.findings.iter().find(|it| it.rule == rule && it.severity == Severity::NotCheckable);
        let open = open.unwrap_or_else(|| unreachable!("{rule} is not said: {:#?}", report.findings));
        assert!(open.message.contains(words), "{}", open.message);
        assert_eq!(open.answer, None);
    }
}

#[test]
fn a_document_alone_and_an_envelope_alone_are_checked_too() {
    let start = MESSAGE.find("<ClinicalDocument").unwrap();
    let end = MESSAGE.find("</itk:payload>").unwrap();
    assert_eq!(errors(&MESSAGE[start..end]), []);
    let start = MESSAGE.find("<itk:DistributionEnvelope").unwrap();
    let end = MESSAGE.find("</soap:Body>").unwrap();
    let envelope = MESSAGE[start..end].replacen("Envelope", "Envelope xmlns:itk=\"urn:nhs-itk:ns:201005\"", 1);
    assert_eq!(errors(&envelope), []);
}
