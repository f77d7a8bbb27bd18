//! What chains ask of dm+d, asked of a release that is loaded.

use std::sync::atomic::AtomicBool;

use super::*;
use crate::dmd::{self, Dmd, Level};
use crate::test_files::{corpus, recognised, untold};

#[test]
fn products_and_identifiers_of_before_are_those_of_the_files() {
    let Some(release) = corpus("dmd-2019-04/2") else { return };
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let items = recognised(&release, dmd::recognise).unwrap();
    dmd::load(&items, None, &index, &untold, &AtomicBool::new(false)).unwrap();
    let dmd = Dmd::open(&index).unwrap();
    let mut packs = 0;
    for pack in dmd.entries_at(Level::Ampp) {
        let ids: Vec<u64> = Medicines::products(&dmd, pack.id()).iter().map(|product| product.id).collect();
        let mut parents: Vec<u64> = pack.parents().iter().map(|parent| parent.id()).collect();
        parents.sort_unstable();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, parents);
        packs += 1;
    }
    let mut changed = 0;
    for product in dmd.entries_at(Level::Vmp) {
        let own = Medicines::resolve(&dmd, product.id());
        assert!(own.iter().any(|succession| succession.changes.is_empty()), "{}", product.id());
        let Some(previous) = product.previous_id() else { continue };
        let became = Medicines::resolve(&dmd, previous);
        let leads = |succession: &MedicineSuccession| {
            succession.medicine.as_ref().is_some_and(|medicine| medicine.id == product.id())
        };
        assert!(became.iter().any(leads), "{previous} became {}", product.id());
        let source = Source { release: "dmd", index: &dmd as &dyn Medicines };
        let maps = Maps { dmd: Some(source), ..Maps::default() };
        let chains = maps.map(&previous.to_string(), System::Dmd, System::Dmd);
        let to = Some(product.id().to_string());
        assert!(chains.iter().any(|chain| chain.target().map(|target| target.code.clone()) == to));
        changed += 1;
    }
    assert!(packs > 0 && changed > 0, "{packs} packs, {changed} changed identifiers");
}
