//! Columns of whole numbers in as few bytes as they need.
//!
//! | where | what |
//! |---|---|
//! | 0 | width of a cell in bytes: 0, 1, 2, 4 or 8 (u8); 1 if the cells number distinct values (u8); width of those |
//! | 8 | number of cells (u64) |
//! | 16 | the value of every cell when the width is 0; otherwise the number of distinct values (u64) |
//! | 24 | the distinct values, each of their width, to a multiple of 8; then the cells |

use std::collections::HashMap;
use std::ops::Range;

use crate::container::{Container, ContainerError, ContainerWriter};

const HEADER: usize = 24;

/// A column of an open index.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    cells: usize,
    count: usize,
    width: u8,
    values: usize,
    distinct: usize,
    values_width: u8,
    constant: u64,
}

impl Column {
    /// Finds a column by name. Reads its header, none of its cells.
    pub(super) fn open(container: &Container, name: &str) -> Result<Self, ContainerError> {
        let range = container.range(name)?;
        let bytes = container.at(range.clone());
        let damaged = || container.damaged(format!("section {name} is no column"));
        let long = |at: usize| {
            let bytes = bytes.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
            bytes.map(u64::from_le_bytes).and_then(|long| usize::try_from(long).ok()).ok_or_else(damaged)
        };
        let [width, numbered, values_width] = [0, 1, 2].map(|at| bytes.get(at).copied().unwrap_or(u8::MAX));
        let (count, third) = (long(8)?, long(16)?);
        let distinct = if numbered == 1 { third } else { 0 };
        let values_bytes = distinct.checked_mul(usize::from(values_width)).ok_or_else(damaged)?;
        let values = HEADER..HEADER + values_bytes.next_multiple_of(8);
        let cells = count.checked_mul(usize::from(width)).and_then(|length| length.checked_add(values.end));
        let known = |width: u8| matches!(width, 0 | 1 | 2 | 4 | 8);
        if cells != Some(bytes.len()) || !known(width) || !known(values_width) {
            return Err(damaged());
        }
        Ok(Self {
            cells: range.start + values.end,
            count,
            width,
            values: range.start + HEADER,
            distinct,
            values_width,
            constant: third as u64,
        })
    }

    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// A cell; 0 where the column has none.
    #[inline]
    pub(super) fn get(&self, container: &Container, at: usize) -> u64 {
        if at >= self.count {
            return 0;
        }
        if self.width == 0 {
            return if self.distinct == 0 { self.constant } else { cell(container, self.values, self.values_width, 0) };
        }
        let found = cell(container, self.cells, self.width, at);
        if self.distinct == 0 {
            return found;
        }
        usize::try_from(found)
            .ok()
            .filter(|at| *at < self.distinct)
            .map_or(0, |at| cell(container, self.values, self.values_width, at))
    }

    /// A cell as a 32-bit number.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "columns of ordinals hold 32 bits")]
    pub(super) fn get32(&self, container: &Container, at: usize) -> u32 {
        self.get(container, at) as u32
    }

    /// The cells between this one's number and the next one's: where rows of a thing begin and end.
    #[inline]
    pub(super) fn span(&self, container: &Container, at: usize) -> Range<usize> {
        let place = |at| usize::try_from(self.get(container, at)).unwrap_or(0);
        if at.saturating_add(1) < self.count { place(at)..place(at + 1) } else { 0..0 }
    }

    /// In a column that never falls: how many cells are at most this number.
    pub(super) fn up_to(&self, container: &Container, number: u64) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            if self.get(container, middle) <= number { low = middle + 1 } else { high = middle }
        }
        low
    }
}

#[inline]
fn cell(container: &Container, start: usize, width: u8, at: usize) -> u64 {
    let start = start + at * usize::from(width);
    let bytes = container.at(start..start + usize::from(width));
    match width {
        1 => bytes.first().copied().map_or(0, u64::from),
        2 => bytes.try_into().map(u16::from_le_bytes).map_or(0, u64::from),
        4 => bytes.try_into().map(u32::from_le_bytes).map_or(0, u64::from),
        _ => bytes.try_into().map_or(0, u64::from_le_bytes),
    }
}

/// Writes a column: as numbers, or numbering its distinct values, whichever is shorter.
pub(super) fn write(writer: &mut ContainerWriter, name: &str, cells: &[u64]) -> Result<(), ContainerError> {
    let highest = cells.iter().copied().max().unwrap_or(0);
    let lowest = cells.iter().copied().min().unwrap_or(0);
    let width = if highest == lowest { 0 } else { width(highest) };
    if width > 1
        && let Some(numbers) = numbered(cells, width)
    {
        return write_numbered(writer, name, cells, &numbers, self::width(highest));
    }
    let mut bytes = header(width, 0, 0, cells.len(), if width == 0 { highest } else { 0 });
    bytes.reserve(cells.len() * usize::from(width));
    for cell in cells {
        put(&mut bytes, *cell, width);
    }
    writer.section(name, &bytes)
}

