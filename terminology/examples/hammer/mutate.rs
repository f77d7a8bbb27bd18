//! Changes to bytes: some of one, pieces left out, doubled, exchanged, taken from others.

/// The longest input.
const LONGEST: usize = 1 << 16;

/// Numbers that look random: splitmix64.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next 64 bits.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ value >> 31
    }

    /// A number below another; 0 below 0.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from((u128::from(self.bits()) * most as u128) >> 64).unwrap_or_default()
    }

    /// A piece of bytes, mostly short.
    fn piece(&mut self, of: usize) -> std::ops::Range<usize> {
        let from = self.below(of + 1);
        let most = if self.below(8) == 0 { of - from } else { (of - from).min(40) };
        from..from + self.below(most + 1)
    }
}

/// Changes an input in one to eight ways.
pub(crate) fn mutate(random: &mut Random, input: &mut Vec<u8>, others: &[Vec<u8>], words: &[&str]) {
    for _ in 0..=random.below(8) {
        once(random, input, others, words);
    }
    input.truncate(LONGEST);
}

fn once(random: &mut Random, input: &mut Vec<u8>, others: &[Vec<u8>], words: &[&str]) {
    let at = random.below(input.len() + 1);
    match random.below(9) {
        0 if at < input.len() => input[at] ^= 1 << random.below(8),
        1 if at < input.len() => input[at] = u8::try_from(random.below(256)).unwrap_or_default(),
        2 => drop(input.drain(random.piece(input.len()))),
        3 => {
            let piece = input[random.piece(input.len())].to_vec();
            let times = if random.below(20) == 0 { 1 + random.below(200) } else { 1 };
            drop(input.splice(at..at, piece.repeat(times)));
        }
        4 | 5 if !words.is_empty() => {
            let word = words[random.below(words.len())].bytes();
            let end = if random.below(2) == 0 { at } else { (at + word.len()).min(input.len()) };
            drop(input.splice(at..end, word));
        }
        6 if !others.is_empty() => {
            let other = &others[random.below(others.len())];
            let piece = other[random.piece(other.len())].to_vec();
            drop(input.splice(at..at, piece));
        }
        7 => input.truncate(at),
        _ => {
            let (left, right) = (random.piece(input.len()), random.piece(input.len()));
            if left.end <= right.start {
                let moved = input[left.clone()].to_vec();
                drop(input.splice(right, moved));
            }
        }
    }
}
