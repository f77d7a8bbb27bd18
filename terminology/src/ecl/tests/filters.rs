//! Reference sets and filters, each on a small release.

use super::lungs::{fails, finds, names};
use super::model::description;

#[test]
fn reference_sets_have_members() {
    finds(&[
        ("^ {problems}", "pneumonia heart-failure old-pneumonia"),
        ("^ ({problems} OR {icd10})", "pneumonia heart-failure viral-pneumonia old-pneumonia"),
        ("^ (< {refset})", "pneumonia heart-failure viral-pneumonia old-pneumonia left-lung"),
        ("< ^ {problems}", "viral-pneumonia"),
        ("^ {problems} AND << {lung-disease}", "pneumonia"),
        ("^ {problems} {{ C active = 0 }}", "old-pneumonia"),
        ("^ [referencedComponentId] {problems}", "pneumonia heart-failure old-pneumonia"),
        ("^ [targetComponentId] {wholes}", "lung"),
        ("< ^ [TARGETCOMPONENTID] {wholes}", "left-lung"),
        ("^R {pneumonia}", "problems icd10"),
        ("^R (< {lung-disease})", "problems icd10 moved-from"),
        ("^R {symptom}", ""),
        (
            "^ *",
            "pneumonia heart-failure old-pneumonia viral-pneumonia left-lung older-pneumonia old-lung-disease lung-oedema",
        ),
    ]);
    assert_eq!(names("^ [mapTarget] {icd10}"), "B97; J12.9; J18.9");
    assert_eq!(
        names("^ [referencedComponentId, mapGroup] {icd10}"),
        "pneumonia|1; viral-pneumonia|1; viral-pneumonia|2"
    );
    assert_eq!(names("^ [*] {icd10} {{ M mapGroup = #2 }}"), "viral-pneumonia|2|B97|20220131");
    assert_eq!(
        names("^ [*] ({wholes} OR {icd10}) {{ M referencedComponentId = ({left-lung} OR {pneumonia}) }}"),
        "left-lung||||lung; pneumonia|1|J18.9||"
    );
}

#[test]
fn members_are_filtered() {
    finds(&[
        ("^ {icd10} {{ M mapTarget = \"J12\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M mapTarget = \"j\" }}", "pneumonia viral-pneumonia"),
        ("^ {icd10} {{ M mapTarget = wild:\"J18.9\" }}", "pneumonia"),
        ("^ {icd10} {{ M mapTarget = (wild:\"B*\" \"J18\") }}", "pneumonia viral-pneumonia"),
        ("^ {icd10} {{ M mapTarget != wild:\"J*\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M mapGroup = #2, mapTarget = \"J\" }}", ""),
        ("^ {icd10} {{ M mapGroup = #2 }} {{ M mapTarget = \"J\" }}", ""),
        ("^ {icd10} {{ M mapGroup <= #1 }}", "pneumonia viral-pneumonia"),
        ("^ {icd10} {{ M mapGroup > #1.5 }}", "viral-pneumonia"),
        ("^ {icd10} {{ M mapGroup = true, mapTarget = \"J12\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M since >= \"20220131\" }}", "viral-pneumonia"),
        ("^ {icd10} {{ M since = \"\" }}", "pneumonia"),
        ("^ {icd10} {{ M referencedComponentId = << {viral-disease} }}", "viral-pneumonia"),
        ("^ {icd10} {{ M referencedComponentId != << {viral-disease} }}", "pneumonia"),
        ("^ [targetComponentId] {same-as} {{ M referencedComponentId = {old-pneumonia} }}", "pneumonia"),
        ("^ {problems} {{ M active = 0 }}", "symptom"),
        ("^ {problems} {{ M active = * }}", "pneumonia heart-failure old-pneumonia symptom"),
        ("^ {problems} {{ M active != 1 }}", "symptom"),
        ("^ {problems} {{ M active = *, moduleId = {model} }}", "symptom"),
        ("^ {problems} {{ M active = *, effectiveTime > \"20200131\" }}", "symptom"),
        ("^ {problems} {{ M effectiveTime = \"20200131\" }}", "pneumonia heart-failure old-pneumonia"),
        ("^R {symptom} {{ M active = 0 }}", "problems"),
        ("^ * {{ M targetComponentId = {lung} }}", "left-lung"),
    ]);
}

#[test]
fn what_members_cannot_be_asked_is_an_error() {
    fails(
        "^ {icd10} {{ M target = \"J\" }}",
        "no reference set that is asked has a field target; there is referencedComponentId, mapGroup, mapTarget, since",
    );
    fails(
        "^ [valueId] {problems}",
        "no reference set that is asked has a field valueId; there is referencedComponentId",
    );
    fails(
        "^ {icd10} {{ M mapGroup = \"1\" }}",
        "mapGroup holds whole numbers; compare it with a number such as #2, or with true or false",
    );
    fails(
        "^ {icd10} {{ M mapTarget = {pneumonia} }}",
        "mapTarget holds texts; compare it with a text between quotation marks, a number such as #2, or with true or false",
    );
    fails(
        "^ {same-as} {{ M targetComponentId = #1 }}",
        "targetComponentId holds components; compare it with an expression constraint",
    );
    fails(
        "< ^ [mapTarget] {icd10}",
        "the values of the field mapTarget are no concepts; they can only be the whole of what is asked for",
    );
    fails(
        "(^ [mapTarget, mapGroup] {icd10}) AND *",
        "several fields (mapTarget, mapGroup) can only be selected as the whole of what is asked for",
    );
    fails(
        "^ {gb}",
        "900000000000508004 refers to descriptions or relationships, and ^ is for reference sets of concepts",
    );
}

