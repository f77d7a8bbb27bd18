//! A release as it is published: one zip, with others in it.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{id, loaded, recognised, testdata};

fn zipped(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn zips_in_zips_are_one_release() {
    let (mut main, mut barcodes, mut bonus) = (Vec::new(), Vec::new(), Vec::new());
    for (item, _) in recognised(&[testdata("week-6")]).unwrap() {
        let name = item.name().to_owned();
        let content = item.read().unwrap();
        match &name[..6] {
            "f_gtin" => barcodes.push((name, content)),
            "f_bnf1" => bonus.push(("week062024-r2_3-BNF.zip".to_owned(), zipped(&[(name, content)]))),
            "f_hist" => bonus.push((format!("HISTORIC_CODES/{name}"), content)),
            "f_vtm_" => bonus.push((format!("VTM_INGREDIENTS/{name}"), content)),
            _ => main.push((name, content)),
        }
    }
    main.push(("vmp_v2_3.xsd".to_owned(), b"<xs:schema/>".to_vec()));
    main.push(("week062024-r2_3-GTIN.zip".to_owned(), zipped(&barcodes)));
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("nhsbsa_dmd_2.0.0_20240205000001.zip"), zipped(&main)).unwrap();
    std::fs::write(at("nhsbsa_dmdbonus_2.0.0_20240205000001.zip"), zipped(&bonus)).unwrap();
    let zip = loaded(folder.path().to_owned(), None);
    let plain = loaded(testdata("week-6"), None);
    assert_eq!(zip.summary.counts, plain.summary.counts);
    assert_eq!(zip.summary.notes, ["a schema of dm+d is not read: vmp_v2_3.xsd"]);
    assert_eq!(zip.dmd.by_barcode("5020999000015").len(), 2);
    assert_eq!(zip.dmd.by_bnf("0999").len(), 4);
    assert_eq!(zip.dmd.resolve(id(252)).len(), 1);
    let bytes = |loaded: &crate::support::Loaded| std::fs::read(loaded.dmd.container().path()).unwrap();
    assert_eq!(bytes(&zip), bytes(&plain), "the index is the same to the byte");
}
