//! What there is: how many products of each level, their identifiers, names and kinship.

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use super::super::random::{Purpose, Random};
use super::super::snomed::model::item;
use super::super::words::{NONE, Words, capital};

/// How large a release is made. The counts are those of the first release; each after it adds some
/// actual products and packs, and changes some identifiers, names and prices.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) vmps: usize,
    pub(crate) amps: usize,
    pub(crate) ampps: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, vmps: 25_000, amps: 160_000, ampps: 200_000 }
    }
}

/// The most products of a level: an identifier has room for the number of a product and its changes.
pub(crate) const MOST_PRODUCTS: usize = 1 << 21;

/// What has identifiers of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Vtm,
    Vmp,
    Amp,
    Vmpp,
    Ampp,
    Ingredient,
    Lookup,
}

/// A list whose codes are identifiers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum List {
    Unit,
    Form,
    Route,
    Supplier,
}

/// The products of a release.
#[derive(Debug)]
pub(crate) struct Products {
    pub(crate) plan: Plan,
    pub(crate) dates: Vec<u32>,
    words: Words,
    /// Of each virtual product, its packs.
    packs: Vec<Vec<u32>>,
    /// Of each virtual pack, its product.
    pub(crate) vmp_of_vmpp: Vec<u32>,
    /// Of each actual product, its virtual one.
    pub(crate) vmp_of_amp: Vec<u32>,
}

impl Products {
    pub(crate) fn new(plan: Plan, dates: Vec<u32>) -> Self {
        let words = Words::new(plan.seed, 12_000);
        let vmpps = plan.vmps * 3 / 2;
        let mut packs = vec![Vec::new(); plan.vmps];
        let mut random = Random::new(plan.seed, Purpose::Pack, 0);
        let vmp_of_vmpp: Vec<u32> = (0..vmpps)
            .map(|pack| {
                let vmp = if pack < plan.vmps { pack } else { random.early(plan.vmps, 1.5) };
                packs[vmp].push(number(pack));
                number(vmp)
            })
            .collect();
        let amps = plan.amps + plan.amps / 200 * (dates.len() - 1);
        let product = |amp: usize| {
            let mut random = Random::new(plan.seed, Purpose::Medicine, amp as u64);
            number(if amp < plan.vmps { amp } else { random.early(plan.vmps, 2.0) })
        };
        let vmp_of_amp = (0..amps).map(product).collect();
        Self { plan, dates, words, packs, vmp_of_vmpp, vmp_of_amp }
    }

    /// The day of the release.
    pub(crate) fn date(&self) -> u32 {
        self.dates.last().copied().unwrap_or_default()
    }

    /// How many there are of a level.
    pub(crate) fn count(&self, level: Level) -> usize {
        let later = self.dates.len() - 1;
        match level {
            Level::Vtm => self.plan.vmps / 8 + 1,
            Level::Vmp => self.plan.vmps,
            Level::Amp => self.vmp_of_amp.len(),
            Level::Vmpp => self.vmp_of_vmpp.len(),
            Level::Ampp => self.plan.ampps + self.plan.ampps / 200 * later,
            Level::Ingredient => self.plan.vmps / 5 + 1,
            Level::Lookup => 0,
        }
    }

    /// How many entries a list has.
    pub(crate) fn entries(&self, list: List) -> usize {
        match list {
            List::Unit => 166,
            List::Form => 178,
            List::Route => 65,
            List::Supplier => (self.plan.amps / 88).clamp(20, 2000),
        }
    }

    /// A sequence of numbers for a product.
    pub(crate) fn random(&self, level: Level, at: usize) -> Random {
        Random::new(self.plan.seed, Purpose::Pack, (level as u64 + 1) << 32 | at as u64)
    }

    /// The days on which the identifier of a product changed: of the levels that tell what it was.
    pub(crate) fn changes(&self, level: Level, at: usize) -> Vec<u32> {
        if !matches!(level, Level::Vtm | Level::Vmp | Level::Ingredient) {
            return Vec::new();
        }
        let mut random = Random::new(self.plan.seed, Purpose::Life, (level as u64 + 1) << 40 | at as u64);
        let mut days = Vec::new();
        let often = random.below(1000);
        for year in [2008, 2015].into_iter().take(if often < 10 { 2 } else { usize::from(often < 50) }) {
            days.push(year * 10_000 + 101 + u32::try_from(random.below(11) * 100 + random.below(27)).unwrap_or(0));
        }
        for date in self.dates.iter().skip(1) {
            if random.happens(40) && days.len() < 3 {
                days.push(*date);
            }
        }
        days
    }

