//! What is refused: where, what was expected, what was found.

use std::fmt::Write as _;

use snomed_ct_parsing::rf2::{MOST_BYTES, Pattern, Table};

use super::support::first_error;

const CONCEPT: &str = "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\r\n";
const DESCRIPTION: &str =
    "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\r\n";
const SIMPLE: &str = "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\r\n";

fn concept(row: &str) -> Vec<u8> {
    format!("{CONCEPT}138875005\t20020131\t1\t900000000000207008\t900000000000074008\r\n{row}").into_bytes()
}

fn description(term: &[u8]) -> Vec<u8> {
    let before = "210860014\t20180831\t1\t900000000000207008\t131148009\ten\t900000000000013009\t";
    [DESCRIPTION.as_bytes(), before.as_bytes(), term, b"\t900000000000448009\r\n"].concat()
}

fn cases() -> Vec<(&'static str, Table, Vec<u8>)> {
    let simple = Table::Refset(Pattern::parse("").unwrap(), None);
    let coloured = Table::Refset(Pattern::parse("cc").unwrap(), None);
    let text = |text: &str| text.as_bytes().to_vec();
    let member = |id: &str| {
        format!("{SIMPLE}{id}\t20220131\t1\t900000000000207008\t900000000000490003\t138875005\r\n").into_bytes()
    };
    vec![
        ("a quotation mark in a term", Table::Description, description(b"5\" tube \"A")),
        ("columns in another order", Table::Concept, {
            text(
                "active\tid\tmoduleId\teffectiveTime\tdefinitionStatusId\n\
                 1\t138875005\t900000000000207008\t20020131\t900000000000074008\n",
            )
        }),
        ("not used", Table::Identifier, text("NOT USED\r\n")),
        ("not used, but rows", Table::Identifier, text("NOT USED\r\n705114005\t634-6\r\n")),
        ("a missing column", Table::Concept, text("id\teffectiveTime\tactive\tmoduleId\r\n")),
        ("an unknown column", Table::Concept, text(&CONCEPT.replace("\r\n", "\tcolour\r\n"))),
        ("a column twice", Table::Concept, text(&CONCEPT.replace("\r\n", "\tID\r\n"))),
        ("too few columns for a pattern", coloured, text(&SIMPLE.replace("\r\n", "\tcolourId\r\n"))),
        ("too many columns for a pattern", simple, text(&SIMPLE.replace("\r\n", "\tcolourId\r\n"))),
        ("more columns than any table", coloured, text(&"colour\t".repeat(40))),
        ("an empty file", Table::Concept, vec![]),
        ("a file of the wrong table", Table::Concept, description(b"Bleeding")),
        ("a file of spreadsheet commas", Table::Concept, text("id,effectiveTime,active\r\n")),
        ("a header that is not UTF-8", Table::Concept, b"id\teffective\xffTime\n".to_vec()),
        ("a wrong check digit", Table::Concept, concept("138875006\t20020131\t1\t900000000000207008\t1\r\n")),
        ("19 digits", Table::Concept, concept("1388750051388750055\t20020131\t1\t900000000000207008\t1\r\n")),
        ("the identifier of another kind", Table::Concept, concept("2957222010\t20020131\t1\t1\t1\r\n")),
        ("an identifier as a spreadsheet leaves it", Table::Concept, concept("1.38E+08\t20020131\t1\t1\t1\r\n")),
        ("month 13", Table::Concept, concept("138875005\t20021331\t1\t900000000000207008\t1\r\n")),
        ("the 29th of February", Table::Concept, concept("138875005\t20230229\t1\t900000000000207008\t1\r\n")),
        ("a date of another country", Table::Concept, concept("138875005\t31/01/2002\t1\t1\t1\r\n")),
        ("boolean 2", Table::Concept, concept("138875005\t20020131\t2\t900000000000207008\t1\r\n")),
        ("an empty module", Table::Concept, concept("138875005\t20020131\t1\t\t900000000000074008\r\n")),
        ("a bad UUID", simple, member("301f4f24-b048-5f36-b71a-22f8fdd38a9")),
        ("a UUID with a stray letter", simple, member("301f4f24-b048-5f36-b71a-22f8fdd38a9g")),
        ("a UUID in braces", simple, member("{301f4f24-b048-5f36-b71a-22f8fdd38a92}")),
        ("a row cut in the middle", Table::Concept, concept("138875005\t20020131\t1\t9000")),
        (
            "a row cut in its last column",
            Table::Concept,
            concept("138875005\t20020131\t1\t900000000000207008\t9000000"),
        ),
        ("a row too short", Table::Concept, concept("138875005\t20020131\t1\r\n")),
        ("a row too long", Table::Concept, concept("138875005\t20020131\t1\t1\t1\t1\r\n")),
        ("an empty line", Table::Concept, concept("\r\n")),
        ("a term that is not UTF-8", Table::Description, description(b"Caf\xe9")),
        ("an empty term", Table::Description, description(b"")),
        ("a row longer than any", Table::Description, description(&vec![b'a'; MOST_BYTES])),
    ]
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let mut said = String::new();
    for (case, table, bytes) in cases() {
        let error = first_error(&table, &bytes).map_or("fine".to_owned(), |error| error.to_string());
        writeln!(said, "{case}\n    {error}").unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_last_row_without_an_end_is_whole_only_where_a_cut_would_show() {
    let owl = Table::Refset(Pattern::parse("s").unwrap(), None);
    let member = "301f4f24-b048-5f36-b71a-22f8fdd38a92\t20220131\t1\t900000000000207008\t733073007\t138875005\tAx(:1)";
    let text = format!("{}\towlExpression\r\n{member}", SIMPLE.trim_end());
    let error = first_error(&owl, text.as_bytes()).unwrap();
    assert_eq!(
        (error.line, error.expected.as_str()),
        (2, "a whole last row, 7 columns and the end of the line, not 7 columns and the end")
    );
    assert_eq!(first_error(&owl, format!("{text}\n").as_bytes()), None);
    let whole = concept("138875005\t20020131\t1\t900000000000207008\t900000000000074008");
    assert_eq!(first_error(&Table::Concept, &whole), None);
}

#[test]
fn reading_goes_on_after_a_row_that_cannot_be_read() {
    use snomed_ct_parsing::rf2::{Content, open};
    let bytes = concept("short\r\n138875005\t20020131\t1\t900000000000207008\t900000000000074008\r\n");
    let Content::Rows(header, body) = open(&Table::Concept, &bytes).unwrap() else { panic!("not used") };
    let lines: Vec<Result<u64, u64>> =
        header.rows(body, 2).map(|row| row.map(|row| row.line()).map_err(|error| error.line)).collect();
    assert_eq!(lines, [Ok(2), Err(3), Ok(4)]);
}
