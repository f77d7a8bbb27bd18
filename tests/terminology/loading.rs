//! Loading, and what is loaded.

use crate::sandbox::{Sandbox, files};
use crate::support::{ALL, LOADED, SIZES, copied, zipped, zipped_folder};

#[test]
fn a_plan_a_load_and_no_second_one() {
    let mut sandbox = Sandbox::new();
    for name in ALL {
        copied(&sandbox, name);
    }
    sandbox.run("terminology status").run("terminology search asthma").run("terminology status --verify");
    std::fs::rename(sandbox.path("work/week-6"), sandbox.path("work/dmd")).unwrap();
    sandbox.run("terminology load snomed-ct dmd read-v2 ctv3 data-migration --dry-run --exit-code");
    sandbox.run("terminology load snomed-ct dmd read-v2 ctv3 data-migration");
    let before = files(&sandbox.path(".local/share/dcr/terminology"));
    sandbox.run("terminology load snomed-ct dmd read-v2 ctv3 data-migration");
    assert_eq!(files(&sandbox.path(".local/share/dcr/terminology")), before, "a second load changes nothing");
    sandbox
        .run("terminology load dmd --dry-run --exit-code")
        .run("terminology status")
        .run("terminology status --verify -o csv");
    insta::with_settings!({filters => [LOADED, SIZES]}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_zip_as_trud_gives_it() {
    let mut sandbox = Sandbox::new();
    let main = std::fs::read(zipped_folder(&sandbox, "main.zip", "dmd/week-7")).unwrap();
    zipped(
        &sandbox,
        "nhsbsa_dmd_2.0.0_20240212000001.zip",
        &[("week.zip", &main), ("readme.txt", b"words"), ("dmd_data_model.pdf", b"%PDF"), ("__MACOSX/week.zip", b"-")],
    );
    sandbox.run("terminology load nhsbsa_dmd_2.0.0_20240212000001.zip -v");
    sandbox.run("terminology load nhsbsa_dmd_2.0.0_20240212000001.zip").run("terminology status --sources");
    insta::with_settings!({filters => [LOADED, (r"SHA-256 [0-9a-f]{64}", "SHA-256 SUM"), (r"dmd-20240212-[0-9a-f]{8}", "dmd-20240212-SUM")]}, {
        insta::assert_snapshot!(sandbox.transcript());
    });
}

#[test]
fn releases_stand_side_by_side() {
    let mut sandbox = Sandbox::new();
    copied(&sandbox, "dmd/week-6");
    copied(&sandbox, "dmd/week-7");
    sandbox.run("terminology load week-7").run("terminology load week-6");
    sandbox.run("terminology show 2011999999109 --release dmd-20240205 -o ndjson");
    sandbox
        .run("terminology show 2011999999109 --release dmd-2024")
        .run("terminology show 2011999999109 --release wombat");
    sandbox.run("terminology show 2011999999109 --release dmd-20240205 --release dmd-20240212");
    sandbox.run("terminology diff dmd-20240205 dmd-20240212 --limit 20");
    sandbox.write("work/mine.csv", "2011999999109,Examplamine\n9999,none\n");
    sandbox.run("terminology diff dmd-20240205 dmd-20240212 --codes mine.csv --exit-code -o csv");
    sandbox.run("terminology diff dmd-20240212 dmd-20240212 --exit-code");
    insta::with_settings!({filters => [LOADED]}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_damaged_index_is_told_and_made_again() {
    let mut sandbox = Sandbox::new();
    copied(&sandbox, "read-v2");
    sandbox.run("terminology load read-v2");
    let folder = sandbox.path(".local/share/dcr/terminology");
    let release = files(&folder).into_iter().find(|name| name.starts_with("read-v2")).unwrap();
    let index = folder.join(&release).join("index");
    let whole = std::fs::read(&index).unwrap();
    let replace = |bytes: &[u8]| {
        std::fs::remove_file(&index).unwrap();
        std::fs::write(&index, bytes).unwrap();
    };
    let mut changed = whole.clone();
    changed[140] ^= 1;
    replace(&changed);
    sandbox.run("terminology status --verify").run("terminology load read-v2 --dry-run");
    replace(&whole[..whole.len() / 2]);
    sandbox.run("terminology status").run("terminology show W10..").run("doctor -o ndjson");
    sandbox.run("terminology load read-v2").run("terminology show W10.. -o csv");
    insta::with_settings!({filters => vec![
        LOADED,
        (r#"\{"name":"(program|sqlite|settings|store|disk|terminal)".*\n"#, ""),
    ]}, { insta::assert_snapshot!(sandbox.transcript()) });
}
