//! The published crate `snomed-ecl-engine` as an oracle: another reader and another evaluator, made
//! by others, over the same files. Where the two find other concepts the specification decides, and
//! what it says stands here, with the same said in full, in which the two agree.
//!
//! Term filters are not among the kinds: the engine matches terms only when built with a library of
//! the system.

use std::collections::{BTreeMap, BTreeSet};

use snomed_ct_parsing::ecl::parse;
use snomed_ecl_engine::eval::QueryResult;
use snomed_ecl_engine::store::{MemberValue, NumericStore};
use snomed_ecl_engine::{ecl, eval, import};

use super::kinds::expressions;
use super::naive::Naively;
use super::random::found;
use super::synthetic::release;
use super::{files, model};
use crate::ecl::{Bounds, evaluate};
use crate::snomed::Snomed;

/// A kind of expression constraint in which the two differ.
struct Disagreement {
    /// The kind.
    kind: &'static str,
    /// What the specification says, and so what is found here.
    reason: &'static str,
    /// The same said in full, in which the two do not differ.
    in_full: fn(&str) -> String,
}

const DISAGREEMENTS: &[Disagreement] = &[
    Disagreement {
        kind: "any attribute",
        reason: "By section 6.2 a wildcard stands for any attribute, and section 3.2 has attributes apart from the \
                 hierarchy of is-a relationships, which has operators of its own. The engine takes |is a| for one.",
        in_full: |text| {
            let named = text.replace(" * = ", " (* MINUS 116680003) = ");
            named.strip_suffix(". *").map(|start| format!("{start}. (* MINUS 116680003)")).unwrap_or(named)
        },
    },
    Disagreement {
        kind: "any value of a concrete attribute",
        reason: "By section 6.2 a wildcard on the right stands for any value of an attribute, and concrete values are \
                 values of attributes by the section before. The engine takes it for any concept.",
        in_full: |text| {
            let (focus, attribute) = text.split_once(" : ").unwrap();
            let attribute = attribute.strip_suffix(" = *").unwrap();
            format!("{focus} : {attribute} = \"a\" OR {attribute} != \"a\" OR {attribute} >= #0 OR {attribute} < #0")
        },
    },
    Disagreement {
        kind: "nothing of an attribute",
        reason: "By section 6.9 only active concepts are matched as soon as a refinement is used. The engine counts the \
                 attributes of inactive concepts too, which are none.",
        in_full: |text| text.replace("* : ", "* {{ C active = 1 }} : "),
    },
];

/// The engine, and the folder that it reads on from.
struct Engine {
    store: NumericStore,
    _folder: tempfile::TempDir,
}

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
        Self { store, _folder: folder }
    }

    fn evaluate(&self, text: &str) -> Result<Naively, String> {
        let expression = ecl::parse(text).map_err(|error| error.to_string())?;
        let result = eval::evaluate_result(&self.store, &expression).map_err(|error| error.to_string())?;
        let shown = |value: &MemberValue| match value {
            MemberValue::Concept(text)
            | MemberValue::Component(text)
            | MemberValue::Number(text)
            | MemberValue::Time(text)
            | MemberValue::String(text) => text.clone(),
            MemberValue::Boolean(value) => value.to_string(),
        };
        Ok(match result {
            QueryResult::Concepts(found) => {
                Naively::Concepts(found.iter().map(|at| self.store.ids[*at as usize]).collect())
            }
            QueryResult::Values(values) => Naively::Values(values.iter().map(|value| vec![shown(value)]).collect()),
            // The engine has the columns of a row by name; here their order is of no matter.
            QueryResult::Rows(rows) => {
                Naively::Values(rows.iter().map(|row| sorted(row.values().map(shown))).collect())
            }
        })
    }
}

/// What is found here, shown as of the engine.
fn here(text: &str, snomed: &Snomed) -> Result<Naively, String> {
    let expression = parse(text).map_err(|error| error.to_string())?;
    let outcome = evaluate(&expression, snomed, Bounds::default()).map_err(|error| error.to_string())?;
    Ok(match found(&outcome.answer, snomed) {
        Naively::Values(rows) if rows.iter().any(|row| row.len() > 1) => {
            Naively::Values(rows.into_iter().map(|row| sorted(row.into_iter())).collect())
        }
        found => found,
    })
}

fn sorted(cells: impl Iterator<Item = String>) -> Vec<String> {
    let cells: BTreeSet<String> = cells.collect();
    cells.into_iter().collect()
}

#[test]
fn another_engine_finds_the_same() {
    let release = release();
    let engine = Engine::over(&release);
    let snomed = files::loaded(&release);
    let (mut asked, mut finding) = (0, 0);
    let mut differing: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, text) in expressions() {
        let (ours, theirs) = (here(&text, &snomed), engine.evaluate(&text));
        asked += 1;
        finding += usize::from(!matches!(&ours, Ok(Naively::Concepts(found)) if found.is_empty()));
        if same(&ours, &theirs) {
            continue;
        }
        let told = || format!("{kind}: {text}\n  here {}\n  there {}", short(&ours), short(&theirs));
        let Some(known) = DISAGREEMENTS.iter().find(|known| known.kind == kind) else { panic!("{}", told()) };
        let in_full = (known.in_full)(&text);
        let agreed = engine.evaluate(&in_full);
        assert!(same(&ours, &agreed), "{}\n{}\n  in full {in_full}\n  there {}", known.reason, told(), short(&agreed));
        *differing.entry(kind).or_default() += 1;
    }
    assert!(asked >= 700 && finding * 3 >= asked * 2, "{finding} of {asked} find something");
    let kinds: Vec<&str> = differing.into_keys().collect();
    assert_eq!(kinds, DISAGREEMENTS.iter().map(|known| known.kind).collect::<Vec<_>>());
}

/// Whether the two find the same, or both refuse.
fn same(ours: &Result<Naively, String>, theirs: &Result<Naively, String>) -> bool {
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => ours == theirs,
        (ours, theirs) => ours.is_err() && theirs.is_err(),
    }
}

fn short(answer: &Result<Naively, String>) -> String {
    match answer {
        Ok(Naively::Concepts(found)) => format!("{} {:?}", found.len(), found.iter().take(5).collect::<Vec<_>>()),
        Ok(Naively::Values(found)) => format!("{} values {:?}", found.len(), found.iter().take(5).collect::<Vec<_>>()),
        Err(error) => error.clone(),
    }
}
