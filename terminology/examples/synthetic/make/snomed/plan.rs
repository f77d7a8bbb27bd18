//! How large a release is made.

/// What is asked for. The counts are those of the first release, of every version that a snapshot
/// holds, inactive ones too; each release after it adds some.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) concepts: usize,
    pub(crate) descriptions: usize,
    pub(crate) relationships: usize,
    /// Relationships to numbers.
    pub(crate) numbers: usize,
    /// Simple reference sets.
    pub(crate) refsets: usize,
    /// Of 10,000 concepts, those with a second parent; a third of those have a third.
    pub(crate) second_parents: u64,
    /// How much earlier concepts are the likelier parents: the higher, the flatter the tree.
    pub(crate) flatness: f64,
    /// Of 10,000 concepts, those that are medicines, whatever the share of their branch.
    pub(crate) medicines: u32,
    /// Of 10,000 concepts, those inactive at the first release.
    pub(crate) inactive: u64,
    /// Whether every concept has an axiom.
    pub(crate) axioms: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            seed: 1,
            concepts: 350_000,
            descriptions: 1_000_000,
            relationships: 1_600_000,
            numbers: 30_000,
            refsets: 300,
            second_parents: 1500,
            flatness: 1.2,
            medicines: 900,
            inactive: 1500,
            axioms: false,
        }
    }
}

impl Plan {
    /// A release of the size of the UK Monolith edition.
    pub(crate) fn monolith() -> Self {
        Self {
            concepts: 1_150_000,
            descriptions: 3_300_000,
            relationships: 6_300_000,
            numbers: 430_000,
            refsets: 2500,
            second_parents: 6000,
            flatness: 1.95,
            medicines: 4200,
            inactive: 2480,
            axioms: true,
            ..Self::default()
        }
    }
}

/// The most concepts: an identifier has room for the number of a concept and of 32 things of it.
pub(crate) const MOST_CONCEPTS: usize = 2_000_000;
/// The most simple reference sets.
pub(crate) const MOST_REFSETS: usize = 100_000;

/// How many of a whole are in each block of 16, so that the parts add up exactly.
pub(crate) fn in_block(whole: usize, block: usize, blocks: usize) -> usize {
    let until = |block: usize| (whole as u128 * block as u128 / blocks.max(1) as u128) as usize;
    until(block + 1) - until(block)
}

/// Deals things out to as many owners, some far more than others, none more than a most; exactly as
/// many as there are, when they fit.
pub(crate) fn deal(
    random: impl Fn(usize) -> super::super::random::Random,
    whole: usize,
    owners: usize,
    most: u8,
) -> Vec<u8> {
    let mut dealt = vec![0_u8; owners];
    let blocks = owners.div_ceil(16);
    let mut left_over = 0;
    for (block, members) in dealt.chunks_mut(16).enumerate() {
        let mut random = random(block);
        let mut order: Vec<usize> = (0..members.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        for _ in 0..in_block(whole, block, blocks) + std::mem::take(&mut left_over) {
            let first = random.early(members.len(), 1.6);
            let free =
                (0..members.len()).map(|step| order[(first + step) % members.len()]).find(|at| members[*at] < most);
            match free {
                Some(at) => members[at] += 1,
                None => left_over += 1,
            }
        }
    }
    for owner in dealt.iter_mut().filter(|owner| **owner < most).take(left_over) {
        *owner += 1;
    }
    dealt
}
