//! Words that do not exist, as often as words are in real terms, and terms made of them.

use super::random::{Purpose, Random};

/// The words most often used, most often first: the small ones and those of the trade.
const COMMON: &[&str] = &[
    "of",
    "structure",
    "left",
    "right",
    "and",
    "disorder",
    "with",
    "due",
    "to",
    "the",
    "in",
    "product",
    "injury",
    "procedure",
    "pain",
    "acute",
    "chronic",
    "by",
    "joint",
    "fracture",
    "artery",
    "upper",
    "lower",
    "malignant",
    "neoplasm",
    "closed",
    "open",
    "bone",
    "muscle",
    "infection",
    "congenital",
    "for",
    "skin",
    "entire",
    "nerve",
    "vein",
    "finding",
    "history",
    "repair",
    "disease",
    "syndrome",
    "excision",
    "level",
    "blood",
    "on",
    "test",
    "oral",
    "tablet",
    "wound",
    "without",
    "primary",
    "secondary",
    "lung",
    "heart",
    "kidney",
    "foot",
    "hand",
    "eye",
    "diabetes",
    "asthma",
    "referral",
    "care",
    "management",
    "assessment",
    "score",
    "type",
    "region",
    "anterior",
    "posterior",
    "lateral",
    "medial",
    "child",
    "adult",
    "severe",
    "moderate",
    "mild",
    "other",
    "multiple",
    "bilateral",
    "implant",
];

const BEGINNINGS: &[&str] = &[
    "card", "neph", "oste", "gast", "derm", "hep", "pulm", "neur", "myo", "arth", "col", "cyst", "enc", "fibr",
    "gloss", "hem", "hist", "kerat", "lact", "lith", "mening", "nas", "ocul", "ot", "phleb", "pneum", "proct", "psych",
    "pyel", "rhin", "sarc", "splen", "stomat", "tend", "thorac", "thyr", "trache", "vas", "vent", "xanth", "zyg",
    "bar", "cal", "dor", "fel", "gal", "hol", "jun", "kel", "lom", "mor", "nel", "par", "quin", "rov", "sal", "tam",
    "ul", "vel", "wes", "yar", "zol", "brön", "écl", "naï", "sjör",
];
const MIDDLES: &[&str] = &[
    "o", "i", "a", "ino", "alo", "eri", "ato", "oli", "ume", "ento", "ari", "osi", "eno", "ico", "ulo", "ami", "ote",
    "udi", "epo", "ixa",
];
const ENDS: &[&str] = &[
    "itis", "oma", "osis", "ectomy", "pathy", "algia", "emia", "plasty", "scopy", "gram", "graphy", "tomy", "cele",
    "rrhea", "trophy", "plegia", "phasia", "lysis", "stenosis", "al", "ar", "ic", "ous", "ine", "ol", "ide", "ate",
    "cillin", "mab", "pril", "statin", "azole", "idae", "ella", "coccus", "virus", "um", "is", "ae", "ward", "ton",
    "son", "er", "ent", "ine's",
];

/// A vocabulary, by rank: how often a word is used falls with its rank, as Zipf found.
#[derive(Debug)]
pub(crate) struct Words(Vec<String>);

/// No word.
pub(crate) const NONE: u32 = u32::MAX;

impl Words {
    /// As many words, none of them twice.
    pub(crate) fn new(seed: u64, count: usize) -> Self {
        let mut words: Vec<String> = COMMON.iter().map(|word| (*word).to_owned()).collect();
        let mut known: std::collections::HashSet<String> = words.iter().cloned().collect();
        let mut random = Random::new(seed, Purpose::Word, 0);
        while words.len() < count {
            let mut word = (random.of(BEGINNINGS)).to_owned();
            if random.happens(4000) {
                word += random.of(MIDDLES);
                word += random.of(BEGINNINGS);
            }
            word += random.of(MIDDLES);
            word += random.of(ENDS);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        Self(words)
    }

    /// A word, the common ones as much more often as they are.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank")]
    pub(crate) fn draw(&self, random: &mut Random) -> u32 {
        let rank = (self.0.len() as f64 + 1.0).powf(random.fraction()) - 1.0;
        rank as u32
    }

    /// The word of a rank.
    pub(crate) fn word(&self, rank: u32) -> &str {
        self.0.get(rank as usize).map_or("", String::as_str)
    }

    /// Adds these words to a term, apart by spaces.
    pub(crate) fn join(&self, ranks: &[u32], term: &mut String) {
        for rank in ranks.iter().filter(|rank| **rank != NONE) {
            if !term.is_empty() {
                term.push(' ');
            }
            term.push_str(self.word(*rank));
        }
    }
}

/// Makes the first letter a capital.
pub(crate) fn capital(term: &str) -> String {
    let mut letters = term.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    first + letters.as_str()
}
