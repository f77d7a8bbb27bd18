//! Laws: anything is read or refused, values come back as they were written.

use proptest::prelude::*;
use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::rf2::{Description, EffectiveTime, FileName, MemberId, Pattern, Table};
use snomed_ct_parsing::sctid::ComponentKind;

use super::support::{first_error, rows};

const HEADER: &str = "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId";

fn tables() -> impl Strategy<Value = Table> {
    prop_oneof![
        Just(Table::Concept),
        Just(Table::Description),
        Just(Table::Relationship),
        Just(Table::ConcreteRelationship),
        Just(Table::Identifier),
        "[cis]{0,8}".prop_map(|letters| Table::Refset(Pattern::parse(&letters).unwrap(), None)),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(table in tables(), bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = first_error(&table, &bytes);
    }

    #[test]
    fn any_rows_are_read_or_refused(rows in "([0-9a-z\"#\\.-]{0,12}\t){0,10}[0-9]{0,9}(\r?\n)?") {
        let _ = first_error(&Table::Description, format!("{HEADER}\n{rows}").as_bytes());
    }

    #[test]
    fn any_name_is_read_or_refused(name in ".{0,60}") {
        let _ = FileName::parse(&name);
    }

    #[test]
    fn a_description_comes_back(item in 100..10_u64.pow(15), active: bool, term in "[^\t\r\n\u{0}]{1,80}") {
        let id = Sctid::build(item, None, ComponentKind::Description).unwrap();
        let concept = Sctid::build(item, None, ComponentKind::Concept).unwrap();
        let text = format!(
            "{HEADER}\r\n{id}\t20240229\t{}\t{concept}\t{concept}\ten\t{concept}\t{term}\t{concept}\r\n",
            u8::from(active)
        );
        let (header, body) = rows(&Table::Description, text.as_bytes());
        let row = header.rows(body, 2).next().unwrap().unwrap();
        let read = Description::read(&row).unwrap();
        prop_assert_eq!((read.id, read.concept, read.term, read.active), (id, concept, term.as_str(), active));
    }

    #[test]
    fn members_come_back(number: u128) {
        let id = MemberId::new(number);
        prop_assert_eq!(MemberId::parse(id.to_string().as_bytes()), Some(id));
        prop_assert_eq!(MemberId::parse(id.to_string().to_uppercase().as_bytes()), Some(id));
    }

    #[test]
    fn days_are_those_of_a_calendar(year in 1900..2200_i32, month in 0..14_u32, day in 0..33_u32) {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let days = [0, 31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0];
        let real = day >= 1 && day <= days[month as usize];
        let text = format!("{year:04}{month:02}{day:02}");
        let read = EffectiveTime::parse(text.as_bytes());
        prop_assert_eq!(read.is_some(), real);
        if let Some(read) = read {
            prop_assert_eq!((read.to_string(), read.month(), read.day()), (text, month, day));
        }
    }
}
