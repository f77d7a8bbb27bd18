//! An entry of dm+d in full: every element of its rows, and what stands above and below it.

use super::{CHILDREN, Shown, TermShown};
use crate::dmd::{Dmd, Entry, Level};
use crate::lookup::System;
use crate::lookup::snomed::number;
use crate::terminology::Open;

/// The fewest characters of a BNF or ATC code that are looked for.
const SHORTEST_CLASS: usize = 4;
/// The most products of a class that are shown.
const MOST_PRODUCTS: usize = 50;

/// An identifier, one of an earlier release, a barcode, or how a BNF or ATC code begins: several where
/// several answer.
pub(super) fn shown(open: &Open<Dmd>, code: &str) -> Vec<Shown> {
    let dmd = &open.index;
    let barcodes: Vec<_> = dmd.by_barcode(code);
    if !barcodes.is_empty() {
        let packs = barcodes.iter().filter_map(|barcode| Some((barcode, barcode.ampp()?)));
        return packs
            .map(|(barcode, pack)| {
                let mut shown = entry(open, *pack);
                let from = barcode.from().map_or_else(String::new, |date| format!(" from {date}"));
                let to = barcode.to().map_or_else(String::new, |date| format!(" to {date}"));
                shown.asked_for(format!("barcode {code}{from}{to}"));
                shown
            })
            .collect();
    }
    let Some(id) = number(code) else { return classified(open, code) };
    if let Some(found) = dmd.entry(id) {
        return vec![entry(open, found)];
    }
    let successions = dmd.resolve(id).into_iter().filter_map(|succession| {
        let mut shown = entry(open, succession.entry?);
        let steps: Vec<String> = succession
            .changes
            .iter()
            .map(|change| {
                let when = change.changed.map_or_else(String::new, |date| format!(" on {date}"));
                format!("{} became {}{when} ({} of {})", change.previous, change.current, change.element, change.file)
            })
            .collect();
        shown.asked_for(format!("{id}, which is a former identifier: {}", steps.join(", ")));
        Some(shown)
    });
    let successions: Vec<Shown> = successions.collect();
    if successions.is_empty() { classified(open, code) } else { successions }
}

/// The products whose BNF code begins so, or else whose ATC code does; where the release has no bonus
/// files, none.
fn classified(open: &Open<Dmd>, code: &str) -> Vec<Shown> {
    if code.len() < SHORTEST_CLASS {
        return Vec::new();
    }
    let (mut kind, mut found) = ("BNF", open.index.by_bnf(code));
    if found.is_empty() {
        (kind, found) = ("ATC", open.index.by_atc(code));
    }
    let all = found.len();
    let products = found.into_iter().take(MOST_PRODUCTS).map(|(class, product)| {
        let mut shown = entry(open, product);
        let of_all = if all > MOST_PRODUCTS { format!(", the first {MOST_PRODUCTS} of {all}") } else { String::new() };
        shown.asked_for(format!("{kind} code {class}{of_all}"));
        shown
    });
    products.collect()
}

fn entry(open: &Open<Dmd>, entry: Entry<'_>) -> Shown {
    let dmd = &open.index;
    let mut shown = Shown {
        system: System::Dmd,
        release: open.release.name.clone(),
        code: entry.id().to_string(),
        term: entry.description().to_owned(),
        active: !entry.is_invalid(),
        facts: Vec::new(),
        terms: Vec::new(),
        related: Vec::new(),
    };
    shown.fact("level", entry.level().name());
    shown.fact("status", if entry.is_invalid() { "invalid" } else { "valid" });
    for (field, value) in entry.row().values() {
        let words = dmd.coded(entry.row(), field.name).and_then(|coded| coded.words);
        let value = value.to_string();
        shown.fact(field.name, words.map_or(value.clone(), |words| format!("{value} {words}")));
    }
    let names = [
        ("name", Some(entry.name())),
        ("description", Some(entry.description())),
        ("abbreviation", entry.abbreviation()),
    ];
    for (kind, name) in names {
        let name = name.filter(|name| !name.is_empty() && !shown.terms.iter().any(|term| term.term == *name));
        shown.terms.extend(name.map(|name| term(name, kind, true)));
    }
    shown.terms.extend(entry.previous_name().map(|name| term(name, "previous name", false)));
    for id in entry.previous_ids() {
        shown.relate("formerly", &id.to_string(), "");
    }
    for parent in entry.parents() {
        relate(&mut shown, "above", parent);
    }
    parts(&mut shown, entry);
    for child in entry.children().into_iter().take(CHILDREN) {
        relate(&mut shown, "below", child);
    }
    shown
}

fn term(words: &str, kind: &str, active: bool) -> TermShown {
    TermShown { id: None, term: words.to_owned(), kind: kind.to_owned(), active, remark: String::new() }
}

fn relate(shown: &mut Shown, relation: &str, other: Entry<'_>) {
    let invalid = if other.is_invalid() { ", invalid" } else { "" };
    let remark = format!("{}{invalid}", other.level().name());
    shown.relate(relation, &other.id().to_string(), other.description()).remark = remark;
}

/// What an entry is made of, sold for and classified as.
fn parts(shown: &mut Shown, entry: Entry<'_>) {
    if let Some(vtm) = entry.as_vtm() {
        for ingredient in vtm.ingredients() {
            relate(shown, "ingredient", *ingredient);
        }
    }
    if let Some(vmp) = entry.as_vmp() {
        for strength in vmp.strengths() {
            let amount = |amount: Option<(crate::dmd::Decimal<'_>, Option<crate::dmd::Coded<'_>>)>| {
                amount.map(|(number, unit)| {
                    let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
                    format!("{}{unit}", number.written())
                })
            };
            let parts = [amount(strength.numerator()), amount(strength.denominator())];
            let name = strength.ingredient().map(|it| it.description().to_owned()).unwrap_or_default();
            let remark = parts.into_iter().flatten().collect::<Vec<_>>().join(" / ");
            shown.relate("ingredient", &strength.ingredient_id().to_string(), name).remark = remark;
        }
        for (relation, coded) in vmp.forms().map(|it| ("form", it)).chain(vmp.routes().map(|it| ("route", it))) {
            shown.relate(relation, &coded.code.to_string(), coded.words.unwrap_or_default());
        }
        shown.fact("controlled drug", vmp.controlled_drug_category().map(|it| it.to_string()).unwrap_or_default());
        shown.fact("BNF", vmp.bnf().join(", "));
        shown.fact("ATC", vmp.atc().join(", "));
    }
    if let Some(vmpp) = entry.as_vmpp()
        && let Some(price) = vmpp.tariff_price()
    {
        shown.fact("Drug Tariff price", price.pence.map(|pence| format!("{pence} pence")).unwrap_or_default());
    }
    if let Some(ampp) = entry.as_ampp() {
        if let Some(price) = ampp.price() {
            shown.fact("price", price.pence.map(|pence| format!("{pence} pence")).unwrap_or_default());
        }
        for barcode in ampp.barcodes() {
            shown.relate("barcode", barcode.digits().unwrap_or_default(), "");
        }
    }
    if entry.level() == Level::Ingredient
        && let Some(ingredient) = entry.as_ingredient()
    {
        for vmp in ingredient.vmps().take(CHILDREN) {
            relate(shown, "in", *vmp);
        }
    }
}
