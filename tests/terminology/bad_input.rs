//! Releases that are damaged, hostile or not what they seem. Nothing is ever half-loaded.

use crate::sandbox::{Sandbox, files};
use crate::support::{copied, zipped, zipped_folder};

fn nothing_loaded(sandbox: &Sandbox) {
    let folder = sandbox.path(".local/share/dcr/terminology");
    if folder.exists() {
        assert_eq!(files(&folder), [".lock"], "nothing is left over");
    }
}

#[test]
fn archives() {
    let mut sandbox = Sandbox::new();
    let whole = std::fs::read(zipped_folder(&sandbox, "whole.zip", "read-v2")).unwrap();
    std::fs::write(sandbox.path("work/cut.zip"), &whole[..whole.len() / 2]).unwrap();
    zipped(&sandbox, "climbs.zip", &[("../outside.txt", b"x"), ("V2/Corev2.all", b"x")]);
    zipped(&sandbox, "bomb.zip", &[("V2/Corev2.all", &vec![b'x'; 8 << 20])]);
    zipped(&sandbox, "strange.zip", &[("a/strange.mdb", b"x"), ("a/notes.txt", b"x"), ("readme.txt", b"x")]);
    zipped(&sandbox, "empty.zip", &[("readme.txt", b"x")]);
    for name in ["cut", "climbs", "bomb", "strange", "empty", "absent"] {
        sandbox.run(&format!("terminology load {name}.zip"));
    }
    sandbox.run("terminology load strange.zip --skip strange.mdb --skip notes.txt");
    nothing_loaded(&sandbox);
    insta::assert_snapshot!(sandbox.transcript());
}

#[test]
fn rows() {
    let mut sandbox = Sandbox::new();
    copied(&sandbox, "snomed-ct");
    let terminology = "work/snomed-ct/SnomedCT_InternationalRF2_FICTION_20250201T120000Z/Snapshot/Terminology";
    let concepts = sandbox.path(terminology).join("sct2_Concept_Snapshot_INT_20250201.txt");
    let whole = std::fs::read_to_string(&concepts).unwrap();
    let mut broken = |content: String| {
        std::fs::write(&concepts, content).unwrap();
        sandbox.run("terminology load snomed-ct");
    };
    broken(whole.replacen("138875005", "138875006", 1));
    broken(whole.replacen("\tactive\t", "\t", 1));
    broken(whole.replacen("\tactive\tmoduleId", "\tmoduleId\tactive", 1));
    broken(format!("{whole}138875005\t20250231\t1\t900000000000207008\t900000000000074008\r\n"));
    nothing_loaded(&sandbox);
    insta::assert_snapshot!(sandbox.transcript());
}
