//! The probes of RFC 6962 that other implementations publish: each has its written answer.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::audit::{Checkpoint, Growing, Hash, Note, SignatureError, VerifierKey, verify_consistency, verify_inclusion};
use serde_json::Value;

/// The folder of the corpus, where there is one.
pub(crate) fn corpus(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DCR_CORPUS").map(PathBuf::from)?;
    Some(root.join("audit").join(folder))
}

fn probes(folder: &Path) -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(probes(&path));
        } else {
            let probe = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            found.push((path, probe));
        }
    }
    found
}

/// A hash in base64; none where it is not one of 32 bytes.
fn hash(value: &Value) -> Option<Hash> {
    Hash::read(&STANDARD.decode(value.as_str()?).ok()?)
}

fn proof(probe: &Value) -> Option<Vec<Hash>> {
    match &probe["proof"] {
        Value::Null => Some(Vec::new()),
        hashes => hashes.as_array()?.iter().map(hash).collect(),
    }
}

fn includes(probe: &Value) -> Option<bool> {
    let (index, size) = (probe["leafIdx"].as_u64()?, probe["treeSize"].as_u64()?);
    let (leaf, root) = (hash(&probe["leafHash"])?, hash(&probe["root"])?);
    Some(verify_inclusion(index, size, leaf, &proof(probe)?, root).is_ok())
}

fn is_consistent(probe: &Value) -> Option<bool> {
    let earlier = (probe["size1"].as_u64()?, hash(&probe["root1"])?);
    let later = (probe["size2"].as_u64()?, hash(&probe["root2"])?);
    Some(verify_consistency(earlier, later, &proof(probe)?).is_ok())
}

#[test]
fn every_probe_has_its_written_answer() {
    let Some(folder) = corpus("rfc6962/testdata") else { return };
    let mut answered = [0, 0];
    for (kind, check) in [("inclusion", includes as fn(&Value) -> Option<bool>), ("consistency", is_consistent)] {
        for (path, probe) in probes(&folder.join(kind)) {
            // What is not even a hash or a number shows nothing.
            let holds = check(&probe).unwrap_or(false);
            assert_eq!(holds, !probe["wantErr"].as_bool().unwrap(), "{}: {}", path.display(), probe["desc"]);
            answered[usize::from(holds)] += 1;
        }
    }
    assert!(answered[0] > 50 && answered[1] > 5, "both kinds of answer were given: {answered:?}");
}

#[test]
fn the_reference_tree_has_its_roots() {
    let Some(file) = corpus("rfc6962/reference_tree.json") else { return };
    let tree: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let bytes = |text: &Value| -> Vec<u8> {
        let text = text.as_str().unwrap();
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    };
    let mut growing = Growing::default();
    let roots = tree["roots_hex"].as_array().unwrap();
    let leaves = tree["leaf_inputs_hex"].as_array().unwrap();
    assert_eq!(roots.len(), leaves.len() + 1);
    assert_eq!(growing.root().0.to_vec(), bytes(&roots[0]));
    for (at, leaf) in leaves.iter().enumerate() {
        let leaf = Hash::of_leaf(&bytes(leaf));
        assert_eq!(leaf.0.to_vec(), bytes(&tree["leaf_hashes_hex"][at]));
        growing.push(leaf, |_, _| {});
        assert_eq!(growing.root().0.to_vec(), bytes(&roots[at + 1]));
    }
}

#[test]
fn the_examples_of_signed_notes_verify() {
    let Some(folder) = corpus("c2sp") else { return };
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let key: VerifierKey = text("signed-note-example.vkey").parse().unwrap();
    assert_eq!(key.to_string(), text("signed-note-example.vkey").trim());
    let note = Note::read(&text("signed-note-example.txt")).unwrap();
    assert_eq!(note.to_string(), text("signed-note-example.txt"));
    assert_eq!(key.verify(&note), Ok(None));
    let changed = Note { text: note.text.replace("example", "exemple"), ..note };
    assert_eq!(key.verify(&changed), Err(SignatureError::Wrong));
    let note = Note::read(&text("checkpoint-example.txt")).unwrap();
    let checkpoint: Checkpoint = note.text.parse().unwrap();
    assert_eq!((checkpoint.origin.as_str(), checkpoint.size), ("example.com/behind-the-sofa", 20_852_163));
    assert_eq!(checkpoint.to_string(), note.text);
    assert_eq!(note.signatures[0].name, checkpoint.origin);
}
