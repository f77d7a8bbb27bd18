//! Expression constraints over the release of `synthetic`, by kind.

use super::model::{ATTRIBUTES, CORE, HISTORICAL, MODEL, description};
use super::random::{ICD, LINKS, LIST, TYPES};
use super::synthetic::{Numbers, clinical};
use crate::snomed::metadata::*;

/// How many there are of each form.
const EACH: usize = 6;

/// Forms by kind. `C` is any concept, `B` one with many below it, `V` one that attributes point at,
/// `T` a type of attributes with concepts, `N`, `S` and `Q` those with numbers, texts and truth
/// values, `#` a number, `D` a date, `M` a module.
const FORMS: &[(&str, &[&str])] = &[
    ("self", &["C"]),
    ("hierarchy", &["< C", "<< C", "<! B", "<<! B", "> C", ">> C", ">! C", ">>! C", "< B", "<< B"]),
    ("wildcard", &["*", "<< *", "> *", ">! *", "< *"]),
    ("top and bottom", &["!!> (<< B OR << C)", "!!< (>> C OR << B)", "!!> (^ {list})"]),
    (
        "joined",
        &["<< B AND << C", "< B OR < C OR C", "<< B MINUS << C", "(<< B MINUS << B) AND (>> C OR < C)", "< B, << B"],
    ),
    ("nested operators", &["< (<! B)", "<< (>! C)", "> (< C)", "<! (< C OR < C)"]),
    (
        "members",
        &[
            "^ {list}",
            "^ {icd}",
            "^ ({list} OR {icd})",
            "^ *",
            "< ^ {list}",
            "^ {list} AND << B",
            "^ {list} MINUS ^ {icd}",
        ],
    ),
    ("containing", &["^R C", "^R (<< C)", "^R V"]),
    (
        "any of the members' fields",
        &["^ [targetComponentId] {links}", "^ [referencedComponentId] {list}", "<< ^ [targetComponentId] {same}"],
    ),
    (
        "values of fields",
        &["^ [mapTarget] {icd}", "^ [mapGroup] {icd}", "^ [referencedComponentId, mapTarget] {icd}", "^ [*] {links}"],
    ),
    ("attribute", &["* : T = V", "< B : T = V", "<< B : T = << V", "* : T = (<< V OR V)", "* : T = *", "<< B : T = *"]),
    ("attribute names", &["* : << T = V", "* : >> T = << V", "* : (T OR T) = V", "* : < {attributes} = V"]),
    ("attribute by is a", &["* : {is-a} = C", "<< B : {is-a} = *", "< B : {is-a} = << C", "* : [2..*] {is-a} = *"]),
    ("attribute not equal", &["* : T != V", "< B : T != << B", "<< B : [0..0] T != << B"]),
    (
        "attributes joined",
        &["* : T = *, T = V", "< B : T = V OR T = V", "* : (T = V OR T = V), T = *", "* : T = << V AND N >= #1"],
    ),
    (
        "groups",
        &[
            "* : { T = << B, T = * }",
            "* : { T = << B, N > # }",
            "< B : { T = V }",
            "* : { T = V OR T = << B }",
            "* : { T = << B }, { N = # }",
        ],
    ),
    (
        "group cardinality",
        &[
            "* : [2..*] { T = * }",
            "< B : [0..1] { T = * }",
            "<< B : [0..0] { T = << B }",
            "* : [1..1] { T = * , N < #250 }",
            "* : [1..3] { T = << B }",
        ],
    ),
    (
        "attribute cardinality",
        &["* : [2..*] T = *", "<< B : [1..1] T = *", "* : [2..3] T = << B", "* : [1..2] T = V", "* : { [2..*] T = * }"],
    ),
    ("reverse", &["* : R T = C", "* : R T = << B", "< B : R T = *", "* : R << T = << C", "* : R T != << B"]),
    ("reverse cardinality", &["* : [2..*] R T = *", "* : [3..8] R T = << B", "<< B : [1..1] R T = *"]),
    ("dotted", &["< B . T", "C . T", "< B . T . T", "(< B : T = *) . T", "<< B . << T", "< (< B . T)"]),
    (
        "numbers",
        &["* : N = #", "* : N != #", "* : N < #", "* : N <= #", "* : N > #", "* : N >= #", "< B : N >= #, N <= #250.0"],
    ),
    ("texts", &["* : S = \"a\"", "* : S != \"a\"", "* : S = (\"a\" \"PANADOL\")", "< B : S = \"panadol\""]),
    ("truth values", &["* : Q = true", "* : Q != true", "< B : Q = false"]),
    (
        "concept filters",
        &[
            "<< B {{ C definitionStatus = primitive }}",
            "<< B {{ C definitionStatus != primitive }}",
            "<< B {{ C definitionStatusId = 900000000000073002 }}",
            "<< B {{ C moduleId = M }}",
            "<< B {{ C moduleId != M }}",
            "<< B {{ C effectiveTime = D }}",
            "<< B {{ C effectiveTime < D }}",
            "<< B {{ C effectiveTime >= D, definitionStatus = defined }}",
            "* {{ C active = 0 }}",
            "^ {list} {{ C active = false }}",
            "* {{ C active = * }}",
            "<< B {{ C effectiveTime != (\"20200131\" \"20220131\") }}",
        ],
    ),
    (
        "description filters",
        &[
            "<< B {{ D language = cy }}",
            "<< B {{ language != en }}",
            "<< B {{ D type = syn }}",
            "<< B {{ D type = (fsn def) }}",
            "<< B {{ D type != fsn }}",
            "<< B {{ D typeId = 900000000000550004 }}",
            "<< B {{ D moduleId = M }}",
            "<< B {{ D active = 0 }}",
            "<< B {{ D active = *, moduleId = M }}",
            "<< B {{ D effectiveTime >= D }}",
            "<< B {{ D effectiveTime = D, type = syn }}",
            "* {{ D id = I }}",
            "<< B {{ D id = (I I) }}",
        ],
    ),
    (
        "dialects",
        &[
            "<< B {{ D dialect = en-gb }}",
            "<< B {{ D dialect = en-gb (prefer) }}",
            "<< B {{ D dialect != en-us }}",
            "<< B {{ D type = syn, dialect = en-us (accept) }}",
            "<< B {{ D dialect = (en-gb (prefer) en-us (accept)) }}",
            "<< B {{ D dialect = (en-gb en-us) (prefer) }}",
            "<< B {{ D dialectId = 900000000000508004 }}",
            "<< B {{ D dialectId = (900000000000508004 (accept) 900000000000509007) }}",
            "* MINUS * {{ D dialect = en-gb (prefer), type = syn }}",
            "<< B {{ D dialect = en-gb (prefer), dialect = en-us (accept) }}",
            "<< B {{ D dialect = en-gb (900000000000548007) }}",
        ],
    ),
    (
        "member filters",
        &[
            "^ {icd} {{ M mapGroup = #1 }}",
            "^ {icd} {{ M mapGroup >= #1, moduleId = M }}",
            "^ {icd} {{ M active = 0 }}",
            "^ {icd} {{ M active = * }}",
            "^ {list} {{ M effectiveTime >= D }}",
            "^ {list} {{ M moduleId != M }}",
            "^ {links} {{ M targetComponentId = << B }}",
            "^ {links} {{ M targetComponentId != << B }}",
            "^ [targetComponentId] {same} {{ M referencedComponentId = * }}",
            "^ {icd} {{ M referencedComponentId = << B }}",
            "^R C {{ M active = * }}",
        ],
    ),
    (
        "history",
        &[
            "<< B {{ + HISTORY-MIN }}",
            "<< B {{ + HISTORY-MOD }}",
            "<< B {{ + HISTORY-MAX }}",
            "<< B {{ + HISTORY }}",
            "<< B {{ + HISTORY (*) }}",
            "<< B {{ + HISTORY ({same}) }}",
            "C {{ + HISTORY ({same} OR {replaced}) }}",
            "<< B {{ + HISTORY ({moved-from}) }}",
            "<< B {{ + HISTORY ({moved-to}) }}",
            "(<< B {{ + HISTORY }}) {{ C active = 0 }}",
            "<< B {{ C definitionStatus = defined }} {{ + HISTORY-MOD }}",
            "<< B {{ + HISTORY (< {historical}) }}",
        ],
    ),
    ("alternate identifiers", &["LOINC#3-3", "<< LOINC#1-1", "\"LOINC#2-2\"", "LOINC#none"]),
    (
        "long form",
        &[
            "descendantOf B : reverseOf T = ANY",
            "ancestorOrSelfOf C minus parentOf C",
            "memberOf {list} and descendantOrSelfOf B",
            "ANY : [1 to many] T NOT = descendantOf B",
            "top (descendantOf B)",
            "refsetContainingAny C",
            "descendantOf B {{ D type = fullySpecifiedName }}",
        ],
    ),
    (
        "any attribute",
        &["* : * = V", "< B : * = << V", "* : [2..*] * = << B", "<< B . *", "* : R * = C", "* : { * = V }"],
    ),
    ("nothing of an attribute", &["* : [0..0] T = *", "* : [0..1] T = *", "* : [0..0] { T = * }"]),
    ("any value of a concrete attribute", &["* : N = *", "< B : S = *"]),
    (
        "refused",
        &[
            "* : { R T = * }",
            "^ 900000000000508004 {{ M foo = #1 }}",
            "^ [foo] {icd}",
            "< ^ [mapTarget] {icd}",
            "^ {icd} {{ M mapGroup = \"1\" }}",
            "* : [3..1] T = *",
        ],
    ),
];

