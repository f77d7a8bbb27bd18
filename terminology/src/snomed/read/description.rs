//! Descriptions: fully specified names, synonyms and text definitions.

use super::super::metadata;
use super::{Snomed, Version};

/// The length of a term that is too long to be noted: the text's own says it.
pub(in super::super) const INLINE: u64 = 255;

/// The type of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DescriptionKind {
    /// The fully specified name.
    FullySpecifiedName,
    /// A synonym; the preferred term of a language is one.
    Synonym,
    /// A text definition.
    Definition,
}

impl DescriptionKind {
    /// The SCTID of the type.
    pub const fn sctid(self) -> u64 {
        match self {
            Self::FullySpecifiedName => metadata::FULLY_SPECIFIED_NAME,
            Self::Synonym => metadata::SYNONYM,
            Self::Definition => metadata::DEFINITION,
        }
    }
}

/// Where the case of a term's letters matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseRule {
    /// Nowhere.
    Insensitive,
    /// Everywhere but in the initial character.
    InitialInsensitive,
    /// Everywhere.
    Sensitive,
}

impl CaseRule {
    /// The SCTID of the rule.
    pub const fn sctid(self) -> u64 {
        match self {
            Self::Insensitive => metadata::CASE_INSENSITIVE,
            Self::InitialInsensitive => metadata::INITIAL_CASE_INSENSITIVE,
            Self::Sensitive => metadata::CASE_SENSITIVE,
        }
    }
}

/// A description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description<'a> {
    /// Its position among all descriptions: by concept, then by type, the active ones first.
    pub position: u32,
    /// Its SCTID.
    pub sctid: u64,
    /// The ordinal of its concept.
    pub concept: u32,
    /// Its effective time, module, and whether it is active.
    pub version: Version,
    /// Its type.
    pub kind: DescriptionKind,
    /// Where the case of its letters matters.
    pub case: CaseRule,
    /// Its language: `en`.
    pub language: &'a str,
    /// The term.
    pub term: &'a str,
}

/// How far a language reference set accepts a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Acceptability {
    /// It may be used.
    Acceptable,
    /// It is the one to use.
    Preferred,
}

impl Snomed {
    /// How many descriptions there are.
    pub fn description_count(&self) -> u32 {
        u32::try_from(self.descriptions.id.len()).unwrap_or(u32::MAX)
    }