#[test]
fn concepts_are_filtered() {
    finds(&[
        ("< {disease} {{ C definitionStatus = defined }}", "viral-pneumonia lung-oedema"),
        ("< {lung-disease} {{ C definitionStatus != defined }}", "pneumonia"),
        ("< {lung-disease} {{ C definitionStatus = (primitive defined) }}", "pneumonia viral-pneumonia lung-oedema"),
        ("< {lung-disease} {{ C definitionStatusId = 900000000000074008 }}", "pneumonia"),
        ("< {lung-disease} {{ C moduleId = {model} }}", "lung-oedema"),
        ("< {lung-disease} {{ C moduleId != ({model} 731000124108) }}", "pneumonia viral-pneumonia"),
        ("< {lung-disease} {{ C moduleId = <! {root} }}", "pneumonia viral-pneumonia lung-oedema"),
        ("< {lung-disease} {{ C effectiveTime = \"20210131\" }}", "lung-oedema"),
        ("< {lung-disease} {{ C effectiveTime < \"20210131\" }}", "pneumonia viral-pneumonia"),
        ("< {lung-disease} {{ C effectiveTime != (\"20210131\" \"20220131\") }}", "pneumonia viral-pneumonia"),
        ("<! {finding} {{ C effectiveTime = \"\" }}", "symptom"),
        ("<! {finding} {{ C effectiveTime < \"20300101\" }}", "disease"),
        ("<! {finding} {{ C effectiveTime != \"20200131\" }}", "symptom"),
        ("< {lung-disease} {{ C definitionStatus = defined, moduleId = {core} }}", "viral-pneumonia"),
        ("* {{ C active = false }}", "old-pneumonia old-lung-disease older-pneumonia"),
        ("{old-pneumonia} {{ C active = * }}", "old-pneumonia"),
    ]);
}

#[test]
fn descriptions_are_filtered() {
    finds(&[
        ("* {{ term = \"pneu\" }}", "pneumonia viral-pneumonia old-pneumonia"),
        ("* {{ D term = \"lung oed\" }}", "lung-oedema"),
        ("* {{ term = \"oed\", term = \"lung\" }}", "lung-oedema"),
        ("* {{ term = (\"heart\" \"viral\") }}", "viral-pneumonia heart-failure"),
        ("* {{ term = wild:\"*failure\" }}", "heart-failure"),
        ("* {{ term = wild:\"pneumonia\" }}", "pneumonia"),
        ("* {{ term = (match:\"gal\" wild:\"v*a\") }}", "viral-pneumonia heart-failure"),
        ("* {{ term = \"meniere\" }}", "old-pneumonia"),
        ("* {{ term = \"inflammation\" }}", ""),
        ("* {{ term = \"inflammation\", active = 0 }}", "pneumonia"),
        ("* {{ term = \"pneumonia\", active = false }}", ""),
        ("* {{ term = \"edema\" }} {{ term = \"oedema\" }}", "lung-oedema"),
        ("* {{ term = \"edema\", term = \"oedema\" }}", ""),
        ("< {lung-disease} {{ term != \"pneumonia\" }}", "lung-oedema"),
        ("< {disease} {{ language = cy }}", "heart-failure"),
        ("< {disease} {{ language != (cy sv) }}", "pneumonia viral-pneumonia lung-oedema heart-failure"),
        ("< {disease} {{ type = fsn }}", "pneumonia"),
        ("< {disease} {{ type = (fsn def) }}", "pneumonia viral-pneumonia"),
        ("* {{ term = \"caused\", type != def }}", ""),
        ("< {disease} {{ typeId = 900000000000550004 }}", "viral-pneumonia"),
        ("* {{ moduleId = {model}, active = * }}", "pneumonia"),
        ("* {{ effectiveTime >= \"20210101\", active = * }}", "pneumonia"),
    ]);
    let one = description(5);
    finds(&[
        (&format!("* {{{{ id = {one} }}}}"), "lung-oedema"),
        (&format!("< {{heart-disease}} {{{{ id = ({one} {}) }}}}", description(7)), "heart-failure"),
        (&format!("{{lung-oedema}} {{{{ id != {one} }}}}"), "lung-oedema"),
    ]);
}

#[test]
fn dialects_accept_descriptions() {
    finds(&[
        ("* {{ dialect = en-gb }}", "pneumonia viral-pneumonia lung-oedema"),
        ("* {{ dialect = en-us (prefer) }}", "lung-oedema"),
        ("* {{ term = \"edema\", dialect = en-gb (prefer) }}", ""),
        ("* {{ term = \"edema\", dialect = en-gb (accept) }}", "lung-oedema"),
        ("* {{ term = \"edema\", dialect = en-gb (accept), dialect = en-us (prefer) }}", "lung-oedema"),
        ("* {{ term = \"oedema\", dialect = (en-us (prefer) en-gb (prefer)) }}", "lung-oedema"),
        ("* {{ term = \"oedema\", dialect = (en-us (prefer) en-gb) (accept) }}", ""),
        ("* {{ term = \"edema\", dialect = (en-us en-gb) (900000000000548007) }}", "lung-oedema"),
        ("* {{ dialectId = {gb} (prefer accept) }}", "pneumonia viral-pneumonia lung-oedema"),
        ("* {{ dialectId = ({us} (accept) {gb} (accept)) }}", "lung-oedema"),
        ("* {{ dialectId = <! {root} }}", "pneumonia viral-pneumonia lung-oedema"),
        ("< {disease} {{ dialect != en-gb, type = syn }}", "heart-failure"),
        (
            "< {disease} MINUS * {{ dialect = en-gb (prefer) }}",
            "lung-disease heart-disease viral-disease heart-failure",
        ),
    ]);
    fails(
        "* {{ dialect = en-zz }}",
        "no dialect is known as en-zz; give its language reference set by identifier: dialectId = ...",
    );
}
