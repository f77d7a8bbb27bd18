use std::sync::atomic::AtomicBool;

use proptest::prelude::*;

use super::*;
use crate::load::LoadError;

const COMMAS: Separated = Separated { by: ',', enclosed: true };
const BARS: Separated = Separated { by: '|', enclosed: false };

fn rows(bytes: &[u8], separated: Separated, columns: usize) -> Result<Vec<Vec<String>>, LoadError> {
    let file = TextFile::of("a.txt", bytes.to_vec());
    let mut rows = Vec::new();
    file.each((separated, columns, 0), &AtomicBool::new(false), |row| {
        rows.push(row.fields().iter().map(ToString::to_string).collect());
        Ok(())
    })?;
    Ok(rows)
}

#[test]
fn quotation_marks_enclose_only_where_the_layout_says_so() {
    let found = rows(b"\"a,b\",\"c \"\"d\"\"\",e\"f\r\n,\"\",\n", COMMAS, 3).unwrap();
    assert_eq!(found, [["a,b", "c \"d\"", "e\"f"], ["", "", ""]]);
    assert_eq!(rows(b"\"a|b\"\r\n", BARS, 2).unwrap(), [["\"a", "b\""]]);
}

#[test]
fn what_is_no_row_is_an_error_with_its_place() {
    let errors: Vec<String> = [
        (&b"a,b\nc\n"[..], COMMAS),
        (b"a,b\n\nc,d\n", COMMAS),
        (b"a,b\nc,d,e\n", COMMAS),
        (b"a,\"b\nc,d\n", COMMAS),
        (b"a,\"b\"c\n", COMMAS),
        (b"a|b\nc|d\te\n", BARS),
        (b"a|b\nc|d\x00\n", BARS),
        (b"a|\xe9\nc|\x93\n", BARS),
    ]
    .into_iter()
    .map(|(bytes, separated)| rows(bytes, separated, 2).unwrap_err().to_string())
    .collect();
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn a_row_has_its_bounds() {
    assert_eq!(rows(&[b'|'; 63], BARS, 64).unwrap()[0].len(), 64);
    let errors = [vec![b'|'; 1 << 20], [vec![b'x'; 4097], b"|b".to_vec()].concat()];
    let errors = errors.map(|bytes| rows(&bytes, BARS, 2).unwrap_err().to_string());
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn a_file_has_one_encoding() {
    let notes = |bytes: &[u8]| TextFile::of("a.txt", bytes.to_vec()).notes().to_vec();
    assert_eq!(rows("\u{feff}Ménière|b\r\n".as_bytes(), BARS, 2).unwrap(), [["Ménière", "b"]]);
    assert!(notes("Ménière|b\r\n".as_bytes()).is_empty());
    assert_eq!(rows(b"a|b\nM\xe9ni\xe8re|b\n\x1a", BARS, 2).unwrap()[1], ["Ménière", "b"]);
    insta::assert_snapshot!([notes(b"a|b\nM\xe9ni\xe8re|b\n"), notes(b"a|b")].concat().join("\n"));
}

#[test]
fn an_interrupted_read_says_so() {
    let file = TextFile::of("a.txt", b"a\n".repeat(5000));
    let read = file.each((BARS, 1, 0), &AtomicBool::new(true), |_| Ok(()));
    assert!(matches!(read, Err(LoadError::Interrupted)));
}

#[test]
fn columns_are_found_by_name() {
    let known = [
        Column { name: "MapId", names: &["MapId"], required: true },
        Column { name: "IS_ASSURED", names: &["IS_ASSURED", "ISASSURED"], required: false },
    ];
    let read = |line: &str| {
        TextFile::of("a.txt", line.as_bytes().to_vec()).first(BARS, |row| {
            let header = Header::read(row, &known)?;
            Ok((header.columns(), header.place(0), header.place(1)))
        })
    };
    assert_eq!(read("isassured|MAPID\r\n").unwrap(), (2, Some(1), Some(0)));
    assert_eq!(read("mapid").unwrap(), (1, Some(0), None));
    let errors: Vec<_> =
        ["IS_ASSURED", "MapId|Colour", "MapId|MAPID", ""].map(|line| read(line).unwrap_err().to_string()).into();
    insta::assert_snapshot!(errors.join("\n"));
}

proptest! {
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = rows(&bytes, COMMAS, 2);
        let _ = rows(&bytes, BARS, 2);
    }

    #[test]
    fn what_is_enclosed_comes_back(fields in prop::collection::vec("[a-z,\" ]{0,8}", 1..5)) {
        let line: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
        let found = rows(format!("{}\r\n", line.join(",")).as_bytes(), COMMAS, fields.len()).unwrap();
        prop_assert_eq!(&found[0], &fields);
    }
}
