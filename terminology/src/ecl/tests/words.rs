//! Term filters over more concepts than are looked at one by one: the index of words narrows them
//! first, and must not leave out any.

use std::collections::BTreeSet;

use snomed_ct_parsing::ecl::parse;

use super::naive::Naively;
use super::random::found;
use super::{files, synthetic};
use crate::ecl::{Bounds, evaluate};

#[test]
fn the_index_of_words_leaves_out_nothing() {
    let mut model = synthetic::release();
    for (row, term) in model.descriptions.iter_mut().step_by(40).zip(
        [
            "Ménière’s heart",
            "heart-attack (disorder)",
            "Attaché",
            "ﬁbre pain",
            "Straße",
            "Aspirin™ pain",
            "PAINFUL",
            "75mg pain",
            "µg heart",
        ]
        .iter()
        .cycle(),
    ) {
        row.term = (*term).to_owned();
    }
    let snomed = files::loaded(&model);
    let having = |holds: &dyn Fn(&str) -> bool| -> BTreeSet<u64> {
        let rows = model.descriptions.iter().filter(|row| row.active && holds(&row.term));
        rows.map(|row| row.concept).collect()
    };
    let begins = |term: &str, words: &[&str]| {
        let term: String = term.to_lowercase().replace(['é', 'è'], "e").replace('ﬁ', "fi").replace('ß', "ss");
        let of_term: Vec<&str> = term.split(|c: char| !c.is_alphanumeric()).collect();
        words.iter().all(|word| of_term.iter().any(|of_term| of_term.starts_with(word)))
    };
    let cases: &[&[&str]] = &[
        &["hea"],
        &["heart", "att"],
        &["pain", "j45"],
        &["men"],
        &["fib"],
        &["strass"],
        &["mg"],
        &["zzz"],
        &["p", "h"],
        &["attache"],
    ];
    for words in cases {
        let text = format!("* {{{{ D term = \"{}\" }}}}", words.join(" "));
        let outcome = evaluate(&parse(&text).unwrap(), &snomed, Bounds::default()).unwrap();
        let expected = having(&|term| begins(term, words));
        assert_eq!(found(&outcome.answer, &snomed), Naively::Concepts(expected), "{text}");
    }
}
