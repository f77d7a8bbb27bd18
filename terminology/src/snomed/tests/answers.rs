//! What the mini release answers.

use super::metadata::{
    DIALECTS, GB_ENGLISH, ICD10_MAP, POSSIBLY_EQUIVALENT_TO, REPLACED_BY, UK_CLINICAL, UK_ICD10_MAP, UK_OPCS4_MAP,
    US_ENGLISH,
};
use super::*;

const SITE: u64 = 7_100_102_006;
const AGENT: u64 = 7_100_103_001;
const FINDING: u64 = 7_100_109_002;
const SKIN: u64 = 7_100_115_002;
const DISEASE: u64 = 7_100_120_002;
const SKIN_DISORDER: u64 = 7_100_122_005;
const FEVER: u64 = 7_100_123_000;
const RECURRENT: u64 = 7_100_124_006;
const RASH: u64 = 7_100_125_007;
const VERTIGO: u64 = 7_100_127_004;
const ANAEMIA: u64 = 7_100_128_009;
const AGUE: u64 = 7_100_129_001;
const SHAKES: u64 = 7_100_130_006;
const EXCISION: u64 = 7_100_131_005;
const TABLET: u64 = 7_100_132_003;
const SIMPLE: u64 = 75_011_000_000_104;
const ORDERED: u64 = 75_021_000_000_105;
const NOTES: u64 = 75_031_000_000_107;
const PAIRS: u64 = 75_041_000_000_103;
const DORSET: u64 = 75_051_000_000_100;

fn at(snomed: &Snomed, sctid: u64) -> u32 {
    snomed.ordinal(sctid).unwrap()
}

fn ids(snomed: &Snomed, ordinals: impl IntoIterator<Item = u32>) -> Vec<u64> {
    ordinals.into_iter().map(|ordinal| snomed.sctid(ordinal)).collect()
}

#[test]
fn what_a_load_counts_and_notes() {
    let (snomed, summary) = fiction();
    let folder = crate::test_files::mini("snomed-ct");
    let said: Vec<String> = summary.counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    let notes = summary.notes.join("\n");
    insta::assert_snapshot!(crate::test_files::without(&folder, &format!("{}\n\n{notes}", said.join("\n"))));
    let about = snomed.about();
    assert_eq!(about.date, Some(jiff::civil::date(2025, 4, 1)));
    assert_eq!(about.newest, about.date);
    assert_eq!(about.languages, ["en"]);
}

#[test]
fn everything_about_one_concept() {
    let (snomed, _) = fiction();
    let all = dump::dump(&snomed);
    let concept = all.split("concept ").find(|part| part.starts_with(&FEVER.to_string())).unwrap();
    insta::assert_snapshot!(concept);
}

#[test]
fn the_newest_version_wins_over_packages() {
    let (snomed, _) = fiction();
    let vertigo = snomed.concept(at(&snomed, VERTIGO)).unwrap();
    assert!(vertigo.defined, "the UK made it defined in April");
    assert_eq!(snomed.sctid(vertigo.version.module), 999_000_011_000_000_103);
    assert_eq!(vertigo.version.effective_time(), Some(jiff::civil::date(2025, 4, 1)));
}

#[test]
fn terms_are_preferred_by_dialect() {
    let (snomed, _) = fiction();
    let preferred = |sctid, dialects: &[u64]| snomed.preferred_term(at(&snomed, sctid), dialects).unwrap().to_owned();
    assert_eq!(preferred(FEVER, &DIALECTS), "Marshland fever");
    assert_eq!(preferred(FEVER, &[GB_ENGLISH]), "Marsh fever");
    assert_eq!(preferred(ANAEMIA, &DIALECTS), "Marsh anaemia");
    assert_eq!(preferred(ANAEMIA, &[US_ENGLISH, GB_ENGLISH]), "Marsh anemia");
    assert_eq!(preferred(AGUE, &DIALECTS), "Fen ague", "an inactive concept has one too");
    assert_eq!(preferred(VERTIGO, &[UK_CLINICAL]), "Bélanger vertigo", "no dialect prefers any");
    assert_eq!(snomed.fsn(at(&snomed, VERTIGO)), Some("Bélanger vertigo (disorder)"));
    let quoted = snomed.descriptions(at(&snomed, VERTIGO)).find(|found| found.term.contains('"')).unwrap();
    assert_eq!(quoted.term, "Bélanger's vertigo of the \"fen\"");
    assert_eq!(quoted.case, CaseRule::InitialInsensitive);
    assert_eq!(snomed.description_by_id(quoted.sctid), Some(quoted));
    assert_eq!(snomed.description_by_id(quoted.sctid + 1), None);
    let accepted: Vec<_> = snomed.acceptabilities(quoted.position).collect();
    assert_eq!(accepted, [(GB_ENGLISH, Acceptability::Acceptable), (US_ENGLISH, Acceptability::Acceptable)]);
    let absent = at(&snomed, 447_561_005);
    assert!(snomed.concept(absent).is_none() && snomed.preferred_term(absent, &DIALECTS).is_none());
}

