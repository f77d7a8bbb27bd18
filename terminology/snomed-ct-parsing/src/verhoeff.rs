//! The check digit of Verhoeff: products in the dihedral group of the pentagon, so that every wrong
//! digit and every two digits exchanged are found.

/// The product of two symmetries: 0 to 4 turn, 5 to 9 turn over.
const PRODUCT: [[u8; 10]; 10] = products();
/// What each digit becomes at each place, from the right; it repeats after eight.
const PLACES: [[u8; 10]; 8] = places();
/// Of two digits at once, at each second place: their product, the left one first.
const PAIRS: [[u8; 100]; 4] = pairs();

const fn product(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b) % 5 + 5,
        (false, true) => (a - b + 5) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

#[expect(clippy::cast_possible_truncation, reason = "both are below ten")]
const fn products() -> [[u8; 10]; 10] {
    let mut table = [[0; 10]; 10];
    let mut at = 0;
    while at < 100 {
        table[at / 10][at % 10] = product((at / 10) as u8, (at % 10) as u8);
        at += 1;
    }
    table
}

const fn places() -> [[u8; 10]; 8] {
    let mut table = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]; 8];
    table[1] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let mut at = 20;
    while at < 80 {
        table[at / 10][at % 10] = table[at / 10 - 1][table[1][at % 10] as usize];
        at += 1;
    }
    table
}

const fn pairs() -> [[u8; 100]; 4] {
    let mut table = [[0; 100]; 4];
    let mut at = 0;
    while at < 400 {
        let (place, left, right) = (at / 100, at % 100 / 10, at % 10);
        table[place][at % 100] = product(PLACES[place * 2][right], PLACES[place * 2 + 1][left]);
        at += 1;
    }
    table
}

/// The number of these digits, at most 18, and whether the last is the check digit of those before;
/// none when one is no digit.
pub(crate) fn read(text: &[u8]) -> Option<(u64, bool)> {
    let (mut value, mut check) = (0, 0);
    let (first, pairs) = text.split_at(text.len() % 2);
    if let [first] = first {
        let digit = digit(*first)?;
        value = u64::from(digit);
        check = PLACES[(text.len() - 1) % 8][usize::from(digit)];
    }
    let mut place = pairs.len() / 2;
    for pair in pairs.chunks_exact(2) {
        place -= 1;
        let pair = digit(pair[0])? * 10 + digit(pair[1])?;
        value = value * 100 + u64::from(pair);
        check = PRODUCT[usize::from(PAIRS[place % 4][usize::from(pair)])][usize::from(check)];
    }
    Some((value, check == 0))
}

fn digit(byte: u8) -> Option<u8> {
    let digit = byte.wrapping_sub(b'0');
    (digit < 10).then_some(digit)
}

/// The check digit that follows these digits.
pub(crate) fn check_digit(mut prefix: u64) -> u8 {
    let mut check = 0_u8;
    let mut place = 1;
    while prefix > 0 {
        let digit = PLACES[place % 8][(prefix % 10) as usize];
        check = PRODUCT[usize::from(check)][usize::from(digit)];
        prefix /= 10;
        place += 1;
    }
    if check < 5 { (5 - check) % 5 } else { check }
}
