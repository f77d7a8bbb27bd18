//! The notation of grammars.
//!
//! ```text
//! # a comment
//! namespace urn:example                     the namespace of its elements
//! namespace x urn:other                     another, for elements written x/name
//! codes Colour R G B                        a simple type: one of these
//! list  Colours R G B                       a simple type: any of these, with spaces between
//! names Mode A B                            a simple type: one of these names
//! attributes common @id:id @use:Colour      attributes that many types have
//! content start = a:A? b:B*                 a part of content models
//! root thing:Thing                          an element that a document may begin with
//! type Thing mixed &common @size!:integer @unit:code=mm = &start (c:C | d:D)+ e:E{1,4}
//! type Word text:filled @language:code      no elements, a text
//! ```
//!
//! A type without content is empty; `mixed` lets text stand in it; `abstract` asks for `xsi:type`, and
//! `also:A,B` lets `xsi:type` name these instead.
//! `@name!` is required, `=value` fixed. Occurrence is `?`, `*`, `+`, `{2}` or `{1,4}`. `~` before an
//! element lets it be nil; `%any` and `%other` are wildcards. A line that begins with a space goes on.

use std::collections::HashMap;

use super::model::{Attribute, Content, Grammar, Particle, Step, Type, Wildcard};
use super::simple::Simple;

/// The most that an element may be repeated by number; an automaton is written out for each.
const MOST_REPEATED: usize = 8;

impl Grammar {
    /// Reads grammars, one after another, as one. Where a line cannot be read, says which.
    pub(in crate::validation) fn read(texts: &[&str]) -> Result<Self, String> {
        let mut reader = Reader::default();
        let lines: Vec<String> = texts.iter().flat_map(|text| lines(text)).collect();
        for line in &lines {
            if let Some(rest) = line.strip_prefix("type ") {
                let name = rest.split_whitespace().next().unwrap_or_default();
                let number = reader.grammar.types.len();
                reader.grammar.types.push(Type { name: name.to_owned(), ..Type::default() });
                if reader.grammar.names.insert(name.to_owned(), number).is_some() {
                    return Err(format!("the type {name} stands twice"));
                }
            }
        }
        for line in &lines {
            reader.line(line).map_err(|why| format!("{line}: {why}"))?;
        }
        Ok(reader.grammar)
    }
}

/// The lines without comments, each with what goes on after it.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match lines.last_mut().filter(|_| line.starts_with(' ')) {
            Some(before) => {
                before.push(' ');
                before.push_str(line.trim());
            }
            None => lines.push(line.trim_end().to_owned()),
        }
    }
    lines
}

