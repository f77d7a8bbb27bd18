//! Reads YAML into nodes with places, within bounds.

use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::node::{Node, Value};
use super::{Diagnostic, Place, Source};

/// The longest script, in bytes.
pub(in crate::conformance) const MOST_BYTES: usize = 8 << 20;
/// The deepest nesting.
const MOST_DEPTH: usize = 40;
/// The most nodes.
const MOST_NODES: usize = 500_000;

/// A sequence or mapping whose end has not come yet.
enum Open {
    List(Place, Vec<Node>),
    Map(Place, Vec<(Node, Node)>, Option<Node>),
}

/// Reads the one document of a file.
pub(in crate::conformance) fn read(source: &Arc<Source>) -> Result<Node, Diagnostic> {
    let mut reading = Reading { source, open: Vec::new(), root: None, nodes: 0 };
    if source.text.len() > MOST_BYTES {
        let whole = reading.place(&Span::default());
        return Err(Diagnostic::new(&whole, "the script is too long")
            .expected(format!("at most {MOST_BYTES} bytes"))
            .found(format!("{} bytes", source.text.len())));
    }
    for event in Parser::new_from_str(&source.text) {
        let (event, span) = event.map_err(|error| {
            let at = Span::empty(*error.marker());
            Diagnostic::new(&reading.place(&at), format!("this is not YAML: {}", error.info()))
        })?;
        reading.take(event, &span)?;
    }
    let nothing = Node { place: reading.place(&Span::default()), value: Value::Null };
    Ok(reading.root.unwrap_or(nothing))
}

struct Reading<'s> {
    source: &'s Arc<Source>,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
}

impl Reading<'_> {
    fn place(&self, span: &Span) -> Place {
        let (start, end) = (span.start, span.end);
        let width = if start.line() == end.line() { end.col().saturating_sub(start.col()) } else { 1 };
        Place {
            source: Arc::clone(self.source),
            line: number(start.line().max(1)),
            column: number(start.col() + 1),
            width: number(width.max(1)),
        }
    }

    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Diagnostic> {
        let place = self.place(span);
        match event {
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _)
                if anchor != 0 =>
            {
                return Err(Diagnostic::new(&place, "anchors are not read").remedy("write the value out"));
            }
            Event::Alias(_) => {
                return Err(Diagnostic::new(&place, "aliases are not read").remedy("write the value out"));
            }
            Event::Scalar(_, _, _, Some(tag))
            | Event::SequenceStart(_, Some(tag))
            | Event::MappingStart(_, Some(tag)) => {
                return Err(Diagnostic::new(&place, format!("the tag `{tag}` is not read")).remedy("leave it out"));
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                return Err(Diagnostic::new(&place, "a second document begins here").expected("one document a file"));
            }
            Event::SequenceStart(..) => self.begin(Open::List(place, Vec::new()))?,
            Event::MappingStart(..) => self.begin(Open::Map(place, Vec::new(), None))?,
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop() {
                    Some(Open::List(place, items)) => Node { place, value: Value::List(items) },
                    Some(Open::Map(place, entries, _)) => Node { place, value: Value::Map(entries) },
                    None => return Ok(()),
                };
                self.add(node)?;
            }
            Event::Scalar(text, style, ..) => {
                let is_null = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let value = if is_null { Value::Null } else { Value::Text(text.into_owned()) };
                self.add(Node { place, value })?;
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, open: Open) -> Result<(), Diagnostic> {
        if self.open.len() >= MOST_DEPTH {
            let (Open::List(place, _) | Open::Map(place, ..)) = &open;
            return Err(Diagnostic::new(place, "nested too deep").expected(format!("at most {MOST_DEPTH} levels")));
        }
        self.open.push(open);
        Ok(())
    }

    fn add(&mut self, node: Node) -> Result<(), Diagnostic> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(
                Diagnostic::new(&node.place, "too much in one script").expected(format!("at most {MOST_NODES} values"))
            );
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, pending)) => {
                if let Some(key) = pending.take() {
                    entries.push((key, node));
                } else {
                    let Some(name) = node.text() else {
                        return Err(Diagnostic::new(&node.place, "a key must be a text").found(node.kind()));
                    };
                    if let Some((first, _)) = entries.iter().find(|(key, _)| key.text() == Some(name)) {
                        return Err(Diagnostic::new(&node.place, format!("the key `{name}` stands twice"))
                            .found(format!("the first is on line {}", first.place.line))
                            .remedy("keep one of them"));
                    }
                    *pending = Some(node);
                }
            }
        }
        Ok(())
    }
}

/// A line or column; no script is longer than fits.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