/// Every form several times, with concepts of the release in it.
pub(super) fn expressions() -> Vec<(&'static str, String)> {
    let numbers = &mut Numbers::from(7);
    let mut all = Vec::new();
    for (kind, forms) in FORMS {
        for form in *forms {
            let fixed = !form.chars().any(|c| "CBVTNSQ#DMI".contains(c)) || form.len() < 2;
            for _ in 0..if fixed && *form != "C" { 1 } else { EACH } {
                all.push((*kind, filled(form, numbers)));
            }
        }
    }
    all
}

fn filled(form: &str, numbers: &mut Numbers) -> String {
    let named = [
        ("{list}", LIST),
        ("{icd}", ICD),
        ("{links}", LINKS),
        ("{same}", SAME_AS),
        ("{replaced}", REPLACED_BY),
        ("{moved-from}", MOVED_FROM),
        ("{moved-to}", MOVED_TO),
        ("{historical}", HISTORICAL),
        ("{attributes}", ATTRIBUTES),
        ("{is-a}", IS_A),
    ];
    let form = named.iter().fold(form.to_owned(), |form, (name, id)| form.replace(name, &id.to_string()));
    let characters: Vec<char> = form.chars().collect();
    let mut filled = String::new();
    for (at, letter) in characters.iter().enumerate() {
        // A letter that stands alone is to be filled in, but for the letter of a filter.
        let before = at.checked_sub(1).map_or(' ', |at| characters[at]);
        let after = characters.get(at + 1).copied().unwrap_or(' ');
        let opens = filled.trim_end().ends_with("{{");
        let alone = !before.is_ascii_alphanumeric() && !after.is_ascii_alphanumeric() && !opens;
        let number = |numbers: &mut Numbers| numbers.of(&["0", "1", "1.5", "-2", "250"]);
        match letter {
            'C' if alone => filled.push_str(&clinical(numbers.below(2500)).to_string()),
            'B' if alone => filled.push_str(&clinical(numbers.below(12)).to_string()),
            'V' if alone => filled.push_str(&clinical(numbers.below(300)).to_string()),
            'T' if alone => filled.push_str(&numbers.of(&TYPES[..2]).to_string()),
            'N' if alone => filled.push_str(&TYPES[2].to_string()),
            'S' if alone => filled.push_str(&TYPES[3].to_string()),
            'Q' if alone => filled.push_str(&TYPES[4].to_string()),
            'M' if alone => filled.push_str(&numbers.of(&[CORE, MODEL]).to_string()),
            'I' if alone => filled.push_str(&description(numbers.below(5000)).to_string()),
            'D' if alone => filled.push_str(numbers.of(&["\"20200131\"", "\"20210131\"", "\"20220131\""])),
            '#' if alone => filled.extend(["#", number(numbers)]),
            letter => filled.push(*letter),
        }
    }
    filled
}
