//! Searching a million made-up texts by the beginnings of their words: `cargo bench -p
//! dcr-terminology --bench words`. `DCR_TEXTS` sets how many. What building took, what it weighs
//! and how the slowest searches do is written before the medians.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a benchmark that cannot run says so and stops")]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use dcr_terminology::container::{Container, ContainerWriter};
use dcr_terminology::words::{Words, WordsBuilder};
use divan::{Bencher, black_box};

static CORPUS: LazyLock<Corpus> = LazyLock::new(Corpus::new);

fn main() {
    let corpus = &*CORPUS;
    let pairs = |letters: usize| corpus.queries(5_000, &[letters, letters]);
    for (name, queries) in [
        ("one word of 1 letter", corpus.queries(200, &[1])),
        ("one word of 3 letters", corpus.queries(2_000, &[3])),
        ("two words of 1 letter", pairs(1)),
        ("two words of 2 letters", pairs(2)),
        ("two words of 3 letters", pairs(3)),
        ("two words of 5 letters", pairs(5)),
        ("two words as they are", pairs(99)),
        ("two words of no common text", corpus.strangers(2_000, 3)),
        ("four words of 2 letters", corpus.queries(2_000, &[2, 2, 2, 2])),
        ("a word with a letter wrong", corpus.misspelt(200)),
    ] {
        corpus.report(name, &queries);
    }
    divan::main();
}

/// Two words of three letters of one text, 50 of what is found.
#[divan::bench]
fn two_words(bencher: Bencher<'_, '_>) {
    let queries = CORPUS.queries(1_000, &[3, 3]);
    let mut next = queries.iter().cycle();
    bencher.bench_local(|| CORPUS.search(next.next().expect("the cycle has no end")));
}

struct Corpus {
    words: Vec<String>,
    texts: Vec<Vec<u32>>,
    container: Container,
    _folder: tempfile::TempDir,
}

/// Numbers without pattern, the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("it has 31 bits") % below
    }

    /// A few low numbers often, high ones seldom, as the words of a language are.
    fn as_a_language(&mut self, below: usize) -> usize {
        let mut below = below;
        while below > 30 && self.below(10) < 7 {
            below /= 3;
        }
        self.below(below)
    }
}

impl Corpus {
    fn new() -> Self {
        let count = std::env::var("DCR_TEXTS").map_or(1_000_000, |count| count.parse().expect("DCR_TEXTS is a count"));
        let mut numbers = Numbers(11);
        let words = words(&mut numbers, 150_000.min(count / 4));
        let mut texts: Vec<Vec<u32>> = (0..count)
            .map(|_| {
                let length = 2 + numbers.below(9);
                let word = |_| u32::try_from(numbers.as_a_language(words.len())).expect("it is a word's number");
                (0..length).map(word).collect()
            })
            .collect();
        // The best are the shortest, as an index of terms would have it.
        texts.sort_by_key(Vec::len);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("words.index");
        let (wall, processor, before) = (Instant::now(), processor_time(), most_memory());
        let mut builder = WordsBuilder::new();
        for (document, text) in (0_u32..).zip(&texts) {
            let text: Vec<&str> = text.iter().map(|word| words[*word as usize].as_str()).collect();
            builder.push(document, &text.join(" "));
        }
        let mut writer = ContainerWriter::create(&path, "bench", 1).expect("an index");
        builder.finish(&mut writer).expect("its sections");
        writer.finish().expect("its publishing");
        let (wall, processor) = (wall.elapsed(), processor_time().saturating_sub(processor));
        let container = Container::open(&path, "bench", 1).expect("the index");
        let more = most_memory().saturating_sub(before) >> 20;
        let bytes = container.bytes_in_all();
        eprintln!("{count} texts: {processor:?} of processor time, {wall:?} passed, {more} MiB more, {bytes} bytes");
        for section in container.sections() {
            eprintln!("{:>12} {}", section.length, section.name);
        }
        Self { words, texts, container, _folder: folder }
    }

    /// Queries of some words of a text each, cut to so many letters.
    fn queries(&self, count: usize, letters: &[usize]) -> Vec<String> {
        let mut numbers = Numbers(5);
        let mut query = |_| {
            let text = &self.texts[numbers.below(self.texts.len())];
            let word = |letters: &usize| self.cut(text[numbers.below(text.len())], *letters);
            letters.iter().map(word).collect::<Vec<_>>().join(" ")
        };
        (0..count).map(&mut query).collect()
    }

    /// Queries of two words that stand in no text of their own making.
    fn strangers(&self, count: usize, letters: usize) -> Vec<String> {
        let mut numbers = Numbers(6);
        let mut word = || u32::try_from(numbers.below(self.words.len())).expect("it is a word's number");
        let mut query = |_| format!("{} {}", self.cut(word(), letters), self.cut(word(), 99));
        (0..count).map(&mut query).collect()
    }

    fn misspelt(&self, count: usize) -> Vec<String> {
        let words = self.words.iter().filter(|word| word.len() > 7).take(count);
        words.map(|word| format!("{}q{}", &word[..4], &word[5..])).collect()
    }

    fn cut(&self, word: u32, letters: usize) -> &str {
        let word = &self.words[word as usize];
        &word[..word.len().min(letters)]
    }

    fn search(&self, query: &str) -> usize {
        let words = Words::open(&self.container).expect("the words");
        black_box(words.search(query, 50, None).expect("a query within bounds")).hits.len()
    }

    fn report(&self, name: &str, queries: &[String]) {
        // The least of three, since others use the machine.
        let time = |query: &String| {
            let once = || {
                let start = Instant::now();
                self.search(query);
                start.elapsed()
            };
            (0..3).map(|_| once()).min().unwrap_or_default()
        };
        let mut times: Vec<Duration> = queries.iter().map(time).collect();
        times.sort();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        let hits: usize = queries.iter().map(|query| self.search(query)).sum();
        let (median, high, most) = (at(50), at(99), at(100));
        eprintln!("{name}: median {median:?}, 99th {high:?}, most {most:?}, {} hits a query", hits / queries.len());
    }
}

/// Distinct words of two to five syllables.
fn words(numbers: &mut Numbers, count: usize) -> Vec<String> {
    const BEGIN: [&str; 20] =
        ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pr", "ch", "ph", ""];
    const END: [&str; 14] = ["a", "e", "i", "o", "u", "an", "er", "is", "ol", "um", "ia", "en", "al", "on"];
    let mut seen = std::collections::HashSet::new();
    let mut words = Vec::with_capacity(count);
    while words.len() < count {
        let syllables = 2 + numbers.below(4);
        let mut word = String::new();
        for _ in 0..syllables {
            word.push_str(BEGIN[numbers.below(BEGIN.len())]);
            word.push_str(END[numbers.below(END.len())]);
        }
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// The processor time of this process so far, of all its threads.
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    // Linux counts a hundred ticks a second on all machines.
    Duration::from_millis(ticks * 10)
}

/// The most memory that this process had so far, in bytes.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or_default() << 10
}
