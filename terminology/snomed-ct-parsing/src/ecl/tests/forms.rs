//! How texts are read: each with its brief and its long form.

use crate::ecl::parse;

/// Every construct of the language, however it may be written.
const TEXTS: &[&str] = &[
    // Simple expression constraints.
    "73211009",
    " 73211009 | Diabetes  mellitus | ",
    "73211009|Diabetes mellitus|",
    "<73211009",
    "<< 73211009",
    "<! 73211009",
    "<<! 73211009",
    "> 73211009",
    ">> 73211009",
    ">! 73211009",
    ">>! 73211009",
    "!!> (< 73211009)",
    "!!<(< 73211009)",
    "DescendantOf 73211009",
    "descendantorselfof 73211009",
    "childOf 73211009",
    "childOrSelfOf 73211009",
    "ancestorOf 73211009",
    "ancestorOrSelfOf 73211009",
    "parentOf 73211009",
    "parentOrSelfOf 73211009",
    "top (ANY)",
    "bottom (any)",
    "*",
    "ANY",
    "^ 700043003",
    "^700043003",
    "memberOf 700043003",
    "< ^ 700043003",
    "^ *",
    "^ (< 450973005)",
    "^ [targetComponentId] 900000000000527005",
    "memberOf[ referencedComponentId , mapTarget ]447562003",
    "^[*] 447562003",
    "memberOf [any] 447562003",
    "^R 73211009",
    "^R73211009",
    "refsetContainingAny (<< 73211009)",
    "LOINC#54486-6",
    "\"LOINC#54486-6\" |Haemoglobin|",
    "LOINC#\"54486 6\"",
    "^RxNorm#1",
    // Compound ones.
    "< 19829001 AND < 301867009 And ^ 700043003",
    "< 19829001 , < 301867009,^700043003",
    "< 19829001 or < 301867009",
    "< 19829001 MINUS < 301867009",
    "(< 19829001 OR < 301867009) minus (^ 700043003 AND *)",
    // Dotted ones.
    "< 27658006 . << 127489000",
    "< 19829001.< 47429007.363698007",
    "(< 19829001 : 363698007 = *) . 363698007",
    // Refinements.
    "< 19829001 : 116676008 = << 79654002",
    "* : 246075003 = 387517004",
    "< 404684003:363698007=<<39057004,116676008=<<415582006",
    "< 404684003 : 363698007 = * AND 116676008 = * and 42752001 = *",
    "< 404684003 : 363698007 = * OR 116676008 = *",
    "< 404684003 : (363698007 = * OR 116676008 = *), 42752001 = *",
    "< 404684003 : (363698007 = *)",
    "< 404684003 : { 363698007 = *, 116676008 = * }, { 363698007 = * }",
    "< 404684003 : { 363698007 = * OR (116676008 = * AND 42752001 = *) } OR 42752001 = *",
    "< 404684003 : ({ 363698007 = * }, 42752001 = *)",
    "< 404684003 : 116676008 != << 26036001",
    "< 404684003 : 116676008 NOT = << 26036001",
    "< 404684003 : 116676008 <> << 26036001",
    "< 404684003 : << 47429007 = (< 404684003 : 116676008 = << 55641003)",
    "<< 125605004 : [0..0] ((<< 410662002 MINUS 363698007) MINUS 116676008) = *",
    "<< 125605004 : (363698007 OR 116676008) {{ C active = 1 }} = *",
    "< 373873005 : [1..3] 127489000 = < 105590001",
    "< 373873005 : [1 to many] 127489000 = ANY",
    "< 373873005 : [0..0] { [2..*] 127489000 = < 105590001 }",
    "< 105590001 : R 127489000 = < 27658006",
    "< 105590001 : R127489000 = *",
    "< 105590001 : [3 to 3] reverseOf ANY = ANY",
    // Concrete values.
    "* : 1142135004 >= #250, 1142135004 <= #800.50",
    "* : 1142135004 = #-1, 1142135004 != #+2, 1142135004 < #3, 1142135004 > #0.4",
    "* : 3460481009 = \"PANADOL\"",
    "* : 3460481009 != (\"a \\\"b\\\" \\\\ c\" \"LOINC#1\" \"d\\*\")",
    "* : 859999999102 = TRUE, 859999999102 != false",
    // Description filters.
    "< 64572001 {{ term = \"heart att\" }}",
    "< 64572001 {{D TERM=match:\" heart  att \"}}",
    "< 64572001 {{ d term = (\"heart\" wild:\"*itis\\*\" match:\"a\\\"b\") }}",
    "< 64572001 {{ term != \"eye\" }} {{ Dterm = wild:\"cardi*opathy\" }}",
    "< 64572001 {{ language = SV, language != (en da) }}",
    "< 64572001 {{ type = syn, type != (FSN definition fullySpecifiedName synonym def) }}",
    "< 64572001 {{ typeId = 900000000000013009 |Synonym| }}",
    "< 64572001 {{ typeId != (900000000000013009 |Synonym| 900000000000003001) }}",
    "< 64572001 {{ typeId = << 900000000000446008 }}",
    "< 64572001 {{ dialect = en-GB }}",
    "< 64572001 {{ dialect = en-gb(prefer), dialect != (en-us (accept) en-x-nhs-clinical (preferred acceptable)) }}",
    "< 64572001 {{ dialect = (en-gb en-us) (900000000000548007 |Preferred|) }}",
    "< 64572001 {{ dialectId = 900000000000508004 |GB| (prefer) }}",
    "< 64572001 {{ dialectId = (900000000000508004 |GB| (prefer) 900000000000509007) }}",
    "< 64572001 {{ dialectId = (900000000000508004) (accept) }}",
    "< 64572001 {{ dialectId != < 900000000000506000 }}",
    "< 64572001 {{ moduleId = 900000000000207008, effectiveTime >= \"20210131\", active = 0 }}",
    "< 64572001 {{ id = 3032638017, id != (1208972017 2674140012) }}",
    // Concept filters.
    "< 64572001 {{ C definitionStatus = primitive, definitionStatus != (primitive DEFINED) }}",
    "< 64572001 {{ c definitionStatusId = 900000000000074008 }} {{ D term = \"heart\" }}",
    "< 64572001 {{ C moduleId != (900000000000207008 731000124108) }}",
    "< 64572001 {{ C effectiveTime = (\"20190131\" \"\") , effectiveTime < \"20200101\" }}",
    "* {{ Cactive=true }} {{ C active = false, active = *, active != \"*\" }}",
    // Member filters.
    "^ 447562003 {{ M mapTarget = \"J45.9\" }}",
    "^ 447562003 {{ m mapGroup = #2, mapPriority != #1, mapTarget = (wild:\"J45*\" \"I\") }}",
    "^ 447562003 {{ MmapTarget = match:\"J45\" }} {{ M active = 0 }}",
    "^ [targetComponentId] 900000000000527005 {{ M referencedComponentId = << 67415000 }}",
    "^ 900000000000534007 {{ M moduleId = << 32570231000036109, sourceEffectiveTime >= \"20210131\" }}",
    "^ 900000000000534007 {{ M targetEffectiveTime = (\"20210131\" \"\"), targetEffectiveTime = \"20210131\" }}",
    "^ 723561005 {{ M grouped = true, grouped != FALSE }}",
    "^R 67415000 {{ M active = * }}",
    // History supplements.
    "<< 195967001 {{+HISTORY}}",
    "<< 195967001 {{ + history-min }}",
    "<< 195967001 {{ + HISTORY_MOD }}",
    "<< 195967001 {{ + HISTORY-MAX }}",
    "<< 195967001 {{ + HISTORY (*) }}",
    "<< 195967001 {{ + HISTORY (900000000000527005 OR 900000000000526001) }}",
    "(< 195967001 {{+HISTORY}}) {{ D id = 264553015 }}",
    // Comments.
    "/* lungs */ < 19829001 /* with * and / in it **/ : /* here */ 116676008 /**/ = /* \"|( */ *",
];

