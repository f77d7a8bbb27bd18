//! Every element of every row comes back, held against a reader that knows nothing of this one's.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use dcr_terminology::archive::{Limits, items};
use dcr_terminology::dmd::{Dmd, FileKind, Table};
use roxmltree::{Document, Node};

use crate::support::{corpus, loaded, testdata};

/// Elements whose text is words; a barcode is words too. All others that are digits are numbers.
const WORDS: &[&str] = &[
    "NM",
    "ABBREVNM",
    "DESC",
    "NMPREV",
    "NM_PREV",
    "SZ_WEIGHT",
    "PROD_ORDER_NO",
    "PACK_ORDER_NO",
    "SUBP",
    "BNF",
    "ATC",
    "GTIN",
];
/// Elements with decimals, which keep how they are written.
const DECIMALS: &[&str] = &["UDFS", "STRNT_NMRTR_VAL", "STRNT_DNMTR_VAL", "STRNTH", "QTYVAL", "DDD"];

type Elements = BTreeMap<String, String>;

fn element(node: Node<'_, '_>) -> (String, String) {
    let name = node.tag_name().name().to_owned();
    let text: String = node.children().filter_map(|child| child.text()).collect();
    if WORDS.contains(&name.as_str()) {
        return (name, text);
    }
    let number = !DECIMALS.contains(&name.as_str()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = if number { text.parse::<u64>().unwrap().to_string() } else { text };
    (name, text)
}

fn elements<'a>(node: Node<'a, 'a>) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(Node::is_element)
}

/// The rows of a file by the path of its elements, as another reader has them.
fn rows_of_xml(text: &str) -> BTreeMap<(String, String), Vec<Elements>> {
    let document = Document::parse(text).unwrap();
    let root = document.root_element();
    let mut rows: BTreeMap<_, Vec<Elements>> = BTreeMap::new();
    let mut add = |path: String, row: Elements| {
        rows.entry((root.tag_name().name().to_owned(), path)).or_default().push(row);
    };
    let name = |node: Node<'_, '_>| node.tag_name().name().to_owned();
    for part in elements(root) {
        let flat = elements(part).all(|child| elements(child).next().is_none()) && !is_container(&name(part));
        if flat {
            add(name(part), elements(part).map(element).collect());
            continue;
        }
        for row in elements(part) {
            let path = format!("{}/{}", name(part), name(row));
            let own = elements(row).filter(|node| elements(*node).next().is_none());
            let own: Elements = own.map(element).collect();
            let within: Vec<_> = elements(row).filter(|node| elements(*node).next().is_some()).collect();
            if within.is_empty() {
                add(path, own);
                continue;
            }
            for inner in within {
                add(path.clone(), own.clone().into_iter().chain(elements(inner).map(element)).collect());
            }
        }
    }
    rows
}

fn is_container(name: &str) -> bool {
    name.ends_with('S') || !matches!(name, "VTM" | "ING" | "VTM_ING")
}

