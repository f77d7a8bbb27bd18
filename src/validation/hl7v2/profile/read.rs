//! A profile out of its file.

use std::sync::Arc;

use regex::Regex;

use super::model::Profile;
use super::yaml::{Data, File, Node};
use super::{
    ComponentConstraint, FieldConstraint, FieldRule, NhsNumberRule, ProfileError, SegmentRule, TableRule, TypeRule,
};
use crate::validation::fhir::Severity;
use crate::validation::hl7v2::definitions::{HL7_VERSIONS, Name, Rules, Usage, read_structure, standard};

type Read<T> = Result<T, ProfileError>;

/// The largest number of a field or component.
const MOST_NUMBER: u16 = 999;

/// Reads one profile.
pub(super) fn read(name: &str, text: &str) -> Read<Profile> {
    let file = File { name };
    let root = file.read(text)?;
    let keys = [
        "profile",
        "title",
        "version",
        "named_by",
        "extends",
        "severity",
        "events",
        "structures",
        "tables",
        "types",
        "segments",
    ];
    let entries = mapping(&file, &root, &keys)?;
    let find = |wanted: &str| entries.iter().find(|(key, _)| *key == wanted).map(|(_, node)| *node);
    let Some(named) = find("profile") else { return Err(file.at(&root, "expected the key `profile`, which names it")) };
    let mut reader =
        Reader { file: &file, profile: text_of(&file, named)?.into(), severity: Severity::Error, version: None };
    if let Some(node) = find("severity") {
        reader.severity = reader.severity(node)?;
    }
    if let Some(node) = find("version") {
        let version = text_of(&file, node)?;
        if !HL7_VERSIONS.contains(&version) {
            return Err(
                file.at(node, format!("expected one of {}, found {}", HL7_VERSIONS.join(", "), node.data.name()))
            );
        }
        reader.version = Some(version.to_owned());
    }
    let texts = |key| find(key).map_or(Ok(Vec::new()), |node| list(&file, node));
    let extends = match find("extends") {
        Some(node) => items(&file, node)?
            .iter()
            .map(|item| Ok((text_of(&file, item)?.to_owned(), item.line, item.column)))
            .collect::<Read<_>>()?,
        None => Vec::new(),
    };
    Ok(Profile {
        name: Arc::clone(&reader.profile),
        title: find("title").map_or(Ok(""), |node| text_of(&file, node))?.to_owned(),
        named_by: texts("named_by")?,
        extends,
        events: find("events").map_or(Ok(Vec::new()), |node| reader.events(node))?,
        structures: find("structures").map_or(Ok(Vec::new()), |node| reader.structures(node))?,
        tables: find("tables").map_or(Ok(Vec::new()), |node| reader.tables(node))?,
        types: find("types").map_or(Ok(Vec::new()), |node| reader.types(node))?,
        segments: find("segments").map_or(Ok(Vec::new()), |node| reader.segments(node))?,
        version: reader.version,
    })
}

/// The entries of a mapping, whose keys must be among these.
fn mapping<'n>(file: &File<'_>, node: &'n Node, keys: &[&str]) -> Read<Vec<(&'n str, &'n Node)>> {
    let entries = any_mapping(file, node)?;
    for (key, name, _) in &entries {
        if !keys.contains(name) {
            return Err(file.at(key, format!("expected one of {}, found the key {}", keys.join(", "), key.data.name())));
        }
    }
    Ok(entries.into_iter().map(|(_, name, value)| (name, value)).collect())
}

fn any_mapping<'n>(file: &File<'_>, node: &'n Node) -> Read<Vec<(&'n Node, &'n str, &'n Node)>> {
    let Data::Mapping(entries) = &node.data else {
        return Err(file.at(node, format!("expected a mapping, found {}", node.data.name())));
    };
    entries.iter().map(|(key, value)| Ok((key, text_of(file, key)?, value))).collect()
}

fn text_of<'n>(file: &File<'_>, node: &'n Node) -> Read<&'n str> {
    match &node.data {
        Data::Scalar(text) if !text.is_empty() => Ok(text),
        other => Err(file.at(node, format!("expected a text, found {}", other.name()))),
    }
}

fn items<'n>(file: &File<'_>, node: &'n Node) -> Read<&'n [Node]> {
    match &node.data {
        Data::Sequence(items) => Ok(items),
        other => Err(file.at(node, format!("expected a list, found {}", other.name()))),
    }
}

fn list(file: &File<'_>, node: &Node) -> Read<Vec<String>> {
    items(file, node)?.iter().map(|item| text_of(file, item).map(str::to_owned)).collect()
}

fn number(file: &File<'_>, node: &Node, most: u32) -> Read<u32> {
    let text = text_of(file, node)?;
    let wrong = || file.at(node, format!("expected a number from 1 to {most}, found {}", node.data.name()));
    text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(wrong)
}

fn truth(file: &File<'_>, node: &Node) -> Read<bool> {
    match text_of(file, node)? {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(file.at(node, format!("expected true or false, found {}", node.data.name()))),
    }
}

