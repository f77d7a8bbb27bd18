//! Each table of components, read to its values.

use std::fmt::Write as _;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::rf2::{
    Concept, ConcreteRelationship, ConcreteValue, Content, Description, EffectiveTime, Identifier, Relationship, Table,
    open, parts,
};

use super::support::rows;

fn id(text: &str) -> Sctid {
    text.parse().unwrap()
}

fn day(number: u32) -> EffectiveTime {
    EffectiveTime::new(number).unwrap()
}

const CORE: &str = "900000000000207008";

#[test]
fn a_concept() {
    let text = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n\
                138875005\t20020131\t0\t900000000000207008\t900000000000074008\r\n";
    let (header, body) = rows(&Table::Concept, text.as_bytes());
    let read: Vec<Concept> = header.rows(body, 2).map(|row| Concept::read(&row.unwrap()).unwrap()).collect();
    let expected = Concept {
        id: id("138875005"),
        time: Some(day(20_020_131)),
        active: false,
        module: id(CORE),
        definition_status: id("900000000000074008"),
    };
    assert_eq!(read, [expected]);
}

#[test]
fn a_description_keeps_its_quotation_marks() {
    let text = "\u{feff}id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\n\
                210860014\t\t1\t900000000000207008\t131148009\ten\t900000000000013009\t\"Bleeding\" of 5\" é\t\
                900000000000448009\n";
    for table in [Table::Description, Table::TextDefinition] {
        let (header, body) = rows(&table, text.as_bytes());
        let row = header.rows(body, 2).next().unwrap().unwrap();
        let expected = Description {
            id: id("210860014"),
            time: None,
            active: true,
            module: id(CORE),
            concept: id("131148009"),
            language: "en",
            kind: id("900000000000013009"),
            term: "\"Bleeding\" of 5\" é",
            case_significance: id("900000000000448009"),
        };
        assert_eq!(Description::read(&row).unwrap(), expected);
    }
}

#[test]
fn a_relationship_with_its_columns_in_another_order_and_case() {
    let text = "MODIFIERID\tid\tactive\teffectivetime\tmoduleId\tdestinationId\tsourceId\ttypeId\tRelationshipGroup\t\
                characteristicTypeId\n\
                900000000000451002\t1019522024\t1\t20020131\t900000000000207008\t138875005\t243796009\t116680003\t3\t\
                900000000000011006";
    let expected = Relationship {
        id: id("1019522024"),
        time: Some(day(20_020_131)),
        active: true,
        module: id(CORE),
        source: id("243796009"),
        destination: id("138875005"),
        group: 3,
        kind: id("116680003"),
        characteristic: id("900000000000011006"),
        modifier: id("900000000000451002"),
    };
    for table in [Table::Relationship, Table::StatedRelationship] {
        let (header, body) = rows(&table, text.as_bytes());
        let row = header.rows(body, 2).next().unwrap().unwrap();
        assert_eq!(Relationship::read(&row).unwrap(), expected);
    }
}

#[test]
fn concrete_values() {
    let mut text = "id\teffectiveTime\tactive\tmoduleId\tsourceId\tvalue\trelationshipGroup\ttypeId\t\
                    characteristicTypeId\tmodifierId\r\n"
        .to_owned();
    let values = ["#250", "#-0.05", "\"Before \"bed\"\"", "true", "false"];
    for value in values {
        write!(
            text,
            "1019522024\t20210131\t1\t{CORE}\t243796009\t{value}\t1\t3311486008\t900000000000011006\t\
             900000000000451002\r\n"
        )
        .unwrap();
    }
    let (header, body) = rows(&Table::ConcreteRelationship, text.as_bytes());
    let rows: Vec<_> = header.rows(body, 2).map(Result::unwrap).collect();
    let read: Vec<_> = rows.iter().map(|row| ConcreteRelationship::read(row).unwrap()).collect();
    let expected = [
        ConcreteValue::Number("250"),
        ConcreteValue::Number("-0.05"),
        ConcreteValue::Text("Before \"bed\""),
        ConcreteValue::Boolean(true),
        ConcreteValue::Boolean(false),
    ];
    assert_eq!(read.iter().map(|row| row.value).collect::<Vec<_>>(), expected);
    assert!(read.iter().all(|row| row.source == id("243796009") && row.kind == id("3311486008") && row.group == 1));
}

#[test]
fn identifiers_in_both_orders_of_columns() {
    let newer = "identifierSchemeId\talternateIdentifier\teffectiveTime\tactive\tmoduleId\treferencedComponentId\r\n\
                 705114005\t634-6\t20210131\t1\t715515008\t138875005\r\n";
    let older = "alternateIdentifier\teffectiveTime\tactive\tmoduleId\tidentifierSchemeId\treferencedComponentId\n\
                 634-6\t20210131\t1\t715515008\t705114005\t138875005\n";
    for text in [newer, older] {
        let (header, body) = rows(&Table::Identifier, text.as_bytes());
        let row = header.rows(body, 2).next().unwrap().unwrap();
        let expected = Identifier {
            scheme: id("705114005"),
            alternate: "634-6",
            time: Some(day(20_210_131)),
            active: true,
            module: id("715515008"),
            component: id("138875005"),
        };
        assert_eq!(Identifier::read(&row).unwrap(), expected);
    }
}

#[test]
fn files_that_are_not_used_and_files_without_rows() {
    for text in ["NOT USED", "NOT USED\n", "NOT USED\r\n", "\u{feff}NOT USED\r\n\r\n"] {
        assert_eq!(open(&Table::Identifier, text.as_bytes()), Ok(Content::NotUsed), "{text:?}");
    }
    for end in ["", "\n", "\r\n"] {
        let text = format!("id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId{end}");
        let (header, body) = rows(&Table::Concept, text.as_bytes());
        assert_eq!(header.rows(body, 2).count(), 0, "{end:?}");
    }
}

#[test]
fn parts_together_are_the_whole_with_the_same_lines() {
    let mut text = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n".to_owned();
    for item in 100..400 {
        let id = Sctid::build(item, None, snomed_ct_parsing::sctid::ComponentKind::Concept).unwrap();
        writeln!(text, "{id}\t20020131\t1\t{CORE}\t900000000000074008\r").unwrap();
    }
    let (header, body) = rows(&Table::Concept, text.as_bytes());
    let read = |bytes, line| -> Vec<(u64, Sctid)> {
        header.rows(bytes, line).map(|row| row.unwrap()).map(|row| (row.line(), row.sctid(0).unwrap())).collect()
    };
    let whole = read(body, 2);
    assert_eq!(whole.last().unwrap().0, 301);
    for about in [0, 1, 2, 61, 62, 63, 1000, 1 << 20] {
        let parts = parts(body, 2, about);
        let together: Vec<_> = parts.iter().flat_map(|(bytes, line)| read(bytes, *line)).collect();
        assert_eq!(together, whole, "{about}");
        assert_eq!(parts.len() > 1, about < 10_000, "{about}");
    }
}
