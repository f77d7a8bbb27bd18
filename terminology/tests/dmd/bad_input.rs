//! What is wrong with a release is told by file, line and column; what can be kept is kept and noted.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use dcr_terminology::dmd::{Dmd, Role, document, load};
use dcr_terminology::load::{LoadError, Progress};

use crate::support::{changed, id, loaded, recognised, testdata, try_loaded};

/// What is told of a release with changed files; the folder is left out.
fn told(changes: &[(&str, &str, &str)]) -> String {
    let folder = changed("week-6", changes);
    let error = try_loaded(&[folder.path().to_owned()], None).err().map(|error| error.to_string());
    error.unwrap_or_else(|| "nothing".to_owned()).replace(&format!("{}/", folder.path().display()), "")
}

/// What is told of one document.
fn told_of(text: &str) -> String {
    document("f_vtm2_3.xml", text.as_bytes()).err().map_or_else(|| "nothing".to_owned(), |error| error.to_string())
}

/// Every case and what is told of it: its name, the file that is changed, what in it, to what.
fn tell(cases: &[(&str, &str, &str, &str)]) -> String {
    let mut all = String::new();
    for (name, kind, from, to) in cases {
        let _ = writeln!(all, "{name}:\n  {}", told(&[(*kind, *from, *to)]));
    }
    all
}

#[test]
fn what_is_no_element_is_told_with_its_place() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("an unknown element", "vmp2", "<DF_INDCD>1</DF_INDCD>", "<COLOR>1</COLOR>"),
        ("an unknown part", "vmp2", "<VMPS>", "<VMPZ>"),
        ("an unknown list", "lookup", "<FLAVOUR>", "<FLAVOR>"),
        ("an unknown row", "amp2", "<AMP>", "<AMPX>"),
        ("an element in an element", "vmp2", "<NM>Examplamine 10mg", "<NM>Examplamine <B/>10mg"),
        ("an element twice", "vmp2", "<DF_INDCD>1</DF_INDCD>", "<DF_INDCD>1</DF_INDCD><DF_INDCD>1</DF_INDCD>"),
        ("an attribute", "amp2", "<AMPS>", "<AMPS  id=\"1\">"),
        ("an attribute of the root", "amp2", "xmlns=\"\"", "xmlns=\"urn:other\""),
        ("an attribute twice", "amp2", "xmlns=\"\"", "xmlns=\"\" xmlns=\"\""),
        ("text between rows", "amp2", "<AMPS>", "<AMPS>some"),
        ("a blank that is none", "amp2", "<AMPS>", "<AMPS>\u{a0}"),
        ("text in a row", "amp2", "<NM>Examplex 10mg tablets</NM>", "Examplex 10mg tablets"),
        ("two documents", "vtm2", "</VIRTUAL_THERAPEUTIC_MOIETIES>", "</VIRTUAL_THERAPEUTIC_MOIETIES><VTM/>"),
        ("an end that does not fit", "vtm2", "</NM>", "</MN>"),
        ("another root", "vtm2", "VIRTUAL_THERAPEUTIC_MOIETIES ", "VIRTUAL_MED_PRODUCTS "),
        ("a document type", "vtm2", "?>\n", "?>\n<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>\n"),
        ("an entity", "vtm2", "<NM>Examplamine<", "<NM>Ex&pound;mplamine<"),
        ("a character that is none", "vtm2", "<NM>Examplamine<", "<NM>Ex&#1;amplamine<"),
        ("a control character", "vtm2", "<NM>Examplamine<", "<NM>Ex\u{1b}amplamine<"),
        ("an instruction", "vtm2", "<VTM>", "<?xml-stylesheet href=\"a\"?><VTM>"),
        ("another encoding", "vtm2", "encoding=\"utf-8\"", "encoding=\"iso-8859-1\""),
        ("two parts of one name", "amp2", "<AMPS>", "<AMPS></AMPS><AMPS>"),
    ];
    insta::assert_snapshot!(tell(cases));
}

