//! Building the sections.

use rayon::prelude::*;

use super::dictionary::DictionaryWriter;
use super::numbering::Numbering;
use super::{BLOCK, TEXTS_A_START, WORDS_A_SAMPLE, WORDS_A_TEXT, words_of};
use crate::container::{ContainerError, ContainerWriter};

/// Takes texts, the best first, and writes the sections that find them.
#[derive(Debug, Default)]
pub struct WordsBuilder {
    documents: Vec<u32>,
    numbering: Numbering,
    blocks: Vec<Texts>,
}

/// The texts of a block as numbers of words, one after the other.
#[derive(Debug, Default)]
struct Texts {
    words: Vec<u32>,
    ends: Vec<usize>,
}

impl Texts {
    fn get(&self, text: usize) -> &[u32] {
        let from = text.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[from..self.ends[text]]
    }
}

/// A block as it is written.
struct Written {
    postings: Vec<u16>,
    places: Vec<u64>,
    samples: Vec<u32>,
    sorted: Vec<u16>,
    sequences: Vec<u8>,
    starts: Vec<u32>,
}

impl WordsBuilder {
    /// A builder without texts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text of a document. What is added earlier is found earlier, so the best come first; a
    /// document may have several texts, and is found once by the best of them. Of a text of more
    /// than 4,096 words, the first 4,096 are found.
    pub fn push(&mut self, document: u32, text: &str) {
        if self.documents.len().is_multiple_of(BLOCK) {
            self.blocks.push(Texts::default());
        }
        self.documents.push(document);
        let Some(texts) = self.blocks.last_mut() else { return };
        let numbering = &mut self.numbering;
        let most = texts.words.len() + WORDS_A_TEXT;
        words_of(text, &mut |word| {
            if texts.words.len() < most {
                texts.words.push(numbering.number(word));
            }
        });
        texts.ends.push(texts.words.len());
    }

    /// Writes the sections.
    pub fn finish(self, writer: &mut ContainerWriter) -> Result<(), ContainerError> {
        writer.numbers("words/documents", &self.documents)?;
        let words = write_dictionary(self.numbering, writer)?;
        let mut blocks = self.blocks;
        blocks.par_iter_mut().for_each(|texts| texts.words.iter_mut().for_each(|word| *word = words[*word as usize]));
        let (common, places) = by_frequency(&blocks, words.len());
        writer.numbers("words/common", &common)?;
        let written: Vec<Written> = blocks.into_par_iter().map(|texts| write(&texts, &places)).collect();
        write_blocks(&written, writer)
    }
}

/// Writes the words in order, and gives the place of each in that order.
fn write_dictionary(numbering: Numbering, writer: &mut ContainerWriter) -> Result<Vec<u32>, ContainerError> {
    let words = numbering.sorted();
    let mut dictionary = DictionaryWriter::default();
    let mut places = vec![0; words.len()];
    for (place, (word, number)) in (0_u32..).zip(&words) {
        dictionary.push(word);
        places[*number as usize] = place;
    }
    writer.section("words/dictionary", &dictionary.bytes)?;
    writer.numbers("words/dictionary-heads", &dictionary.heads)?;
    Ok(places)
}

/// The words from the commonest on, and the place of each word among them.
fn by_frequency(blocks: &[Texts], words: usize) -> (Vec<u32>, Vec<u32>) {
    let mut counts = vec![0_u32; words];
    for word in blocks.iter().flat_map(|texts| &texts.words) {
        counts[*word as usize] = counts[*word as usize].saturating_add(1);
    }
    let mut common: Vec<u32> = (0_u32..).take(words).collect();
    common.par_sort_by_key(|word| std::cmp::Reverse(counts[*word as usize]));
    let mut places = vec![0; words];
    for (place, word) in (0_u32..).zip(&common) {
        places[*word as usize] = place;
    }
    (common, places)
}

