//! What holds of every expression constraint, and of every text.

use proptest::prelude::*;

use super::trees::expression;
use crate::ecl::{ExpressionConstraint, MAX_DEPTH, MAX_LENGTH, parse};

fn read(text: &str) -> ExpressionConstraint {
    parse(text).unwrap_or_else(|error| panic!("{error}\n{}", error.marked(text)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn either_form_is_read_back(expression in expression()) {
        let (brief, long) = (expression.to_string(), expression.long().to_string());
        prop_assert_eq!(read(&brief), expression.clone(), "{}", brief);
        prop_assert_eq!(read(&long), expression, "{}", long);
    }

    #[test]
    fn a_text_that_is_cut_or_changed_is_an_error_or_another(
        expression in expression(),
        at in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["", "(", ")", "{", "}}", "\"", "|", "\\", "/*", "<", "!", "^", "R", "#", "[", "é", " AND ", ":", "\0"]),
    ) {
        let text = expression.to_string();
        let at = text.floor_char_boundary(at.index(text.len() + 1));
        let _ = parse(&text[..at]);
        let changed = format!("{}{with}{}", &text[..at], &text[at..]);
        if let Err(error) = parse(&changed) {
            let line = changed.split('\n').nth(error.line - 1).unwrap_or_default();
            prop_assert!(error.column <= line.chars().count() + 1, "{}", error);
            prop_assert!(!error.to_string().contains(char::is_control));
            prop_assert!(error.marked(&changed).lines().count() == 2);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in r##"[<>!^*().:,\[\]{}|"#0-9RANDORMINUS ="\\/+-]{0,60}"##) {
        if let Ok(expression) = parse(&text) {
            prop_assert_eq!(read(&expression.to_string()), expression);
        }
    }

    #[test]
    fn any_unicode_is_read_or_refused(text in any::<String>()) {
        let _ = parse(&text);
    }
}

/// What nests, as deep as it may be and one deeper.
#[test]
fn depth_is_bounded() {
    let nests: [(&str, &str, &str); 6] = [
        ("(", "*", ")"),
        ("< (", "*", ")"),
        ("* : * = (", "*", ")"),
        ("* : (", "* : * = *", " OR * = *)"),
        ("* {{ + HISTORY (", "*", ") }}"),
        ("* {{ C moduleId = (", "*", ") }}"),
    ];
    for (open, inner, close) in nests {
        let deep = |levels: usize| format!("{}{inner}{}", open.repeat(levels), close.repeat(levels));
        for levels in [MAX_DEPTH + 1, 1000, 20_000] {
            let text = deep(levels);
            let error = parse(&text).unwrap_err();
            assert!(error.column < text.len(), "{open}: {error}");
        }
    }
    let text = format!("{}*{}", "(".repeat(MAX_DEPTH - 1), ")".repeat(MAX_DEPTH - 1));
    assert_eq!(parse(&text).unwrap().to_string(), text);
    let error = parse(&format!("({text})")).unwrap_err();
    assert_eq!(error.column, MAX_DEPTH + 1);
}

#[test]
fn length_and_parts_are_bounded() {
    let long = format!("{}*", " ".repeat(MAX_LENGTH));
    assert!(parse(&long).unwrap_err().to_string().contains("within 1048576 bytes"));
    let many = vec!["*"; 100_001].join(" OR ");
    assert!(parse(&many).unwrap_err().to_string().contains("at most 100000 parts"));
    let ids = format!("* {{{{ D id = ({}) }}}}", vec!["1234567"; 110_000].join(" "));
    assert!(parse(&ids).unwrap_err().to_string().contains("at most 100000 parts"));
}

/// Texts made to be slow to read are refused, or read, before long: each would take hours if what
/// was read once were read again at every level.
#[test]
fn nothing_is_read_twice_at_every_level() {
    let names = format!("* : {}a = *", "(".repeat(60));
    assert!(parse(&names).is_err());
    let nested = format!("* : {}* = *{}", "(".repeat(60), ")".repeat(60));
    assert!(parse(&nested).is_ok());
    let names = format!("* : {}*{} = *", "(".repeat(60), ")".repeat(60));
    assert!(parse(&names).is_ok());
    let sets = format!("* {{{{ C moduleId = {}1234567{} }}}}", "(".repeat(60), ")".repeat(60));
    assert!(parse(&sets).is_ok());
    let unclosed = "* : (".repeat(200_000);
    assert!(parse(&unclosed).is_err());
    let texts = format!("^ 1234567 {{{{ M a = ({}", "\"20210131\" ".repeat(90_000));
    assert!(parse(&texts).is_err());
}
