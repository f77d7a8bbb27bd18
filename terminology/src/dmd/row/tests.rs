//! Rows come back as they were made, and nothing breaks them.

use jiff::civil::date;
use proptest::prelude::*;

use super::cursor::Cursor;
use super::draft::number;
use super::*;
use crate::dmd::layout::Table;

#[test]
fn decimals_compare_by_what_they_come_to() {
    assert_eq!(Decimal(".5"), Decimal("0.50"));
    assert_ne!(Decimal("5"), Decimal("0.5"));
    assert_eq!(Decimal(".5").to_string(), ".5");
}

fn encoded(draft: &Draft, table: Table) -> Vec<u8> {
    let mut bytes = Vec::new();
    draft.encode(table, &mut bytes);
    bytes
}

#[test]
fn a_row_holds_what_was_put_in() {
    let mut draft = Draft::default();
    draft.text(const { Table::Vmpp.position("QTYVAL") }, "7.50");
    draft.text(const { Table::Vmpp.position("NM") }, "Example 1mg tablets 7½");
    draft.number(0, u64::MAX);
    draft.number(const { Table::Vmpp.position("INVALID") }, 0);
    let bytes = encoded(&draft, Table::Vmpp);
    let row = Row::new(Table::Vmpp, &bytes);
    assert_eq!(row.get("VPPID"), Some(Value::Id(u64::MAX)));
    assert_eq!(row.get("INVALID"), Some(Value::Flag(false)));
    assert_eq!(row.get("NM"), Some(Value::Text("Example 1mg tablets 7½")));
    assert_eq!(row.get("ABBREVNM"), None);
    assert_eq!(row.get("QTYVAL"), Some(Value::Decimal(Decimal("7.5"))));
    assert_eq!(row.get("NO SUCH"), None);
    assert_eq!(row.values().count(), 4);
    for cut in 0..bytes.len() {
        let row = Row::new(Table::Vmpp, &bytes[..cut]);
        assert!(row.values().count() < 4, "cut to {cut} bytes");
    }
}

#[test]
fn days_and_what_is_not_applicable() {
    let mut draft = Draft::default();
    draft.number(0, 1);
    draft.text(const { Table::BnfVmp.position("DDD") }, NOT_APPLICABLE);
    draft.number(const { Table::BnfVmp.position("DDD_UOMCD") }, 0);
    let bytes = encoded(&draft, Table::BnfVmp);
    let row = Row::new(Table::BnfVmp, &bytes);
    assert_eq!(row.get("DDD"), Some(Value::NotApplicable));
    assert_eq!(row.get("DDD_UOMCD"), Some(Value::NotApplicable));
    draft.clear();
    draft.date(2, date(2019, 4, 1));
    let bytes = encoded(&draft, Table::Gtin);
    assert_eq!(Row::new(Table::Gtin, &bytes).get("STARTDT"), Some(Value::Date(date(2019, 4, 1))));
}

proptest! {
    #[test]
    fn no_bytes_break_a_row(bytes: Vec<u8>, position in 0_usize..40) {
        for table in Table::ALL {
            let row = Row::new(*table, &bytes);
            let _ = row.value(position);
            let _ = format!("{row:?}");
        }
    }

    #[test]
    fn numbers_come_back(found: u64) {
        let mut bytes = Vec::new();
        number(found, &mut bytes);
        prop_assert_eq!(Cursor(&bytes).number(), Some(found));
    }
}
