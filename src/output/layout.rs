//! A table laid out for a reader: columns where they fit, else one block a row.

use super::{Align, Cell, Column, Style, Table, Tone, display_width, sanitise_line, wrap};

/// Between two columns.
const GAP: usize = 2;
/// A flexible column is not squeezed below this.
const LEAST: usize = 14;

/// Writes the table as text, each line ended by a line feed. Columns that are empty in every row
/// are left out. Nothing is cut off: what does not fit is wrapped, and where the columns do not
/// fit at all each row becomes a block of `title  value` lines.
pub(super) fn lay_out(table: &Table, style: &Style) -> String {
    let shown: Vec<usize> = (0..table.columns().len()).filter(|&index| is_shown(table, index)).collect();
    let columns: Vec<Column> = shown.iter().map(|&index| table.columns()[index]).collect();
    let empty = Cell::default();
    let rows: Vec<Vec<&Cell>> =
        table.rows().iter().map(|row| shown.iter().map(|&index| row.get(index).unwrap_or(&empty)).collect()).collect();
    match widths(&columns, &rows, style) {
        Some(widths) => aligned(&columns, &rows, &widths, style),
        None => blocks(&columns, &rows, style),
    }
}

fn is_shown(table: &Table, index: usize) -> bool {
    !table.columns()[index].file_only
        && table.rows().iter().any(|row| row.get(index).is_some_and(|cell| !cell.text().is_empty()))
}

/// The width of each column; `None` where they do not fit.
fn widths(columns: &[Column], rows: &[Vec<&Cell>], style: &Style) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = columns.iter().map(|column| display_width(column.title)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(natural(cell, style));
        }
    }
    let Some(room) = style.width else { return Some(widths) };
    let total = widths.iter().sum::<usize>() + GAP * columns.len().saturating_sub(1);
    if total <= room {
        return Some(widths);
    }
    let mut flexible: Vec<usize> = (0..columns.len()).filter(|&index| columns[index].flexible).collect();
    let wanted: usize = flexible.iter().map(|&index| widths[index]).sum();
    let mut left = room.checked_sub(total - wanted)?;
    flexible.sort_by_key(|&index| widths[index]);
    for (done, &index) in flexible.iter().enumerate() {
        let share = left / (flexible.len() - done);
        if share < LEAST.min(widths[index]) {
            return None;
        }
        widths[index] = widths[index].min(share);
        left -= widths[index];
    }
    (!flexible.is_empty()).then_some(widths)
}

fn natural(cell: &Cell, style: &Style) -> usize {
    match style.width {
        Some(_) => cell.text().split('\n').map(display_width).max().unwrap_or(0),
        None => display_width(&sanitise_line(cell.text())),
    }
}

fn aligned(columns: &[Column], rows: &[Vec<&Cell>], widths: &[usize], style: &Style) -> String {
    let mut text = String::new();
    let titles: Vec<(Column, usize, Tone, Vec<String>)> = columns
        .iter()
        .zip(widths)
        .map(|(column, &width)| (*column, width, Tone::Heading, vec![column.title.to_owned()]))
        .collect();
    push_row(&mut text, &titles, style);
    for row in rows {
        let cells: Vec<_> = columns
            .iter()
            .zip(widths)
            .zip(row)
            .map(|((column, &width), cell)| (*column, width, cell.tone(), lines_of(cell, width, style)))
            .collect();
        push_row(&mut text, &cells, style);
    }
    text
}

fn lines_of(cell: &Cell, width: usize, style: &Style) -> Vec<String> {
    match style.width {
        Some(_) => wrap(cell.text(), width),
        None => vec![sanitise_line(cell.text()).into_owned()],
    }
}

/// Writes one row, which may take several lines, without spaces at the ends of lines.
fn push_row(text: &mut String, cells: &[(Column, usize, Tone, Vec<String>)], style: &Style) {
    let height = cells.iter().map(|(.., lines)| lines.len()).max().unwrap_or(0);
    for line in 0..height {
        let mut owed = 0;
        for (column, width, tone, lines) in cells {
            let part = lines.get(line).map_or("", String::as_str);
            let spare = width.saturating_sub(display_width(part));
            let (before, after) = if column.align == Align::Right { (spare, 0) } else { (0, spare) };
            if part.is_empty() {
                owed += width + GAP;
                continue;
            }
            text.push_str(&" ".repeat(owed + before));
            text.push_str(&(style.paint)(*tone, part));
            owed = after + GAP;
        }
        text.push('\n');
    }
}