#[derive(Default)]
struct Reader {
    grammar: Grammar,
    prefixes: HashMap<String, usize>,
    simple: HashMap<String, Simple>,
    attributes: HashMap<String, String>,
    contents: HashMap<String, String>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (keyword, rest) = line.split_once(' ').ok_or("a keyword and more is expected")?;
        let words: Vec<String> = rest.split_whitespace().map(ToOwned::to_owned).collect();
        let (first, more) = words.split_first().ok_or("a name is expected")?;
        match keyword {
            "namespace" => {
                if let Some(uri) = more.first() {
                    self.prefixes.insert(first.clone(), self.grammar.namespaces.len());
                    self.grammar.namespaces.push(uri.clone());
                } else {
                    self.grammar.namespaces.push(first.clone());
                }
            }
            "codes" => drop(self.simple.insert(first.clone(), Simple::OneOf(more.to_vec()))),
            "list" => drop(self.simple.insert(first.clone(), Simple::ListOf(more.to_vec()))),
            "names" => drop(self.simple.insert(first.clone(), Simple::NameOf(more.to_vec()))),
            "attributes" => {
                let mut all = Vec::new();
                for word in more {
                    match word.strip_prefix('&') {
                        Some(of) => all.push(self.group(of)?),
                        None => all.push(word.clone()),
                    }
                }
                self.attributes.insert(first.clone(), all.join(" "));
            }
            "content" => {
                let (name, content) = rest.split_once('=').ok_or("`=` is expected")?;
                self.contents.insert(name.trim().to_owned(), content.trim().to_owned());
            }
            "root" => {
                let (name, kind) = first.split_once(':').ok_or("`name:Type` is expected")?;
                let kind = self.kind(kind)?;
                self.grammar.roots.insert(name.to_owned(), kind);
            }
            "type" => self.read_type(rest)?,
            _ => return Err(format!("`{keyword}` is no keyword")),
        }
        Ok(())
    }

    fn kind(&self, name: &str) -> Result<usize, String> {
        self.grammar.names.get(name).copied().ok_or_else(|| format!("there is no type {name}"))
    }

    fn group(&self, name: &str) -> Result<String, String> {
        self.attributes.get(name).cloned().ok_or_else(|| format!("there are no attributes {name}"))
    }

    fn simple(&self, name: &str) -> Result<Simple, String> {
        let own = self.simple.get(name).cloned();
        own.or_else(|| Simple::named(name)).ok_or_else(|| format!("there is no simple type {name}"))
    }

    fn read_type(&mut self, rest: &str) -> Result<(), String> {
        let (head, content) = rest.split_once(" = ").map_or((rest, None), |(head, content)| (head, Some(content)));
        let mut words = head.split_whitespace();
        let name = words.next().unwrap_or_default().to_owned();
        let mut made = Type { name: name.clone(), ..Type::default() };
        for word in words {
            if let Some(of) = word.strip_prefix('&') {
                for word in self.group(of)?.split_whitespace() {
                    self.attribute(&mut made, word)?;
                }
            } else if word.starts_with('@') {
                self.attribute(&mut made, word)?;
            } else if let Some(simple) = word.strip_prefix("text:") {
                made.content = Content::Text(self.simple(simple)?);
            } else if let Some(also) = word.strip_prefix("also:") {
                made.also = also.split(',').map(ToOwned::to_owned).collect();
            } else if word == "mixed" {
                made.mixed = true;
            } else if word == "abstract" {
                made.content = Content::Abstract;
            } else {
                return Err(format!("`{word}` is not understood"));
            }
        }
        if content.is_some() || made.mixed {
            let mut writer = Writer { reader: self, steps: Vec::new() };
            writer.sequence(content.unwrap_or_default())?;
            writer.steps.push(Step::End);
            made.content = Content::Elements(writer.steps);
        }
        let number = self.kind(&name)?;
        if let Some(place) = self.grammar.types.get_mut(number) {
            *place = made;
        }
        Ok(())
    }

    /// Adds an attribute, or replaces the one of that name.
    fn attribute(&self, made: &mut Type, word: &str) -> Result<(), String> {
        let (word, fixed) = word.split_once('=').map_or((word, None), |(word, fixed)| (word, Some(fixed.to_owned())));
        let (name, simple) = word.trim_start_matches('@').split_once(':').ok_or("`@name:type` is expected")?;
        let required = name.ends_with('!');
        let name = name.trim_end_matches('!').to_owned();
        made.attributes.retain(|other| other.name != name);
        made.attributes.push(Attribute { name, required, simple: self.simple(simple)?, fixed });
        Ok(())
    }
}

/// Writes the steps of a content model.
struct Writer<'r> {
    reader: &'r Reader,
    steps: Vec<Step>,
}

