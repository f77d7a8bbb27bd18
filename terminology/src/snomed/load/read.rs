//! From a row of a file to a row of the release.

use snomed_ct_parsing::rf2::{
    Concept, ConcreteRelationship, Description, EffectiveTime, Field, Header, Identifier, Member, Relationship, Row,
    RowError, Table,
};

use super::super::build::rows::{
    ConceptRow, DescriptionRow, FieldKind, IdentifierRow, MemberRow, NO_INTEGER, RelationshipRow, TextAt, Version,
};
use super::super::metadata;
use super::file::FileRows;
use super::names::Names;

/// Gathers the rows of one file.
pub(super) struct Reader<'a> {
    number: u16,
    names: Names<'a>,
    pub(super) file: FileRows,
}

impl<'a> Reader<'a> {
    pub(super) fn new(number: u16, names: Names<'a>) -> Self {
        Self { number, names, file: FileRows::default() }
    }

    /// Notes the further columns of a reference set.
    pub(super) fn columns(&mut self, header: &Header) {
        let Table::Refset(pattern, _) = header.table() else { return };
        let columns = header.columns().iter().skip(Member::COLUMNS).zip(pattern.letters());
        let columns = columns.map(|(column, letter)| (column.name.to_string(), FieldKind::from(letter)));
        self.file.rows.columns = columns.collect();
    }

    /// Adds a row.
    pub(super) fn row(&mut self, table: &Table, row: &Row<'_>) -> Result<(), RowError> {
        match table {
            Table::Concept => self.concept(row),
            Table::Description | Table::TextDefinition => self.description(row),
            Table::Relationship => {
                let read = self.relationship(row)?;
                self.file.rows.relationships.push(read);
                Ok(())
            }
            Table::StatedRelationship => {
                let read = self.relationship(row)?;
                self.file.rows.stated.push(read);
                Ok(())
            }
            Table::ConcreteRelationship => self.concrete(row),
            Table::Identifier => self.identifier(row),
            Table::Refset(..) => self.member(row),
        }
    }

    fn version(
        &mut self,
        row: &Row<'_>,
        time: Option<EffectiveTime>,
        active: bool,
        module: u64,
        time_column: usize,
    ) -> Result<Version, RowError> {
        let time = time.ok_or_else(|| {
            row.wrong(time_column, "a date, YYYYMMDD: a version that is not published has no place among the others")
        })?;
        let line = u32::try_from(row.line()).unwrap_or(u32::MAX);
        Ok(Version { time: time.get(), module: self.names.number(module), line, file: self.number, active })
    }

    fn text(&mut self, row: &Row<'_>, column: usize, text: &str) -> Result<TextAt, RowError> {
        let start = u32::try_from(self.file.texts.len()).ok();
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let start = start.ok_or_else(|| row.wrong(column, "a file whose texts have at most 4 GB; the text"))?;
        self.file.texts.extend_from_slice(text.as_bytes());
        Ok(TextAt { start, length })
    }

    fn concept(&mut self, row: &Row<'_>) -> Result<(), RowError> {
        let read = Concept::read(row)?;
        let defined = match read.definition_status.get() {
            metadata::PRIMITIVE => false,
            metadata::DEFINED => true,
            _ => return Err(row.wrong(4, "900000000000074008 (primitive) or 900000000000073002 (defined)")),
        };
        let version = self.version(row, read.time, read.active, read.module.get(), 1)?;
        self.file.rows.concepts.push(ConceptRow { id: read.id.get(), version, defined });
        Ok(())
    }

    fn description(&mut self, row: &Row<'_>) -> Result<(), RowError> {
        let read = Description::read(row)?;
        let kind = match read.kind.get() {
            metadata::FULLY_SPECIFIED_NAME => 0,
            metadata::SYNONYM => 1,
            metadata::DEFINITION => 2,
            _ => return Err(row.wrong(6, "the type of a fully specified name, a synonym or a definition")),
        };
        let case = match read.case_significance.get() {
            metadata::CASE_INSENSITIVE => 0,
            metadata::INITIAL_CASE_INSENSITIVE => 1,
            metadata::CASE_SENSITIVE => 2,
            _ => return Err(row.wrong(8, "one of the three case significances")),
        };
        let language =
            self.names.language(read.language).ok_or_else(|| row.wrong(5, "one of at most 65534 languages"))?;
        let version = self.version(row, read.time, read.active, read.module.get(), 1)?;
        let term = self.text(row, 7, read.term)?;
        let (id, concept) = (read.id.get(), read.concept.get());
        self.file.rows.descriptions.push(DescriptionRow { id, concept, version, kind, case, language, term });
        Ok(())
    }

    fn relationship(&mut self, row: &Row<'_>) -> Result<RelationshipRow, RowError> {
        let read = Relationship::read(row)?;
        Ok(RelationshipRow {
            id: read.id.get(),
            source: read.source.get(),
            target: read.destination.get(),
            version: self.version(row, read.time, read.active, read.module.get(), 1)?,
            group: read.group,
            kind: self.names.number(read.kind.get()),
            characteristic: self.names.number(read.characteristic.get()),
            modifier: self.names.number(read.modifier.get()),
            concrete: false,
        })
    }

    fn concrete(&mut self, row: &Row<'_>) -> Result<(), RowError> {
        let read = ConcreteRelationship::read(row)?;
        let value = self.text(row, 5, row.text(5)?)?;
        let read = RelationshipRow {
            id: read.id.get(),
            source: read.source.get(),
            target: value.cell(),
            version: self.version(row, read.time, read.active, read.module.get(), 1)?,
            group: read.group,
            kind: self.names.number(read.kind.get()),
            characteristic: self.names.number(read.characteristic.get()),
            modifier: self.names.number(read.modifier.get()),
            concrete: true,
        };
        self.file.rows.relationships.push(read);
        Ok(())
    }

    fn identifier(&mut self, row: &Row<'_>) -> Result<(), RowError> {
        let read = Identifier::read(row)?;
        let alternate = self.text(row, 1, read.alternate)?;
        let version = self.version(row, read.time, read.active, read.module.get(), 2)?;
        let (scheme, component) = (self.names.number(read.scheme.get()), read.component.get());
        self.file.rows.identifiers.push(IdentifierRow { alternate, scheme, component, version });
        Ok(())
    }

    fn member(&mut self, row: &Row<'_>) -> Result<(), RowError> {
        let read = Member::read(row)?;
        let cells = u32::try_from(self.file.rows.cells.len()).ok();
        let cells = cells.ok_or_else(|| row.wrong(0, "a file of fewer rows; the row"))?;
        for column in Member::COLUMNS..row.header().columns().len() {
            let kind = self.file.rows.columns[column - Member::COLUMNS].1;
            let cell = match row.field(column)? {
                Field::Nothing if kind == FieldKind::Integer => NO_INTEGER,
                Field::Nothing => 0,
                Field::Component(sctid) => sctid.get(),
                Field::Integer(number) => i64::from(number).cast_unsigned(),
                Field::Text(text) => self.text(row, column, text)?.cell(),
            };
            self.file.rows.cells.push(cell);
        }
        let version = self.version(row, read.time, read.active, read.module.get(), 1)?;
        let (component, refset) = (read.component.get(), self.names.number(read.refset.get()));
        let id = read.id.get().to_be_bytes();
        self.file.rows.members.push(MemberRow { id, component, version, refset, cells });
        Ok(())
    }
}
