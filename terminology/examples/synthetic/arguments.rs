//! What the command line asks for.

use std::path::PathBuf;
use std::str::FromStr;

use snomed_ct_parsing::rf2::{EffectiveTime, Release};

use crate::make::dmd::products::{self, MOST_PRODUCTS};
use crate::make::snomed::calendar::MOST_ROUNDS;
use crate::make::snomed::plan::{MOST_CONCEPTS, MOST_REFSETS, Plan};

const HELP: &str = "\
synthetic --out FILE [--concepts N] [--descriptions N] [--relationships N] [--numbers N] [--refsets N]
          [--second-parents OF_TEN_THOUSAND] [--flatness NUMBER] [--seed N] [--dates YYYYMMDD,...]
          [--snapshot] [--full] [--delta] [--axioms] [--monolith]
    A release of SNOMED CT as a zip. Each date after the first is a release with changes; the zip
    holds the last. Of the kinds those named, else the snapshot. --monolith stands first.
synthetic dmd --out FILE [--bonus FILE] [--vmps N] [--amps N] [--ampps N] [--seed N] [--dates ...]
    A release of dm+d as a zip, and its bonus files as another.";

/// What the command line asks for.
#[derive(Debug)]
pub(crate) enum Arguments {
    /// A release of SNOMED CT.
    Snomed { plan: Plan, out: PathBuf, dates: Vec<u32>, kinds: Vec<Release> },
    /// A release of dm+d.
    Dmd { plan: products::Plan, out: PathBuf, bonus: Option<PathBuf>, dates: Vec<u32> },
}

impl Arguments {
    /// Reads them; an error is what to tell the user.
    pub(crate) fn read(all: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut all = all.peekable();
        let read = if all.next_if_eq("dmd").is_some() { Self::dmd(&mut all) } else { Self::snomed(&mut all) };
        read.map_err(|error| format!("{error}\n\n{HELP}"))
    }

    fn snomed(all: &mut impl Iterator<Item = String>) -> Result<Self, String> {
        let mut plan = Plan::default();
        let (mut out, mut dates, mut kinds) = (None, vec![20_250_101], Vec::new());
        while let Some(name) = all.next() {
            let mut value = || all.next().ok_or_else(|| format!("{name} needs a value"));
            match name.as_str() {
                "--monolith" => plan = Plan::monolith(),
                "--axioms" => plan.axioms = true,
                "--snapshot" => kinds.push(Release::Snapshot),
                "--full" => kinds.push(Release::Full),
                "--delta" => kinds.push(Release::Delta),
                "--out" => out = Some(PathBuf::from(value()?)),
                "--dates" => dates = days(&value()?)?,
                "--seed" => plan.seed = number(&value()?)?,
                "--concepts" => plan.concepts = number(&value()?)?,
                "--descriptions" => plan.descriptions = number(&value()?)?,
                "--relationships" => plan.relationships = number(&value()?)?,
                "--numbers" => plan.numbers = number(&value()?)?,
                "--refsets" => plan.refsets = number(&value()?)?,
                "--second-parents" => plan.second_parents = number(&value()?)?,
                "--flatness" => plan.flatness = number(&value()?)?,
                _ => return Err(format!("{name} is not known")),
            }
        }
        if kinds.is_empty() {
            kinds.push(Release::Snapshot);
        }
        if plan.concepts > MOST_CONCEPTS || plan.refsets > MOST_REFSETS {
            return Err(format!("at most {MOST_CONCEPTS} concepts and {MOST_REFSETS} reference sets"));
        }
        Ok(Self::Snomed { plan, out: out.ok_or("--out is needed")?, dates, kinds })
    }

    fn dmd(all: &mut impl Iterator<Item = String>) -> Result<Self, String> {
        let mut plan = products::Plan::default();
        let (mut out, mut bonus, mut dates) = (None, None, vec![20_250_106]);
        while let Some(name) = all.next() {
            let value = all.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--out" => out = Some(PathBuf::from(value)),
                "--bonus" => bonus = Some(PathBuf::from(value)),
                "--dates" => dates = days(&value)?,
                "--seed" => plan.seed = number(&value)?,
                "--vmps" => plan.vmps = number(&value)?,
                "--amps" => plan.amps = number(&value)?,
                "--ampps" => plan.ampps = number(&value)?,
                _ => return Err(format!("{name} is not known")),
            }
        }
        let counts = [plan.vmps, plan.amps, plan.ampps];
        if counts.iter().any(|count| !(10..MOST_PRODUCTS / 2).contains(count)) {
            return Err(format!("from 10 to {} products of a level", MOST_PRODUCTS / 2));
        }
        Ok(Self::Dmd { plan, out: out.ok_or("--out is needed")?, bonus, dates })
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text} is no number that fits"))
}

/// Reads days apart by commas, each after the one before.
fn days(text: &str) -> Result<Vec<u32>, String> {
    let day = |text: &str| EffectiveTime::parse(text.as_bytes()).map(EffectiveTime::get);
    let days: Option<Vec<u32>> = text.split(',').map(day).collect();
    let rising = |days: &Vec<u32>| days.windows(2).all(|pair| pair[0] < pair[1]) && days[0] > 20_030_101;
    let days = days.filter(rising).ok_or_else(|| format!("{text} is not one date YYYYMMDD after another from 2003"))?;
    if days.len() > MOST_ROUNDS + 1 { Err(format!("at most {} dates", MOST_ROUNDS + 1)) } else { Ok(days) }
}
