//! Answers: acknowledgements, faults, and the Spine Mini Services.

use dcr::validation::fhir::Verdict;

use super::{errors, report};

/// The messages of the Spine Mini Services, made up, with nothing wrong.
pub(crate) const SERVICES: [(&str, &str); 8] = [
    ("verify_request", include_str!("services/verify_request.xml")),
    ("verify_response", include_str!("services/verify_response.xml")),
    ("number_request", include_str!("services/number_request.xml")),
    ("number_response", include_str!("services/number_response.xml")),
    ("details_request", include_str!("services/details_request.xml")),
    ("details_by_number_request", include_str!("services/details_by_number_request.xml")),
    ("details_by_search_request", include_str!("services/details_by_search_request.xml")),
    ("details_response", include_str!("services/details_response.xml")),
];

const REPLY: &str = r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://www.w3.org/2005/08/addressing" xmlns:itk="urn:nhs-itk:ns:201005">
<s:Header><a:MessageID>5E0C2E2A-0000-4000-8000-000000000011</a:MessageID><a:Action>ACTION</a:Action><a:RelatesTo>5E0C2E2A-0000-4000-8000-000000000001</a:RelatesTo></s:Header>
<s:Body>BODY</s:Body></s:Envelope>"#;
const FAULT: &str = r#"<s:Fault><faultcode>s:Client</faultcode><faultstring>A fault of the sender</faultstring><faultactor>http://itk.example.org</faultactor><detail><itk:ToolkitErrorInfo><itk:ErrorID>5E0C2E2A-0000-4000-8000-000000000012</itk:ErrorID><itk:ErrorCode codeSystem="2.16.840.1.113883.2.1.3.2.4.17.268">1000</itk:ErrorCode><itk:ErrorText>The manifest is wrong</itk:ErrorText></itk:ToolkitErrorInfo></detail></s:Fault>"#;
const RECEIVED: &str = "<itk:SimpleMessageResponse>OK:5E0C2E2A-0000-4000-8000-000000000003</itk:SimpleMessageResponse>";
const ACKNOWLEDGEMENT: &str = r#"<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"><itk:header service="urn:nhs-itk:services:201005:SendInfrastructureAck-v1-0" trackingid="5E0C2E2A-0000-4000-8000-000000000021"><itk:addresslist><itk:address uri="urn:nhs-uk:addressing:ods:RYF"/></itk:addresslist><itk:auditIdentity><itk:id uri="urn:nhs-uk:identity:ods:J81001"/></itk:auditIdentity><itk:manifest count="1"><itk:manifestitem id="uuid_5E0C2E2A-0000-4000-8000-000000000022" mimetype="text/xml"/></itk:manifest><itk:senderAddress uri="urn:nhs-uk:addressing:ods:J81001"/></itk:header><itk:payloads count="1"><itk:payload id="uuid_5E0C2E2A-0000-4000-8000-000000000022"><itk:InfrastructureResponse timestamp="2018-06-02T09:16:00Z" serviceRef="urn:nhs-itk:services:201005:SendNHS111Report-v2-0" trackingIdRef="5E0C2E2A-0000-4000-8000-000000000003" result="OK"><itk:reportingIdentity><itk:id uri="urn:nhs-uk:identity:ods:J81001"/></itk:reportingIdentity><itk:errors/></itk:InfrastructureResponse></itk:payload></itk:payloads></itk:DistributionEnvelope>"#;

fn reply(action: &str, body: &str) -> String {
    REPLY.replacen("ACTION", action, 1).replacen("BODY", body, 1)
}

#[test]
fn good_answers_have_nothing_wrong() {
    let action = "http://www.w3.org/2005/08/addressing/soap/fault";
    assert_eq!(errors(&reply(action, FAULT)), []);
    assert_eq!(errors(&reply("urn:nhs-itk:services:201005:SendNHS111Report-v2-0Response", RECEIVED)), []);
    assert_eq!(errors(ACKNOWLEDGEMENT), []);
    for (name, message) in SERVICES {
        let found = report(message);
        assert_eq!(found.verdict(), Verdict::Valid, "{name}: {:#?}", found.findings);
    }
}

