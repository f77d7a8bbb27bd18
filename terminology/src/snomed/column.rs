//! Columns of whole numbers in as few bits as they need.
//!
//! The cells stand in blocks of 128. A block keeps its least cell, and of each cell how much it is
//! above that, in as many bits as the block needs; so any cell is found by its number. Where a column
//! has few distinct values, its cells number those.
//!
//! | what | how many |
//! |---|---|
//! | number of cells, number of distinct values or 0 (u64) | 1 each |
//! | the distinct values (u64) | as said |
//! | the least cell of each block (u64) | one a block |
//! | where the bits of each block begin, and of the last end, in sixteen bytes: the difference is the bits of a cell (u32) | one a block, and one |
//! | from a multiple of 8, the bits, low ones first; eight bytes more, so that a cell can be read as eight | |

use std::collections::HashMap;
use std::ops::Range;

use crate::container::{Container, ContainerError, ContainerWriter};

const HEADER: usize = 16;
/// How many cells a block has.
const BLOCK: usize = 128;
/// How many bytes the bits of a block take, for each bit of a cell.
const UNIT: usize = BLOCK / 8;
/// The most distinct values that are numbered.
const MOST_VALUES: usize = 1 << 16;

/// A column of an open index.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Column {
    count: usize,
    distinct: usize,
    values: usize,
    least: usize,
    starts: usize,
    bits: usize,
}

impl Column {
    /// Finds a column by name. Reads its header, none of its cells.
    pub(super) fn open(container: &Container, name: &str) -> Result<Self, ContainerError> {
        let range = container.range(name)?;
        let find = || {
            let count = usize::try_from(long(container, range.start)?).ok()?;
            let distinct = usize::try_from(long(container, range.start + 8)?).ok()?;
            let blocks = count.div_ceil(BLOCK);
            let values = range.start + HEADER;
            let least = values.checked_add(distinct.checked_mul(8)?)?;
            let starts = least.checked_add(blocks.checked_mul(8)?)?;
            let bits = starts.checked_add((blocks + 1).checked_mul(4)?.next_multiple_of(8))?;
            let end = bits.checked_add(word(container, starts.checked_add(blocks * 4)?)? as usize * UNIT)?;
            (end.checked_add(8)? == range.end).then_some(Self { count, distinct, values, least, starts, bits })
        };
        find().ok_or_else(|| container.damaged(format!("section {name} is no column")))
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
        let cell = self.cell(container, at).unwrap_or(0);
        if self.distinct == 0 {
            return cell;
        }
        let value = usize::try_from(cell).ok().filter(|value| *value < self.distinct);
        value.and_then(|value| long(container, self.values + value * 8)).unwrap_or(0)
    }

    #[inline]
    fn cell(&self, container: &Container, at: usize) -> Option<u64> {
        let (block, within) = (at / BLOCK, at % BLOCK);
        let least = long(container, self.least + block * 8)?;
        let pair = long(container, self.starts + block * 4)?;
        let (start, end) = (pair & 0xffff_ffff, pair >> 32);
        let width = usize::try_from(end.checked_sub(start)?).ok()?;
        if width == 0 {
            return Some(least);
        }
        let bit = within * width;
        let place = self.bits + usize::try_from(start).ok()? * UNIT + bit / 8;
        let low = long(container, place)? >> (bit % 8);
        if width + bit % 8 <= 64 {
            return Some(least.wrapping_add(low & (u64::MAX >> (64 - width))));
        }
        // The cell goes on into a ninth byte.
        let high = u64::from(*container.at(place + 8..place + 9).first()?) << (64 - bit % 8);
        Some(least.wrapping_add((low | high) & (u64::MAX >> 64_usize.checked_sub(width)?)))
    }

    /// A cell as a 32-bit number.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "columns of ordinals hold 32 bits")]
    pub(super) fn get32(&self, container: &Container, at: usize) -> u32 {
        self.get(container, at) as u32
    }

