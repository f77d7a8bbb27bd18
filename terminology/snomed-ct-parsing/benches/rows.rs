//! Rows of RF2 read on one core: a million descriptions, and as many members of a language reference set.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on stops")]

use std::fmt::Write as _;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::rf2::{Content, Description, Header, Member, MemberId, Pattern, Table, open};
use snomed_ct_parsing::sctid::ComponentKind;

const ROWS: u64 = 1_000_000;

fn main() {
    divan::main();
}

fn id(item: u64, kind: ComponentKind) -> Sctid {
    Sctid::build(item, Some(1_000_000), kind).unwrap()
}

fn descriptions() -> String {
    let mut text =
        "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\r\n".to_owned();
    for item in 1..=ROWS {
        let (id, concept) = (id(item, ComponentKind::Description), id(item / 3 + 1, ComponentKind::Concept));
        write!(
            text,
            "{id}\t20240131\t1\t999000011000000103\t{concept}\ten\t900000000000013009\t\
             Entire structure number {item} of the left lower limb (body structure)\t900000000000448009\r\n"
        )
        .unwrap();
    }
    text
}

fn members() -> String {
    let mut text =
        "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\tacceptabilityId\r\n".to_owned();
    for item in 1..=ROWS {
        let uuid = MemberId::new(u128::from(item).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        let id = id(item, ComponentKind::Description);
        write!(text, "{uuid}\t20240131\t1\t999000011000000103\t999001261000000100\t{id}\t900000000000548007\r\n")
            .unwrap();
    }
    text
}

fn opened<'a>(table: &Table, text: &'a str) -> (Header, &'a [u8]) {
    match open(table, text.as_bytes()).unwrap() {
        Content::Rows(header, body) => (header, body),
        Content::NotUsed => unreachable!("there are rows"),
    }
}

#[divan::bench(sample_count = 10)]
fn a_million_descriptions(bencher: Bencher<'_, '_>) {
    let text = descriptions();
    let (header, body) = opened(&Table::Description, &text);
    bencher.counter(ItemsCount::new(ROWS)).counter(BytesCount::of_str(&text)).bench_local(|| {
        for row in header.rows(body, 2) {
            black_box(Description::read(&row.unwrap()).unwrap());
        }
    });
}

#[divan::bench(sample_count = 10)]
fn a_million_members(bencher: Bencher<'_, '_>) {
    let text = members();
    let (header, body) = opened(&Table::Refset(Pattern::parse("c").unwrap(), None), &text);
    bencher.counter(ItemsCount::new(ROWS)).counter(BytesCount::of_str(&text)).bench_local(|| {
        for row in header.rows(body, 2) {
            let row = row.unwrap();
            black_box((Member::read(&row).unwrap(), row.sctid(6).unwrap()));
        }
    });
}
