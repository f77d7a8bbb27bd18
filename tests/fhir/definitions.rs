//! The base definitions of R4 4.0.1 as an independent witness, read in place from their package.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use regex::Regex;
use serde_json::Value;

/// One element of a snapshot.
pub(crate) struct Element {
    pub(crate) min: u64,
    pub(crate) single: bool,
    pub(crate) types: Vec<String>,
    pub(crate) same_as: Option<String>,
    pub(crate) required_codes: Option<HashSet<String>>,
}

/// The elements of a type by path.
pub(crate) type Snapshot = HashMap<String, Element>;

/// The package, unpacked for the length of a test.
pub(crate) struct Definitions {
    folder: tempfile::TempDir,
    snapshots: RefCell<HashMap<String, Option<Rc<Snapshot>>>>,
    patterns: RefCell<HashMap<String, Option<Rc<Regex>>>>,
    by_url: HashMap<String, PathBuf>,
}

impl Definitions {
    /// Unpacks the package where the corpus is at hand.
    pub(crate) fn from_corpus() -> Option<Self> {
        let corpus = std::env::var_os("DCR_CORPUS")?;
        let package = Path::new(&corpus).join("fhir/packages/hl7.fhir.r4.core-4.0.1.tgz");
        let folder = tempfile::tempdir().unwrap();
        let status = Command::new("tar").arg("-xzf").arg(&package).arg("-C").arg(folder.path()).status().unwrap();
        assert!(status.success(), "the package of R4 definitions does not unpack");
        let mut by_url = HashMap::new();
        for file in std::fs::read_dir(folder.path().join("package")).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("ValueSet-") || name.starts_with("CodeSystem-") {
                by_url.insert(read(&path)["url"].as_str().unwrap_or_default().to_owned(), path);
            }
        }
        Some(Self { folder, snapshots: RefCell::default(), patterns: RefCell::default(), by_url })
    }

    fn definition(&self, kind: &str) -> Option<Value> {
        let path = self.folder.path().join(format!("package/StructureDefinition-{kind}.json"));
        path.exists().then(|| read(&path))
    }

    /// The snapshot of a type or resource.
    pub(crate) fn snapshot(&self, kind: &str) -> Option<Rc<Snapshot>> {
        if let Some(known) = self.snapshots.borrow().get(kind) {
            return known.clone();
        }
        let snapshot = self.definition(kind).map(|definition| Rc::new(self.elements(&definition)));
        self.snapshots.borrow_mut().insert(kind.to_owned(), snapshot.clone());
        snapshot
    }

    fn elements(&self, definition: &Value) -> Snapshot {
        let list = definition["snapshot"]["element"].as_array().unwrap();
        let element = |it: &Value| {
            let types = it["type"].as_array().into_iter().flatten();
            let required = it["binding"]["strength"] == "required";
            let set = it["binding"]["valueSet"].as_str().filter(|_| required);
            Element {
                min: it["min"].as_u64().unwrap_or_default(),
                single: it["max"] == "1",
                types: types.filter_map(|kind| kind["code"].as_str().map(str::to_owned)).collect(),
                same_as: it["contentReference"].as_str().map(|path| path.trim_start_matches('#').to_owned()),
                required_codes: set.and_then(|set| self.codes(set.split('|').next().unwrap())),
            }
        };
        list.iter().map(|it| (it["path"].as_str().unwrap().to_owned(), element(it))).collect()
    }

    /// The codes of a value set; nothing where it cannot be listed from the package.
    fn codes(&self, set: &str) -> Option<HashSet<String>> {
        let set = read(self.by_url.get(set)?);
        let mut codes = HashSet::new();
        for include in set["compose"]["include"].as_array()? {
            let list = match include["concept"].as_array() {
                Some(list) => list.clone(),
                None if include["filter"].is_null() => {
                    read(self.by_url.get(include["system"].as_str()?)?)["concept"].as_array()?.clone()
                }
                None => return None,
            };
            for concept in &list {
                collect(concept, &mut codes);
            }
        }
        Some(codes)
    }

    /// The pattern of a primitive, where the definition has one.
    pub(crate) fn pattern(&self, primitive: &str) -> Option<Rc<Regex>> {
        if let Some(known) = self.patterns.borrow().get(primitive) {
            return known.clone();
        }
        let find = |definition: Value| {
            let list = definition["snapshot"]["element"].as_array()?.clone();
            let value = list.iter().find(|it| it["path"] == format!("{primitive}.value"))?;
            let marks = value["type"][0]["extension"].as_array()?;
            let mark = marks.iter().find(|it| it["url"].as_str().is_some_and(|url| url.ends_with("/regex")))?;
            let pattern = mark["valueString"].as_str()?;
            Some(Rc::new(Regex::new(&format!("^(?:{pattern})$")).unwrap()))
        };
        let pattern = self.definition(primitive).and_then(find);
        self.patterns.borrow_mut().insert(primitive.to_owned(), pattern.clone());
        pattern
    }
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn collect(concept: &Value, codes: &mut HashSet<String>) {
    codes.extend(concept["code"].as_str().map(str::to_owned));
    for child in concept["concept"].as_array().into_iter().flatten() {
        collect(child, codes);
    }
}