    /// All descriptions of a concept, text definitions too, by type, the active ones of each first.
    pub fn descriptions(&self, ordinal: u32) -> impl Iterator<Item = Description<'_>> + Clone {
        let span = self.descriptions.first.span(&self.container, ordinal as usize, self.descriptions.id.len());
        span.map(move |position| self.description_at(position, ordinal))
    }

    /// A description by its position.
    pub fn description(&self, position: u32) -> Option<Description<'_>> {
        let position = usize::try_from(position).ok().filter(|position| *position < self.descriptions.id.len())?;
        Some(self.description_at(position, self.descriptions.concept.get32(&self.container, position)))
    }

    /// The ordinal of the concept of a description, by its position.
    pub fn described(&self, position: u32) -> Option<u32> {
        let position = usize::try_from(position).ok().filter(|position| *position < self.descriptions.id.len())?;
        Some(self.descriptions.concept.get32(&self.container, position))
    }

    /// A description by its SCTID.
    pub fn description_by_id(&self, sctid: u64) -> Option<Description<'_>> {
        self.description_position(sctid).and_then(|position| self.description(position))
    }

    pub(super) fn description_position(&self, sctid: u64) -> Option<u32> {
        let (by_id, id) = (&self.descriptions.by_id, &self.descriptions.id);
        let (mut low, mut high) = (0, by_id.len());
        while low < high {
            let middle = low.midpoint(high);
            let position = by_id.get32(&self.container, middle);
            match id.get(&self.container, position as usize).cmp(&sctid) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(position),
            }
        }
        None
    }

    fn description_at(&self, position: usize, concept: u32) -> Description<'_> {
        let (container, columns) = (&self.container, &self.descriptions);
        let state = columns.state.get(container, position);
        let language = usize::try_from(columns.language.get(container, position)).unwrap_or(usize::MAX);
        Description {
            position: u32::try_from(position).unwrap_or(u32::MAX),
            sctid: columns.id.get(container, position),
            concept,
            version: self.version(columns.stamp.get(container, position)),
            kind: match state & 3 {
                0 => DescriptionKind::FullySpecifiedName,
                1 => DescriptionKind::Synonym,
                _ => DescriptionKind::Definition,
            },
            case: match state >> 2 & 3 {
                0 => CaseRule::Insensitive,
                1 => CaseRule::InitialInsensitive,
                _ => CaseRule::Sensitive,
            },
            language: self.about.languages.get(language).map_or("", String::as_str),
            term: self.term(position),
        }
    }

    fn term(&self, position: usize) -> &str {
        let place = self.descriptions.term.get32(&self.container, position);
        let length = self.descriptions.length.get(&self.container, position);
        if length == INLINE {
            return self.text(place);
        }
        let bytes = self.container.at(self.texts.clone()).get(place as usize..);
        let bytes = bytes.and_then(|bytes| bytes.get(..usize::try_from(length).ok()?));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The SCTIDs of the language reference sets.
    pub fn languages(&self) -> &[u64] {
        self.longs(&self.hierarchy.languages.0)
    }

    /// How far a language reference set accepts a description, by its position.
    pub fn acceptability(&self, position: u32, language: u64) -> Option<Acceptability> {
        let number = self.languages().binary_search(&language).ok()?;
        self.acceptability_in(position as usize, number)
    }

    /// How far each language reference set accepts a description, by its position.
    pub fn acceptabilities(&self, position: u32) -> impl Iterator<Item = (u64, Acceptability)> + '_ {
        let found = move |(number, language): (usize, &u64)| {
            self.acceptability_in(position as usize, number).map(|acceptability| (*language, acceptability))
        };
        self.languages().iter().enumerate().filter_map(found)
    }

    fn acceptability_in(&self, position: usize, number: usize) -> Option<Acceptability> {
        let width = self.languages().len().div_ceil(4);
        let byte = self.container.at(self.hierarchy.languages.1.clone()).get(position * width + number / 4)?;
        match byte >> (number % 4 * 2) & 3 {
            1 => Some(Acceptability::Acceptable),
            2 => Some(Acceptability::Preferred),
            _ => None,
        }
    }

    /// The preferred term of a concept: the active synonym that the first of these language reference
    /// sets prefers that prefers any; else the first active synonym, else the fully specified name.
    pub fn preferred_term(&self, ordinal: u32, dialects: &[u64]) -> Option<&str> {
        self.preferred(ordinal, dialects).map(|description| description.term)
    }

    /// The description whose term [`Snomed::preferred_term`] gives.
    pub fn preferred(&self, ordinal: u32, dialects: &[u64]) -> Option<Description<'_>> {
        let synonyms = self.descriptions(ordinal).filter(|description| description.kind == DescriptionKind::Synonym);
        let mut active = synonyms.clone().filter(|description| description.version.active);
        self.named(&active, dialects)
            .or_else(|| active.next())
            .or_else(|| self.fully_specified(ordinal, dialects))
            .or_else(|| synonyms.clone().next())
    }

    /// The fully specified name of a concept, with its semantic tag; an inactive one where it has no
    /// other.
    pub fn fsn(&self, ordinal: u32) -> Option<&str> {
        self.fully_specified(ordinal, &metadata::DIALECTS).map(|description| description.term)
    }

    fn fully_specified(&self, ordinal: u32, dialects: &[u64]) -> Option<Description<'_>> {
        let mut names = self
            .descriptions(ordinal)
            .take_while(|description| description.kind == DescriptionKind::FullySpecifiedName);
        let active = names.clone().filter(|description| description.version.active);
        self.named(&active, dialects).or_else(|| names.next())
    }

    /// The description that the first of these language reference sets prefers that prefers any.
    fn named<'a>(
        &'a self,
        descriptions: &(impl Iterator<Item = Description<'a>> + Clone),
        dialects: &[u64],
    ) -> Option<Description<'a>> {
        dialects.iter().find_map(|dialect| {
            let prefers = |description: &Description<'_>| {
                self.acceptability(description.position, *dialect) == Some(Acceptability::Preferred)
            };
            descriptions.clone().find(prefers)
        })
    }
}
