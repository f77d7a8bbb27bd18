//! The narrative of a section (CDA `StrucDoc.Text`) as lines of plain text.
//!
//! Paragraphs, line breaks, list items and table rows become lines; the words all stay, those of
//! elements that are not known too.

use crate::interchange::itk::limits::NARRATIVE_LINES;
use crate::interchange::itk::xml::{Element, attribute, is};

/// The deepest step at which an inner list is still set further in.
const DEEPEST: usize = 10;

/// The lines of a narrative, empty ones left out.
pub(super) fn lines(text: Element<'_>) -> Vec<String> {
    let mut writer = Writer::default();
    if attribute(text, "mediaType") == Some("text/plain") {
        writer.keep_breaks = true;
    }
    writer.inside(text);
    writer.end();
    writer.lines
}

#[derive(Default)]
struct Writer {
    lines: Vec<String>,
    line: String,
    /// A space stands between what was written and what comes.
    space: bool,
    /// What a list item begins with, until its first word comes.
    marker: String,
    depth: usize,
    keep_breaks: bool,
}

impl Writer {
    fn inside(&mut self, element: Element<'_>) {
        for node in element.children() {
            if node.is_element() {
                self.element(node);
            } else if let Some(text) = node.text().filter(|_| node.is_text()) {
                self.text(text);
            }
        }
    }

    fn text(&mut self, text: &str) {
        for sign in text.chars() {
            if self.keep_breaks && sign == '\n' {
                self.end();
            } else if sign.is_whitespace() {
                self.space = true;
            } else {
                self.write(sign);
            }
        }
    }

    fn write(&mut self, sign: char) {
        if self.line.is_empty() {
            self.line.push_str(&"  ".repeat(self.depth.saturating_sub(1).min(DEEPEST)));
            self.line.push_str(&std::mem::take(&mut self.marker));
        } else if self.space {
            self.line.push(' ');
        }
        self.space = false;
        self.line.push(sign);
    }

    /// Writes words of ours, apart from what stands around them.
    fn say(&mut self, words: &str) {
        self.space = true;
        self.text(words);
        self.space = true;
    }

    fn end(&mut self) {
        self.space = false;
        if !self.line.is_empty() && self.lines.len() <= NARRATIVE_LINES {
            self.lines.push(std::mem::take(&mut self.line));
        }
        self.line.clear();
    }

    fn block(&mut self, element: Element<'_>) {
        self.end();
        self.inside(element);
        self.end();
    }

    fn element(&mut self, element: Element<'_>) {
        match element.tag_name().name() {
            "br" => self.end(),
            "paragraph" | "caption" | "table" | "item" | "li" | "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5"
            | "h6" => {
                self.block(element);
            }
            "list" | "ul" | "ol" => self.list(element),
            "tr" => self.row(element),
            "pre" => {
                let before = std::mem::replace(&mut self.keep_breaks, true);
                self.block(element);
                self.keep_breaks = before;
            }
            // 10 to the ninth must not read as 109.
            "sup" => {
                self.text("^");
                self.inside(element);
            }
            "footnote" => {
                self.say("(");
                self.space = false;
                self.inside(element);
                self.text(")");
            }
            "linkHtml" | "a" => {
                self.inside(element);
                if let Some(target) = attribute(element, "href") {
                    self.say(&format!("<{target}>"));
                }
            }
            "renderMultiMedia" | "img" => {
                self.say("[image or other media]");
                self.inside(element);
            }
            _ if attribute(element, "revised") == Some("delete") => {
                self.say("[struck out:");
                self.inside(element);
                self.text("]");
            }
            _ => self.inside(element),
        }
    }

    fn list(&mut self, list: Element<'_>) {
        self.end();
        self.depth += 1;
        let ordered = attribute(list, "listType") == Some("ordered") || is(list, "ol");
        let mut number = 0;
        for node in list.children() {
            if is(node, "item") || is(node, "li") {
                number += 1;
                self.end();
                self.marker = if ordered { format!("{number}. ") } else { "• ".to_owned() };
                self.block(node);
                self.marker.clear();
            } else if node.is_element() {
                self.element(node);
            } else if let Some(text) = node.text().filter(|_| node.is_text()) {
                self.text(text);
            }
        }
        self.end();
        self.depth -= 1;
    }

    /// A row as one line; what stands on several lines in a cell is joined.
    fn row(&mut self, row: Element<'_>) {
        self.end();
        let cells: Vec<String> = row
            .children()
            .filter(roxmltree::Node::is_element)
            .map(|cell| {
                let mut writer = Self { keep_breaks: self.keep_breaks, ..Self::default() };
                writer.inside(cell);
                writer.end();
                writer.lines.join("; ")
            })
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            self.line = cells.join(" | ");
        }
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(text: &str) -> Vec<String> {
        let document = roxmltree::Document::parse(text).unwrap();
        lines(document.root_element())
    }

    #[test]
    fn table_of_forms() {
        let table: &[(&str, &[&str])] = &[
            ("<text>One<br/>two  <content>three\n four</content>.<br/><br/></text>", &["One", "two three four."]),
            ("<text><paragraph>A</paragraph>B<paragraph>C</paragraph></text>", &["A", "B", "C"]),
            (
                "<text><list listType='ordered'><item>A<list><item>B<br/>b</item></list></item><item>C</item></list></text>",
                &["1. A", "  • B", "  b", "2. C"],
            ),
            (
                "<text><table><caption>T</caption><thead><tr><th>Drug</th><th>Dose</th></tr></thead><tbody><tr><td>X<br/>Y</td><td/></tr></tbody></table></text>",
                &["T", "Drug | Dose", "X; Y | "],
            ),
            ("<text>10<sup>9</sup>/l, CO<sub>2</sub></text>", &["10^9/l, CO2"]),
            ("<text>Take <content revised='delete'>20</content> 10 mg</text>", &["Take [struck out: 20] 10 mg"]),
            ("<text>See <linkHtml href='http://x'>this</linkHtml>.</text>", &["See this <http://x> ."]),
            ("<text mediaType='text/plain'>One\n two\n\nthree</text>", &["One", "two", "three"]),
            ("<text><unknown>kept</unknown><!-- not this --> &lt;b&gt;</text>", &["kept <b>"]),
            ("<text> <br/> </text>", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(rendered(text), *expected, "{text}");
        }
    }
}