/// One block a row, with the columns' titles beside the values.
fn blocks(columns: &[Column], rows: &[Vec<&Cell>], style: &Style) -> String {
    let label = columns.iter().map(|column| display_width(column.title)).max().unwrap_or(0);
    let room = style.width.unwrap_or(usize::MAX).saturating_sub(label + GAP).max(LEAST);
    let mut text = String::new();
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.text().is_empty()) {
            for (line, part) in wrap(cell.text(), room).iter().enumerate() {
                let title = if line == 0 { column.title } else { "" };
                text.push_str(&(style.paint)(Tone::Label, title));
                text.push_str(&" ".repeat(label - display_width(title) + GAP));
                text.push_str(&(style.paint)(cell.tone(), part));
                text.push('\n');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results() -> Table {
        let mut table = Table::new(&[
            Column::new("time", "Date"),
            Column::new("label", "What").flexible(),
            Column::new("value", "Value").right(),
            Column::new("note", "Note"),
            Column::new("id", "Id").file_only(),
        ]);
        table.push(vec![
            "03-Apr-2018".into(),
            "Potassium".into(),
            Cell::toned(Tone::Alert, "7.9 HIGH"),
            "".into(),
            "1".into(),
        ]);
        table.push(vec![
            "04-Apr-2018".into(),
            "Report of the chest X-ray, posteroanterior view".into(),
            "see text".into(),
        ]);
        table.push(vec!["05-Apr-2018".into(), "Line one\nline two 李".into(), "4.9".into()]);
        table
    }

    #[test]
    fn a_pipe_gets_one_line_a_row() {
        insta::assert_snapshot!(lay_out(&results(), &Style::PLAIN), @"
        Date         What                                                Value
        03-Apr-2018  Potassium                                        7.9 HIGH
        04-Apr-2018  Report of the chest X-ray, posteroanterior view  see text
        05-Apr-2018  Line one ⏎ line two 李                                4.9
        ");
    }

    #[test]
    fn a_screen_wraps() {
        insta::assert_snapshot!(lay_out(&results(), &Style::screen(50)), @"
        Date         What                            Value
        03-Apr-2018  Potassium                    7.9 HIGH
        04-Apr-2018  Report of the chest X-ray,   see text
                     posteroanterior view
        05-Apr-2018  Line one                          4.9
                     line two 李
        ");
    }

    #[test]
    fn a_narrow_screen_gets_blocks() {
        insta::assert_snapshot!(lay_out(&results(), &Style::screen(30)), @"
        Date   03-Apr-2018
        What   Potassium
        Value  7.9 HIGH

        Date   04-Apr-2018
        What   Report of the chest
               X-ray, posteroanterior
               view
        Value  see text

        Date   05-Apr-2018
        What   Line one
               line two 李
        Value  4.9
        ");
    }

    #[test]
    fn colour_does_not_move_columns() {
        let style = Style { paint: |tone, text| format!("<{tone:?}>{text}</>"), ..Style::PLAIN };
        insta::assert_snapshot!(lay_out(&results(), &style).lines().nth(1).unwrap(),
            @"<Plain>03-Apr-2018</>  <Plain>Potassium</>                                        <Alert>7.9 HIGH</>");
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(texts in proptest::collection::vec("[a-z李 \n]{0,60}", 1..8), width in 30usize..120) {
            let mut table = Table::new(&[Column::new("a", "A"), Column::new("b", "B").flexible()]);
            for text in texts {
                table.push(vec!["12-Dec-2018".into(), text.into()]);
            }
            let laid = lay_out(&table, &Style::screen(width));
            proptest::prop_assert!(laid.lines().all(|line| display_width(line) <= width));
        }
    }
}