#[test]
fn what_is_no_value_is_told_with_its_place() {
    let vpid = format!("<VPID>{}</VPID>", id(201));
    let vtm = format!("<VTMID>{}</VTMID>", id(101));
    let wrong = format!("<VPID>{}</VPID>", id(201) / 10 * 10 + (id(201) + 1) % 10);
    let again = format!("<VPID>{}</VPID>", id(203));
    let price = |item| format!("<APPID>{}</APPID>\n      <PRICE>0", id(item));
    let bare = format!("</AMPP><AMPP><AMPPID>{}</AMPPID></AMPP>", id(503));
    let strength = "<STRNT_NMRTR_VAL>.5</STRNT_NMRTR_VAL>";
    let cases: &[(&str, &str, &str, &str)] = &[
        ("a missing identifier", "vmp2", &vpid, ""),
        ("a missing name", "vtm2", "<NM>Examplamine</NM>", ""),
        ("a blank name", "vtm2", "<NM>Examplamine</NM>", "<NM> </NM>"),
        ("a wrong check digit", "vmp2", &vpid, &wrong),
        ("letters in an identifier", "vmp2", &vpid, "<VPID>2O11999999109</VPID>"),
        ("an identifier with a zero before it", "vmp2", &vpid, "<VPID>02011999999109</VPID>"),
        ("an empty identifier", "vmp2", &vtm, "<VTMID></VTMID>"),
        ("an identifier twice", "vmp2", &vpid, &again),
        ("month 13", "vmp2", "2020-01-31", "2020-13-31"),
        ("30 February", "vmp2", "2020-01-31", "2020-02-30"),
        ("a day the other way round", "vmp2", "2020-01-31", "31/01/2020"),
        ("a price with a point", "ampp2", "<PRICE>1199</PRICE>", "<PRICE>11.99</PRICE>"),
        ("a price below nothing", "ampp2", "<PRICE>1199</PRICE>", "<PRICE>-1</PRICE>"),
        ("a price for a pack twice", "ampp2", &price(502), &price(501)),
        ("a flag of 2", "vmp2", "<SUG_F>0001</SUG_F>", "<SUG_F>2</SUG_F>"),
        ("a strength in words", "vmp2", strength, "<STRNT_NMRTR_VAL>half</STRNT_NMRTR_VAL>"),
        ("a strength without end", "vmp2", strength, "<STRNT_NMRTR_VAL>INF</STRNT_NMRTR_VAL>"),
        ("a barcode of 12 digits", "gtin", "<GTIN>5020999000015</GTIN>", "<GTIN>502099900001</GTIN>"),
        ("a barcode without its pack", "gtin", &format!("<AMPPID>{}</AMPPID>", id(502)), ""),
        ("a pack without barcodes", "gtin", "</AMPP>", &bare),
    ];
    insta::assert_snapshot!(tell(cases));
}

