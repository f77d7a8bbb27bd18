//! The leaflet, the form, and the choice on a form that came back.

use crate::sandbox::{FILTERS, Sandbox};

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

fn printed(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let output = sandbox.command(&[&["consent", "leaflet"], arguments].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_five_choices_in_plain_words() {
    insta::assert_snapshot!("leaflet_text", printed(&demo(), &["--blank"]));
    insta::assert_snapshot!("leaflet_page", printed(&demo(), &["--blank", "--format", "page"]));
}

#[test]
fn no_line_is_longer_than_a_large_print_page_holds() {
    let text = printed(&demo(), &["--blank"]);
    assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
    let html = printed(&demo(), &["--blank", "--format", "html"]);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">"), "{html}");
    assert_eq!(html.matches("<h1>").count(), 1);
    for outside in ["http", "src=", "<script", "@import", "url("] {
        assert!(!html.contains(outside), "it loads nothing: {outside}");
    }
}

/// Every element that is opened is closed, in order.
#[test]
fn the_html_is_well_formed() {
    for format in ["html", "page"] {
        let html = printed(&demo(), &["--blank", "--format", format]);
        let xml = html.trim_start_matches("<!DOCTYPE html>\n").replace("<meta charset=\"utf-8\">", "");
        let xml = xml.replace("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "");
        roxmltree::Document::parse(&xml).unwrap();
    }
}

#[test]
fn a_translation_is_a_file() {
    let mut sandbox = demo();
    let words = printed(&sandbox, &["--print-wording"]);
    let other = words.replace("language = \"en\"", "language = \"ar\"\nright_to_left = true");
    let other = other.replace("\"Yes 1\"", "\"<b>1</b> & \\\"more\\\"\"");
    let other = other.replace("advice = ", "ways = [[\"Telephone\", \"01632 960000\"]]\nadvice = ");
    sandbox.write("work/ar.toml", &other);
    let html = printed(&sandbox, &["--blank", "--wording", "ar.toml", "--format", "html"]);
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(html.contains("&lt;b&gt;1&lt;/b&gt; &amp; &quot;more&quot;") && !html.contains("<b>"));
    assert!(html.contains("<span class=\"name\">Telephone:</span> 01632 960000"));
    for (bad, why) in [
        (other.replace("no_heading", "no_headings"), "no_headings"),
        (other.replace("title = \"Who", "title = \"\\u001b[31mWho"), "title"),
        (other.replace("language = \"ar\"", "language = \"\\\"><script>\""), "language"),
        ("language = 3".to_owned(), "cannot be read"),
    ] {
        std::fs::write(sandbox.path("work/bad.toml"), bad).unwrap();
        let output = sandbox.command(&["consent", "leaflet", "--blank", "--wording", "bad.toml"]).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(why), "{why}: {told}");
    }
}

/// The reference on the form is all that names the person, and enters their choice once.
#[test]
fn a_returned_form_is_entered_by_its_reference() {
    let mut sandbox = demo();
    sandbox.run("consent leaflet 9990000018");
    let form = printed(&sandbox, &["9990000018", "--as", "records.moss"]);
    assert!(!form.contains("0018") && !form.to_lowercase().contains("ridgeway"));
    let line = form.lines().find(|line| line.starts_with("Reference of this form: ")).unwrap();
    let reference = line.trim_start_matches("Reference of this form: ").to_owned();
    let other = printed(&sandbox, &["9990000018", "--as", "records.moss"]);
    assert!(!other.contains(&reference), "each form has its own");
    // One character misread.
    let last = if reference.ends_with('2') { "3" } else { "2" };
    let misread = format!("{}{last}", &reference[..reference.len() - 1]);
    sandbox.run(&format!("consent set --form {misread} no-2 --as records.moss"));
    sandbox.run("consent set --form 0000-0000-000 no-2 --as records.moss");
    sandbox.run(&format!("consent set --form {reference} maybe --as records.moss"));
    sandbox.run(&format!("consent set --form {reference} 9990000026 no-2 --as records.moss"));
    sandbox.run(&format!("consent set --form {reference} no-2"));
    let sloppy = reference.to_lowercase().replace('-', "");
    sandbox.run(&format!("consent set --form {sloppy} no-2 --as records.moss"));
    sandbox.run("record show 9990000018 --permission given");
    sandbox.run(&format!("consent set --form {reference} yes-3 --as records.moss"));
    let transcript = sandbox
        .transcript()
        .replace(&misread, "MISREAD")
        .replace(&reference, "REFERENCE")
        .replace(&sloppy, "reference");
    let mut filters = FILTERS.to_vec();
    filters.push((r"form [0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}", "form REFERENCE"));
    insta::with_settings!({filters => filters}, { insta::assert_snapshot!(transcript) });
}
