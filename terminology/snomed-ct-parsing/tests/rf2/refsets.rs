//! Reference sets by their column patterns.

use snomed_ct_parsing::rf2::{Content, Field, Header, Member, Pattern, RefsetKind, Table, open};

use super::support::{fields, rows};

const MEMBER: &str = "301f4f24-b048-5f36-b71a-22f8fdd38a92\t20020731\t1\t900000000000207008\t900000000000490003\t\
                      220306011";
const COLUMNS: &str = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId";

fn header(letters: &str, own: &str) -> (String, Table) {
    let header = if own.is_empty() { COLUMNS.to_owned() } else { format!("{COLUMNS}\t{own}") };
    (header, Table::Refset(Pattern::parse(letters).unwrap(), None))
}

fn kind(letters: &str, own: &str) -> Option<RefsetKind> {
    let (header, table) = header(letters, own);
    match open(&table, header.as_bytes()).unwrap() {
        Content::Rows(header, _) => header.refset(),
        Content::NotUsed => None,
    }
}

#[test]
fn every_published_pattern_is_known_by_its_columns() {
    let complex = "mapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId";
    let expected = [
        ("", "", RefsetKind::Simple),
        ("c", "acceptabilityId", RefsetKind::Language),
        ("c", "targetComponentId", RefsetKind::Association),
        ("c", "targetComponent", RefsetKind::Association),
        ("c", "valueId", RefsetKind::AttributeValue),
        ("c", "mrcmRuleRefsetId", RefsetKind::MrcmModuleScope),
        ("c", "colourId", RefsetKind::Other),
        ("s", "mapTarget", RefsetKind::SimpleMap),
        ("s", "owlExpression", RefsetKind::Owl),
        ("ss", "mapTarget\tmapTargetDescription", RefsetKind::SimpleMapWithDescription),
        ("ss", "targetEffectiveTime\tsourceEffectiveTime", RefsetKind::ModuleDependency),
        ("iisssc", complex, RefsetKind::ComplexMap),
        ("iissscc", &format!("{complex}\tmapCategoryId"), RefsetKind::ExtendedMap),
        ("iisssci", &format!("{complex}\tmapBlock"), RefsetKind::ExtendedMapWithBlock),
        ("cci", "attributeDescription\tattributeType\tattributeOrder", RefsetKind::RefsetDescriptor),
        ("ci", "descriptionFormat\tdescriptionLength", RefsetKind::DescriptionType),
        ("ci", "targetComponentId\torder", RefsetKind::OrderedAssociation),
        ("i", "order", RefsetKind::Ordered),
        ("scs", "languageDialectCode\ttypeId\tvalue", RefsetKind::ComponentAnnotation),
        ("sscs", "referencedMemberId\tlanguageDialectCode\ttypeId\tvalue", RefsetKind::MemberAnnotation),
        ("sscc", "rangeConstraint\tattributeRule\truleStrengthId\tcontentTypeId", RefsetKind::MrcmAttributeRange),
        (
            "cisscc",
            "domainId\tgrouped\tattributeCardinality\tattributeInGroupCardinality\truleStrengthId\tcontentTypeId",
            RefsetKind::MrcmAttributeDomain,
        ),
        (
            "sssssss",
            "domainConstraint\tparentDomain\tproximalPrimitiveConstraint\tproximalPrimitiveRefinement\t\
             domainTemplateForPrecoordination\tdomainTemplateForPostcoordination\tguideURL",
            RefsetKind::MrcmDomain,
        ),
        ("sccc", "mapTarget\tattributeId\tcorrelationId\tcontentOriginId", RefsetKind::Other),
    ];
    for (letters, own, expected) in expected {
        assert_eq!(kind(letters, own), Some(expected), "{letters} {own}");
    }
}

#[test]
fn a_member_of_a_map() {
    let own = "mapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId\tmapBlock";
    let (header, table) = header("iisssci", own);
    let text = format!("{header}\r\n{MEMBER}\t1\t2\tTRUE\tALWAYS \"A\"\tG35X\t447561005\t3\r\n");
    let (header, body) = rows(&table, text.as_bytes());
    let row = header.rows(body, 2).next().unwrap().unwrap();
    let member = Member::read(&row).unwrap();
    assert_eq!(member.id.to_string(), "301f4f24-b048-5f36-b71a-22f8fdd38a92");
    assert_eq!((member.refset.to_string(), member.component.to_string()), {
        ("900000000000490003".to_owned(), "220306011".to_owned())
    });
    let correlation = Field::Component("447561005".parse().unwrap());
    let integers = [Field::Integer(1), Field::Integer(2)];
    let texts = [Field::Text("TRUE"), Field::Text("ALWAYS \"A\""), Field::Text("G35X")];
    let expected = [&integers[..], &texts[..], &[correlation, Field::Integer(3)]].concat();
    assert_eq!(fields(&row).unwrap(), expected);
}

#[test]
fn columns_of_no_known_kind_keep_their_names_and_the_order_of_the_file() {
    let (header, table) = header("cissi", "first\tsecond\tthird\tfourth\tfifth");
    let text = format!("{header}\n{MEMBER}\t\t-7\t\t a \t2\n");
    let (header, body) = rows(&table, text.as_bytes());
    let names: Vec<&str> = header.columns()[Member::COLUMNS..].iter().map(|column| &*column.name).collect();
    assert_eq!(names, ["first", "second", "third", "fourth", "fifth"]);
    let row = header.rows(body, 2).next().unwrap().unwrap();
    let expected = [Field::Nothing, Field::Integer(-7), Field::Text(""), Field::Text(" a "), Field::Integer(2)];
    assert_eq!(fields(&row).unwrap(), expected);
}

#[test]
fn a_file_that_names_its_kind_must_have_its_columns() {
    let line = format!("{COLUMNS}\tcolourId");
    let named = Table::Refset(Pattern::parse("c").unwrap(), Some(RefsetKind::Language));
    let error = Header::read(&named, line.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("a column acceptabilityId"), "{error}");
}
