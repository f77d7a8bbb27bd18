//! The manual pages and completions that are committed are those of this command line.

use std::path::Path;

use crate::sandbox::{Sandbox, files};

#[test]
fn man_and_completions_are_up_to_date() {
    let sandbox = Sandbox::new();
    let made = sandbox.path("made");
    let status = sandbox.command(&["generate", made.to_str().unwrap()]).status().unwrap();
    assert!(status.success());
    for folder in ["man", "completions"] {
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let stale = format!("{folder}/ is stale: run `cargo run -- generate`");
        assert_eq!(files(&committed), files(&made.join(folder)), "{stale}");
        for name in files(&committed) {
            let content = |folder: &Path| std::fs::read_to_string(folder.join(&name)).unwrap();
            assert!(content(&committed) == content(&made.join(folder)), "{stale} ({name})");
        }
    }
}

#[test]
fn a_page_can_be_had_by_its_command() {
    let sandbox = Sandbox::new();
    let output = sandbox.command(&["man", "config", "show"]).output().unwrap();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("man/dcr-config-show.1");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), std::fs::read_to_string(committed).unwrap());
}
