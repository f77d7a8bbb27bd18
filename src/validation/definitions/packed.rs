//! Many small documents in one compact file: an index, and blocks of documents, each block
//! compressed alone, so that one document is read without the others.

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::sync::OnceLock;

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

/// How a packed file begins.
const MAGIC: &[u8; 8] = b"dcrpack1";
/// How much of documents goes into one block, in bytes.
const BLOCK: usize = 160 << 10;
/// The most that one block may unpack to, in bytes.
const MOST: u64 = 16 << 20;

/// One document: its kind, its name, and its text.
pub struct Document {
    /// Its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Packs documents in the order given.
pub fn pack(documents: &[Document]) -> std::io::Result<Vec<u8>> {
    let mut index = String::new();
    let mut blocks: Vec<Vec<u8>> = Vec::new();
    let mut open = String::new();
    for document in documents {
        if open.len() > BLOCK {
            blocks.push(compressed(open.as_bytes())?);
            open.clear();
        }
        let place = format!("{}\t{}\t{}", blocks.len(), open.len(), document.text.len());
        let _ = writeln!(index, "{}\t{}\t{place}", document.kind, document.name);
        open.push_str(&document.text);
    }
    blocks.push(compressed(open.as_bytes())?);
    blocks.insert(0, compressed(index.as_bytes())?);
    let mut packed = MAGIC.to_vec();
    for block in &blocks {
        let length = u32::try_from(block.len()).map_err(std::io::Error::other)?;
        packed.extend(length.to_le_bytes());
        packed.extend(block);
    }
    Ok(packed)
}

fn compressed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn inflated(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    DeflateDecoder::new(bytes).take(MOST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// A packed file, opened.
pub(in crate::validation) struct Packed {
    blocks: Vec<(&'static [u8], OnceLock<Option<String>>)>,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::validation) struct Place {
    block: usize,
    start: usize,
    length: usize,
}

impl Packed {
    /// Opens a packed file; none where it is not one.
    pub(in crate::validation) fn open(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut blocks = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk::<4>() {
            let length = u32::from_le_bytes(*length) as usize;
            blocks.push((after.get(..length)?, OnceLock::new()));
            rest = after.get(length..)?;
        }
        Some(Self { blocks })
    }

    /// Every document by kind and name.
    pub(in crate::validation) fn index(&self) -> Vec<(&str, &str, Place)> {
        let lines = self.block(0).unwrap_or_default().lines();
        lines
            .filter_map(|line| {
                let mut parts = line.split('\t');
                let (kind, name) = (parts.next()?, parts.next()?);
                let mut number = || parts.next()?.parse::<usize>().ok();
                Some((kind, name, Place { block: number()?, start: number()?, length: number()? }))
            })
            .collect()
    }

    fn block(&self, number: usize) -> Option<&str> {
        let (bytes, text) = self.blocks.get(number)?;
        text.get_or_init(|| inflated(bytes)).as_deref()
    }

    /// The text of a document.
    pub(in crate::validation) fn text(&self, place: Place) -> Option<&str> {
        self.block(place.block + 1)?.get(place.start..place.start + place.length)
    }
}