    /// The identifier of a product after as many changes.
    pub(crate) fn version(level: Level, at: usize, version: usize) -> u64 {
        let item = item((level as u64) << 23 | (at as u64) << 2 | version as u64);
        let namespace = if level == Level::Ingredient || level == Level::Vtm { None } else { Some(1_000_001) };
        Sctid::build(item, namespace, ComponentKind::Concept).map_or(0, Sctid::get)
    }

    /// The identifier of a product now.
    pub(crate) fn id(&self, level: Level, at: usize) -> u64 {
        Self::version(level, at, self.changes(level, at).len())
    }

    /// When the identifier of a product changed last, and what it was before.
    pub(crate) fn previous(&self, level: Level, at: usize) -> Option<(u32, u64)> {
        let changes = self.changes(level, at);
        Some((*changes.last()?, Self::version(level, at, changes.len() - 1)))
    }

    /// The code of an entry of a list.
    pub(crate) fn entry(list: List, at: usize) -> u64 {
        Self::version(Level::Lookup, (list as usize) << 12 | at, 0)
    }

    /// A code of a list, the first ones the likelier.
    pub(crate) fn any(&self, list: List, random: &mut Random) -> u64 {
        Self::entry(list, random.early(self.entries(list), 2.5))
    }

    /// The name of a substance.
    pub(crate) fn substance(&self, at: usize) -> String {
        let mut random = self.random(Level::Ingredient, at);
        let first = 100 + number(random.below(11_000));
        let second = if random.happens(2500) { 100 + number(random.below(11_000)) } else { NONE };
        let mut name = String::new();
        self.words.join(&[first, second], &mut name);
        capital(&name)
    }

    /// The substances of a virtual product, none twice.
    pub(crate) fn substances(&self, vmp: usize) -> Vec<usize> {
        let mut random = self.random(Level::Vtm, vmp);
        let count = if random.happens(1500) { 2 + usize::from(random.happens(3000)) } else { 1 };
        let mut all: Vec<usize> = (0..count).map(|_| random.early(self.count(Level::Ingredient), 1.5)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The name of a virtual product.
    pub(crate) fn vmp_name(&self, vmp: usize) -> String {
        let mut random = self.random(Level::Vmp, vmp);
        let strengths = ["5mg", "10mg", "20mg", "250micrograms", "500mg", "1g", "2.5mg/5ml", "0.5%", "100units/ml"];
        let forms = [
            "tablets",
            "capsules",
            "oral solution sugar free",
            "cream",
            "eye drops",
            "inhaler CFC free",
            "solution for injection vials",
            "modified-release tablets",
            "suppositories",
            "transdermal patches",
        ];
        let parts: Vec<String> = self
            .substances(vmp)
            .into_iter()
            .map(|substance| format!("{} {}", self.substance(substance), random.of(&strengths)))
            .collect();
        format!("{} {}", parts.join(" / "), random.of(&forms))
    }

    /// The name of a supplier.
    pub(crate) fn supplier(&self, at: usize) -> String {
        let mut random = Random::new(self.plan.seed, Purpose::Word, 1 + at as u64);
        let mut name = String::new();
        self.words.join(&[500 + number(random.below(10_000))], &mut name);
        let endings = ["Ltd", "Pharmaceuticals Ltd", "& Sons Ltd", "Healthcare", "(UK) Plc"];
        format!("{} {}", capital(&name), random.of(&endings))
    }

    /// The supplier of an actual product, by number.
    pub(crate) fn supplier_of(&self, amp: usize) -> usize {
        let mut random = Random::new(self.plan.seed, Purpose::Shares, amp as u64);
        random.early(self.entries(List::Supplier), 2.0)
    }

    /// The name of an actual product: a brand, or that of its virtual one.
    pub(crate) fn amp_name(&self, amp: usize) -> String {
        let name = self.vmp_name(self.vmp_of_amp[amp] as usize);
        let mut random = self.random(Level::Amp, amp);
        if random.happens(6500) {
            return name;
        }
        let mut brand = String::new();
        self.words.join(&[200 + number(random.below(11_000))], &mut brand);
        let rest = name.split_once(' ').map_or("", |(_, rest)| rest);
        format!("{} {rest}", capital(&brand))
    }

    /// The size of a virtual pack.
    pub(crate) fn quantity(&self, vmpp: usize) -> u64 {
        self.random(Level::Vmpp, vmpp).of(&[1, 5, 10, 14, 20, 28, 30, 50, 56, 60, 84, 100, 112, 168, 200, 500])
    }

    /// The actual product and the virtual pack of an actual pack.
    pub(crate) fn of_ampp(&self, ampp: usize) -> (usize, usize) {
        let amp = if ampp < self.plan.amps { ampp } else { self.random(Level::Ampp, ampp).below(self.plan.amps) };
        let packs = &self.packs[self.vmp_of_amp[amp] as usize];
        (amp, packs[ampp * 7 % packs.len()] as usize)
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
