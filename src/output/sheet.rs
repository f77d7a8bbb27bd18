//! Text for people, put together from lines, fields, frames and tables.

use super::{Style, Table, Tone, display_width, layout, sanitise_line, wrap};

/// A text for people in the making. Whatever is put in is sanitised.
pub struct Sheet {
    style: Style,
    text: String,
}

/// One piece of a line: what it means, and its text.
type Span<'a> = (Tone, &'a str);

impl Sheet {
    /// An empty text for a medium.
    pub const fn new(style: Style) -> Self {
        Self { style, text: String::new() }
    }

    /// The medium.
    pub const fn style(&self) -> &Style {
        &self.style
    }

    /// A line of pieces, not wrapped.
    pub fn line(&mut self, spans: &[Span<'_>]) {
        let line = self.painted(spans);
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line; never two together, and none at the beginning.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading with a remark beside it, an empty line above.
    pub fn heading(&mut self, title: &str, remark: &str) {
        self.blank();
        let gap = if remark.is_empty() { "" } else { "  " };
        self.line(&[(Tone::Heading, title), (Tone::Plain, gap), (Tone::Muted, remark)]);
    }

    /// Running text, wrapped to the medium; its line feeds stay.
    pub fn paragraph(&mut self, tone: Tone, text: &str) {
        let safe = super::sanitise(text);
        for line in wrap(&safe, self.style.width.unwrap_or(usize::MAX)) {
            let painted = (self.style.paint)(tone, &line);
            self.text.push_str(painted.trim_end());
            self.text.push('\n');
        }
    }

    /// Names beside values, aligned and wrapped; fields without a value are left out.
    pub fn fields(&mut self, fields: &[(&str, &str)]) {
        let fields: Vec<_> = fields.iter().filter(|(_, value)| !value.is_empty()).collect();
        let label = fields.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
        let room = self.style.width.map_or(usize::MAX, |width| width.saturating_sub(label + 2).max(10));
        for (name, value) in fields {
            let safe = super::sanitise(value);
            for (index, line) in wrap(&safe, room).iter().enumerate() {
                let name = if index == 0 { sanitise_line(name).into_owned() } else { String::new() };
                let spare = " ".repeat(label - display_width(&name) + 2);
                let line = format!("{}{spare}{line}", (self.style.paint)(Tone::Label, &name));
                self.text.push_str(line.trim_end());
                self.text.push('\n');
            }
        }
    }

    /// A table; `none` is said where it has no rows.
    pub fn table(&mut self, table: &Table, none: &str) {
        if table.is_empty() {
            return self.line(&[(Tone::Muted, none)]);
        }
        self.text.push_str(&layout::lay_out(table, &self.style));
    }

    /// Lines in a frame on a screen, bare lines in a pipe. Each line is pieces set apart by three
    /// spaces; pieces that do not fit go to the next line.
    pub fn framed(&mut self, lines: &[Vec<Span<'_>>]) {
        let Some(width) = self.style.width.filter(|width| *width >= 24) else {
            for line in lines {
                for row in flow(line, usize::MAX) {
                    let painted = self.painted(&row);
                    self.text.push_str(painted.trim_end());
                    self.text.push('\n');
                }
            }
            return;
        };
        let inside = width - 4;
        let bars = if self.style.unicode {
            ["╭", "─", "╮", "│", "╰", "╯"]
        } else {
            ["+", "-", "+", "|", "+", "+"]
        };
        let edge = |left: &str, right: &str| format!("{left}{}{right}", bars[1].repeat(inside + 2));
        self.push_edge(&edge(bars[0], bars[2]));
        for row in lines.iter().flat_map(|line| flow(line, inside)) {
            let used: usize = row.iter().map(|(_, text)| display_width(text)).sum();
            let (bar, spare) = ((self.style.paint)(Tone::Muted, bars[3]), " ".repeat(inside.saturating_sub(used)));
            let line = format!("{bar} {}{spare} {bar}\n", self.painted(&row));
            self.text.push_str(&line);
        }
        self.push_edge(&edge(bars[4], bars[5]));
    }

    fn push_edge(&mut self, edge: &str) {
        let edge = (self.style.paint)(Tone::Muted, edge);
        self.text.push_str(&edge);
        self.text.push('\n');
    }

    fn painted(&self, spans: &[(Tone, impl AsRef<str>)]) -> String {
        let texts = spans.iter().map(|(tone, text)| (*tone, text.as_ref())).filter(|(_, text)| !text.is_empty());
        texts.map(|(tone, text)| (self.style.paint)(tone, &sanitise_line(text))).collect()
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Breaks a line of pieces into rows of at most `width` columns, the pieces sanitised.
fn flow(line: &[Span<'_>], width: usize) -> Vec<Vec<(Tone, String)>> {
    let mut rows: Vec<Vec<(Tone, String)>> = vec![Vec::new()];
    let mut used = 0;
    for &(tone, text) in line.iter().filter(|(_, text)| !text.is_empty()) {
        for part in wrap(&sanitise_line(text), width) {
            let wide = display_width(&part);
            if used > 0 && used + 3 + wide > width {
                rows.push(Vec::new());
                used = 0;
            }
            let Some(row) = rows.last_mut() else { continue };
            if used > 0 {
                row.push((Tone::Plain, "   ".to_owned()));
                used += 3;
            }
            row.push((tone, part));
            used += wide;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Column;

    fn example(style: Style) -> String {
        let mut sheet = Sheet::new(style);
        sheet.blank();
        sheet.framed(&[
            vec![(Tone::Strong, "SMITH, Fredrica"), (Tone::Plain, "Born 13-Dec-1965 (52y)"), (Tone::Plain, "Female")],
            vec![(Tone::Plain, "NHS number 999 000 0018")],
        ]);
        sheet.heading("Allergies", "2 entries");
        sheet.fields(&[("Name", "a\u{1b}b"), ("Address", "1 High Street, Poole, BH15 1AA"), ("Telephone", "")]);
        sheet.blank();
        sheet.blank();
        sheet.table(&Table::new(&[Column::new("a", "A")]), "Nothing recorded.");
        sheet.paragraph(Tone::Plain, "A longer remark that a narrow screen wraps.");
        sheet.finish()
    }

    #[test]
    fn for_a_pipe() {
        insta::assert_snapshot!(example(Style::PLAIN), @r"
        SMITH, Fredrica   Born 13-Dec-1965 (52y)   Female
        NHS number 999 000 0018

        Allergies  2 entries
        Name     a\u{1b}b
        Address  1 High Street, Poole, BH15 1AA

        Nothing recorded.
        A longer remark that a narrow screen wraps.
        ");
    }

    #[test]
    fn for_a_screen() {
        insta::assert_snapshot!(example(Style::screen(40)), @r"
        ╭──────────────────────────────────────╮
        │ SMITH, Fredrica                      │
        │ Born 13-Dec-1965 (52y)   Female      │
        │ NHS number 999 000 0018              │
        ╰──────────────────────────────────────╯

        Allergies  2 entries
        Name     a\u{1b}b
        Address  1 High Street, Poole, BH15 1AA

        Nothing recorded.
        A longer remark that a narrow screen
        wraps.
        ");
    }
}
