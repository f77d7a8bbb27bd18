//! Files in memory, and every row of one read column by column.

use snomed_ct_parsing::rf2::{
    Concept, ConcreteRelationship, Content, Description, Field, Header, Identifier, Member, Relationship, Row,
    RowError, Table, open,
};

/// The header and the rows of a file that is used.
pub(crate) fn rows<'a>(table: &Table, bytes: &'a [u8]) -> (Header, &'a [u8]) {
    match open(table, bytes).unwrap() {
        Content::Rows(header, body) => (header, body),
        Content::NotUsed => panic!("not used"),
    }
}

/// Reads all that a row holds, as what its table says it is.
pub(crate) fn read(row: &Row<'_>) -> Result<(), RowError> {
    match row.header().table() {
        Table::Concept => Concept::read(row).map(drop),
        Table::Description | Table::TextDefinition => Description::read(row).map(drop),
        Table::Relationship | Table::StatedRelationship => Relationship::read(row).map(drop),
        Table::ConcreteRelationship => ConcreteRelationship::read(row).map(drop),
        Table::Identifier => Identifier::read(row).map(drop),
        Table::Refset(..) => {
            Member::read(row)?;
            fields(row).map(drop)
        }
    }
}

/// The columns of a reference set's own.
pub(crate) fn fields<'a>(row: &Row<'a>) -> Result<Vec<Field<'a>>, RowError> {
    (Member::COLUMNS..row.header().columns().len()).map(|column| row.field(column)).collect()
}

/// The first thing that is wrong with a file, if anything is.
pub(crate) fn first_error(table: &Table, bytes: &[u8]) -> Option<RowError> {
    match open(table, bytes) {
        Err(error) => Some(error),
        Ok(Content::NotUsed) => None,
        Ok(Content::Rows(header, body)) => header.rows(body, 2).find_map(|row| row.and_then(|row| read(&row)).err()),
    }
}