#[test]
fn attributes_are_grouped_and_have_concrete_values() {
    let (snomed, _) = fiction();
    let told = |sctid| -> Vec<String> {
        let attributes = snomed.attributes(at(&snomed, sctid));
        let value = |value| match value {
            Value::Concept(ordinal) => snomed.preferred_term(ordinal, &[GB_ENGLISH]).unwrap().to_owned(),
            other => format!("{other:?}"),
        };
        let name = |kind| snomed.preferred_term(kind, &[GB_ENGLISH]).unwrap();
        attributes.map(|found| format!("{} {} = {}", found.group, name(found.kind), value(found.value))).collect()
    };
    assert_eq!(told(FEVER), ["1 Place of finding = Skin of marsh dweller", "1 Agent = Bacillus paludis"]);
    assert_eq!(told(VERTIGO), ["1 Place of finding = Inner ear of marsh dweller"], "not the inactive one");
    assert_eq!(
        told(TABLET),
        [
            "0 Label text = Text(\"Take 'one'\")",
            "0 Is sold = Boolean(true)",
            "1 Strength = Number(\"250\")",
            "1 Count of parts = Number(\"-0.5\")"
        ]
    );
    let incoming: Vec<_> = snomed.incoming(at(&snomed, SKIN)).collect();
    let sources = incoming.iter().filter(|(kind, _)| snomed.sctid(*kind) == SITE).map(|(_, source)| *source);
    assert_eq!(ids(&snomed, sources), [SKIN_DISORDER, FEVER, RECURRENT, RASH, EXCISION, DORSET]);
    assert_eq!(ids(&snomed, snomed.having(at(&snomed, AGENT))), [FEVER, RECURRENT, DORSET]);
    assert_eq!(snomed.having(at(&snomed, FEVER)).len(), 0);
    assert_eq!(snomed.attribute_types().count(), 7);
    let row = snomed.relationships(at(&snomed, TABLET)).last().unwrap();
    assert!(!row.version.active && row.value == Value::Number("125"));
    assert_eq!(snomed.relationship_by_id(row.sctid), Some(row));
    assert_eq!(snomed.stated(at(&snomed, FEVER)).count(), 1);
}

#[test]
fn the_hierarchy_has_several_parents() {
    let (snomed, _) = fiction();
    assert_eq!(ids(&snomed, snomed.descendants(at(&snomed, FEVER))), [RECURRENT, DORSET]);
    assert!(snomed.subsumes(at(&snomed, SKIN_DISORDER), at(&snomed, DORSET)));
    assert!(!snomed.is_ancestor(at(&snomed, FEVER), at(&snomed, FEVER)));
    assert!(!snomed.subsumes(at(&snomed, DISEASE), at(&snomed, AGUE)), "what is inactive hangs nowhere");
    assert_eq!(snomed.children(at(&snomed, FINDING)).len(), 1);
    assert!(!snomed.subsumes(u32::MAX, 0) && snomed.descendants(u32::MAX).is_empty());
}

