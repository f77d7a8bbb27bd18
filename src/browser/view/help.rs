//! The keys of the screen below, made from the keymap.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::paper::Paper;
use super::theme::Meaning;
use crate::browser::model::{Help, Model};

/// Draws the help over the screen.
pub(super) fn draw(model: &Model, help: &Help, frame: &mut Frame<'_>, area: Rect) {
    let foot = super::footer::height(area);
    let width = area.width.min(64);
    let height = area.height.saturating_sub(foot);
    let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y, width, height };
    let inner = super::dialog::frame_box(model, frame, outer, "Keys");
    let mut paper = Paper::new(model.theme, inner.width).with_names(if inner.width < 50 { 18 } else { 26 });
    for binding in help.context.bindings() {
        let keys: Vec<String> = binding.keys.iter().map(|key| key.name()).collect();
        let keys = keys.iter().map(|key| if key == " " { "Space" } else { key.as_str() }).collect::<Vec<_>>();
        paper.pair(&keys.join("  "), binding.action.label(), Meaning::Plain);
    }
    paper.draw(frame.buffer_mut(), inner, &help.scroll);
}