struct Reader<'f> {
    file: &'f File<'f>,
    profile: Arc<str>,
    severity: Severity,
    version: Option<String>,
}

impl Reader<'_> {
    fn severity(&self, node: &Node) -> Read<Severity> {
        match text_of(self.file, node)? {
            "error" => Ok(Severity::Error),
            "warning" => Ok(Severity::Warning),
            _ => Err(self.file.at(node, format!("expected error or warning, found {}", node.data.name()))),
        }
    }

    fn events(&self, node: &Node) -> Read<Vec<(String, String)>> {
        let read = |(key, name, value): (&Node, &str, &Node)| {
            let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            if !name.split_once('^').is_some_and(|(code, event)| plain(code) && plain(event)) {
                return Err(self
                    .file
                    .at(key, format!("expected a type and event such as ADT^A01, found {}", key.data.name())));
            }
            Ok((name.to_owned(), text_of(self.file, value)?.to_owned()))
        };
        any_mapping(self.file, node)?.into_iter().map(read).collect()
    }

    fn structures(&self, node: &Node) -> Read<Vec<Arc<crate::validation::hl7v2::definitions::Structure>>> {
        let read = |(_, name, value): (&Node, &str, &Node)| {
            let structure = read_structure(name, text_of(self.file, value)?);
            let wrong = |(at, what): (usize, String)| {
                self.file.at(value, format!("this is no message structure: after {at} characters {what}"))
            };
            structure.map(Arc::new).map_err(wrong)
        };
        any_mapping(self.file, node)?.into_iter().map(read).collect()
    }

    fn tables(&self, node: &Node) -> Read<Vec<(u16, TableRule)>> {
        let read = |(key, _, value): (&Node, &str, &Node)| {
            let number = self.table_number(key)?;
            let rule = match &value.data {
                Data::Mapping(_) => match mapping(self.file, value, &["add"])?.first() {
                    Some((_, added)) => TableRule::Add(list(self.file, added)?),
                    None => return Err(self.file.at(value, "expected the key `add`, found none")),
                },
                _ => TableRule::Only(list(self.file, value)?),
            };
            Ok((number, rule))
        };
        any_mapping(self.file, node)?.into_iter().map(read).collect()
    }

    fn table_number(&self, node: &Node) -> Read<u16> {
        let number = text_of(self.file, node)?;
        let good = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        let wrong = || self.file.at(node, format!("expected the four digits of a table, found {}", node.data.name()));
        number.parse().ok().filter(|number| good && *number > 0).ok_or_else(wrong)
    }

    fn types(&self, node: &Node) -> Read<Vec<(String, u16, TypeRule)>> {
        let mut found = Vec::new();
        for (key, name, components) in any_mapping(self.file, node)? {
            self.kind(key)?;
            for (key, _, value) in any_mapping(self.file, components)? {
                let place = number(self.file, key, u32::from(MOST_NUMBER))?;
                if self.versions().any(|rules| rules.component_count(name) < place as usize) {
                    return Err(self.file.at(key, format!("{name} has no component {place}")));
                }
                let mut rule = TypeRule::default();
                for (key, value) in mapping(self.file, value, &["usage", "type", "length", "table"])? {
                    match key {
                        "usage" => rule.usage = Some(self.usage(value)?),
                        "type" => rule.kind = Some(self.kind(value)?),
                        "length" => rule.length = Some(number(self.file, value, 1 << 24)?),
                        _ => rule.table = Some(self.table_number(value)?),
                    }
                }
                found.push((name.to_owned(), u16::try_from(place).unwrap_or(MOST_NUMBER), rule));
            }
        }
        Ok(found)
    }

    fn segments(&self, node: &Node) -> Read<Vec<SegmentRule>> {
        any_mapping(self.file, node)?.into_iter().map(|(key, name, value)| self.segment(key, name, value)).collect()
    }

    fn segment(&self, key: &Node, name: &str, node: &Node) -> Read<SegmentRule> {
        let good = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let bytes: Option<Name> = name.as_bytes().try_into().ok().filter(|_| good);
        let wrong = || self.file.at(key, format!("expected the name of a segment, found {}", key.data.name()));
        let bytes = bytes.ok_or_else(wrong)?;
        let known = self.versions().any(|rules| rules.segments.contains_key(&bytes));
        if !known && bytes[0] != b'Z' {
            return Err(self
                .file
                .at(key, format!("the standard has no segment {name}, and a site's own begins with Z")));
        }
        let mut rule = SegmentRule { name: bytes, complete: true, fields: Vec::new() };
        for (key, value) in mapping(self.file, node, &["complete", "fields"])? {
            match key {
                "complete" => rule.complete = truth(self.file, value)?,
                _ => {
                    for (key, _, value) in any_mapping(self.file, value)? {
                        let number = number(self.file, key, u32::from(MOST_NUMBER))?;
                        rule.fields.push((u16::try_from(number).unwrap_or(MOST_NUMBER), self.field(value)?));
                    }
                }
            }
        }
        rule.fields.sort_by_key(|(number, _)| *number);
        Ok(rule)
    }

    fn field(&self, node: &Node) -> Read<FieldRule> {
        let constraint = FieldConstraint {
            profile: Arc::clone(&self.profile),
            severity: self.severity,
            required: false,
            values: Vec::new(),
            pattern: None,
            nhs_number: None,
            components: Vec::new(),
        };
        let mut rule = FieldRule {
            usage: None,
            label: None,
            kind: None,
            length: None,
            repetitions: None,
            table: None,
            constraint,
        };
        let keys = [
            "usage",
            "name",
            "type",
            "length",
            "repetitions",
            "table",
            "values",
            "pattern",
            "severity",
            "components",
            "nhs_number",
        ];
        for (key, value) in mapping(self.file, node, &keys)? {
            match key {
                "usage" => {
                    let usage = self.usage(value)?;
                    rule.constraint.required = usage == Usage::Required;
                    rule.usage = Some(usage);
                }
                "name" => rule.label = Some(text_of(self.file, value)?.to_owned()),
                "type" => rule.kind = Some(self.kind(value)?),
                "length" => rule.length = Some(number(self.file, value, 1 << 24)?),
                "repetitions" => rule.repetitions = Some(self.repetitions(value)?),
                "table" => rule.table = Some(self.table_number(value)?),
                "values" => rule.constraint.values = list(self.file, value)?,
                "pattern" => rule.constraint.pattern = Some(self.pattern(value)?),
                "severity" => rule.constraint.severity = self.severity(value)?,
                "components" => rule.constraint.components = self.components(value)?,
                _ => rule.constraint.nhs_number = Some(self.nhs_number(value)?),
            }
        }
        Ok(rule)
    }

    fn usage(&self, node: &Node) -> Read<Usage> {
        match text_of(self.file, node)? {
            "required" => Ok(Usage::Required),
            "optional" => Ok(Usage::Optional),
            "not-supported" => Ok(Usage::NotSupported),
            _ => {
                let found = node.data.name();
                Err(self.file.at(node, format!("expected required, optional or not-supported, found {found}")))
            }
        }
    }

    fn kind(&self, node: &Node) -> Read<String> {
        let name = text_of(self.file, node)?;
        if let Some(rules) = self.versions().find(|rules| rules.type_named(name).is_none()) {
            return Err(self.file.at(node, format!("v{} has no data type {}", rules.version, node.data.name())));
        }
        Ok(name.to_owned())
    }

    /// The versions that the profile is for.
    fn versions(&self) -> impl Iterator<Item = &'static Rules> {
        let versions = HL7_VERSIONS.iter().filter(|version| self.version.as_deref().is_none_or(|it| it == **version));
        versions.filter_map(|version| standard(version))
    }

    fn repetitions(&self, node: &Node) -> Read<u16> {
        if text_of(self.file, node)? == "unlimited" {
            return Ok(0);
        }
        number(self.file, node, 9_999).map(|number| u16::try_from(number).unwrap_or(u16::MAX))
    }

    fn pattern(&self, node: &Node) -> Read<Regex> {
        let text = text_of(self.file, node)?;
        regex::RegexBuilder::new(&format!("^(?:{text})$"))
            .size_limit(1 << 20)
            .build()
            .map_err(|_| self.file.at(node, "this is no regular expression, or a very large one"))
    }

    fn components(&self, node: &Node) -> Read<Vec<(u16, ComponentConstraint)>> {
        let mut found = Vec::new();
        for (key, _, value) in any_mapping(self.file, node)? {
            let place = number(self.file, key, u32::from(MOST_NUMBER))?;
            let mut rule = ComponentConstraint { usage: Usage::Optional, length: 0, values: Vec::new(), pattern: None };
            for (key, value) in mapping(self.file, value, &["usage", "length", "values", "pattern"])? {
                match key {
                    "usage" => rule.usage = self.usage(value)?,
                    "length" => rule.length = number(self.file, value, 1 << 24)?,
                    "values" => rule.values = list(self.file, value)?,
                    _ => rule.pattern = Some(self.pattern(value)?),
                }
            }
            found.push((u16::try_from(place).unwrap_or(MOST_NUMBER), rule));
        }
        Ok(found)
    }

    fn nhs_number(&self, node: &Node) -> Read<NhsNumberRule> {
        let mut rule = NhsNumberRule::default();
        for (key, value) in mapping(self.file, node, &["authority", "type", "ask_for", "required"])? {
            match key {
                "authority" => rule.authority = Some(text_of(self.file, value)?.to_owned()),
                "type" => rule.kind = Some(text_of(self.file, value)?.to_owned()),
                "required" => rule.required = truth(self.file, value)?,
                _ => {
                    for item in items(self.file, value)? {
                        match text_of(self.file, item)? {
                            "authority" => rule.ask_authority = true,
                            "type" => rule.ask_kind = true,
                            _ => {
                                let found = item.data.name();
                                return Err(self.file.at(item, format!("expected authority or type, found {found}")));
                            }
                        }
                    }
                }
            }
        }
        if rule.authority.is_none() && rule.kind.is_none() {
            return Err(self.file.at(node, "expected `authority` or `type`, by which NHS numbers are known"));
        }
        Ok(rule)
    }
}