fn write(texts: &Texts, common: &[u32]) -> Written {
    let (postings, places, samples) = postings(texts, common.len());
    let (sequences, starts) = sequences(texts, common);
    let mut sorted: Vec<u16> = (0..=u16::MAX).take(texts.ends.len()).collect();
    sorted.sort_unstable_by_key(|text| (texts.get(usize::from(*text)), *text));
    Written { postings, places, samples, sorted, sequences, starts }
}

fn postings(texts: &Texts, words: usize) -> (Vec<u16>, Vec<u64>, Vec<u32>) {
    // The last text that counted a word, so that one which has it twice counts once.
    let mut last = vec![u32::MAX; words];
    let mut counts = vec![0_u32; words];
    let each = |take: &mut dyn FnMut(usize, u16)| {
        for text in 0..=u16::MAX {
            if usize::from(text) == texts.ends.len() {
                break;
            }
            texts.get(usize::from(text)).iter().for_each(|word| take(*word as usize, text));
        }
    };
    each(&mut |word, text| {
        if last[word] != u32::from(text) {
            last[word] = u32::from(text);
            counts[word] += 1;
        }
    });
    let mut places = Vec::new();
    let mut samples = Vec::with_capacity(words / WORDS_A_SAMPLE + 1);
    let mut bit = 0_usize;
    let mut sum = 0;
    for (word, count) in counts.iter_mut().enumerate() {
        if word.is_multiple_of(WORDS_A_SAMPLE) {
            samples.push(u32::try_from(bit).unwrap_or(u32::MAX));
        }
        let end = bit + *count as usize;
        places.resize(end / 64 + 1, 0);
        (bit..end).for_each(|one| places[one / 64] |= 1 << (one % 64));
        bit = end + 1;
        sum += std::mem::replace(count, sum);
    }
    last.fill(u32::MAX);
    let mut postings = vec![0; sum as usize];
    each(&mut |word, text| {
        if last[word] != u32::from(text) {
            last[word] = u32::from(text);
            postings[counts[word] as usize] = text;
            counts[word] += 1;
        }
    });
    (postings, places, samples)
}

/// The words of each text, the commonest in the fewest bytes, low bits first; zero ends a text.
fn sequences(texts: &Texts, common: &[u32]) -> (Vec<u8>, Vec<u32>) {
    let mut bytes = Vec::with_capacity(texts.words.len() * 2);
    let mut starts = Vec::with_capacity(texts.ends.len() / TEXTS_A_START + 1);
    for text in 0..texts.ends.len() {
        if text.is_multiple_of(TEXTS_A_START) {
            starts.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        }
        for word in texts.get(text) {
            let mut rest = common[*word as usize].saturating_add(1);
            while rest > 127 {
                bytes.push(rest.to_le_bytes()[0] | 128);
                rest >>= 7;
            }
            bytes.push(rest.to_le_bytes()[0]);
        }
        bytes.push(0);
    }
    (bytes, starts)
}

fn write_blocks(written: &[Written], writer: &mut ContainerWriter) -> Result<(), ContainerError> {
    let mut blocks = vec![[0_u64; 4]];
    let mut sums = [0; 4];
    for block in written {
        let lengths = [block.postings.len(), block.places.len(), block.samples.len(), block.sequences.len()];
        sums.iter_mut().zip(lengths).for_each(|(sum, length)| *sum += length as u64);
        blocks.push(sums);
    }
    writer.numbers("words/blocks", blocks.as_flattened())?;
    let mut section = |name, bytes: fn(&Written) -> &[u8]| {
        writer.stream(name, |out| written.iter().try_for_each(|block| out.write_all(bytes(block))))
    };
    section("words/postings", |block| bytemuck::cast_slice(&block.postings))?;
    section("words/places", |block| bytemuck::cast_slice(&block.places))?;
    section("words/place-samples", |block| bytemuck::cast_slice(&block.samples))?;
    section("words/sorted", |block| bytemuck::cast_slice(&block.sorted))?;
    section("words/sequences", |block| &block.sequences)?;
    section("words/sequence-starts", |block| bytemuck::cast_slice(&block.starts))
}
