//! The first screen.

use insta::assert_snapshot;

use super::{found, screen, usual};
use crate::browser::fixtures::{demo, model, press};

#[test]
fn home_of_a_real_store() {
    assert_snapshot!(usual(&model()));
}

#[test]
fn home_of_the_demo() {
    assert_snapshot!(usual(&demo()));
    assert_snapshot!("home_of_the_demo_small", screen(&demo(), 40, 12));
}

#[test]
fn form_on_a_small_screen() {
    assert_snapshot!(screen(&model(), 40, 12));
}

#[test]
fn people_found() {
    assert_snapshot!(usual(&found()));
    assert_snapshot!("people_found_wide", screen(&found(), 120, 40));
    assert_snapshot!("people_found_small", screen(&found(), 40, 12));
}

#[test]
fn a_search_that_cannot_be_run() {
    let mut model = model();
    press(&mut model, "⇥⇥⇥13/12/65⏎");
    assert_snapshot!(usual(&model));
}
