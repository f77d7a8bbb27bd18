//! YAML as a tree of texts with places: mappings, sequences and scalars, and nothing else of YAML.
//!
//! Scalars stay as they are written, so that `N` is no boolean and `0001` no number.

use saphyr_parser::{Event, Parser, Span};

use super::ProfileError;

/// The longest profile, in bytes.
const MOST_BYTES: usize = 1 << 20;
/// How deep a profile may be nested.
const MOST_DEPTH: usize = 16;

/// A node with its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) data: Data,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    Scalar(String),
    Sequence(Vec<Node>),
    Mapping(Vec<(Node, Node)>),
}

/// A file being read, for its errors.
pub(super) struct File<'f> {
    pub(super) name: &'f str,
}

impl File<'_> {
    /// An error at a node.
    pub(super) fn at(&self, node: &Node, message: impl Into<String>) -> ProfileError {
        self.error(node.line, node.column, message)
    }

    fn error(&self, line: usize, column: usize, message: impl Into<String>) -> ProfileError {
        ProfileError { file: self.name.to_owned(), line, column, message: message.into() }
    }

    /// Reads the one document of a file.
    pub(super) fn read(&self, text: &str) -> Result<Node, ProfileError> {
        if text.len() > MOST_BYTES {
            return Err(self.error(1, 1, format!("a profile has at most {MOST_BYTES} bytes, this has {}", text.len())));
        }
        let mut open: Vec<(Node, Option<Node>)> = Vec::new();
        let mut document: Option<Node> = None;
        for event in Parser::new_from_str(text) {
            let (event, span) = event.map_err(|error| {
                self.error(
                    error.marker().line(),
                    error.marker().col() + 1,
                    format!("this is not YAML: {}", error.info()),
                )
            })?;
            let node = match event {
                Event::Scalar(text, _, anchor, tag) => {
                    self.plain(span, anchor, tag.is_some())?;
                    node(span, Data::Scalar(text.into_owned()))
                }
                Event::SequenceStart(anchor, tag) => {
                    self.plain(span, anchor, tag.is_some())?;
                    self.open(&mut open, node(span, Data::Sequence(Vec::new())))?;
                    continue;
                }
                Event::MappingStart(anchor, tag) => {
                    self.plain(span, anchor, tag.is_some())?;
                    self.open(&mut open, node(span, Data::Mapping(Vec::new())))?;
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                    Some((node, _)) => node,
                    None => continue,
                },
                Event::Alias(_) => {
                    return Err(self.plain(span, 1, false).err().unwrap_or_else(|| self.error(1, 1, "")));
                }
                Event::DocumentStart(_) if document.is_some() => {
                    return Err(self.error(span.start.line(), 1, "a profile is one document, and here begins another"));
                }
                _ => continue,
            };
            self.put(&mut open, &mut document, node)?;
        }
        document.ok_or_else(|| self.error(1, 1, "expected a profile, found nothing"))
    }

    fn open(&self, open: &mut Vec<(Node, Option<Node>)>, node: Node) -> Result<(), ProfileError> {
        if open.len() >= MOST_DEPTH {
            return Err(self.at(&node, format!("a profile is nested at most {MOST_DEPTH} deep")));
        }
        open.push((node, None));
        Ok(())
    }

    /// Anchors, aliases and tags have no use here, and much misuse.
    fn plain(&self, span: Span, anchor: usize, tagged: bool) -> Result<(), ProfileError> {
        if anchor == 0 && !tagged {
            return Ok(());
        }
        let message = "anchors, aliases and tags are not used in profiles";
        Err(self.error(span.start.line(), span.start.col() + 1, message))
    }

    fn put(
        &self,
        open: &mut [(Node, Option<Node>)],
        document: &mut Option<Node>,
        node: Node,
    ) -> Result<(), ProfileError> {
        let Some((parent, key)) = open.last_mut() else {
            *document = Some(node);
            return Ok(());
        };
        match (&mut parent.data, key.take()) {
            (Data::Sequence(items), _) => items.push(node),
            (Data::Mapping(entries), Some(key)) => entries.push((key, node)),
            (Data::Mapping(entries), None) => {
                let Data::Scalar(name) = &node.data else {
                    return Err(self.at(&node, "expected a key, found a collection"));
                };
                let is_same = |(other, _): &(Node, Node)| matches!(&other.data, Data::Scalar(other) if other == name);
                if entries.iter().any(is_same) {
                    return Err(self.at(&node, format!("the key `{name}` stands here twice")));
                }
                *key = Some(node);
            }
            (Data::Scalar(_), _) => {}
        }
        Ok(())
    }
}

fn node(span: Span, data: Data) -> Node {
    Node { line: span.start.line(), column: span.start.col() + 1, data }
}

impl Data {
    /// What it is called.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Scalar(text) if text.is_empty() => "nothing".to_owned(),
            Self::Scalar(text) if text.len() <= 40 => format!("`{text}`"),
            Self::Scalar(_) => "a long text".to_owned(),
            Self::Sequence(_) => "a list".to_owned(),
            Self::Mapping(_) => "a mapping".to_owned(),
        }
    }
}
