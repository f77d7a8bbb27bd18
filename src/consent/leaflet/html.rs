//! The leaflet as HTML: for a screen, or as pages to print.

use std::fmt::Write as _;

use super::{Print, Wording};

/// What the HTML is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// A screen.
    Screen,
    /// A4, to be printed or turned into a PDF by a browser.
    A4,
}

/// Black on white, in large letters that grow with what the reader set.
const STYLE: &str = "\
body { font-family: Arial, Helvetica, sans-serif; color: #000; background: #fff; line-height: 1.5; \
margin: 0 auto; padding: 1em; max-width: 40em; }\n\
h1 { font-size: 1.8em; line-height: 1.2; }\n\
h2 { font-size: 1.35em; margin-top: 1.4em; }\n\
dt, .name { font-weight: bold; }\n\
dd { margin: 0 0 0.8em 0; }\n\
.box { display: inline-block; width: 1em; height: 1em; border: 0.12em solid #000; vertical-align: -0.15em; \
margin-inline-end: 0.5em; }\n\
.line { border-bottom: 0.1em solid #000; height: 1.9em; }\n\
.choice, .write { break-inside: avoid; margin: 0.8em 0; }\n\
.reference { font-size: 1.35em; font-weight: bold; letter-spacing: 0.08em; white-space: nowrap; }\n";
/// 18 point is large print as the RNIB advises it; nothing is smaller.
const SCREEN: &str = "html { font-size: 150%; }\n";
const A4: &str = "\
@page { size: A4; margin: 18mm; }\n\
html { font-size: 18pt; }\n\
body { padding: 0; max-width: none; }\n\
.form { break-before: page; }\n\
h1, h2 { break-after: avoid; }\n";

/// The leaflet and its form as one HTML document that loads nothing from elsewhere.
pub fn html(wording: &Wording, print: &Print, paper: Paper) -> String {
    let mut page = String::with_capacity(8_192);
    let direction = if wording.right_to_left { "rtl" } else { "ltr" };
    let style = match paper {
        Paper::Screen => SCREEN,
        Paper::A4 => A4,
    };
    let title = escaped(&wording.title);
    page.push_str("<!DOCTYPE html>\n");
    put(&mut page, &format!("<html lang=\"{}\" dir=\"{direction}\">", escaped(&wording.language)));
    put(&mut page, "<head>\n<meta charset=\"utf-8\">");
    put(&mut page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    put(&mut page, &format!("<title>{title}</title>\n<style>\n{STYLE}{style}</style>\n</head>\n<body>\n<main>"));
    put(&mut page, &format!("<h1>{title}</h1>"));
    paragraphs(&mut page, &wording.introduction);
    for (number, choice) in wording.choices().into_iter().enumerate() {
        let heading = match number {
            0 => Some(&wording.yes_heading),
            3 => Some(&wording.no_heading),
            _ => None,
        };
        if let Some(heading) = heading {
            page.push_str(if number == 0 { "" } else { "</dl>\n" });
            put(&mut page, &format!("<h2>{}</h2>\n<dl>", escaped(heading)));
        }
        put(&mut page, &format!("<dt>{}</dt>\n<dd>{}</dd>", escaped(&choice.name), escaped(&choice.says)));
    }
    put(&mut page, "</dl>");
    put(&mut page, &format!("<h2>{}</h2>", escaped(&wording.opt_out.heading)));
    paragraphs(&mut page, &wording.opt_out.paragraphs);
    put(&mut page, &format!("<h2>{}</h2>", escaped(&wording.contact.heading)));
    paragraphs(&mut page, std::slice::from_ref(&wording.contact.advice));
    for (what, way) in &wording.contact.ways {
        put(&mut page, &format!("<p><span class=\"name\">{}:</span> {}</p>", escaped(what), escaped(way)));
    }
    form(&mut page, wording, print);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn form(page: &mut String, wording: &Wording, print: &Print) {
    let form = &wording.form;
    put(
        page,
        &format!("<section class=\"form\" aria-labelledby=\"form\">\n<h2 id=\"form\">{}</h2>", escaped(&form.heading)),
    );
    match &print.reference {
        Some(reference) => {
            put(page, &format!("<p>{}: <span class=\"reference\">{reference}</span></p>", escaped(&form.reference)));
        }
        None => form.about_you.iter().for_each(|line| write(page, line)),
    }
    paragraphs(page, &form.instructions);
    for (number, choice) in wording.choices().into_iter().enumerate() {
        put(page, "<div class=\"choice\">");
        let (name, says) = (escaped(&choice.name), escaped(&choice.says));
        let tick = "<span class=\"box\" aria-hidden=\"true\"></span>";
        put(page, &format!("<p>{tick}<span class=\"name\">{name}:</span> {says}</p>"));
        match number {
            0 => write(page, &form.yes_1_who),
            1 => write(page, &form.yes_2_until),
            _ => {}
        }
        put(page, "</div>");
    }
    paragraphs(page, std::slice::from_ref(&form.declaration));
    form.signature.iter().for_each(|line| write(page, line));
    put(page, "</section>");
}

fn write(page: &mut String, words: &str) {
    put(page, &format!("<div class=\"write\">{}:<div class=\"line\"></div></div>", escaped(words)));
}

fn paragraphs(page: &mut String, paragraphs: &[String]) {
    for paragraph in paragraphs {
        put(page, &format!("<p>{}</p>", escaped(paragraph)));
    }
}

fn put(page: &mut String, line: &str) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(page, "{line}");
}

/// Text as the content of an element or of an attribute in quotation marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