#[test]
fn documents_that_never_end_are_bounded() {
    let mut all = String::new();
    let cases = [
        ("nesting 100,000 deep", "<VTM>".repeat(100_000)),
        (
            "nesting 100,000 deep within the layout",
            format!("<VIRTUAL_THERAPEUTIC_MOIETIES>{}", "<VTM>".repeat(100_000)),
        ),
        ("nesting in a name", format!("<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><NM>{}", "<NM>".repeat(100_000))),
        ("a name of a megabyte", format!("<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><NM>{}</NM>", "x".repeat(1 << 20))),
        ("a name of 5,000 letters", format!("<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><NM>{}</NM>", "x".repeat(5000))),
        (
            "a name in a million pieces",
            format!("<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><NM>{}</NM>", "&amp;".repeat(1_000_000)),
        ),
        ("a tag of a megabyte", format!("<VIRTUAL_THERAPEUTIC_MOIETIES {}>", " ".repeat(1 << 20))),
        ("10,000 attributes", format!("<VIRTUAL_THERAPEUTIC_MOIETIES {}>", "a=\"\" ".repeat(10_000))),
        ("a comment of a megabyte", format!("<!--{}-->", "x".repeat(1 << 20))),
        ("blanks alone", " \n".repeat(10)),
        ("nothing", String::new()),
        ("no markup", "VTMID,NM\n1,Examplamine\n".to_owned()),
        (
            "a billion laughs",
            "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><LOOKUP>&lol2;</LOOKUP>".to_owned(),
        ),
    ];
    for (name, text) in cases {
        let _ = writeln!(all, "{name}:\n  {}", told_of(&text));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_file_cut_short_anywhere_is_an_error() {
    let text = std::fs::read(testdata("week-6/f_vtm2_3050224.xml")).unwrap();
    let whole = document("f_vtm", &text).unwrap();
    assert_eq!(whole.rows().count(), 3);
    let end = text.iter().rposition(|byte| *byte == b'>').unwrap();
    for length in 0..=end {
        assert!(document("f_vtm", &text[..length]).is_err(), "cut to {length} bytes");
    }
}

#[test]
fn errors_are_short_however_long_a_name_is() {
    let long = "é".repeat(20_000);
    for text in [
        format!("<VIRTUAL_THERAPEUTIC_MOIETIES><VTM></V{long}></VIRTUAL_THERAPEUTIC_MOIETIES>"),
        format!("<VIRTUAL_THERAPEUTIC_MOIETIES><V{long} a=\"1\"/></VIRTUAL_THERAPEUTIC_MOIETIES>"),
        format!("<VIRTUAL_THERAPEUTIC_MOIETIES><V{long} a/></VIRTUAL_THERAPEUTIC_MOIETIES>"),
        format!("<VIRTUAL_THERAPEUTIC_MOIETIES><V{long}>"),
        format!("<V{long}/>"),
        format!("<VIRTUAL_THERAPEUTIC_MOIETIES>&{long};</VIRTUAL_THERAPEUTIC_MOIETIES>"),
    ] {
        let error = document("f_vtm", text.as_bytes()).unwrap_err().to_string();
        assert!(error.len() < 4000, "{} bytes: {error:.200}", error.len());
    }
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let text = b"<VIRTUAL_THERAPEUTIC_MOIETIES><VTM><NM>Ex\xFFamplamine</NM></VTM></VIRTUAL_THERAPEUTIC_MOIETIES>";
    insta::assert_snapshot!(document("f_vtm2_3.xml", text).unwrap_err(), @"f_vtm2_3.xml, line 1, column 40: expected text in UTF-8, found bytes that are not");
    let wide: Vec<u8> = "<VIRTUAL_THERAPEUTIC_MOIETIES/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(document("f_vtm2_3.xml", &wide).is_err());
}

#[test]
fn files_that_do_not_make_a_release_are_told() {
    let mut all = String::new();
    let mut tell =
        |name: &str, changes: &[(&str, &str, &str)], rename: Option<(&str, &str)>, copy: Option<(&str, &str)>| {
            let folder = changed("week-6", changes);
            let at = |name: &str| folder.path().join(name);
            if let Some((from, to)) = rename {
                std::fs::rename(at(from), at(to)).unwrap();
            }
            if let Some((from, to)) = copy {
                std::fs::copy(testdata(from), at(to)).unwrap();
            }
            let place = format!("{}/", folder.path().display());
            match try_loaded(&[folder.path().to_owned()], None) {
                Err(error) => {
                    let _ = writeln!(all, "{name}:\n  {}", error.to_string().replace(&place, ""));
                }
                Ok(loaded) => {
                    let _ =
                        writeln!(all, "{name}: loaded\n  {}", loaded.summary.notes.join("\n  ").replace(&place, ""));
                }
            }
        };
    tell("the lookup file is missing", &[("lookup", "", "")], None, None);
    tell("three files are missing", &[("lookup", "", ""), ("amp2", "", ""), ("vmp2", "", "")], None, None);
    tell(
        "barcodes and bonus files are missing",
        &[("gtin", "", ""), ("bnf", "", ""), ("history", "", ""), ("vtm_ing", "", "")],
        None,
        None,
    );
    tell(
        "two different files of one kind and day",
        &[],
        None,
        Some(("week-7/f_vmpp2_3120224.xml", "f_vmpp2_3050224 (1).xml")),
    );
    tell("one file twice", &[], None, Some(("week-6/f_vmp2_3050224.xml", "vmp-copy.xml")));
    tell("two files of one kind and two days", &[], None, Some(("week-7/f_vmp2_3120224.xml", "f_vmp2_3120224.xml")));
    tell("files of two releases", &[], Some(("f_amp2_3050224.xml", "f_amp2_3120224.xml")), None);
    tell("barcodes of another day", &[], Some(("f_gtin2_0050224.xml", "f_gtin2_0080224.xml")), None);
    tell("a version that is not known", &[], Some(("f_amp2_3050224.xml", "f_amp2_4050224.xml")), None);
    tell("a day that is none", &[], Some(("f_amp2_3050224.xml", "f_amp2_3310224.xml")), None);
    tell("no day in the names", &[], Some(("f_amp2_3050224.xml", "f_amp2_test.xml")), None);
    tell("a schema", &[], None, Some(("week-6/f_vtm2_3050224.xml", "vtm_v2_3.xsd")));
    insta::assert_snapshot!(all);
}

#[test]
fn what_names_nothing_is_noted_and_kept() {
    let (nowhere, short) = (format!("<VTMID>{}</VTMID>", id(199)), "<VTMID>123</VTMID>".to_owned());
    let vtm = format!("<VTMID>{}</VTMID>", id(101));
    let description = "<ISID>2011999999113</ISID>";
    let folder = changed(
        "week-6",
        &[
            ("vmp2", &vtm, &nowhere),
            ("vmp2", &vtm, &short),
            ("vmp2", "<CATCD>0002</CATCD>", "<CATCD>0042</CATCD>"),
            ("vmp2", &format!("<ISID>{}</ISID>", id(602)), description),
            ("gtin", "5020999000015", "5020999000016"),
            ("vmpp2", &format!("<PRNTVPPID>{}</PRNTVPPID>", id(404)), "one and one"),
            ("vmpp2", &format!("<CHLDVPPID>{}</CHLDVPPID>", id(405)), ""),
        ],
    );
    let loaded = loaded(folder.path().to_owned(), None);
    let notes = loaded.summary.notes.join("\n").replace(&format!("{}/", folder.path().display()), "");
    insta::assert_snapshot!(notes);
    let dmd = &loaded.dmd;
    let tablets = dmd.vmp(id(201)).unwrap();
    assert_eq!(tablets.vtm(), None);
    assert_eq!(tablets.row().get("VTMID").unwrap().to_string(), id(199).to_string(), "as it is written");
    let category = dmd.vmp(id(203)).unwrap().controlled_drug_category().unwrap();
    assert_eq!((category.code, category.words), (42, None));
    assert_eq!(dmd.by_barcode("5020999000016").len(), 1);
    assert_eq!(dmd.vmpp(id(404)).unwrap().contents().count(), 0);
}

#[test]
fn a_load_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let stop = AtomicBool::new(false);
    let told = |progress: Progress<'_>| {
        if matches!(progress, Progress::Read { .. }) {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let files = recognised(&[testdata("week-6")]).unwrap();
    assert!(files.iter().all(|(_, role)| matches!(role, Role::File { .. })));
    let error = load(&files, None, &folder.path().join("index"), &told, &stop).unwrap_err();
    assert!(matches!(error, LoadError::Interrupted), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn an_index_that_is_none_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    assert!(Dmd::open(&path).is_err());
    let week = loaded(testdata("week-6"), None);
    let whole = std::fs::read(week.dmd.container().path()).unwrap();
    for length in (0..whole.len()).step_by(97) {
        std::fs::write(&path, &whole[..length]).unwrap();
        assert!(Dmd::open(&path).is_err(), "cut to {length} bytes");
    }
}

/// Asks everything of an index that may be damaged; what comes of it does not matter.
fn ask(dmd: &Dmd) {
    for entry in dmd.entries() {
        let _ =
            (entry.description().len(), entry.parents().len(), entry.children().len(), entry.bnf(), entry.daily_dose());
        let _ = (dmd.resolve(entry.id()).len(), entry.previous_ids().len(), format!("{:?}", entry.row()).len());
    }
    for change in dmd.changes() {
        let _ = (dmd.resolve(change.previous).len(), dmd.resolve(change.current).len());
    }
    let _ = (dmd.gone().count(), dmd.by_barcode("5020999000015").len(), dmd.by_bnf("09").len(), dmd.by_atc("X").len());
    for query in ["examplamine", "tab 10", "exmplamine"] {
        let _ = dmd.search(query, &[], 10).map(|hits| hits.entries.len());
    }
}

#[test]
fn a_damaged_index_is_never_worse_than_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let week = loaded(testdata("week-6"), None);
    let whole = std::fs::read(week.dmd.container().path()).unwrap();
    let mut asked = 0;
    for (at, bits) in (0..whole.len()).step_by(17).zip([0xFF, 0x80, 0x01, 0x10].into_iter().cycle()) {
        let mut changed = whole.clone();
        changed[at] ^= bits;
        std::fs::write(&path, &changed).unwrap();
        let Ok(dmd) = Dmd::open(&path) else { continue };
        asked += 1;
        ask(&dmd);
    }
    assert!(asked > 500, "{asked}");
}
