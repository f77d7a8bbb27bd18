//! The published crate `snomed-ecl-engine` as an oracle: another reader and another evaluator, made
//! by others, over the same files. Where the two find other concepts the specification decides, and
//! what it says stands here.

use std::collections::{BTreeMap, BTreeSet};

use snomed_ct_parsing::ecl::parse;
use snomed_ecl_engine::eval::QueryResult;
use snomed_ecl_engine::store::{MemberValue, NumericStore};
use snomed_ecl_engine::{ecl, eval, import};

use super::kinds::expressions;
use super::mini::Mini;
use super::naive::{Naive, Naively};
use super::random::found;
use super::synthetic::release;
use super::{files, model};
use crate::ecl::{Bounds, evaluate};

/// The kinds of expression constraints in which the two differ, and what the specification says.
const DISAGREEMENTS: &[(&str, &str)] = &[];

struct Engine(NumericStore);

impl Engine {
    fn over(release: &model::Model) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let zip = folder.path().join("release.zip");
        files::write(release, &zip);
        let options = import::ImportOptions {
            edition: format!("http://snomed.info/sct/{}/version/{}", model::CORE, files::DATE),
            expected_sha256: snomed_ecl_engine::store::sha256(&zip).unwrap(),
            display_refsets: vec![crate::snomed::metadata::GB_ENGLISH],
        };
        let index = folder.path().join("index");
        import::import_snapshot(&zip, &index, &options).unwrap();
        let mut store = NumericStore::open(&index).unwrap();
        store.config.identifier_schemes.insert("loinc".to_owned(), files::scheme());
        Self(store)
    }

    fn evaluate(&self, text: &str) -> Result<Naively, String> {
        let expression = ecl::parse(text).map_err(|error| error.to_string())?;
        let result = eval::evaluate_result(&self.0, &expression).map_err(|error| error.to_string())?;
        let shown = |value: &MemberValue| match value {
            MemberValue::Concept(text) | MemberValue::Component(text) | MemberValue::Number(text) => text.clone(),
            MemberValue::String(text) => text.clone(),
            MemberValue::Boolean(value) => value.to_string(),
            other => format!("{other:?}"),
        };
        Ok(match result {
            QueryResult::Concepts(found) => {
                Naively::Concepts(found.iter().map(|at| self.0.ids[*at as usize]).collect())
            }
            QueryResult::Values(values) => Naively::Values(values.iter().map(|value| vec![shown(value)]).collect()),
            // The engine has the columns of a row by name; here their order is of no matter.
            QueryResult::Rows(rows) => {
                Naively::Values(rows.iter().map(|row| sorted(row.values().map(shown))).collect())
            }
        })
    }
}

fn sorted(cells: impl Iterator<Item = String>) -> Vec<String> {
    let cells: BTreeSet<String> = cells.collect();
    cells.into_iter().collect()
}

#[test]
fn another_engine_finds_the_same() {
    let release = release();
    let engine = Engine::over(&release);
    let mini = Mini::of(release);
    let naive = Naive::of(mini.model());
    let mut differing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let (mut asked, mut nonempty) = (0, 0);
    for (kind, text) in expressions() {
        asked += 1;
        let expression = parse(&text).unwrap_or_else(|error| panic!("{error}\n{}", error.marked(&text)));
        let ours = evaluate(&expression, &mini, Bounds::default()).map(|outcome| found(&outcome.answer, &mini));
        let theirs = engine.evaluate(&text);
        let ours = ours.map(|found| match found {
            Naively::Values(rows) if rows.iter().any(|row| row.len() > 1) => {
                Naively::Values(rows.into_iter().map(|row| sorted(row.into_iter())).collect())
            }
            found => found,
        });
        nonempty += usize::from(!matches!(&ours, Ok(Naively::Concepts(found)) if found.is_empty()));
        let same = match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => ours == theirs,
            (ours, theirs) => ours.is_err() && theirs.is_err(),
        };
        if !same {
            let shown = format!("{text}\n  ours {}\n  theirs {}", short(&ours), short(&theirs));
            differing.entry(kind).or_default().push(shown);
        }
    }
    let _ = naive;
    assert!(asked >= 500 && nonempty * 3 >= asked * 2, "{nonempty} of {asked} find something");
    let expected: BTreeSet<&str> = DISAGREEMENTS.iter().map(|(kind, _)| *kind).collect();
    let kinds: BTreeSet<&str> = differing.keys().copied().collect();
    let shown: Vec<String> = differing
        .iter()
        .map(|(kind, all)| format!("{kind}: {}\n{}", all.len(), all[..all.len().min(2)].join("\n")))
        .collect();
    assert_eq!(kinds, expected, "{}", shown.join("\n\n"));
}

fn short<E: std::fmt::Debug>(answer: &Result<Naively, E>) -> String {
    match answer {
        Ok(Naively::Concepts(found)) => format!("{} {:?}", found.len(), found.iter().take(5).collect::<Vec<_>>()),
        Ok(Naively::Values(found)) => format!("{} values {:?}", found.len(), found.iter().take(5).collect::<Vec<_>>()),
        Err(error) => format!("{error:?}"),
    }
}