#[test]
fn reference_sets_of_every_pattern_are_read_by_name() {
    let (snomed, _) = fiction();
    let simple = snomed.refset(SIMPLE).next().unwrap();
    assert!(simple.is_simple() && simple.of_concepts && !simple.of_descriptions);
    assert_eq!((simple.active, simple.rows), (4, 5));
    assert_eq!(ids(&snomed, snomed.members(SIMPLE)), [FEVER, RECURRENT, RASH, DORSET]);
    let rows: Vec<String> = [ORDERED, NOTES, PAIRS]
        .iter()
        .flat_map(|refset| snomed.refset(*refset))
        .flat_map(|refset| snomed.rows_of(refset))
        .map(|row| {
            let fields = row.fields().map(|(name, field)| match field {
                Field::Component(component) => format!("{name} {}", snomed.component_sctid(component)),
                field => format!("{name} {field:?}"),
            });
            format!("{}: {}", snomed.component_sctid(row.component), fields.collect::<Vec<_>>().join(", "))
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
    let fever = at(&snomed, FEVER);
    let memberships: Vec<u64> = snomed.memberships(fever).map(|refset| refset.sctid).collect();
    assert_eq!(memberships.len(), 8, "{memberships:?}");
    let language = snomed.refset(GB_ENGLISH).next().unwrap();
    assert!(language.is_language() && language.of_descriptions && snomed.members(GB_ENGLISH).is_empty());
}

#[test]
fn what_became_of_inactive_concepts() {
    let (snomed, _) = fiction();
    let told = |sctid| -> Vec<(u64, u64)> {
        let found = snomed.associations(snomed.component(sctid)).into_iter();
        found.map(|found| (found.kind, snomed.component_sctid(found.target))).collect()
    };
    assert_eq!(told(AGUE), [(REPLACED_BY, FEVER)]);
    assert_eq!(told(SHAKES), [(POSSIBLY_EQUIVALENT_TO, FEVER), (POSSIBLY_EQUIVALENT_TO, VERTIGO)]);
    assert!(told(FEVER).is_empty());
    let reasons = snomed.reasons(snomed.component(AGUE));
    let reasons: Vec<_> = reasons.iter().map(|reason| snomed.component_sctid(reason.value)).collect();
    assert_eq!(reasons, [900_000_000_000_482_003]);
    let bog = snomed.descriptions(at(&snomed, RASH)).find(|found| found.term == "Bog rash").unwrap();
    assert!(!bog.version.active);
    assert_eq!(snomed.reasons(Component::Description(bog.position)).len(), 1);
    let back = snomed.associations_of(POSSIBLY_EQUIVALENT_TO).filter(|found| found.target == snomed.component(FEVER));
    assert_eq!(snomed.associated_with(snomed.component(FEVER)).len(), 2);
    assert_eq!(back.map(|found| snomed.component_sctid(found.source)).collect::<Vec<_>>(), [SHAKES]);
}

#[test]
fn maps_have_groups_rules_and_blocks() {
    let (snomed, _) = fiction();
    let rows = [FEVER, VERTIGO, ANAEMIA, EXCISION].into_iter().flat_map(|sctid| snomed.maps(at(&snomed, sctid)));
    let told = rows.map(|row| {
        let (place, advice) = ((row.block, row.group, row.priority), row.advice.unwrap_or("-"));
        let rule = row.rule.unwrap_or("-");
        format!(
            "{} to {:?} in {}: {place:?} {rule:?} {advice:?}",
            snomed.component_sctid(row.source),
            row.target,
            row.map
        )
    });
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"));
    let sources = |map, target: &str| -> Vec<u64> {
        snomed.mapped_to(map, target).iter().map(|row| snomed.component_sctid(row.source)).collect()
    };
    assert_eq!(sources(UK_ICD10_MAP, "E059D"), [FEVER]);
    assert_eq!(sources(ICD10_MAP, ""), [VERTIGO], "no code fits");
    assert_eq!(sources(UK_OPCS4_MAP, "Y084"), [EXCISION]);
    assert!(sources(ICD10_MAP, "Z99").is_empty() && sources(FEVER, "A94").is_empty());
}

#[test]
fn the_concept_model_modules_and_identifiers() {
    let (snomed, _) = fiction();
    let domain = snomed.domains().next().unwrap();
    assert_eq!(snomed.component_sctid(domain.domain), FINDING);
    assert_eq!(domain.constraint, format!("<< {FINDING} |Fictional finding|"));
    assert_eq!((domain.parent, domain.guide), ("", "https://example.org/finding"));
    let attribute = snomed.attribute_domains().next().unwrap();
    assert_eq!(snomed.component_sctid(attribute.attribute), SITE);
    assert_eq!((attribute.grouped, attribute.cardinality, attribute.in_group_cardinality), (true, "0..*", "0..1"));
    let range = snomed.attribute_ranges().next().unwrap();
    assert_eq!((range.strength, range.content), (723_597_001, 723_596_005));
    assert_eq!(snomed.rule_scopes().count(), 1);
    let modules: Vec<_> = snomed.modules().iter().map(|module| (snomed.sctid(module.ordinal), module.newest)).collect();
    let expected = [
        (900_000_000_000_012_004, 20_250_201),
        (900_000_000_000_207_008, 20_250_201),
        (999_000_011_000_000_103, 20_250_401),
    ];
    assert_eq!(modules, expected);
    assert_eq!(snomed.dependencies().count(), 3);
    assert_eq!(snomed.descriptor(900_000_000_000_497_000).len(), 2);
    let found: Vec<_> = snomed.identified("MF-1").map(|found| snomed.component_sctid(found.component)).collect();
    assert_eq!(found, [FEVER]);
    assert_eq!(snomed.identifiers().filter(|found| found.version.active).count(), 1);
}

#[test]
fn search_finds_each_concept_once_the_best_first() {
    let (snomed, _) = fiction();
    let told = |text: &str, options| -> Vec<String> {
        let found = snomed.search(text, 10, options).unwrap();
        let hits = found.hits.iter();
        hits.map(|hit| format!("{} {}", snomed.sctid(hit.description.concept), hit.description.term)).collect()
    };
    let all = SearchOptions::default();
    assert_eq!(
        told("fev mar", all),
        [
            format!("{FEVER} Marsh fever"),
            format!("{DORSET} Dorset marsh fever"),
            format!("{RECURRENT} Recurrent marsh fever")
        ]
    );
    assert_eq!(told("belanger", all), [format!("{VERTIGO} Bélanger vertigo")]);
    assert!(told("ague", all).is_empty());
    assert_eq!(told("ague", SearchOptions { inactive: true, ..all }), [format!("{AGUE} Fen ague")]);
    let within = snomed.descendants(at(&snomed, FEVER));
    assert_eq!(told("fever", SearchOptions { within: Some(&within), ..all }).len(), 2);
    let fuzzy = snomed.search("marhs rash", 10, all).unwrap();
    assert!(!fuzzy.instead.is_empty());
    assert_eq!(snomed.sctid(fuzzy.hits[0].description.concept), RASH);
    let first = snomed.search("marsh", 1, all).unwrap();
    assert!(first.more && first.hits.len() == 1);
}
