//! The definitions that a validation works with, by their canonical addresses.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use serde_json::Value;

use super::members::Members;
use super::packed::{Packed, Place};
use super::structure::Structure;
use super::terminology::{CodeSystem, Codes};
use super::version::FhirVersion;
use super::{read, snapshot};

/// The embedded definitions of R4 4.0.1.
static R4: &[u8] = include_bytes!("r4.pack");
/// The embedded definitions of STU3 3.0.1.
static STU3: &[u8] = include_bytes!("stu3.pack");
/// Where the standard's own structures stand.
pub(in crate::validation) const CORE: &str = "http://hl7.org/fhir/StructureDefinition/";

/// The kinds of definitions that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A type, profile or extension.
    StructureDefinition,
    /// A value set.
    ValueSet,
    /// A code system.
    CodeSystem,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "StructureDefinition" => Self::StructureDefinition,
            "ValueSet" => Self::ValueSet,
            "CodeSystem" => Self::CodeSystem,
            _ => return None,
        })
    }
}

/// Where a definition comes from.
enum Source {
    Embedded(Place),
    Loaded(Arc<Value>),
}

/// A definition, read when it is first asked for.
struct Entry {
    source: Source,
    structure: OnceLock<Result<Arc<Structure>, String>>,
    document: OnceLock<Option<Arc<Value>>>,
}

/// All definitions of one version of FHIR.
pub struct Definitions {
    version: FhirVersion,
    packed: Option<Packed>,
    entries: Vec<Entry>,
    /// The entries of each kind by canonical address, with and without a version.
    names: [HashMap<String, usize>; 3],
    /// The standard's structures by the name of their type.
    types: HashMap<String, usize>,
    /// Other resources that were loaded, by canonical address.
    others: HashMap<String, Arc<Value>>,
    examples: HashMap<String, Arc<Value>>,
    pub(super) code_systems: Mutex<HashMap<String, Option<Arc<CodeSystem>>>>,
    pub(super) value_sets: Mutex<HashMap<String, Option<Arc<Members>>>>,
    pub(super) codes: Option<Box<dyn Codes>>,
}

impl Definitions {
    /// The standard's own.
    pub fn base(version: FhirVersion) -> Self {
        let packed = Packed::open(match version {
            FhirVersion::R4 => R4,
            FhirVersion::Stu3 => STU3,
        });
        let mut made = Self {
            version,
            packed: None,
            entries: Vec::new(),
            names: std::array::from_fn(|_| HashMap::new()),
            types: HashMap::new(),
            others: HashMap::new(),
            examples: HashMap::new(),
            code_systems: Mutex::default(),
            value_sets: Mutex::default(),
            codes: None,
        };
        for (kind, url, place) in packed.as_ref().map(Packed::index).unwrap_or_default() {
            if let Some(kind) = Kind::of(kind) {
                made.put(kind, url.to_owned(), Source::Embedded(place));
            }
        }
        made.packed = packed;
        made
    }

    fn put(&mut self, kind: Kind, name: String, source: Source) {
        let number = self.entries.len();
        self.entries.push(Entry { source, structure: OnceLock::new(), document: OnceLock::new() });
        if let Some(of_core) = name.strip_prefix(CORE).filter(|_| kind == Kind::StructureDefinition) {
            self.types.insert(of_core.to_owned(), number);
        }
        if let Some(names) = self.names.get_mut(kind as usize) {
            names.insert(name, number);
        }
    }

    /// The version.
    pub const fn version(&self) -> FhirVersion {
        self.version
    }

    /// Lets terminologies answer that are loaded elsewhere.
    #[must_use]
    pub fn with_codes(mut self, codes: Box<dyn Codes>) -> Self {
        self.codes = Some(codes);
        self
    }

