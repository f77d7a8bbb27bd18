//! What stops a load, as the edge reports it.

use dcr_terminology::archive::ArchiveError;
use dcr_terminology::carry_out::CarryOutError;
use dcr_terminology::catalogue::CatalogueError;
use dcr_terminology::load::LoadError;
use dcr_terminology::plan::PlanError;

use crate::error::{CommandError, ErrorKind};

const SAFE: &str = "nothing was changed: what was loaded before answers still";

impl From<PlanError> for CommandError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Archive(error) => error.into(),
            PlanError::Load(error) => error.into(),
            PlanError::Unrecognised(ref places) => {
                let name = places.first().map_or("NAME", |place| place.rsplit('/').next().unwrap_or(place)).to_owned();
                Self::failed(error).hint(format!("where it is nothing to load, pass it over: `--skip {name}`"))
            }
            PlanError::Ambiguous { .. } => Self::failed(error),
            PlanError::Nothing(_) => {
                Self::failed(error).hint("name a zip as TRUD gives it, or the folder that it was unpacked in")
            }
        }
    }
}

impl From<ArchiveError> for CommandError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Zip(..) => Self::failed(error).hint("fetch it from TRUD again and compare its checksum"),
            ArchiveError::Io(..)
            | ArchiveError::Climbs(_)
            | ArchiveError::Encrypted(_)
            | ArchiveError::TooMuch { .. } => Self::failed(error),
        }
    }
}

impl From<LoadError> for CommandError {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Archive(error) => error.into(),
            LoadError::Interrupted => {
                Self::new(ErrorKind::Interrupted, "interrupted").hint(SAFE).hint("run it again to begin anew")
            }
            LoadError::Row { .. } | LoadError::File { .. } | LoadError::Disagree(_) | LoadError::Container(_) => {
                Self::failed(error).hint(SAFE)
            }
        }
    }
}

impl From<CatalogueError> for CommandError {
    fn from(error: CatalogueError) -> Self {
        match error {
            CatalogueError::Busy(_) => Self::new(ErrorKind::Conflict, error).hint("wait until it is done"),
            CatalogueError::Io(..) => Self::failed(error),
        }
    }
}

impl From<CarryOutError> for CommandError {
    fn from(error: CarryOutError) -> Self {
        match error {
            CarryOutError::Load(error) => error.into(),
            CarryOutError::Catalogue(error) => error.into(),
        }
    }
}
