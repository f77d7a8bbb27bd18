//! Maps asked of whatever is loaded.

use crate::lookup::{Answer, Codes};
use crate::map::{Chain, Coded, Maps, Source, System};
use crate::terminology::{Open, Terminology};

impl Terminology {
    /// Everything that maps are read from.
    pub fn maps(&self) -> Maps<'_> {
        fn source<T>(open: &Open<T>) -> Source<'_, T> {
            Source { release: &open.release.name, index: &open.index }
        }
        Maps {
            read_v2: self.read_v2.as_ref().map(source),
            ctv3: self.ctv3.as_ref().map(source),
            data_migration: self.data_migration.as_ref().map(source),
            snomed: self.snomed.as_ref().map(|open| Source { release: &open.release.name, index: &open.index as _ }),
            dmd: self.dmd.as_ref().map(|open| Source { release: &open.release.name, index: &open.index as _ }),
        }
    }

    /// Every way from a code to a system. Where its own system is not named, it is each that has the
    /// code, and where none has, each that it could be a code of.
    pub fn map(&self, code: &str, from: Option<System>, to: System) -> Vec<Chain> {
        let maps = self.maps();
        let from = from.map_or_else(|| self.systems_of(code), |from| vec![from]);
        from.into_iter().flat_map(|from| maps.map(code, from, to)).collect()
    }

    fn systems_of(&self, code: &str) -> Vec<System> {
        use crate::lookup::System as Held;
        let held = [
            (Held::SnomedCt, System::SnomedCt),
            (Held::Dmd, System::Dmd),
            (Held::ReadV2, System::ReadV2),
            (Held::Ctv3, System::Ctv3),
        ];
        let has = |(held, _): &&(Held, System)| matches!(self.lookup(*held, code), Answer::Found(_));
        let mut found: Vec<System> = held.iter().filter(has).map(|(_, system)| *system).collect();
        if found.contains(&System::SnomedCt) {
            // What is both is asked once: the way to dm+d is a step of its own.
            found.retain(|system| *system != System::Dmd);
        }
        if found.is_empty() {
            found.extend(held.iter().filter(|(held, _)| held.malformed(code).is_none()).map(|(_, system)| *system));
        }
        found
    }

    /// The term of a code that a chain leads to, where its system is loaded.
    pub fn term_of(&self, coded: &Coded) -> Option<String> {
        use crate::lookup::System as Held;
        let held = match coded.system {
            System::SnomedCt => Held::SnomedCt,
            System::Dmd => Held::Dmd,
            System::ReadV2 => Held::ReadV2,
            System::Ctv3 => Held::Ctv3,
            System::Icd10 | System::Opcs4 | System::Bnf | System::Atc => return None,
        };
        self.lookup(held, &coded.code).found().map(|entry| entry.term)
    }
}
