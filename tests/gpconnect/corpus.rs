use dcr::interchange::fhir::read::interpret;
#[test]
fn look() {
    let Some(c) = std::env::var_os("DCR_CORPUS") else { return };
    for f in std::fs::read_dir(std::path::PathBuf::from(c).join("fhir/gpconnect-structured-stu3")).unwrap() {
        let f = f.unwrap().path();
        let b = std::fs::read(&f).unwrap();
        println!("{f:?}");
        match interpret(&b) {
            Ok(s) => {
                println!("  {} {:?} {:?} defects {}", s.organisation, s.header, s.identifiers, s.defects.len());
                let mut m = std::collections::BTreeMap::new();
                for e in &s.entries { *m.entry((e.section, e.location.segment.clone())).or_insert(0) += 1; }
                println!("  {m:?}\n  unread {:?}", s.unread);
                let mut d = std::collections::BTreeMap::new();
                for e in &s.defects { *d.entry((e.location.segment.clone(), e.problem.clone())).or_insert(0) += 1; }
                for x in d { println!("   {x:?}"); }
                for e in s.entries.iter().filter(|e| e.replaces.is_some()) { println!("    {} <- {}", e.replaces.as_ref().unwrap(), e.key); }
            }
            Err(e) => println!("  {e}"),
        }
    }
}
