//! A report as one HTML document that needs nothing else.

/// The text as HTML shows it.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            character => safe.push(character),
        }
    }
    safe
}

/// A document with a title, paragraphs, and a table whose first row is its head.
pub(crate) fn page(title: &str, before: &[String], table: &[Vec<String>], after: &[String]) -> String {
    let paragraphs =
        |texts: &[String]| texts.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect::<Vec<_>>().concat();
    let row = |cells: &Vec<String>, tag: &str| {
        let cells = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect::<Vec<_>>().concat();
        format!("<tr>{cells}</tr>\n")
    };
    let (head, body) = match table.split_first() {
        Some((head, rows)) => (row(head, "th"), rows.iter().map(|cells| row(cells, "td")).collect::<Vec<_>>().concat()),
        None => (String::new(), String::new()),
    };
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>\n\
         body {{ font-family: sans-serif; max-width: 60em; margin: 2em auto; line-height: 1.5; }}\n\
         table {{ border-collapse: collapse; width: 100%; }}\n\
         th, td {{ border: 1px solid #777; padding: 0.4em; text-align: left; vertical-align: top; }}\n\
         </style>\n</head>\n<body>\n<h1>{title}</h1>\n{before}<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n{after}</body>\n</html>\n",
        title = escaped(title),
        before = paragraphs(before),
        after = paragraphs(after),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_record_becomes_markup() {
        let page = page("a & b", &["<script>".to_owned()], &[vec!["\"x'".to_owned()]], &[]);
        assert!(page.contains("<h1>a &amp; b</h1>") && page.contains("<p>&lt;script&gt;</p>"));
        assert!(page.contains("<th>&quot;x&#39;</th>"));
    }
}
