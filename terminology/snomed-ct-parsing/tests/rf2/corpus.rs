//! Every RF2 file that nobody here wrote, row by row, where `DCR_CORPUS` points.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use snomed_ct_parsing::rf2::{Content, FileName, open};

use super::support::read;

/// The folders and what is in them: per release the files, those not used, the rows read and the
/// rows refused.
#[test]
fn every_file_is_read_row_by_row() {
    let Some(corpus) = std::env::var_os("DCR_CORPUS").map(PathBuf::from) else { return };
    let corpus = corpus.join("terminology");
    let mut said = String::new();
    for folder in ["rf2-snowstorm", "ctv3-and-mini-uk/sct"] {
        let mut files = Vec::new();
        walk(&corpus.join(folder), &mut files);
        files.sort();
        for file in files {
            let shown = file.strip_prefix(&corpus).unwrap().display().to_string();
            writeln!(said, "{shown}\n    {}", summary(&file)).unwrap();
        }
    }
    insta::assert_snapshot!(said);
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
}

/// What a file holds, and the first row that is refused. The tests that these files were made for
/// take out comments and empty lines first, and so does this one.
fn summary(file: &Path) -> String {
    let name = match FileName::parse(file.file_name().unwrap().to_str().unwrap()) {
        Ok(name) => name,
        Err(error) => return error.to_string(),
    };
    let bytes = std::fs::read(file).unwrap();
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let bytes = lines.filter(|line| !line.starts_with(b"#") && !line.trim_ascii().is_empty()).collect::<Vec<_>>();
    let bytes = bytes.concat();
    let (header, body) = match open(&name.table, &bytes) {
        Ok(Content::Rows(header, body)) => (header, body),
        Ok(Content::NotUsed) => return "not used".to_owned(),
        Err(error) => return error.to_string(),
    };
    let kind = header.refset().map_or(String::new(), |kind| format!(", {kind:?}"));
    let (mut rows, mut errors) = (0, Vec::new());
    for row in header.rows(body, 2) {
        match row.and_then(|row| read(&row)) {
            Ok(()) => rows += 1,
            Err(error) => errors.push(error),
        }
    }
    let first = errors.first().map_or(String::new(), |error| {
        let (line, column, expected) = (error.line, error.column, &error.expected);
        format!(", {} refused, the first at line {line}, column {column}: expected {expected}", errors.len())
    });
    format!("{rows} rows{kind}{first}")
}
