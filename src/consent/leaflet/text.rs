//! The leaflet as plain text.

use super::{Print, Wording};

/// Where a line is broken: short lines are easier to read, and to make larger.
const WIDTH: usize = 60;
/// Something to write on.
const BLANK: &str = "________________________________________";

/// The leaflet and its form as plain text, a line no longer than 60 characters where words allow.
pub fn text(wording: &Wording, print: &Print) -> String {
    let mut lines = Lines::default();
    lines.heading(&wording.title, '=');
    lines.paragraphs(&wording.introduction);
    for (number, choice) in wording.choices().into_iter().enumerate() {
        match number {
            0 => lines.heading(&wording.yes_heading, '-'),
            3 => lines.heading(&wording.no_heading, '-'),
            _ => {}
        }
        lines.hanging(&format!("{}: ", choice.name), &choice.says);
        lines.blank();
    }
    lines.heading(&wording.opt_out.heading, '-');
    lines.paragraphs(&wording.opt_out.paragraphs);
    lines.heading(&wording.contact.heading, '-');
    lines.paragraphs(std::slice::from_ref(&wording.contact.advice));
    for (what, way) in &wording.contact.ways {
        lines.hanging(&format!("{what}: "), way);
    }
    form(&mut lines, wording, print);
    lines.finish()
}

fn form(lines: &mut Lines, wording: &Wording, print: &Print) {
    let form = &wording.form;
    lines.heading(&form.heading, '=');
    match &print.reference {
        Some(reference) => {
            lines.hanging(&format!("{}: ", form.reference), &reference.to_string());
            lines.blank();
        }
        None => form.about_you.iter().for_each(|line| lines.fill_in(line)),
    }
    lines.paragraphs(&form.instructions);
    for (number, choice) in wording.choices().into_iter().enumerate() {
        lines.hanging(&format!("[  ] {}: ", choice.name), &choice.says);
        match number {
            0 => lines.fill_in(&form.yes_1_who),
            1 => lines.fill_in(&form.yes_2_until),
            _ => lines.blank(),
        }
    }
    lines.paragraphs(std::slice::from_ref(&form.declaration));
    form.signature.iter().for_each(|line| lines.fill_in(line));
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn blank(&mut self) {
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn heading(&mut self, words: &str, underline: char) {
        self.blank();
        self.hanging("", words);
        let longest = words.chars().count().min(WIDTH);
        self.0.extend(std::iter::repeat_n(underline, longest));
        self.0.push_str("\n\n");
    }

    fn paragraphs(&mut self, paragraphs: &[String]) {
        for paragraph in paragraphs {
            self.hanging("", paragraph);
            self.blank();
        }
    }

    fn fill_in(&mut self, words: &str) {
        self.hanging("", &format!("{words}:"));
        self.0.push_str(BLANK);
        self.0.push_str("\n\n");
    }

    /// Words after a mark; the lines after the first stand under the first word.
    fn hanging(&mut self, mark: &str, words: &str) {
        let indent = mark.chars().count().min(WIDTH / 2);
        self.0.push_str(mark);
        let mut used = mark.chars().count();
        let mut first = true;
        for word in words.split_whitespace() {
            let length = word.chars().count();
            if !first && used + 1 + length > WIDTH {
                self.0.push('\n');
                self.0.extend(std::iter::repeat_n(' ', indent));
                (used, first) = (indent, true);
            }
            if !first {
                self.0.push(' ');
                used += 1;
            }
            self.0.push_str(word);
            used += length;
            first = false;
        }
        self.0.push('\n');
    }

    fn finish(self) -> String {
        let mut text = self.0.trim_end().to_owned();
        text.push('\n');
        text
    }
}
