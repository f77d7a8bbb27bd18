//! The search against a scan of all texts, and what is taken for a misspelling.

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::container::{Container, ContainerWriter};

/// An index of these texts, each a document by its place unless it says which.
struct Index {
    texts: Vec<(u32, Vec<String>)>,
    container: Container,
    _folder: tempfile::TempDir,
}

fn folded(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    words_of(text, &mut |word| words.push(word.to_owned()));
    words
}

fn written(folder: &tempfile::TempDir, texts: &[(u32, String)]) -> PathBuf {
    let path = folder.path().join("words.index");
    let mut builder = WordsBuilder::new();
    for (document, text) in texts {
        builder.push(*document, text);
    }
    let mut writer = ContainerWriter::create(&path, "test", 1).unwrap();
    builder.finish(&mut writer).unwrap();
    writer.finish().unwrap();
    path
}

impl Index {
    fn new(texts: &[(u32, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let container = Container::open(&written(&folder, texts), "test", 1).unwrap();
        let texts = texts.iter().map(|(document, text)| (*document, folded(text))).collect();
        Self { texts, container, _folder: folder }
    }

    fn of(texts: &[&str]) -> Self {
        Self::new(&(0..).zip(texts.iter().map(|text| (*text).to_owned())).collect::<Vec<_>>())
    }

    fn search(&self, query: &str, limit: usize) -> Found {
        Words::open(&self.container).unwrap().search(query, limit, None).unwrap()
    }

    /// What was taken for each word, and the documents.
    fn read(&self, query: &str) -> (String, Vec<u32>) {
        let found = self.search(query, 10);
        assert_eq!(found.fuzzy, !found.instead.is_empty());
        let instead: Vec<String> =
            found.instead.iter().map(|instead| format!("{} for {}", instead.taken, instead.typed)).collect();
        (instead.join(", "), found.hits.iter().map(|hit| hit.document).collect())
    }

    /// The hits by their definition.
    fn scanned(&self, query: &str, filter: &dyn Fn(u32) -> bool) -> Vec<Hit> {
        let query = folded(query);
        let Some((last, before)) = query.split_last() else { return Vec::new() };
        let fits = |words: &[String]| {
            let has = |term: &String| words.iter().any(|word| word.starts_with(term.as_str()));
            let begins =
                words.starts_with(before) && words.get(before.len()).is_some_and(|word| word.starts_with(last));
            let fit = if *words == query {
                Fit::Whole
            } else if begins {
                Fit::Begins
            } else {
                Fit::Words
            };
            query.iter().all(has).then_some(fit)
        };
        let wanted = self.texts.iter().filter(|(document, _)| filter(*document));
        let hits = wanted.filter_map(|(document, words)| Some(Hit { document: *document, fit: fits(words)? }));
        let mut hits: Vec<Hit> = hits.collect();
        hits.sort_by_key(|hit| hit.fit);
        let mut seen = HashSet::new();
        hits.retain(|hit| seen.insert(hit.document));
        hits
    }

    fn check(&self, query: &str, limit: usize, filter: Option<&dyn Fn(u32) -> bool>) {
        let found = Words::open(&self.container).unwrap().search(query, limit, filter).unwrap();
        let all: BTreeSet<u32> = Words::open(&self.container).unwrap().documents(query).unwrap().into_iter().collect();
        assert_eq!(all, self.scanned(query, &|_| true).iter().map(|hit| hit.document).collect(), "{query}");
        let mut expected = self.scanned(query, filter.unwrap_or(&|_| true));
        if found.fuzzy {
            assert_eq!(self.scanned(query, &|_| true), [], "{query} is found, so it is not misspelt");
            return;
        }
        assert_eq!(found.more, expected.len() > limit, "{query}");
        expected.truncate(limit);
        assert_eq!(found.hits, expected, "{query}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_search_finds_what_a_scan_finds_and_in_its_order(
        texts in prop::collection::vec((0_u32..40, "([a-c]{1,3}|5mg|%|é)( [a-c]{1,3}| [a-c]-[ab]){0,5}"), 0..60),
        queries in prop::collection::vec("[a-d]{0,2}( [a-c]{1,2}){0,3}|5 ?m?|%|E", 1..12),
        limit in 1_usize..12,
        wanted in prop::collection::hash_set(0_u32..40, 0..40),
    ) {
        let index = Index::new(&texts);
        for query in &queries {
            index.check(query, limit, None);
            index.check(query, limit, Some(&|document| wanted.contains(&document)));
        }
    }

    #[test]
    fn whatever_is_asked_is_answered_or_refused(query in "\\PC{0,40}") {
        let index = Index::of(&["Chest pain", "Left arm", "β-blocker 5µg"]);
        index.check(&query, 5, None);
    }
}

/// Numbers without pattern, the same each time.
fn numbers() -> impl FnMut(u64) -> u64 {
    let mut state = 7_u64;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

#[test]
fn blocks_join_without_a_seam() {
    let mut number = numbers();
    let mut word = || {
        let length = 1 + number(3);
        (0..length).map(|_| char::from(b'a' + u8::try_from(number(6)).unwrap())).collect::<String>()
    };
    // Twice a block and some, and the last text just the first of a block.
    let count = u32::try_from(2 * BLOCK + 1).unwrap();
    let texts: Vec<(u32, String)> =
        (0..count).map(|document| (document, format!("{} {} {}", word(), word(), word()))).collect();
    let index = Index::new(&texts);
    let last = &texts[2 * BLOCK].1;
    for query in ["a", "abc", "ab cd", "abc def", "a b c", "fff f", "aaa bbb ccc", "x", last] {
        index.check(query, 50, None);
        index.check(query, 100_000, Some(&|document| document % 1000 == 1));
    }
}

#[test]
fn an_index_without_texts_finds_nothing() {
    let index = Index::of(&[]);
    assert_eq!(index.search("anything", 5), Found::default());
    assert_eq!(Index::of(&["", "--"]).search("a", 5), Found::default());
    assert_eq!(Index::of(&["a"]).search(" - ", 5), Found::default());
    assert_eq!(Index::of(&["a"]).search("a", 0), Found::default());
}

#[test]
fn a_query_is_bounded() {
    let words = Index::of(&["a"]);
    let words = Words::open(&words.container).unwrap();
    assert_eq!(words.search(&"a ".repeat(64), 5, None).unwrap().hits.len(), 1);
    assert_eq!(words.search(&"a ".repeat(65), 5, None), Err(QueryError::Words(65)));
    assert_eq!(words.search(&"a".repeat(5000), 5, None), Err(QueryError::Bytes(5000)));
    // Each of the most words is unknown and can be read as two.
    let index = Index::of(&["xx ray"]);
    let words = Words::open(&index.container).unwrap();
    assert_eq!(words.search(&"xxray ".repeat(64), 5, None).unwrap().hits.len(), 1);
}

#[test]
fn a_misspelling_is_read_and_said() {
    let index = Index::of(&[
        "Asthma",
        "Asthmatic bronchitis",
        "Diabetes mellitus type 2",
        "Plain X-ray of chest",
        "Hypertension",
        "Crohn's disease",
        "Chest pain",
        "Gouty arthropathy",
        "Aspirin 75mg tablets",
    ]);
    let cases = [
        ("asthna", "asthma for asthna", vec![0, 1]),
        ("ashtma", "asthma for ashtma", vec![0, 1]),
        ("asthnatic", "asthmatic for asthnatic", vec![1]),
        ("diabtes melitus", "diabetes for diabtes, mellitus for melitus", vec![2]),
        ("xray chest", "x ray for xray", vec![3]),
        ("hyper tension", "hypertension for hyper tension", vec![4]),
        ("crohns disease", "crohn s for crohns", vec![5]),
        ("chestpain", "chest pain for chestpain", vec![6]),
        ("arthropaty gout", "arthropathy for arthropaty", vec![7]),
        // The word goes on, and what was typed of it is misspelt.
        // Two letters away, and a word of seven letters may be one away.
        ("bronkit", "", vec![]),
        ("artropat", "arthropat for artropat", vec![7]),
        // Each word is known, but not with the other.
        ("plain gait", "", vec![]),
        // Right, or too short, or a dose: never changed.
        ("gut", "", vec![]),
        ("aspirin 70", "", vec![]),
        ("aspirin 75", "", vec![8]),
    ];
    for (query, instead, documents) in cases {
        assert_eq!(index.read(query), (instead.to_owned(), documents), "{query}");
    }
}

#[test]
fn words_that_are_right_but_not_wanted_are_not_misspelt() {
    let index = Index::of(&["Heart failure", "Heat stroke"]);
    let words = Words::open(&index.container).unwrap();
    let second = |document: u32| document == 1;
    assert_eq!(words.search("heart", 5, Some(&second)).unwrap(), Found::default());
    let found = words.search("heatt", 5, Some(&second)).unwrap();
    assert_eq!((found.fuzzy, found.hits.len()), (true, 1));
}

#[test]
fn of_two_words_as_near_the_commoner_is_taken() {
    let index = Index::of(&["Dart", "Dart one", "Care"]);
    assert_eq!(index.read("cart").0, "care for cart", "people seldom err in the first letter");
    let index = Index::of(&["Card one", "Cart one", "Cart two"]);
    assert_eq!(index.read("carx").0, "cart for carx");
}

#[test]
fn a_damaged_index_is_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let texts: Vec<(u32, String)> = (0..40).map(|number| (number, format!("Some {number} text of a kind"))).collect();
    let whole = std::fs::read(written(&folder, &texts)).unwrap();
    let mut number = numbers();
    let other = folder.path().join("other.index");
    for _ in 0..400 {
        let mut changed = whole.clone();
        for _ in 0..4 {
            let place = 128 + usize::try_from(number(u64::try_from(whole.len() - 128).unwrap())).unwrap();
            changed[place] ^= u8::try_from(number(256)).unwrap();
        }
        std::fs::write(&other, &changed).unwrap();
        let Ok(container) = Container::open(&other, "test", 1) else { continue };
        let Ok(words) = Words::open(&container) else { continue };
        for query in ["some", "text kind", "txet", "3 of a"] {
            let _ = words.search(query, 5, None);
        }
    }
}
