//! The releases of the corpus, which nobody here wrote. Skipped where there is no corpus.

use std::fs;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use super::metadata::{DIALECTS, GB_ENGLISH};
use super::*;
use crate::test_files::{corpus, without};

/// Copies a folder of the fictitious releases, mended: without comments and empty lines, with all
/// columns of each row, right check digits and partitions, dates that are in the calendar, and in a
/// Delta the date of its release.
fn mended(from: &Path, to: &Path) {
    for item in items(&[from.to_owned()], &Limits::default()).unwrap() {
        let inner = Path::new(item.place()).strip_prefix(from).unwrap();
        let path = to.join(inner.to_str().unwrap().replace("20180931", "20180930"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = String::from_utf8(item.read().unwrap()).unwrap().replace("\t20180231\t", "\t20180228\t");
        let text = text.replace("\t20180931\t", "\t20180930\t");
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut lines = lines.map(|line| line.split('\t').map(ToOwned::to_owned).collect::<Vec<String>>());
        let header = lines.next().unwrap();
        let lines = lines.map(|mut cells| {
            cells.resize(header.len(), String::new());
            let id = cells[0].clone();
            cells.iter_mut().for_each(mend);
            if item.name().contains("Relationship") {
                let item = id.parse::<u64>().unwrap();
                cells[0] = Sctid::build(item, None, ComponentKind::Relationship).unwrap().to_string();
            }
            let unpublished = cells[1].is_empty() || item.name().contains("Delta");
            if unpublished && !item.name().contains("Identifier") {
                cells[1] = item.name()[item.name().len() - 12..].replace(".txt", "");
            }
            cells
        });
        let lines = std::iter::once(header.clone()).chain(lines).map(|cells| cells.join("\t") + "\r\n");
        fs::write(path, lines.collect::<String>()).unwrap();
    }
}

/// Gives a cell a right check digit, when it looks like an SCTID.
fn mend(cell: &mut String) {
    let Some(number) = cell.parse::<u64>().ok().filter(|number| *number > 99_999_999) else { return };
    let mended = number / 10 * 10 + u64::from(Sctid::check_digit(number / 10));
    if Sctid::new(mended).is_ok() {
        *cell = mended.to_string();
    }
}

/// The counts that are not zero, in one line.
fn told(summary: &Summary) -> String {
    let counts = summary.counts.iter().filter(|(_, count)| *count > 0);
    counts.map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

/// A folder of mini releases, and a mended copy that lives as long as the folder.
fn mini(name: &str) -> Option<(PathBuf, tempfile::TempDir)> {
    let from = corpus(&format!("rf2-snowstorm/{name}"))?;
    let folder = tempfile::tempdir().unwrap();
    mended(&from, folder.path());
    Some((from, folder))
}

const TEST: &str = "test/resources/dummy-snomed-content";

#[test]
fn full_and_snapshot_of_the_complete_mini_release() {
    let Some(release) = corpus("rf2-snowstorm/main/resources/dummy-snomed-content/RF2Release") else { return };
    let snapshot_folder = tempfile::tempdir().unwrap();
    let place = snapshot_folder.path().join("snapshot");
    let (snapshot, summary) = loaded(&[release.join("Snapshot")], None, &place, LoadOptions::default()).unwrap();
    let mut said = vec![format!("Snapshot: {}", told(&summary))];
    let (full, summary) = alone(&release.join("Full")).unwrap();
    said.push(format!("Full: {}", told(&summary)));
    assert_eq!(full.descriptions(0).count(), snapshot.descriptions(0).count());
    let to = tempfile::tempdir().unwrap();
    let onto =
        |delta: &Path| loaded(&[delta.to_owned()], Some(&snapshot), &to.path().join("index"), LoadOptions::default());
    let error = onto(&release.join("Delta")).unwrap_err();
    said.push(format!(
        "Delta onto the Snapshot: {}",
        without(snapshot_folder.path(), &without(&release, &error.to_string()))
    ));
    mended(&release.join("Delta"), &to.path().join("mended"));
    let (delta, summary) = onto(&to.path().join("mended")).unwrap();
    said.push(format!("mended Delta onto the Snapshot: {}", told(&summary)));
    assert_eq!(delta.about().date, Some(jiff::civil::date(2018, 8, 31)));
    let all = loaded(std::slice::from_ref(&release), None, &to.path().join("all"), LoadOptions::default());
    let all = all.map_or_else(|error| without(&release, &error.to_string()), |(_, summary)| told(&summary));
    said.push(format!("all: {all}"));
    let error = alone(&release.join("Delta")).unwrap_err();
    said.push(format!("Delta alone: {}", without(&release, &error.to_string())));
    insta::assert_snapshot!(said.join("\n"));
    let root = snapshot.ordinal(metadata::ROOT).unwrap();
    assert_eq!(snapshot.preferred_term(root, &[GB_ENGLISH]), Some("SNOMED CT Concept"));
}

#[test]
fn the_fictitious_releases_as_they_are_and_mended() {
    let mut said = Vec::new();
    for name in [
        "SnomedCT_MiniRF2/Delta",
        "SnomedCT_MiniRF2/Snapshot",
        "SnomedCT_MiniRF2/Full",
        "SnomedCT_MiniRF2_Base_snapshot",
        "SnomedCT_MiniRF2_Extension_snapshot",
        "SnomedCT_MiniRF2_New_Authoring_cyle_delta",
        "SnomedCT_MiniRF2_Release_Fix_delta",
        "SnomedCT_MiniRF2_bad_delta",
        "SnomedCT_MiniRF2_donation_delta",
        "SnomedCT_MiniRF2_dummy_mrcm_snap",
    ] {
        let Some((from, folder)) = mini(&format!("{TEST}/{name}")) else { return };
        let tell = |path: &Path| match alone(path) {
            Ok((_, summary)) => told(&summary),
            Err(error) => without(path, &error.to_string()),
        };
        said.push(format!("{name}\n  as it is: {}\n  mended: {}", tell(&from), tell(folder.path())));
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn an_extension_and_deltas_onto_their_base() {
    let Some((_, base)) = mini(&format!("{TEST}/SnomedCT_MiniRF2_Base_snapshot")) else { return };
    let home = tempfile::tempdir().unwrap();
    let paths = [base.path().to_owned()];
    let (base, summary) = loaded(&paths, None, &home.path().join("base"), LoadOptions::default()).unwrap();
    let mut said = vec![format!("base: {}", told(&summary))];
    for name in ["Extension_snapshot", "bad_delta", "donation_delta", "New_Authoring_cyle_delta", "Release_Fix_delta"] {
        let (_, folder) = mini(&format!("{TEST}/SnomedCT_MiniRF2_{name}")).unwrap();
        let to = folder.path().join("index");
        let tell = match loaded(&[folder.path().to_owned()], Some(&base), &to, LoadOptions::default()) {
            Ok((_, summary)) => format!("{}\n  {}", told(&summary), summary.notes.join("\n  ")),
            Err(error) => without(home.path(), &without(folder.path(), &error.to_string())),
        };
        said.push(format!("{name}: {tell}"));
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_concept_model_of_the_corpus() {
    let Some((_, model)) = mini(&format!("{TEST}/SnomedCT_MiniRF2_dummy_mrcm_snap")) else { return };
    let (_, base) = mini(&format!("{TEST}/SnomedCT_MiniRF2_Base_snapshot")).unwrap();
    let to = model.path().join("index");
    let paths = [model.path().to_owned(), base.path().to_owned()];
    let (snomed, _) = loaded(&paths, None, &to, LoadOptions::default()).unwrap();
    assert_eq!(snomed.domains().count(), 4);
    assert_eq!(snomed.attribute_domains().count(), 6);
    assert_eq!(snomed.attribute_ranges().count(), 4);
    let laterality = snomed.component(272_741_003);
    let grouped: Vec<_> =
        snomed.attribute_domains().filter(|row| row.attribute == laterality).map(|row| row.grouped).collect();
    assert_eq!(grouped, [false, false]);
    let range = snomed.attribute_ranges().find(|row| row.attribute == laterality).unwrap();
    assert_eq!(range.constraint, "<< 182353008 |Side (qualifier value)|");
}

#[test]
fn zips_of_one_and_of_three_packages() {
    let Some(zip) = corpus("ctv3-and-mini-uk/uk_sct2cl_2.0.0_20230101000001Z.zip") else { return };
    let (snomed, summary) = alone(&zip).unwrap();
    let three = told(&summary);
    let (folder, unzipped) = alone(&corpus("ctv3-and-mini-uk/sct").unwrap()).unwrap();
    assert_eq!(summary.counts, unzipped.counts);
    assert_eq!(dump::dump(&snomed), dump::dump(&folder));
    let arthritis = snomed.ordinal(3_723_001).unwrap();
    let bilateral = snomed.ordinal(15_636_001_000_119_108).unwrap();
    assert_eq!(snomed.preferred_term(arthritis, &DIALECTS), Some("Arthritis"));
    assert!(snomed.subsumes(arthritis, bilateral) && !snomed.subsumes(bilateral, arthritis));
    assert_eq!(snomed.parents(bilateral).len(), 2);
    assert_eq!((snomed.descendants(arthritis).len(), snomed.ancestors(bilateral).len()), (5, 5));
    let international = "rf2-snowstorm/test/resources/dummy-release-import/SNOMEDCT/SnomedCT_InternationalRF2_PRODUCTION_20250701T120000Z.zip";
    let (_, summary) = alone(&corpus(international).unwrap()).unwrap();
    insta::assert_snapshot!(format!("three packages: {three}\none: {}", told(&summary)));
}
