//! Notes, keys, checkpoints and receipts: what is written reads back, and nothing else holds.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{
    Checkpoint, Growing, Hash, KeyError, KeyKind, Note, Receipt, ReceiptError, SignatureError, SignerKey, VerifierKey,
    inclusion,
};

fn signer(kind: KeyKind) -> SignerKey {
    SignerKey::new("dorset.example/audit", kind, &[7; 32]).unwrap()
}

fn now() -> Timestamp {
    "2018-07-01T09:00:00Z".parse().unwrap()
}

fn note(text: &str, signer: &SignerKey) -> Note {
    Note { text: text.to_owned(), signatures: vec![signer.sign(text, now())] }
}

#[test]
fn a_note_holds_for_its_text_and_its_key_alone() {
    for kind in [KeyKind::Note, KeyKind::Cosignature] {
        let (key, text) = (signer(kind), "one\ntwo\n");
        let signed = note(text, &key);
        let read = Note::read(&signed.to_string()).unwrap();
        assert_eq!(read, signed);
        let time = key.verifier().verify(&read).unwrap();
        assert_eq!(time, (kind == KeyKind::Cosignature).then(now));
        let changed = Note { text: "one\nthree\n".to_owned(), ..read.clone() };
        assert_eq!(key.verifier().verify(&changed), Err(SignatureError::Wrong));
        let other = SignerKey::new("dorset.example/audit", kind, &[8; 32]).unwrap();
        assert_eq!(other.verifier().verify(&read), Err(SignatureError::Absent));
        let named = SignerKey::new("other", kind, &[7; 32]).unwrap();
        assert_eq!(named.verifier().verify(&read), Err(SignatureError::Absent));
    }
}

#[test]
fn a_cosignature_is_of_its_time() {
    let key = signer(KeyKind::Cosignature);
    let mut signed = note("one\n", &key);
    signed.signatures[0].bytes[7] ^= 1;
    assert_eq!(key.verifier().verify(&signed), Err(SignatureError::Wrong));
}

#[test]
fn a_verifier_key_reads_back_and_no_other_text_does() {
    let key = signer(KeyKind::Note).verifier().clone();
    assert_eq!(key.to_string().parse::<VerifierKey>().unwrap(), key);
    for wrong in ["", "a", "a+b", "a+00000000+AQ==", "+c+d", "a b+00000000+AQ=="] {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
    let renamed = key.to_string().replacen("dorset", "devon", 1);
    assert_eq!(renamed.parse::<VerifierKey>(), Err(KeyError::Verifier), "the digits are of the name too");
}

#[test]
fn a_sealed_key_opens_with_its_passphrase_alone() {
    let key = signer(KeyKind::Cosignature);
    assert_eq!(key.seal("short", &[3; 32]).unwrap_err(), KeyError::Short(12));
    let file = key.seal("correct horse battery", &[3; 32]).unwrap();
    assert!(file.contains("BEGIN ENCRYPTED PRIVATE KEY"));
    let opened = SignerKey::open(&file, "correct horse battery").unwrap();
    assert_eq!(opened.verifier(), key.verifier());
    assert_eq!(opened.sign("x\n", now()), key.sign("x\n", now()));
    assert_eq!(SignerKey::open(&file, "correct horse batterx").unwrap_err(), KeyError::Passphrase);
    let other = SignerKey::new("dorset.example/audit", KeyKind::Cosignature, &[9; 32]).unwrap();
    let swapped = file.replacen(&key.verifier().to_string(), &other.verifier().to_string(), 1);
    assert_eq!(SignerKey::open(&swapped, "correct horse battery").unwrap_err(), KeyError::Passphrase);
    for cut in [0, 10, 120, file.len() / 2, file.len() - 40] {
        assert!(SignerKey::open(&file[..cut], "correct horse battery").is_err());
    }
}

fn receipt() -> (Receipt, SignerKey) {
    let key = signer(KeyKind::Note);
    let leaves: Vec<Vec<u8>> = (0..9_u8).map(|number| vec![number; 3]).collect();
    let (mut growing, mut rows) = (Growing::default(), Vec::new());
    for leaf in &leaves {
        let mut row = Vec::new();
        growing.push(Hash::of_leaf(leaf), |_, hash| row.push(hash));
        rows.push(row);
    }
    let node = |node: super::Node| -> Result<Hash, std::convert::Infallible> {
        Ok(rows[usize::try_from(node.completed_by()).unwrap()][node.level as usize])
    };
    let proof = inclusion(6, 9, node).unwrap().unwrap();
    let origin = key.verifier().name().to_owned();
    let text = Checkpoint { origin, size: 9, root: growing.root(), extensions: Vec::new() }.to_string();
    (Receipt { event: leaves[6].clone(), index: 6, proof, checkpoint: note(&text, &key) }, key)
}

#[test]
fn a_receipt_holds_with_itself_and_a_key() {
    let (receipt, key) = receipt();
    let read: Receipt = receipt.to_string().parse().unwrap();
    assert_eq!(read, receipt);
    assert_eq!(read.verify(key.verifier()).unwrap().size, 9);
    let other_event = Receipt { event: vec![1, 2], ..receipt.clone() };
    assert!(matches!(other_event.verify(key.verifier()), Err(ReceiptError::Proof(_))));
    let other_place = Receipt { index: 5, ..receipt.clone() };
    assert!(matches!(other_place.verify(key.verifier()), Err(ReceiptError::Proof(_))));
    let other_key = SignerKey::new("dorset.example/audit", KeyKind::Note, &[9; 32]).unwrap();
    assert!(matches!(receipt.verify(other_key.verifier()), Err(ReceiptError::Signature(_))));
}

proptest! {
    /// Whatever is changed in a receipt, it no longer reads, no longer holds, or says the same.
    #[test]
    fn no_change_of_a_receipt_goes_unseen(at in any::<prop::sample::Index>(), to in "[ -~\n]") {
        let (receipt, key) = receipt();
        let mut text = receipt.to_string();
        let at = at.index(text.len());
        prop_assume!(text.is_char_boundary(at) && text.is_char_boundary(at + 1));
        text.replace_range(at..=at, &to);
        if let Ok(read) = text.parse::<Receipt>() {
            prop_assert!(read == receipt || read.verify(key.verifier()).is_err());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}(\n\\PC{0,40}){0,6}\n?") {
        let _read = Note::read(&text);
        let _read = text.parse::<Checkpoint>();
        let _read = text.parse::<Receipt>();
        let _read = text.parse::<VerifierKey>();
    }

    #[test]
    fn a_checkpoint_reads_back(origin in "[a-z/.]{1,20}", size in any::<u64>(), root in any::<[u8; 32]>()) {
        let checkpoint = Checkpoint { origin, size, root: Hash(root), extensions: vec!["more".to_owned()] };
        prop_assert_eq!(checkpoint.to_string().parse::<Checkpoint>().unwrap(), checkpoint);
    }
}
