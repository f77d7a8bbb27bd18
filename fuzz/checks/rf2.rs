//! Files of RF2. The first line of an input is the name of the file, the rest is what it holds.

use snomed_ct_parsing::rf2::{
    Concept, ConcreteRelationship, Content, Description, FileName, Identifier, Member, Relationship, Row, RowError,
    Table, open, parts,
};

/// Reads a file whole and in parts of several sizes: both are the same, to the line of each error.
pub(crate) fn rf2(input: &[u8]) -> bool {
    let (name, bytes) = match input.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&input[..at], &input[at + 1..]),
        None => (input, &[][..]),
    };
    let name = FileName::parse(String::from_utf8_lossy(name).trim());
    let table = name.map_or(Table::Concept, |name| name.table);
    let (header, body) = match open(&table, bytes) {
        Ok(Content::Rows(header, body)) => (header, body),
        Ok(Content::NotUsed) => return true,
        Err(error) => {
            said(&error, bytes);
            return false;
        }
    };
    let read = |bytes, line| header.rows(bytes, line).map(|row| row.and_then(|row| read(&row))).collect::<Vec<_>>();
    let whole = read(body, 2);
    whole.iter().filter_map(|row| row.as_ref().err()).for_each(|error| said(error, bytes));
    for about in [1, 64, 4096] {
        let together: Vec<_> = parts(body, 2, about).into_iter().flat_map(|(part, line)| read(part, line)).collect();
        assert_eq!(together, whole, "in parts of {about}");
    }
    whole.iter().all(Result::is_ok)
}

/// Reads all of a row.
fn read(row: &Row<'_>) -> Result<u64, RowError> {
    match row.header().table() {
        Table::Concept => Concept::read(row).map(drop)?,
        Table::Description | Table::TextDefinition => Description::read(row).map(drop)?,
        Table::Relationship | Table::StatedRelationship => Relationship::read(row).map(drop)?,
        Table::ConcreteRelationship => ConcreteRelationship::read(row).map(drop)?,
        Table::Identifier => Identifier::read(row).map(drop)?,
        Table::Refset(..) => {
            Member::read(row)?;
            for column in Member::COLUMNS..row.header().columns().len() {
                row.field(column)?;
            }
        }
    }
    Ok(row.line())
}

/// An error is at a place that is there, and says something short.
fn said(error: &RowError, bytes: &[u8]) {
    let lines = bytes.split(|byte| *byte == b'\n').count() as u64;
    assert!(error.to_string().len() < 4000, "a long error: {error:.200}");
    assert!((1..=lines).contains(&error.line), "{error}: of {lines} lines");
    assert!(error.column >= 1 && !error.expected.is_empty(), "{error}");
}
