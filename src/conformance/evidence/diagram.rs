//! A sequence diagram as SVG: who said what to whom, from top to bottom.

use super::escape::{escaped, put};
use super::statistics::time;
use crate::conformance::run::{Direction, Exchange};

/// The most exchanges that one diagram shows.
const MOST_SHOWN: usize = 60;
/// Between two columns, in pixels.
const COLUMN: usize = 260;
/// Between two rows, in pixels.
const ROW: usize = 30;
/// Above the first row.
const HEAD: usize = 52;
/// Left of the first column, for times.
const MARGIN: usize = 110;

/// The exchanges of one turn; the system under test stands at the right. Empty where nothing was said.
pub(super) fn diagram(exchanges: &[&Exchange], system: &str) -> String {
    if exchanges.is_empty() {
        return String::new();
    }
    let mut actors: Vec<&str> = Vec::new();
    for exchange in exchanges {
        if !actors.contains(&exchange.actor.as_str()) {
            actors.push(&exchange.actor);
        }
    }
    let x = |column: usize| MARGIN + 60 + column * COLUMN;
    let shown = exchanges.len().min(MOST_SHOWN);
    let (width, height) = (x(actors.len()) + 80, HEAD + (shown + 2) * ROW);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" role=\"img\" \
         aria-label=\"sequence diagram\" font-family=\"sans-serif\" font-size=\"12\">"
    );
    for (column, name) in actors.iter().copied().chain([system]).enumerate() {
        let (x, bottom) = (x(column), height - 10);
        put(
            &mut svg,
            format_args!(
                "<text x=\"{x}\" y=\"20\" text-anchor=\"middle\" font-weight=\"bold\">{}</text>\
             <line x1=\"{x}\" y1=\"28\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#999\" stroke-dasharray=\"3 3\"/>",
                escaped(&short(name))
            ),
        );
    }
    let first = exchanges[0].at_us;
    for (row, exchange) in exchanges.iter().take(MOST_SHOWN).enumerate() {
        let column = actors.iter().position(|actor| *actor == exchange.actor).unwrap_or_default();
        let (left, right, y) = (x(column), x(actors.len()), HEAD + row * ROW + 12);
        arrow(&mut svg, exchange, left, right, y);
        let at = time(exchange.at_us.saturating_sub(first));
        put(&mut svg, format_args!("<text x=\"4\" y=\"{y}\" fill=\"#555\">+{}</text>", escaped(&at)));
    }
    if exchanges.len() > shown {
        let y = HEAD + shown * ROW + 12;
        put(&mut svg, format_args!("<text x=\"4\" y=\"{y}\">and {} more</text>", exchanges.len() - shown));
    }
    svg.push_str("</svg>");
    svg
}

fn arrow(svg: &mut String, exchange: &Exchange, left: usize, right: usize, y: usize) {
    let is_odd = !exchange.defects.is_empty();
    let colour = if is_odd { "#b00020" } else { "#222" };
    let mut label = exchange.label.clone();
    if is_odd {
        label = format!("{label} ({})", exchange.defects.join(", "));
    }
    let (tip, back) = match exchange.direction {
        Direction::Sent => (right, right - 8),
        Direction::Received => (left, left + 8),
    };
    let (middle, above, up, down) = (usize::midpoint(left, right), y - 5, y - 4, y + 4);
    put(
        svg,
        format_args!(
            "<line x1=\"{left}\" y1=\"{y}\" x2=\"{right}\" y2=\"{y}\" stroke=\"{colour}\"/>\
         <path d=\"M{tip} {y} L{back} {up} L{back} {down} Z\" fill=\"{colour}\"/>\
         <text x=\"{middle}\" y=\"{above}\" text-anchor=\"middle\" fill=\"{colour}\">{}</text>",
            escaped(&short(&label))
        ),
    );
}

fn short(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}
