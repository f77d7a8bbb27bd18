//! Writing the index.

use std::path::Path;

use super::links::{by_code, links};
use super::sorted::Tables;
use super::words::words;
use crate::container::{ContainerError, ContainerWriter};
use crate::dmd::index::{self, ReleaseFiles};
use crate::dmd::layout::Table;
use crate::load::LoadError;

pub(super) fn write(to: &Path, tables: &Tables, release: &ReleaseFiles) -> Result<(), LoadError> {
    let each = || Table::ALL.iter().map(|table| tables.get(*table));
    let starts = starts(tables)?;
    let keys: Vec<u64> = each().flat_map(|rows| rows.keys.iter().copied()).collect();
    let counts: Vec<u32> = each().map(|rows| number(rows.len())).collect();
    let mut writer = ContainerWriter::create(to, index::KIND, index::FORMAT)?;
    let json = serde_json::to_vec(release).map_err(|error| ContainerError::Io(to.to_owned(), error.into()))?;
    writer.section(index::RELEASE, &json)?;
    writer.numbers(index::TABLES, &counts)?;
    writer.numbers(index::KEYS, &keys)?;
    writer.numbers(index::STARTS, &starts)?;
    writer.stream(index::ROWS, |out| {
        each().try_for_each(|rows| (0..rows.len()).try_for_each(|at| out.write_all(rows.bytes(at))))
    })?;
    let links = links(tables);
    let counts: Vec<u32> = links.iter().map(|links| number(links.rows.len())).collect();
    writer.numbers(index::LINKS, &counts)?;
    writer.stream(index::LINK_VALUES, |out| {
        links.iter().try_for_each(|links| out.write_all(bytemuck::cast_slice(&links.values)))
    })?;
    writer.stream(index::LINK_ROWS, |out| {
        links.iter().try_for_each(|links| out.write_all(bytemuck::cast_slice(&links.rows)))
    })?;
    writer.numbers(index::BNF, &by_code("BNF", tables))?;
    writer.numbers(index::ATC, &by_code("ATC", tables))?;
    words(tables).finish(&mut writer)?;
    writer.finish()?;
    Ok(())
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Where each row begins, and where the last ends.
fn starts(tables: &Tables) -> Result<Vec<u32>, LoadError> {
    let each = || Table::ALL.iter().map(|table| tables.get(*table));
    let size: usize = each().map(super::sorted::Sorted::size).sum();
    let rows: usize = each().map(super::sorted::Sorted::len).sum();
    if u32::try_from(size).is_err() || u32::try_from(rows).is_err() {
        return Err(LoadError::Disagree(format!("the release has {size} bytes of rows, and at most 4 GiB are kept")));
    }
    let mut starts = Vec::with_capacity(rows + 1);
    let mut place = 0;
    for rows in each() {
        for at in 0..rows.len() {
            starts.push(place);
            place += number(rows.bytes(at).len());
        }
    }
    starts.push(place);
    Ok(starts)
}
