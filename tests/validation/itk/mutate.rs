//! Messages changed a little, always alike: an element dropped, doubled, moved, renamed or put in, an
//! attribute dropped, altered or put in, a text altered.

use std::fmt::Write as _;

use roxmltree::Node;

/// Numbers that look drawn and are always the same (`SplitMix64`).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn from(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below another.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// An element by itself.
#[derive(Clone)]
pub(crate) struct Element {
    namespace: String,
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

#[derive(Clone)]
enum Child {
    Element(Element),
    Text(String),
}

/// What attributes are altered to.
const VALUES: [&str; 26] = [
    "",
    " ",
    "x y",
    " true ",
    "TRUE",
    "0",
    "-1",
    "+2",
    "1.0",
    "9a",
    "uuid_1",
    "a:b",
    "urn:nhs-uk:addressing:ods:RYF",
    "http://[x]y",
    "%zz",
    "a#b#c",
    "1a:b",
    "2.16.840.1.113883",
    "2.16..840",
    "5E0C2E2A-0000-4000-8000-00000000000A",
    "5e0c2e2a-0000-4000-8000-00000000000a",
    "20180602",
    "20180602+01",
    "H WP",
    "UNK",
    "é\u{85}",
];
/// Names that elements and attributes are given.
const NAMES: [&str; 12] =
    ["id", "code", "value", "header", "payload", "subject", "templateId", "given", "nullFlavor", "extra", "low", "uri"];

impl Element {
    /// Copies an element. What stands below `keep` elements deep in a payload is left out: schemas do not
    /// look at it.
    pub(crate) fn of(node: Node<'_, '_>, keep: usize) -> Self {
        let inside = if node.tag_name().name() == "payload" { 1 } else { keep.saturating_sub(1) };
        let child = |child: Node<'_, '_>| match child {
            _ if child.is_text() => Some(Child::Text(child.text().unwrap_or_default().to_owned())),
            _ if child.is_element() => Some(Child::Element(Self::of(child, inside))),
            _ => None,
        };
        Self {
            namespace: node.tag_name().namespace().unwrap_or_default().to_owned(),
            name: node.tag_name().name().to_owned(),
            attributes: node
                .attributes()
                .filter(|given| given.namespace().is_none())
                .map(|given| (given.name().to_owned(), given.value().to_owned()))
                .collect(),
            children: if keep == 0 { Vec::new() } else { node.children().filter_map(child).collect() },
        }
    }

    /// The elements of the tree, by number.
    fn count(&self) -> usize {
        1 + self.elements().map(Self::count).sum::<usize>()
    }

    fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    fn numbered(&mut self, number: &mut usize) -> Option<&mut Self> {
        if *number == 0 {
            return Some(self);
        }
        *number -= 1;
        self.children.iter_mut().find_map(|child| match child {
            Child::Element(element) => element.numbered(number),
            Child::Text(_) => None,
        })
    }

    /// Changes one thing; says what.
    #[expect(clippy::too_many_lines, reason = "a table of the changes, one arm each")]
    pub(crate) fn mutate(&mut self, numbers: &mut Numbers) -> &'static str {
        let count = self.count();
        let mut number = numbers.below(count);
        let own = self.namespace.clone();
        let Some(at) = self.numbered(&mut number) else { return "nothing" };
        let places: Vec<usize> =
            (0..at.children.len()).filter(|place| matches!(at.children[*place], Child::Element(_))).collect();
        let place = places.get(numbers.below(places.len())).copied();
        let given = (!at.attributes.is_empty()).then(|| numbers.below(at.attributes.len()));
        match (numbers.below(14), place, given) {
            (0, Some(place), _) => drop(at.children.remove(place)),
            (1, Some(place), _) => {
                let copy = at.children[place].clone();
                at.children.insert(place, copy);
            }
            (2, Some(place), _) if places.len() > 1 => {
                let other = places[numbers.below(places.len())];
                at.children.swap(place, other);
            }
            (3, Some(place), _) => {
                if let Child::Element(child) = &mut at.children[place] {
                    numbers.of(&NAMES).clone_into(&mut child.name);
                }
            }
            (4, Some(place), _) => {
                if let Child::Element(child) = &mut at.children[place] {
                    numbers
                        .of(&["", "urn:other", "urn:nhs-itk:ns:201005", "urn:hl7-org:v3"])
                        .clone_into(&mut child.namespace);
                }
            }
            (5 | 13, _, Some(given)) => drop(at.attributes.remove(given)),
            (6..=8, _, Some(given)) => numbers.of(&VALUES).clone_into(&mut at.attributes[given].1),
            (9, _, Some(given)) => {
                let value = &mut at.attributes[given].1;
                *value = match numbers.below(4) {
                    0 => format!(" {value}"),
                    1 => format!("{value}\t"),
                    2 => value.to_lowercase(),
                    _ => format!("{value}0"),
                };
            }
            (10, ..) => {
                let name = numbers.of(&NAMES);
                if at.attributes.iter().any(|(other, _)| other == name) {
                    return "nothing";
                }
                at.attributes.push((name.to_owned(), numbers.of(&VALUES).to_owned()));
            }
            (11, ..) => {
                let text = numbers.of(&["", " ", "text", "\n", "x y", "0"]).to_owned();
                let place = numbers.below(at.children.len() + 1);
                match at.children.iter_mut().find(|child| matches!(child, Child::Text(_))) {
                    Some(Child::Text(old)) if numbers.below(2) == 0 => *old = text,
                    _ => at.children.insert(place, Child::Text(text)),
                }
            }
            (12, ..) => {
                let namespace = numbers.of(&[own.as_str(), "", "urn:other", "urn:hl7-org:v3"]).to_owned();
                let name = numbers.of(&NAMES).to_owned();
                let put = Self { namespace, name, attributes: Vec::new(), children: Vec::new() };
                let place = numbers.below(at.children.len() + 1);
                at.children.insert(place, Child::Element(put));
            }
            _ => return "nothing",
        }
        "one thing"
    }

    /// The element as a document.
    pub(crate) fn document(&self) -> String {
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        self.write(&mut text, "");
        text
    }

    fn write(&self, text: &mut String, around: &str) {
        let _ = write!(text, "<{}", self.name);
        if self.namespace != around {
            let _ = write!(text, " xmlns=\"{}\"", self.namespace);
        }
        for (name, value) in &self.attributes {
            let _ = write!(text, " {name}=\"{}\"", escaped(value));
        }
        text.push('>');
        for child in &self.children {
            match child {
                Child::Element(child) => child.write(text, &self.namespace),
                Child::Text(words) => text.push_str(&escaped(words)),
            }
        }
        let _ = write!(text, "</{}>", self.name);
    }
}

fn escaped(value: &str) -> String {
    let mut escaped = String::new();
    for sign in value.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\r' => {
                let _ = write!(escaped, "&#{};", u32::from(sign));
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// An element as a document and its changes, by number: the element itself is 0.
pub(crate) fn changes(node: Node<'_, '_>, seed: u64, count: usize) -> Vec<String> {
    let whole = Element::of(node, usize::MAX);
    let mut numbers = Numbers::from(seed);
    let mut made = vec![whole.document()];
    while made.len() <= count {
        let mut changed = whole.clone();
        if changed.mutate(&mut numbers) != "nothing" {
            made.push(changed.document());
        }
    }
    made
}