    /// The numbers between this cell and the next: where the rows of a thing begin and end, of as many
    /// rows as there are. A damaged cell cannot lead beyond them.
    #[inline]
    pub(super) fn span(&self, container: &Container, at: usize, rows: usize) -> Range<usize> {
        let place = |at| usize::try_from(self.get(container, at)).unwrap_or(0).min(rows);
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
fn long(container: &Container, at: usize) -> Option<u64> {
    container.at(at..at.checked_add(8)?).try_into().ok().map(u64::from_le_bytes)
}

#[inline]
fn word(container: &Container, at: usize) -> Option<u32> {
    container.at(at..at.checked_add(4)?).try_into().ok().map(u32::from_le_bytes)
}

/// Writes a column: as numbers, or numbering its distinct values, whichever is shorter.
pub(super) fn write(writer: &mut ContainerWriter, name: &str, cells: &[u64]) -> Result<(), ContainerError> {
    let numbered = numbered(cells);
    let (values, cells) = numbered.as_ref().map_or((&[][..], cells), |(values, numbers)| (values, numbers));
    let mut header = Vec::new();
    header.extend((cells.len() as u64).to_le_bytes());
    header.extend((values.len() as u64).to_le_bytes());
    header.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    let (mut starts, mut bits) = (0_u32.to_le_bytes().to_vec(), Bits::default());
    for block in cells.chunks(BLOCK) {
        let (least, width) = frame(block);
        header.extend(least.to_le_bytes());
        for cell in block {
            bits.push(cell - least, width);
        }
        bits.fill(BLOCK - block.len(), width);
        let start = u32::try_from(bits.bytes.len() / UNIT).unwrap_or(u32::MAX);
        starts.extend(start.to_le_bytes());
    }
    starts.resize(starts.len().next_multiple_of(8), 0);
    bits.bytes.extend([0; 8]);
    writer.stream(name, |out| [header, starts, bits.bytes].iter().try_for_each(|part| out.write_all(part)))
}

/// The least of some cells, and how many bits the difference of the greatest needs.
fn frame(block: &[u64]) -> (u64, u32) {
    let least = block.iter().copied().min().unwrap_or(0);
    let greatest = block.iter().copied().max().unwrap_or(0);
    (least, 64 - (greatest - least).leading_zeros())
}

/// The distinct values and the cells that number them, where that takes fewer bytes.
fn numbered(cells: &[u64]) -> Option<(Vec<u64>, Vec<u64>)> {
    let plain: usize = cells.chunks(BLOCK).map(|block| frame(block).1 as usize * UNIT).sum();
    let mut numbers = HashMap::new();
    let (mut values, mut numbered, mut last) = (Vec::new(), Vec::new(), None);
    for cell in cells {
        if let Some((value, number)) = last
            && value == *cell
        {
            numbered.push(number);
            continue;
        }
        let number = *numbers.entry(*cell).or_insert_with(|| {
            values.push(*cell);
            values.len() as u64 - 1
        });
        if values.len() > MOST_VALUES || values.len() * 8 > plain {
            return None;
        }
        last = Some((*cell, number));
        numbered.push(number);
    }
    let narrow: usize = numbered.chunks(BLOCK).map(|block| frame(block).1 as usize * UNIT).sum();
    (narrow + values.len() * 8 < plain).then_some((values, numbered))
}

/// Bits being written, low ones first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    open: u128,
    filled: u32,
}

impl Bits {
    fn push(&mut self, number: u64, width: u32) {
        self.open |= u128::from(number) << self.filled;
        self.filled += width;
        while self.filled >= 8 {
            self.bytes.push(self.open.to_le_bytes()[0]);
            self.open >>= 8;
            self.filled -= 8;
        }
    }

    /// Cells that are not there; a block of them ends on a whole byte.
    fn fill(&mut self, cells: usize, width: u32) {
        (0..cells).for_each(|_| self.push(0, width));
    }
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
            (0..300).map(|at| if at % 2 == 0 { u64::MAX - at } else { at }).collect(),
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
