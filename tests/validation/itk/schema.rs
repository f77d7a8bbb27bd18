//! The published schemas, by our grammars and by another checker.
//!
//! Every message of the corpus that they cover, the messages of the Spine Mini Services, and a hundred
//! changes of each are written to `itk-schema` under the folder for tests in `target`, with our verdicts in
//! `verdicts.tsv` and schemas that include the published ones. `.ci/run` puts them to xmllint and compares;
//! `explained.tsv` beside this file lists where the two differ, and why.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dcr::validation::itk::{SchemaVerdict, by_schema};
use roxmltree::{Document, Node};

use super::MESSAGE;
use super::mutate::changes;
use super::services::SERVICES;
use crate::support::{corpus, files};

/// Where the schemas stand in the corpus.
const SCHEMAS: &str = "itk/schemas/src/main/schemas/pds/Schemas";
/// How many changes are made of each message.
const CHANGES: usize = 100;
/// What stands in templates, and what is filled in; each `%s` is another identifier.
const BLANKS: [(&str, &str); 6] = [
    ("__TO_OID__", ""),
    ("__ERROR_DIAGNOSTICS__", ""),
    ("__TRACKING_ID_REF__", "5E0C2E2A-0000-4000-8000-000000000001"),
    ("__TRACKING_ID__", "5E0C2E2A-0000-4000-8000-000000000002"),
    ("__ERROR_ID__", "5E0C2E2A-0000-4000-8000-000000000003"),
    ("__PAYLOAD_ID__", "5E0C2E2A-0000-4000-8000-000000000004"),
];

/// The messages by name.
fn messages() -> Vec<(String, String)> {
    let own = SERVICES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let mut messages: Vec<(String, String)> = own.collect();
    messages.push(("message".to_owned(), MESSAGE.to_owned()));
    for path in corpus("itk").map(|folder| files(&folder)).unwrap_or_default() {
        let below = path.to_string_lossy();
        let is_message = [".xml", ".xml.txt"].iter().any(|end| below.ends_with(end)) && !below.contains("schemas");
        if !is_message {
            continue;
        }
        let mut text = fs::read_to_string(&path).unwrap();
        for (blank, filled) in BLANKS {
            text = text.replace(blank, filled);
        }
        for number in 1..=9 {
            text = text.replacen("%s", &format!("5E0C2E2A-0000-4000-8000-00000000000{number}"), 1);
        }
        let name = path.file_name().unwrap().to_string_lossy().split('.').next().unwrap_or_default().to_owned();
        messages.push((name, text));
    }
    messages
}

/// The element of a message that the schemas cover.
fn covered<'a>(root: Node<'a, 'a>) -> Node<'a, 'a> {
    let names = ["DistributionEnvelope", "SimpleMessageResponse", "ToolkitErrorInfo"];
    root.descendants().find(|node| names.contains(&node.tag_name().name())).unwrap_or(root)
}

/// Writes schemas that include the published ones, for checkers that take one.
fn write_schemas(folder: &Path, published: &Path) {
    let including = |namespace: &str, names: &dyn Fn(&str) -> bool| {
        let mut text =
            format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" targetNamespace=\"{namespace}\">");
        for path in files(published) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if names(&name) {
                let _ = write!(text, "<xs:include schemaLocation=\"{}\"/>", path.display());
            }
        }
        text + "</xs:schema>\n"
    };
    let toolkit = |name: &str| matches!(name, "distributionEnvelope-v2-0.xsd" | "ITKMessageTypes-2010-05.xsd");
    let services = |name: &str| name.starts_with("COMT_") || name.starts_with("QUPA_");
    fs::write(folder.join("toolkit.xsd"), including("urn:nhs-itk:ns:201005", &toolkit)).unwrap();
    fs::write(folder.join("services.xsd"), including("urn:hl7-org:v3", &services)).unwrap();
    let both = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\
        <xs:import namespace=\"urn:nhs-itk:ns:201005\" schemaLocation=\"toolkit.xsd\"/>\
        <xs:import namespace=\"urn:hl7-org:v3\" schemaLocation=\"services.xsd\"/></xs:schema>\n";
    fs::write(folder.join("all.xsd"), both).unwrap();
}

#[test]
fn schemas_are_read_as_another_checker_reads_them() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("itk-schema");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    if let Some(published) = corpus(SCHEMAS) {
        write_schemas(&folder, &published);
    }
    let mut verdicts = String::new();
    let (mut changed, mut refused) = (0, 0);
    for (name, text) in messages() {
        let document = Document::parse(&text).unwrap();
        let seed = name.bytes().fold(7_u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
        for (number, change) in changes(covered(document.root_element()), seed, CHANGES).iter().enumerate() {
            let verdict = match by_schema(change.as_bytes()) {
                SchemaVerdict::Valid => "valid",
                SchemaVerdict::Invalid => "invalid",
                SchemaVerdict::NotCovered => "not covered",
            };
            assert!(number > 0 || verdict == "valid", "{name} as it is: {verdict}");
            changed += usize::from(number > 0);
            refused += usize::from(number > 0 && verdict == "invalid");
            let file = format!("{name}-{number:03}.xml");
            fs::write(folder.join(&file), change).unwrap();
            let _ = writeln!(verdicts, "{file}\t{verdict}");
        }
    }
    fs::write(folder.join("verdicts.tsv"), verdicts).unwrap();
    println!("{changed} changes of messages, {refused} refused by the schemas");
    assert!(refused * 3 > changed, "a change that is never refused shows nothing");
}