impl Writer<'_> {
    fn sequence(&mut self, text: &str) -> Result<(), String> {
        for item in split(text, ' ')? {
            self.item(item)?;
        }
        Ok(())
    }

    fn item(&mut self, item: &str) -> Result<(), String> {
        let (body, least, most) = occurrence(item)?;
        for _ in 0..least {
            self.body(body)?;
        }
        match most {
            None => {
                let start = self.steps.len();
                self.steps.push(Step::Split(start + 1, 0));
                self.body(body)?;
                self.steps.push(Step::Jump(start));
                let end = self.steps.len();
                self.steps[start] = Step::Split(start + 1, end);
            }
            Some(most) => {
                let mut open = Vec::new();
                for _ in least..most {
                    open.push(self.steps.len());
                    self.steps.push(Step::Split(self.steps.len() + 1, 0));
                    self.body(body)?;
                }
                let end = self.steps.len();
                for start in open {
                    self.steps[start] = Step::Split(start + 1, end);
                }
            }
        }
        Ok(())
    }

    fn body(&mut self, body: &str) -> Result<(), String> {
        if let Some(inner) = body.strip_prefix('(').and_then(|body| body.strip_suffix(')')) {
            return self.choice(inner);
        }
        if let Some(name) = body.strip_prefix('&') {
            let content = self.reader.contents.get(name).ok_or_else(|| format!("there is no content {name}"))?;
            return self.sequence(content);
        }
        self.steps.push(match body {
            "%any" => Step::Any(Wildcard::Lax),
            "%other" => Step::Any(Wildcard::Other),
            _ => Step::Element(self.particle(body)?),
        });
        Ok(())
    }

    fn choice(&mut self, text: &str) -> Result<(), String> {
        let branches = split(text, '|')?;
        let mut ends = Vec::new();
        for (place, branch) in branches.iter().enumerate() {
            if place + 1 == branches.len() {
                self.sequence(branch)?;
                break;
            }
            let start = self.steps.len();
            self.steps.push(Step::Split(start + 1, 0));
            self.sequence(branch)?;
            ends.push(self.steps.len());
            self.steps.push(Step::Jump(0));
            let next = self.steps.len();
            self.steps[start] = Step::Split(start + 1, next);
        }
        let end = self.steps.len();
        for place in ends {
            self.steps[place] = Step::Jump(end);
        }
        Ok(())
    }

    fn particle(&self, body: &str) -> Result<Particle, String> {
        let (body, nillable) = body.strip_prefix('~').map_or((body, false), |body| (body, true));
        let (body, fixed) = body.split_once('=').map_or((body, None), |(body, fixed)| (body, Some(fixed.to_owned())));
        let (name, kind) = body.split_once(':').ok_or_else(|| format!("`{body}` has no type"))?;
        let (namespace, name) = match name.split_once('/') {
            Some((prefix, name)) => (*self.reader.prefixes.get(prefix).ok_or("the prefix is not known")?, name),
            None => (0, name),
        };
        Ok(Particle { namespace, name: name.to_owned(), kind: self.reader.kind(kind)?, fixed, nillable })
    }
}

/// What is repeated, and how often at least and at most.
fn occurrence(item: &str) -> Result<(&str, usize, Option<usize>), String> {
    if let Some(body) = item.strip_suffix('?') {
        return Ok((body, 0, Some(1)));
    }
    if let Some(body) = item.strip_suffix('*') {
        return Ok((body, 0, None));
    }
    if let Some(body) = item.strip_suffix('+') {
        return Ok((body, 1, None));
    }
    let Some((body, numbers)) = item.strip_suffix('}').and_then(|item| item.rsplit_once('{')) else {
        return Ok((item, 1, Some(1)));
    };
    let (least, most) = numbers.split_once(',').unwrap_or((numbers, numbers));
    let number = |text: &str| text.parse().ok().filter(|number| *number <= MOST_REPEATED);
    match (number(least), number(most)) {
        (Some(least), Some(most)) if least <= most => Ok((body, least, Some(most))),
        _ => Err(format!("`{item}` repeats how often?")),
    }
}

/// Splits at a sign that stands in no brackets.
fn split(text: &str, at: char) -> Result<Vec<&str>, String> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (place, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1).ok_or("a bracket is closed that is not open")?,
            _ if sign == at && depth == 0 => {
                parts.push(text[start..place].trim());
                start = place + 1;
            }
            _ => {}
        }
    }
    if depth > 0 {
        return Err("a bracket is not closed".to_owned());
    }
    parts.push(text[start..].trim());
    parts.retain(|part| at == '|' || !part.is_empty());
    Ok(parts)
}
