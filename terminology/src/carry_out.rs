//! Carries out one part of a plan: load, then publish in one step.

use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::catalogue::{Catalogue, CatalogueError, Loaded, Release};
use crate::kinds;
use crate::load::{LoadError, Told};
use crate::plan::{Part, Step};

/// Why a release was not loaded. What answered before answers still.
#[derive(Debug, thiserror::Error)]
pub enum CarryOutError {
    /// Its files cannot be loaded.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The folder of releases cannot be used.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
}

/// Loads one release and publishes it; `None` where it is loaded already. Nothing that was loaded
/// before changes until then, and a load that is stopped or killed leaves no trace that is read.
pub fn carry_out(
    part: &Part,
    catalogue: &Catalogue,
    now: Timestamp,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Option<Loaded>, CarryOutError> {
    if matches!(part.step, Step::AlreadyLoaded(_)) {
        return Ok(None);
    }
    let building = catalogue.begin()?;
    let listing = catalogue.list()?;
    let found = |name: &str| listing.releases.iter().find(|loaded| loaded.name == name);
    let onto = part.onto.as_deref().and_then(found).map(Loaded::index);
    let summary = kinds::load(part.kind, &part.files, onto.as_deref(), &building.index(), told, stop)?;
    if stop.load(Ordering::Relaxed) {
        return Err(LoadError::Interrupted.into());
    }
    let release = Release {
        kind: part.kind,
        date: part.date,
        sources: part.sources.clone(),
        counts: summary.counts,
        notes: summary.notes,
        loaded: now,
        onto: part.onto.clone(),
    };
    if let Step::Renew(name) = &part.step
        && let Some(old) = found(name)
    {
        catalogue.remove(old)?;
    }
    Ok(Some(building.publish(release)?))
}