/// Compares every row of every file in a folder with what the index gives back, and says which
/// elements there were.
fn compare(folder: &Path, dmd: &Dmd) -> (usize, HashSet<(Table, &'static str)>) {
    let mut compared = 0;
    let mut seen = HashSet::new();
    for item in items(&[folder.to_owned()], &Limits::default()).unwrap() {
        if !item.name().starts_with("f_") || item.name().ends_with("test1.xml") {
            continue;
        }
        let mut rows = rows_of_xml(std::str::from_utf8(&item.read().unwrap()).unwrap());
        let kind = FileKind::ALL
            .into_iter()
            .find(|kind| {
                item.name().starts_with(&format!("f_{}", kind.name()))
                    && item.name().as_bytes()[2 + kind.name().len()].is_ascii_digit()
            })
            .unwrap();
        for part in kind.parts() {
            let key = part.table.fields()[0].name;
            let mut expected = rows.remove(&(kind.root().to_owned(), part.table.path().to_owned())).unwrap_or_default();
            expected.retain(|row| !row.is_empty());
            expected.sort_by_key(|row| row[key].parse::<u64>().unwrap());
            let found: Vec<Elements> = dmd
                .rows(part.table)
                .map(|row| {
                    row.values()
                        .map(|(field, value)| {
                            seen.insert((part.table, field.name));
                            (field.name.to_owned(), value.to_string())
                        })
                        .collect()
                })
                .collect();
            assert_eq!(found, expected, "{} of {}", part.table.path(), item.place());
            compared += expected.iter().map(Elements::len).sum::<usize>();
        }
        assert!(rows.values().flatten().all(Elements::is_empty), "{}: not in any table: {rows:?}", item.place());
    }
    (compared, seen)
}

#[test]
fn every_element_of_the_fictional_release_comes_back() {
    let week = loaded(testdata("week-6"), None);
    let (compared, seen) = compare(&testdata("week-6"), &week.dmd);
    assert!(compared > 500, "{compared}");
    let own = [Table::Changed, Table::Gone];
    for table in Table::ALL.iter().filter(|table| !own.contains(table)) {
        for field in table.fields() {
            assert!(seen.contains(&(*table, field.name)), "no file has {} in {}", field.name, table.path());
        }
    }
}

#[test]
fn every_element_of_the_corpus_comes_back() {
    let Some(corpus) = corpus() else { return };
    let mut all = 0;
    for folder in ["dmd-2019-04/1", "dmd-2019-04/2", "ctv3-and-mini-uk/dmd"] {
        let folder = corpus.join(folder);
        all += compare(&folder, &loaded(folder.clone(), None).dmd).0;
    }
    assert!(all > 40_000, "{all}");
}

/// The elements of each type in a schema: name, whether every row has it.
fn schema(text: &str) -> Vec<BTreeMap<String, bool>> {
    let document = Document::parse(text).unwrap();
    let types =
        document.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2001/XMLSchema", "complexType")));
    let of = |node: Node<'_, '_>| {
        let group =
            node.children().find(|node| node.tag_name().name() == "all" || node.tag_name().name() == "sequence")?;
        let leaves: BTreeMap<String, bool> = group
            .children()
            .filter(|node| {
                node.tag_name().name() == "element"
                    && node.attribute("type").is_some_and(|kind| kind.starts_with("xs:") || kind == "GTINCode")
            })
            .map(|node| (node.attribute("name").unwrap().to_owned(), node.attribute("minOccurs") != Some("0")))
            .collect();
        (!leaves.is_empty()).then_some(leaves)
    };
    types.filter_map(of).collect()
}

#[test]
fn the_layout_is_that_of_the_published_schemas() {
    let Some(corpus) = corpus() else { return };
    let core = FileKind::ALL
        .into_iter()
        .filter(|kind| !matches!(kind, FileKind::Bnf | FileKind::History | FileKind::VtmIngredient));
    for kind in core {
        let (major, minor) = kind.version();
        let path = corpus.join(format!("dmd-2019-04/1/{}_v{major}_{minor}.xsd", kind.name()));
        let types = schema(&std::fs::read_to_string(path).unwrap());
        let ours = |table: Table| -> BTreeMap<String, bool> {
            table.fields().iter().map(|field| (field.name.to_owned(), field.required)).collect()
        };
        if kind == FileKind::Gtin {
            let joined = types.into_iter().flatten().collect::<BTreeMap<_, _>>();
            assert_eq!(joined, ours(Table::Gtin));
            continue;
        }
        for part in kind.parts() {
            assert!(types.contains(&ours(part.table)), "{}: no type has these elements", part.table.path());
        }
        for found in &types {
            assert!(
                kind.parts().iter().any(|part| ours(part.table) == *found),
                "no table has these elements: {found:?}"
            );
        }
    }
}
