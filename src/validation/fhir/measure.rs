//! Measures and their reports: what one says of the other (FHIR R4, 9.10 `Measure`, 9.11
//! `MeasureReport`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::check::{Check, short};
use crate::validation::instance::NodeId;

impl Check<'_, '_> {
    /// A report against the measure that it reports on, where that is loaded.
    pub(super) fn measure_report(&mut self, report: NodeId) {
        let tree = &self.typed.tree;
        let groups: Vec<NodeId> = tree.named(report, "group").collect();
        if tree.text_of(report, "type").is_some_and(|kind| kind != "subject-list") {
            let populations: Vec<NodeId> = groups.iter().flat_map(|group| tree.named(*group, "population")).collect();
            for population in populations {
                if self.typed.tree.child(population, "subjectResults").is_some() {
                    let message = "a report lists subjects only where its type is `subject-list`";
                    self.error(population, "measure", message);
                }
            }
        }
        let tree = &self.typed.tree;
        let Some(measure) = tree.text_of(report, "measure").and_then(|url| self.definitions().other(url)) else {
            return;
        };
        let is_cohort = codes(&measure["scoring"]).any(|code| code == "cohort");
        let defined = list(&measure["group"]);
        for group in groups {
            if is_cohort && let Some(score) = self.typed.tree.child(group, "measureScore") {
                self.error(score, "measure", "the measure is scored as a cohort, and such a report has no score");
            }
            let definition = match defined {
                [only] => Some(only),
                several => several.iter().find(|other| self.has_code_of(group, &other["code"])),
            };
            if let Some(definition) = definition {
                self.populations(group, definition);
            }
        }
    }

    fn populations(&mut self, group: NodeId, definition: &Value) {
        let populations: Vec<NodeId> = self.typed.tree.named(group, "population").collect();
        for population in populations {
            if self.typed.tree.child(population, "code").is_none() {
                continue;
            }
            let defined = list(&definition["population"]);
            if !defined.iter().any(|other| self.has_code_of(population, &other["code"])) {
                self.error(population, "measure", "the measure has no population of this code in the group");
            }
        }
    }

    /// Whether an element has a code in common with a concept.
    fn has_code_of(&self, node: NodeId, concept: &Value) -> bool {
        let tree = &self.typed.tree;
        let Some(code) = tree.child(node, "code") else { return false };
        tree.named(code, "coding").any(|coding| {
            let own = tree.text_of(coding, "code");
            codes(concept).any(|code| Some(code) == own)
        })
    }

    /// The criteria of a measure in CQL against the libraries that it names, where they are loaded.
    pub(super) fn measure(&mut self, measure: NodeId) {
        let tree = &self.typed.tree;
        let named = tree.named(measure, "library").filter_map(|library| tree.value_text(library));
        let libraries: Vec<(String, String)> = named
            .filter_map(|url| self.definitions().other(url))
            .filter_map(|library| Some((library["name"].as_str()?.to_owned(), cql(library)?)))
            .collect();
        if libraries.is_empty() {
            return;
        }
        let mut open = vec![measure];
        let mut criteria = Vec::new();
        while let Some(node) = open.pop() {
            open.extend(tree.children(node));
            if tree.name(node) == "criteria"
                && tree.text_of(node, "language").is_some_and(|kind| kind.starts_with("text/cql"))
            {
                criteria.extend(tree.text_of(node, "expression").map(|expression| (node, expression.to_owned())));
            }
        }
        for (node, expression) in criteria {
            let Some((library, name)) = expression.split_once('.') else { continue };
            let name = name.trim_matches('"');
            if let Some((_, text)) = libraries.iter().find(|(other, _)| other == library)
                && !defines(text, name)
            {
                let message = format!("the library `{}` does not define `{}`", short(library), short(name));
                self.error(node, "measure", message);
            }
        }
    }
}

fn codes(concept: &Value) -> impl Iterator<Item = &str> {
    list(&concept["coding"]).iter().filter_map(|coding| coding["code"].as_str())
}

/// What a value lists; where it comes from XML, one of something is not yet a list.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(list) => list,
        Value::Object(_) => std::slice::from_ref(value),
        _ => &[],
    }
}

/// The CQL of a library, where it carries it.
fn cql(library: &Value) -> Option<String> {
    let contents = library["content"].as_array()?;
    let content = contents.iter().find(|content| content["contentType"] == "text/cql")?;
    let bytes = STANDARD.decode(content["data"].as_str()?).ok()?;
    String::from_utf8(bytes).ok()
}

/// Whether CQL defines a name.
fn defines(text: &str, name: &str) -> bool {
    text.lines().any(|line| {
        let Some(rest) = line.trim_start().strip_prefix("define") else { return false };
        let rest = rest.trim_start();
        let rest = rest.strip_prefix("function").unwrap_or(rest).trim_start();
        rest.strip_prefix('"')
            .unwrap_or(rest)
            .strip_prefix(name)
            .is_some_and(|after| after.starts_with(['"', ':', ' ', '(']) || after.is_empty())
    })
}
