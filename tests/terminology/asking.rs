//! Asking what is loaded.

use crate::support::loaded;

#[test]
fn search() {
    let mut sandbox = loaded();
    sandbox
        .run("terminology search wind compl")
        .run("terminology search draugth")
        .run("terminology search examplamine --limit 3");
    sandbox
        .run("terminology search concept --system snomed-ct --limit 2 -o ndjson")
        .run("terminology search zzzz -o csv");
    sandbox.run("terminology search").run("terminology search x --limit 0");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn show() {
    let mut sandbox = loaded();
    sandbox
        .run("terminology show 138875005 --system snomed-ct")
        .run("terminology show W10..11")
        .run("terminology show 2031999999100");
    sandbox
        .run("terminology show 2511999999102 -o csv")
        .run("terminology show W1000 -o json")
        .run("terminology show 9999");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn products_are_shown_by_how_their_bnf_or_atc_code_begins() {
    let mut sandbox = loaded();
    sandbox.run("terminology show 09990100").run("terminology show 0999 -o csv").run("terminology show 099");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn map() {
    let mut sandbox = loaded();
    sandbox.run("terminology map W10.. --to snomed-ct").run("terminology map W10.. --to ctv3 -o csv");
    sandbox.run("terminology map W20.. --to snomed-ct --from read-v2").run("terminology map 2011999999109 --to bnf");
    sandbox.run("terminology map ?? --to snomed-ct").run("terminology map W10.. --to icd-11");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn explain() {
    let mut sandbox = loaded();
    for text in ["W10", "138875006", "1.38875E+08", "2031999999100", "A01.1", "EMISNQAB12", "999 000 0018", "wombat?"] {
        sandbox.run_with(text, "terminology explain -");
    }
    sandbox
        .run("terminology explain w1000 -o ndjson")
        .set("DCR_TERMINOLOGY", "nowhere")
        .run("terminology explain W10..");
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn expressions() {
    let mut sandbox = loaded();
    for expression in [
        "<< 7100109002",
        "^ *",
        "descendantOf 138875005 |SNOMED CT Concept| MINUS << 900000000000441003",
        "<< 138875005 {{ term = \"fictional\" }}",
        "<< 7100109002 : * = <",
        "< 999",
        "22298006",
    ] {
        sandbox.run_with(expression, "terminology ecl - --limit 5");
    }
    sandbox.run_with("< 138875005", "terminology ecl - --count -o json");
    sandbox.run_with("<< 138875005 OR *", "terminology ecl - --rewrite long");
    sandbox.run("terminology search fictional --in <7100109002 --limit 3").run("terminology search x --in <<");
    insta::assert_snapshot!(sandbox.transcript());
}