/// The distinct values, where numbering them takes fewer bytes.
fn numbered(cells: &[u64], width: u8) -> Option<HashMap<u64, usize>> {
    let most = if width == 2 { 1 << 8 } else { 1 << 16 };
    let mut numbers = HashMap::new();
    for cell in cells {
        let next = numbers.len();
        numbers.entry(*cell).or_insert(next);
        if numbers.len() > most {
            return None;
        }
    }
    let narrow = self::width(numbers.len() as u64 - 1).max(1);
    let shorter = numbers.len() * usize::from(width) + cells.len() * usize::from(narrow);
    (shorter < cells.len() * usize::from(width)).then_some(numbers)
}

fn write_numbered(
    writer: &mut ContainerWriter,
    name: &str,
    cells: &[u64],
    numbers: &HashMap<u64, usize>,
    values_width: u8,
) -> Result<(), ContainerError> {
    let mut values = vec![0; numbers.len()];
    for (value, number) in numbers {
        values[*number] = *value;
    }
    let width = width(values.len() as u64 - 1).max(1);
    let mut bytes = header(width, 1, values_width, cells.len(), values.len() as u64);
    for value in values {
        put(&mut bytes, value, values_width);
    }
    bytes.resize(bytes.len().next_multiple_of(8), 0);
    for cell in cells {
        put(&mut bytes, numbers[cell] as u64, width);
    }
    writer.section(name, &bytes)
}

fn header(width: u8, numbered: u8, values_width: u8, count: usize, third: u64) -> Vec<u8> {
    let mut bytes = vec![width, numbered, values_width, 0, 0, 0, 0, 0];
    bytes.extend((count as u64).to_le_bytes());
    bytes.extend(third.to_le_bytes());
    bytes
}

fn width(highest: u64) -> u8 {
    match highest {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        0x1_0000..=0xffff_ffff => 4,
        _ => 8,
    }
}

fn put(bytes: &mut Vec<u8>, number: u64, width: u8) {
    bytes.extend_from_slice(&number.to_le_bytes()[..usize::from(width)]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kept(columns: &[Vec<u64>]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("columns");
        let mut writer = ContainerWriter::create(&path, "columns", 1).unwrap();
        for (number, cells) in columns.iter().enumerate() {
            write(&mut writer, &format!("c{number}"), cells).unwrap();
        }
        writer.finish().unwrap();
        let container = Container::open(&path, "columns", 1).unwrap();
        for (number, cells) in columns.iter().enumerate() {
            let column = Column::open(&container, &format!("c{number}")).unwrap();
            assert_eq!(column.len(), cells.len());
            for (at, cell) in cells.iter().enumerate() {
                assert_eq!(column.get(&container, at), *cell, "cell {at} of {cells:?}");
            }
            assert_eq!(column.get(&container, cells.len()), 0);
        }
    }

    #[test]
    fn cells_of_every_width_are_kept() {
        let few = |value: u64| (0..400).map(|at| value + at % 3).collect::<Vec<u64>>();
        kept(&[
            vec![],
            vec![0],
            vec![u64::MAX, u64::MAX],
            vec![1, 255],
            vec![1, 256],
            vec![0xffff, 0x1_0000],
            vec![0xffff_ffff, 0x1_0000_0000],
            few(7),
            few(70_000),
            few(1 << 60),
            (0..70_000).collect(),
            (0..70_000).map(|at| (at % 300) << 40).collect(),
        ]);
    }

    proptest! {
        #[test]
        fn any_cells_are_kept(cells in prop::collection::vec(any::<u64>(), 0..40), shift in 0_u32..64) {
            kept(&[cells.iter().map(|cell| cell >> shift).collect()]);
        }

        #[test]
        fn what_is_up_to_a_number_is_found(mut cells in prop::collection::vec(0_u64..300, 0..40), number in 0_u64..300) {
            cells.sort_unstable();
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("columns");
            let mut writer = ContainerWriter::create(&path, "columns", 1).unwrap();
            write(&mut writer, "c", &cells).unwrap();
            writer.finish().unwrap();
            let container = Container::open(&path, "columns", 1).unwrap();
            let column = Column::open(&container, "c").unwrap();
            prop_assert_eq!(column.up_to(&container, number), cells.iter().filter(|cell| **cell <= number).count());
        }
    }
}
