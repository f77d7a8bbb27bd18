//! Narrative: what XHTML it may hold (FHIR R4, 2.4.1 "XHTML", invariants txt-1 and txt-2).

use roxmltree::{Document, Node, ParsingOptions};

/// The elements that narrative may hold.
const ELEMENTS: [&str; 44] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "big",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
];
/// Further elements.
const MORE: [&str; 8] = ["tr", "tt", "ul", "var", "kbd", "address", "ins", "del"];
/// The attributes that any of them may have.
const ATTRIBUTES: [&str; 7] = ["title", "style", "class", "id", "lang", "dir", "accesskey"];
/// The attributes that some may have.
const SOME: [(&str, &[&str]); 12] = [
    ("a", &["href", "name", "rel", "rev", "shape", "coords", "charset", "type", "hreflang", "target"]),
    ("img", &["src", "alt", "width", "height", "usemap", "longdesc"]),
    ("table", &["border", "cellpadding", "cellspacing", "summary", "width", "frame", "rules", "align"]),
    ("td", &["colspan", "rowspan", "align", "valign", "width", "headers", "scope", "abbr", "axis", "nowrap"]),
    ("th", &["colspan", "rowspan", "align", "valign", "width", "headers", "scope", "abbr", "axis", "nowrap"]),
    ("tr", &["align", "valign", "char", "charoff"]),
    ("col", &["span", "width", "align", "valign"]),
    ("colgroup", &["span", "width", "align", "valign"]),
    ("q", &["cite"]),
    ("blockquote", &["cite"]),
    ("ol", &["start", "type"]),
    ("tbody", &["align", "valign"]),
];
/// The namespace of XHTML.
const XHTML: &str = "http://www.w3.org/1999/xhtml";
/// The longest narrative that is looked into, in bytes.
const MOST_BYTES: usize = 16 << 20;

/// What is wrong with a narrative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XhtmlFault {
    /// It is not XML.
    NotWellFormed(String),
    /// It does not begin with `div` in the namespace of XHTML.
    NoDiv,
    /// An element that it may not hold.
    Element(String),
    /// An attribute that it may not hold.
    Attribute(String),
    /// It says nothing.
    Empty,
}

impl std::fmt::Display for XhtmlFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotWellFormed(why) => write!(f, "the narrative is not well-formed XHTML: {why}"),
            Self::NoDiv => write!(f, "the narrative must be one `div` in the namespace `{XHTML}`"),
            Self::Element(name) => write!(f, "the narrative holds the element `{name}`, which it may not"),
            Self::Attribute(name) => write!(f, "the narrative holds the attribute `{name}`, which it may not"),
            Self::Empty => write!(f, "the narrative says nothing"),
        }
    }
}

/// Everything that is wrong with a narrative, each thing once.
pub fn faults(text: &str) -> Vec<XhtmlFault> {
    if text.len() > MOST_BYTES {
        return vec![XhtmlFault::NotWellFormed(format!("it has more than {MOST_BYTES} bytes"))];
    }
    let named = replaced_entities(text);
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 1_000_000, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(&named, options) {
        Ok(document) => document,
        Err(error) => {
            let place = error.pos();
            return vec![XhtmlFault::NotWellFormed(format!("line {} column {} of it", place.row, place.col))];
        }
    };
    let root = document.root_element();
    let mut faults = Vec::new();
    if root.tag_name().name() != "div" || root.tag_name().namespace() != Some(XHTML) {
        faults.push(XhtmlFault::NoDiv);
    }
    let mut says_something = false;
    for node in root.descendants() {
        if node.is_text() {
            says_something |= node.text().is_some_and(|text| !text.trim().is_empty());
        } else if node.is_element() {
            says_something |= node.tag_name().name() == "img";
            element(node, &mut faults);
        }
    }
    if !says_something {
        faults.push(XhtmlFault::Empty);
    }
    faults
}

/// The languages of its sections: the `div`s right below its own that name one.
pub fn languages(text: &str) -> Vec<String> {
    let named = replaced_entities(text);
    let Ok(document) = Document::parse(&named) else { return Vec::new() };
    let sections = document.root_element().children().filter(|node| node.tag_name().name() == "div");
    let language = |node: Node<'_, '_>| {
        node.attributes().find(|given| given.name() == "lang").map(|given| given.value().to_owned())
    };
    sections.filter_map(language).collect()
}

/// The ids that its links and images lead to within the resource, without their `#`.
pub fn local_links(text: &str) -> Vec<String> {
    if !text.contains("\"#") && !text.contains("'#") {
        return Vec::new();
    }
    let named = replaced_entities(text);
    let Ok(document) = Document::parse(&named) else { return Vec::new() };
    let links = document
        .descendants()
        .flat_map(|node| node.attributes())
        .filter(|given| matches!(given.name(), "src" | "href"));
    links.filter_map(|given| given.value().strip_prefix('#').map(ToOwned::to_owned)).collect()
}

fn element(node: Node<'_, '_>, faults: &mut Vec<XhtmlFault>) {
    let name = node.tag_name().name();
    let mut put = |fault: XhtmlFault| {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    };
    if !ELEMENTS.contains(&name) && !MORE.contains(&name) {
        put(XhtmlFault::Element(name.to_owned()));
    }
    let own = SOME.iter().find(|(other, _)| *other == name).map_or(&[][..], |(_, own)| own);
    for attribute in node.attributes() {
        let given = attribute.name();
        let is_xml = attribute.namespace() == Some("http://www.w3.org/XML/1998/namespace");
        if !is_xml && !ATTRIBUTES.contains(&given) && !own.contains(&given) {
            put(XhtmlFault::Attribute(format!("{given} of {name}")));
        }
    }
}

/// The names that HTML gives characters, written as numbers, because no document type declares them.
fn replaced_entities(text: &str) -> std::borrow::Cow<'_, str> {
    const NAMED: [(&str, &str); 22] = [
        ("&nbsp;", "&#160;"),
        ("&copy;", "&#169;"),
        ("&reg;", "&#174;"),
        ("&deg;", "&#176;"),
        ("&plusmn;", "&#177;"),
        ("&micro;", "&#181;"),
        ("&middot;", "&#183;"),
        ("&eacute;", "&#233;"),
        ("&egrave;", "&#232;"),
        ("&uuml;", "&#252;"),
        ("&ouml;", "&#246;"),
        ("&auml;", "&#228;"),
        ("&ndash;", "&#8211;"),
        ("&mdash;", "&#8212;"),
        ("&lsquo;", "&#8216;"),
        ("&rsquo;", "&#8217;"),
        ("&ldquo;", "&#8220;"),
        ("&rdquo;", "&#8221;"),
        ("&bull;", "&#8226;"),
        ("&hellip;", "&#8230;"),
        ("&pound;", "&#163;"),
        ("&times;", "&#215;"),
    ];
    let mut replaced = std::borrow::Cow::Borrowed(text);
    for (name, number) in NAMED {
        if replaced.contains(name) {
            replaced = std::borrow::Cow::Owned(replaced.replace(name, number));
        }
    }
    replaced
}
