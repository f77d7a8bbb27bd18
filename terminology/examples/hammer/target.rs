//! What is hammered, with what it begins, and which pieces of text are worth a try.

use crate::checks;

/// Something that reads bytes of strangers.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) check: fn(&[u8]) -> bool,
    /// Inputs that are read, to be changed.
    pub(crate) seeds: &'static [&'static [u8]],
    /// Pieces of text that mean something to the reader.
    pub(crate) words: &'static [&'static str],
}

macro_rules! seeds {
    ($($path:literal),+ $(,)?) => { &[$(include_bytes!(concat!("../../../fuzz/seeds/", $path))),+] };
}

const ALL: &[Target] = &[
    Target {
        name: "rf2",
        check: checks::rf2,
        seeds: seeds!["rf2/concepts", "rf2/descriptions", "rf2/relationships", "rf2/numbers", "rf2/language", "rf2/map"],
        words: &[
            "\t", "\r\n", "\n", "\"", "NOT USED", "id", "effectiveTime", "active", "moduleId", "20250701", "20251301",
            "138875005", "900000000000207008", "999999999999999999", "#250", "\"a\"", "true", "\u{feff}", "der2_",
            "sct2_", "cissRefset_", "Refset_", "Full", "-en", "301f4f24-b048-5f36-b71a-22f8fdd38a92", "é",
        ],
    },
    Target {
        name: "ecl",
        check: checks::ecl,
        seeds: seeds!["ecl/simple", "ecl/refined", "ecl/filters", "ecl/long"],
        words: &[
            "<<", "<", ">", ">>", "<!", ">!", "^", "!!>", "!!<", "*", ":", "=", "!=", "{", "}", "{{", "}}", "[0..1]",
            "[1..*]", "R ", ".", "|a|", "AND", "OR", "MINUS", "term", "type", "language", "dialect", "moduleId",
            "effectiveTime", "active", "history-min", "D ", "C ", "M ", "+ HISTORY", "#-2.5", "\"x\"", "match:", "wild:",
            "404684003", "/* c */", "(", ")", ",", "DESCENDANTORSELFOF", "MEMBEROF", "\u{a0}", "é",
        ],
    },
    Target {
        name: "dmd",
        check: checks::dmd,
        seeds: seeds![
            "dmd/vtm.xml", "dmd/vmp.xml", "dmd/amp.xml", "dmd/vmpp.xml", "dmd/ampp.xml", "dmd/gtin.xml", "dmd/lookup.xml",
            "dmd/history.xml", "dmd/bnf.xml", "dmd/ingredient.xml", "dmd/vtm_ingredients.xml",
        ],
        words: &[
            "<", ">", "/>", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?xml version=\"1.0\"?>", "<!DOCTYPE a>",
            "<!ENTITY b \"c\">", "&amp;", "&#0;", "&#x10ffff;", "&b;", "VPID", "VMP", "VMPS", "NM", "DESC", "INVALID",
            "0001", "1", "-1", "1.5", "1e9", "2025-01-06", "2025-13-06", "138875005", "999999999999999999", "é", "\u{0}",
        ],
    },
];

impl Target {
    /// The target of this name.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|target| target.name == name)
    }
}
