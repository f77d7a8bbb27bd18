//! Screens and texts that nobody wishes for.

use insta::assert_snapshot;

use super::{found, screen, usual};
use crate::browser::Message;
use crate::browser::fixtures::{self, demo, in_record, model, press};
use crate::browser::model::Model;

#[test]
fn too_small_a_screen() {
    assert_snapshot!(screen(&in_record(), 30, 8));
    for (width, height) in [(1, 1), (39, 40), (40, 9), (0, 0)] {
        screen(&in_record(), width, height);
    }
}

/// Names that would move the cursor, hide letters or take two columns change nothing but their own
/// cell: every other line of the screen is as it was.
#[test]
fn hostile_names_stay_in_their_place() {
    let hostile = [
        "\u{1b}[2J\u{1b}[31mBLOGGS\r\n",
        "王小明王小明王小明王小明王小明王小明",
        "a\u{202e}b\u{200b}c",
        "e\u{301}\u{301}\u{301}",
    ];
    let harmless = lines(&found());
    let row = harmless.iter().position(|line| line.contains("SMITH, Frederick ")).unwrap();
    for name in hostile {
        let mut model = found();
        let hits = model.home.hits.as_mut().unwrap();
        let mut rows = hits.rows().to_vec();
        rows[1].name = name.to_owned();
        hits.replace(0, rows, 4);
        let drawn = lines(&model);
        let changed: Vec<usize> = (0..24).filter(|line| drawn[*line] != harmless[*line]).collect();
        assert_eq!(changed, [row], "{name:?}");
        assert!(drawn[row].contains("03-Feb-1971") && !drawn[row].contains('\u{1b}'), "{}", drawn[row]);
    }
}

fn lines(model: &Model) -> Vec<String> {
    usual(model).to_string().lines().map(ToOwned::to_owned).collect()
}

#[test]
fn without_colour_no_cell_has_one() {
    let start =
        crate::browser::Start { colour: false, stories: fixtures::stories(), ..crate::browser::Start::default() };
    let model = Model::new(&start, &fixtures::user());
    let backend = usual(&model);
    let coloured = backend
        .buffer()
        .content()
        .iter()
        .find(|cell| cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset);
    assert!(coloured.is_none());
}

#[test]
fn every_screen_draws_at_every_size() {
    let mut models = vec![model(), demo(), found(), in_record()];
    for keys in ["⏎", "/x", "d", "?", "Y"] {
        let mut model = in_record();
        press(&mut model, keys);
        models.push(model);
    }
    for model in &mut models {
        for (width, height) in [(40, 10), (41, 15), (60, 16), (76, 17), (79, 24), (100, 11), (110, 50), (300, 100)] {
            model.update(Message::Resized);
            let drawn = screen(model, width, height).to_string();
            assert!(drawn.lines().count() >= usize::from(height));
        }
    }
}
