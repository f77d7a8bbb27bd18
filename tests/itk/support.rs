//! A report made up for the tests, and ways to change it.

use std::fmt::Write as _;
use std::path::PathBuf;

use dcr::interchange::itk::interpret;
use dcr::record::{DocumentReference, EntryStatement, Resource, Statement};

/// The corpus, where it is at hand.
pub(crate) fn corpus() -> Option<PathBuf> {
    std::env::var_os("DCR_CORPUS").map(PathBuf::from)
}

/// What a message says.
pub(crate) fn read(text: &str) -> Statement {
    interpret(text.as_bytes()).unwrap()
}

/// The documents of a statement.
pub(crate) fn documents(statement: &Statement) -> Vec<&DocumentReference> {
    let documents = statement.entries.iter().filter_map(|entry| match &entry.resource {
        Some(Resource::DocumentReference(document)) => Some(document),
        _ => None,
    });
    documents.collect()
}

/// The entries of a kind.
pub(crate) fn of_kind<'s>(statement: &'s Statement, kind: &str) -> Vec<&'s EntryStatement> {
    statement.entries.iter().filter(|entry| entry.resource.as_ref().is_some_and(|it| it.kind() == kind)).collect()
}

/// The text of a document, its lines joined.
pub(crate) fn text(document: &DocumentReference) -> String {
    document.text.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// A report of a call to NHS 111 about Ada Purbeck, made up for these tests.
pub(crate) const REPORT: &str = include_str!("report.xml");
/// A report of an emergency department with coded entries, made up for these tests.
pub(crate) const CODED: &str = include_str!("coded.xml");

/// A document in its distribution envelope and SOAP message.
pub(crate) fn enveloped(document: &str) -> String {
    packed(document, "")
}

/// As [`enveloped`], with flags in the manifest; the content is put in as it is.
pub(crate) fn packed(content: &str, flags: &str) -> String {
    parcel(&[content], flags, "urn:nhs-itk:interaction:primaryGeneralPractitionerRecipientNHS111CDADocument-v2-0")
}

/// Several payloads in one envelope, of one interaction.
pub(crate) fn parcel(contents: &[&str], flags: &str, interaction: &str) -> String {
    let count = contents.len();
    let mut items = String::new();
    let mut payloads = String::new();
    for (content, number) in contents.iter().zip(1..) {
        let content = content.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap_or(content);
        let profile = "urn:nhs-en:profile:nhs111CDADocument-v2-0";
        let _ = write!(
            items,
            r#"<itk:manifestitem id="uuid_{number}" mimetype="text/xml" profileid="{profile}" {flags}/>"#
        );
        let _ = write!(payloads, r#"<itk:payload id="uuid_{number}">{content}</itk:payload>"#);
    }
    format!(
        r#"<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="http://www.w3.org/2005/08/addressing" xmlns:itk="urn:nhs-itk:ns:201005">
<soap:Header><wsa:MessageID>5E0C2E2A-0000-4000-8000-000000000001</wsa:MessageID><wsa:Action>urn:nhs-itk:services:201005:SendNHS111Report-v2-0</wsa:Action><wsa:To>https://practice.example/itk</wsa:To></soap:Header>
<soap:Body><itk:DistributionEnvelope>
<itk:header service="urn:nhs-itk:services:201005:SendNHS111Report-v2-0" trackingid="5E0C2E2A-0000-4000-8000-00000000000A">
<itk:addresslist><itk:address uri="urn:nhs-uk:addressing:ods:J81001"/></itk:addresslist>
<itk:auditIdentity><itk:id uri="urn:nhs-uk:identity:ods:RYF"/></itk:auditIdentity>
<itk:manifest count="{count}">{items}</itk:manifest>
<itk:senderAddress uri="urn:nhs-uk:addressing:ods:RYF:DORSET111"/>
<itk:handlingSpecification><itk:spec key="urn:nhs-itk:ns:201005:interaction" value="{interaction}"/></itk:handlingSpecification>
</itk:header>
<itk:payloads count="{count}">{payloads}</itk:payloads>
</itk:DistributionEnvelope></soap:Body></soap:Envelope>"#
    )
}

/// A nullification of a document: of the set given, or of the document alone.
pub(crate) fn nullification(parent: &str) -> String {
    let head = REPORT.split("<informant").next().unwrap_or_default();
    head.replace("POCD_MT200001GB02", "POCD_MT130001UK04")
        .replace("20180602101500+0100", "20180602120000+0100")
        .replace("<versionNumber value=\"1\"/>", "<versionNumber value=\"2\"/>")
        + &format!(
            r#"<relatedDocument typeCode="RPLC"><parentDocument>{parent}</parentDocument></relatedDocument></ClinicalDocument>"#
        )
}

/// One line of the whole statement for each of its parts, for comparison with what is expected.
pub(crate) fn told(statement: &Statement) -> String {
    let mut told = format!(
        "{} {} {} {}\n",
        statement.header.application, statement.header.facility, statement.header.control_id, statement.header.trigger
    );
    for identifier in &statement.identifiers {
        let _ = writeln!(told, "{identifier} {:?}", identifier.status);
    }
    for entry in &statement.entries {
        let resource = entry.resource.as_ref();
        let label = resource.map(|it| format!("{} {} = {}", it.kind(), it.label(), it.value_line()));
        let _ = writeln!(told, "{} [{}] {:?} {}", entry.key, entry.section, entry.action, label.unwrap_or_default());
        let _ = writeln!(told, "  at {} version {:?}", entry.location, entry.version_time);
    }
    for defect in &statement.defects {
        let _ = writeln!(told, "odd: {}: {}", defect.location, defect.problem);
    }
    let _ = writeln!(told, "unread: {}", statement.unread.join(", "));
    told
}
