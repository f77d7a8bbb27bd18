//! All rows of a list as one text, so that a filter over many rows is one search.

use memchr::memmem;

use crate::record::fold_text;

/// The folded text of each row, one after the other.
pub(in crate::browser) struct Haystack {
    text: String,
    /// Where each row ends, its line feed included.
    ends: Vec<usize>,
}

impl Haystack {
    /// Builds from the words of each row.
    pub(in crate::browser) fn new(rows: impl Iterator<Item = String>) -> Self {
        let mut haystack = Self { text: String::new(), ends: Vec::new() };
        for row in rows {
            haystack.text.push_str(&fold_text(&row).replace('\n', " "));
            haystack.text.push('\n');
            haystack.ends.push(haystack.text.len());
        }
        haystack
    }

    /// The rows that hold the needle, case and accents apart, in order.
    pub(in crate::browser) fn find(&self, needle: &str) -> Vec<usize> {
        let needle = fold_text(needle).replace('\n', " ");
        if needle.is_empty() {
            return (0..self.ends.len()).collect();
        }
        let (mut found, mut row, mut from) = (Vec::new(), 0, 0);
        let finder = memmem::Finder::new(needle.as_bytes());
        while let Some(place) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let place = from + place;
            row += self.ends[row..].partition_point(|end| *end <= place);
            let Some(end) = self.ends.get(row) else { break };
            found.push(row);
            from = *end;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_found_once_and_never_across_rows() {
        let rows = ["Sodium sodium", "Crème", "", "Potassium"];
        let haystack = Haystack::new(rows.iter().map(ToString::to_string));
        assert_eq!(haystack.find("SOD"), [0]);
        assert_eq!(haystack.find("creme"), [1]);
        assert_eq!(haystack.find("um"), [0, 3]);
        assert_eq!(haystack.find(""), [0, 1, 2, 3]);
        assert!(haystack.find("um\ncr").is_empty());
        assert!(haystack.find("iron").is_empty());
    }
}