#[test]
fn every_construct_is_read_and_written_in_both_forms() {
    let shown: Vec<String> = TEXTS
        .iter()
        .map(|text| {
            let read = parse(text).unwrap_or_else(|error| panic!("{error}\n{}", error.marked(text)));
            let (brief, long) = (read.to_string(), read.long().to_string());
            assert_eq!(parse(&brief).as_ref(), Ok(&read), "{brief}");
            assert_eq!(parse(&long).as_ref(), Ok(&read), "{long}");
            format!("{text}\n    {brief}\n    {long}")
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

/// White space and comments wherever the grammar has `ws`, in a text without quotation marks and pipes.
fn spaced(text: &str) -> String {
    text.replace(' ', " \t/* it's \"a\" |*| / comment **/\r\n ")
}

#[test]
fn keywords_have_no_case_and_space_no_meaning() {
    for text in TEXTS.iter().filter(|text| !text.contains(['"', '|', '#'])) {
        let read = parse(text).unwrap();
        let long = read.long().to_string();
        assert_eq!(parse(&spaced(&long)), Ok(read.clone()), "{long}");
        if !text.contains("{{ M") && !text.contains('[') {
            assert_eq!(parse(&long.to_ascii_lowercase()), Ok(read.clone()), "{long}");
            assert_eq!(parse(&long.to_ascii_uppercase()), Ok(read), "{long}");
        }
    }
}
