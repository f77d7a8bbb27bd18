//! What every part of the reading needs.

use std::collections::HashMap;

use super::concept;
use crate::interchange::itk::limits::{DEFECTS, UNREAD, WORDS_OF_A_CODE};
use crate::interchange::itk::outline::Outline;
use crate::interchange::itk::xml::{Element, text_within};
use crate::record::{CodeableConcept, Defect, PartialDateTime, SourceLocation};

/// One message being read.
pub(in crate::interchange::itk) struct Context<'a> {
    /// The lines of the message.
    pub outline: &'a Outline<'a>,
    /// The organisation that speaks.
    pub organisation: String,
    /// What was odd.
    pub defects: Vec<Defect>,
    /// What was not carried, by name.
    pub unread: Vec<String>,
    keys: HashMap<String, u32>,
    /// The elements of the document at hand to which codes may point.
    marked: HashMap<&'a str, Element<'a>>,
}

impl<'a> Context<'a> {
    pub(in crate::interchange::itk) fn new(outline: &'a Outline<'a>, organisation: String) -> Self {
        Self {
            outline,
            organisation,
            defects: Vec::new(),
            unread: Vec::new(),
            keys: HashMap::new(),
            marked: HashMap::new(),
        }
    }

    /// Where an element stands.
    pub(in crate::interchange::itk) fn at(&self, element: Element<'a>) -> SourceLocation {
        self.outline.location(element)
    }

    /// Notes something odd at an element.
    pub(in crate::interchange::itk) fn odd(&mut self, element: Element<'a>, problem: &str) {
        if self.defects.len() < DEFECTS {
            self.defects.push(Defect { location: self.at(element), problem: problem.to_owned() });
        }
    }

    /// Notes that something is carried into no entry, by the name that its element or template has;
    /// signs that no such name has are left out, and so is what follows the longest.
    pub(in crate::interchange::itk) fn leave(&mut self, name: &str) {
        let plain = |sign: &char| sign.is_ascii_alphanumeric() || " _-./".contains(*sign);
        let name: String = name.chars().filter(plain).take(80).collect();
        let name = name.trim();
        if self.unread.len() < UNREAD && !self.unread.iter().any(|known| known == name) {
            self.unread.push(name.to_owned());
        }
    }

    /// Reads the time in an element (TS), noting what is odd about it.
    pub(in crate::interchange::itk) fn time(&mut self, element: Option<Element<'a>>) -> Option<PartialDateTime> {
        let element = element?;
        let (time, problem) = super::time(element.attribute("value")?);
        if let Some(problem) = problem {
            self.odd(element, problem);
        }
        time
    }

    /// Turns to the next document: what two documents say is told apart by their own keys.
    pub(in crate::interchange::itk) fn begin_document(&mut self, document: Element<'a>) {
        self.keys.clear();
        self.marked.clear();
        for node in document.descendants() {
            if let Some(id) = node.attribute("ID") {
                self.marked.entry(id).or_insert(node);
            }
        }
    }

    /// A concept with the words of the narrative that it stands for.
    pub(super) fn concept(&self, element: Element<'a>) -> Option<CodeableConcept> {
        let concept = concept::concept(element)?;
        let words = concept::reference(element).and_then(|id| self.marked.get(id));
        let words = words.and_then(|marked| text_within(*marked, WORDS_OF_A_CODE));
        Some(CodeableConcept { text: concept.text.or(words), ..concept })
    }

    /// The key itself when it comes first in its document, `key#2` when it comes again, and so on.
    pub(in crate::interchange::itk) fn unique(&mut self, key: String) -> String {
        let times = self.keys.entry(key.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { key } else { format!("{key}#{times}") }
    }
}

/// A part of a key: without the signs that divide keys, and in capitals, since senders write the
/// same UUID both ways.
pub(super) fn key_part(part: &str) -> String {
    part.trim().to_ascii_uppercase().replace('%', "%25").replace(':', "%3A").replace('#', "%23")
}