    /// How many definitions there are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.names.get(kind as usize).map_or(0, HashMap::len)
    }

    /// Adds a resource. What has a canonical address can be asked for by it; a bundle adds what it holds.
    pub fn add(&mut self, resource: Value) {
        let kind = resource["resourceType"].as_str().unwrap_or_default().to_owned();
        if kind == "Bundle" {
            let entries = resource["entry"].as_array().cloned().unwrap_or_default();
            for mut entry in entries {
                self.add(entry["resource"].take());
            }
            return;
        }
        let url = resource["url"].as_str().map(ToOwned::to_owned);
        let document = Arc::new(resource);
        if let Some(id) = document["id"].as_str() {
            self.examples.insert(format!("{kind}/{id}"), Arc::clone(&document));
        }
        let Some(url) = url else { return };
        match Kind::of(&kind) {
            Some(kind) => {
                let version = document["version"].as_str().map(|version| format!("{url}|{version}"));
                for name in std::iter::once(url).chain(version) {
                    self.put(kind, name, Source::Loaded(Arc::clone(&document)));
                }
            }
            None => {
                self.others.insert(url, document);
            }
        }
    }

    /// A definition by kind and canonical address, with or without a version behind it.
    fn entry(&self, kind: Kind, canonical: &str) -> Option<&Entry> {
        let names = self.names.get(kind as usize)?;
        let plain = || canonical.split_once('|').and_then(|(url, _)| names.get(url));
        self.entries.get(*names.get(canonical).or_else(plain)?)
    }

    /// Whether there is a definition of that kind and address.
    pub fn has(&self, kind: Kind, canonical: &str) -> bool {
        self.entry(kind, canonical).is_some()
    }

    /// A resource that was loaded and is none of the kinds, by canonical address.
    pub fn other(&self, canonical: &str) -> Option<&Value> {
        self.others.get(canonical.split('|').next().unwrap_or(canonical)).map(AsRef::as_ref)
    }

    /// A resource that was loaded, by type and id.
    pub fn instance(&self, reference: &str) -> Option<&Value> {
        self.examples.get(reference).map(AsRef::as_ref)
    }

    /// The JSON of a definition.
    pub fn document(&self, kind: Kind, canonical: &str) -> Option<Arc<Value>> {
        let entry = self.entry(kind, canonical)?;
        match &entry.source {
            Source::Loaded(document) => Some(Arc::clone(document)),
            Source::Embedded(place) => entry
                .document
                .get_or_init(|| {
                    let text = self.packed.as_ref()?.text(*place)?;
                    serde_json::from_str(text).ok().map(Arc::new)
                })
                .clone(),
        }
    }

    /// A structure by canonical address; none where it is not known or cannot be used.
    pub fn structure(&self, canonical: &str) -> Option<Arc<Structure>> {
        self.try_structure(canonical)?.ok()
    }

    /// A structure by canonical address, or why it cannot be used.
    pub fn try_structure(&self, canonical: &str) -> Option<Result<Arc<Structure>, String>> {
        self.structure_within(canonical, 0)
    }

    /// As [`Self::try_structure`]; `depth` counts the structures that are being derived.
    pub(in crate::validation) fn structure_within(
        &self,
        canonical: &str,
        depth: usize,
    ) -> Option<Result<Arc<Structure>, String>> {
        Some(self.read(self.entry(Kind::StructureDefinition, canonical)?, canonical, depth))
    }

    fn read(&self, entry: &Entry, canonical: &str, depth: usize) -> Result<Arc<Structure>, String> {
        if let Some(known) = entry.structure.get() {
            return known.clone();
        }
        if depth > snapshot::MOST_BASES {
            return Err(format!("`{canonical}` is derived from itself, or from more than is followed"));
        }
        let made = self.make(canonical, depth).map(Arc::new);
        entry.structure.get_or_init(|| made).clone()
    }

    fn make(&self, canonical: &str, depth: usize) -> Result<Structure, String> {
        let document = self
            .document(Kind::StructureDefinition, canonical)
            .ok_or_else(|| format!("`{canonical}` cannot be read"))?;
        match read::snapshot(&document) {
            Some(structure) if !structure.elements.is_empty() => Ok(structure),
            _ => snapshot::generate(self, &document, depth),
        }
    }

    /// The structure that the differential of a profile comes to, whatever snapshot it carries.
    pub fn snapshot_of(&self, document: &Value) -> Result<Structure, String> {
        snapshot::generate(self, document, 0)
    }

    /// The structure of a type of the standard, by its name.
    pub fn type_named(&self, name: &str) -> Option<Arc<Structure>> {
        self.type_ref(name).cloned()
    }

    fn type_ref(&self, name: &str) -> Option<&Arc<Structure>> {
        let entry = match self.types.get(name) {
            Some(number) => self.entries.get(*number)?,
            None => self.entry(Kind::StructureDefinition, name)?,
        };
        if entry.structure.get().is_none() {
            let url = if name.contains('/') { name.to_owned() } else { format!("{CORE}{name}") };
            self.read(entry, &url, 0).ok()?;
        }
        entry.structure.get()?.as_ref().ok()
    }

    /// Whether a type is another or derived from it.
    pub fn is_a(&self, kind: &str, ancestor: &str) -> bool {
        if kind == ancestor {
            return true;
        }
        let mut at = kind;
        for _ in 0..snapshot::MOST_BASES {
            let Some(base) = self.type_ref(at).and_then(|structure| structure.base.as_deref()) else { return false };
            at = base.strip_prefix(CORE).unwrap_or(base);
            if at == ancestor {
                return true;
            }
        }
        false
    }

    /// Whether a profile is another or derived from it.
    pub fn is_derived(&self, profile: &str, ancestor: &str) -> bool {
        let ancestor = ancestor.split('|').next().unwrap_or(ancestor);
        let mut at = profile.split('|').next().unwrap_or(profile).to_owned();
        for _ in 0..snapshot::MOST_BASES {
            if at == ancestor {
                return true;
            }
            let Some(base) = self.structure(&at).and_then(|structure| structure.base.clone()) else { return false };
            base.split('|').next().unwrap_or_default().clone_into(&mut at);
        }
        false
    }
}