#[test]
fn faults_must_be_in_their_form() {
    for (from, to, rule) in [
        ("s:Client", "s:Sender", "soap:fault"),
        ("s:Client", "Client", "soap:fault"),
        ("s:Client</faultcode>", "s:Server</faultcode>", "itk:error-info"),
        ("<faultstring>A fault of the sender</faultstring>", "", "soap:fault"),
        (">1000<", ">999<", "itk:error-info"),
        ("17.268", "17.269", "itk:error-info"),
        ("<itk:ErrorText>The manifest is wrong</itk:ErrorText>", "", "itk:schema"),
        ("<itk:ErrorID>5E0C2E2A-0000", "<itk:ErrorID>5E0C", "itk:error-info"),
    ] {
        let found = errors(&reply("http://www.w3.org/2005/08/addressing/fault", &FAULT.replacen(from, to, 1)));
        assert!(found.iter().any(|finding| finding.rule == rule), "{to}: {found:#?}");
    }
    let found = errors(&reply("urn:xResponse", &RECEIVED.replacen("OK:5E", "OK:5e", 1)));
    assert!(found.iter().any(|finding| finding.rule == "itk:simple-response"), "{found:#?}");
    let unrelated = reply("urn:xResponse", RECEIVED).replace("a:RelatesTo", "a:FaultTo");
    assert!(errors(&unrelated).iter().any(|finding| finding.rule == "wsa:RelatesTo"));
}

#[test]
fn acknowledgements_must_be_in_their_form() {
    let asks = r#"RYF"/><itk:x/>"#;
    assert!(
        errors(&ACKNOWLEDGEMENT.replacen("RYF\"/>", asks, 1)).iter().any(|it| it.answer.as_deref() == Some("DE0003"))
    );
    for (from, to) in [
        ("result=\"OK\"", "result=\"Failure\""),
        (
            "<itk:errors/>",
            "<itk:errors><itk:errorInfo><itk:ErrorID>x</itk:ErrorID><itk:ErrorCode codeSystem=\"1.2\">1</itk:ErrorCode><itk:ErrorText>t</itk:ErrorText></itk:errorInfo></itk:errors>",
        ),
        ("2018-06-02T09:16:00Z", "noon"),
        ("SendInfrastructureAck-v1-0", "SendCDADocument-v2-0"),
        (
            "</itk:header>",
            "<itk:handlingSpecification><itk:spec key=\"urn:nhs-itk:ns:201005:infackrequested\" value=\"true\"/></itk:handlingSpecification></itk:header>",
        ),
    ] {
        let found = errors(&ACKNOWLEDGEMENT.replacen(from, to, 1));
        assert!(found.iter().any(|finding| finding.rule == "itk:acknowledgement"), "{to}: {found:#?}");
    }
}

#[test]
fn services_hold_what_they_say() {
    let of = |name: &str| SERVICES.iter().find(|(other, _)| *other == name).unwrap().1;
    for (name, from, to, rule) in [
        ("verify_request", "9990000018", "9990000019", "nhs-number"),
        ("verify_response", "SMSP-0000", "SMSP-0001", "smsp"),
        ("verify_response", "SMSP-0000", "OK", "smsp"),
        ("details_request", "Person.Gender</semanticsText>", "Gender</semanticsText>", "itk:schema"),
        ("details_response", "<streetAddressLine>Poole</streetAddressLine>", "", "itk:schema"),
        ("number_response", "root=\"5E0C2E2A", "root=\"5e0c2e2a", "itk:schema"),
    ] {
        let found = errors(&of(name).replacen(from, to, 1));
        assert!(found.iter().any(|finding| finding.rule == rule), "{name} {to}: {found:#?}");
    }
    let start = of("number_response").find("  <subject").unwrap();
    let empty = format!("{}</getNHSNumberResponse-v1-0>", &of("number_response")[..start]);
    assert!(errors(&empty).iter().any(|finding| finding.rule == "smsp"));
}
