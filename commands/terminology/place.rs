//! The folder of releases that the settings name, and what is open of it.

use clap::Args;
use dcr::coding::Marker;
use dcr_terminology::catalogue::Catalogue;
use dcr_terminology::terminology::{OpenError, Terminology};

use crate::error::CommandError;
use crate::session::Session;

/// Which releases answer.
#[derive(Debug, Args)]
pub(crate) struct ReleaseArgs {
    /// Ask this release, by its name or the beginning of it, and not the newest (can be repeated,
    /// once for each kind)
    ///
    /// `dcr terminology status` lists the names.
    #[arg(long, value_name = "NAME")]
    release: Vec<String>,
}

impl ReleaseArgs {
    /// Whether none was named.
    pub(super) const fn is_empty(&self) -> bool {
        self.release.is_empty()
    }

    /// Opens the releases that answer; where none is loaded, says how to load one.
    pub(crate) fn open(&self, session: &mut Session<'_>) -> Result<Terminology, CommandError> {
        let catalogue = catalogue(session)?;
        let terminology = Terminology::open(&catalogue, &self.release)?;
        for (name, why) in &terminology.damaged {
            session.terminal.warning(&format!("release {name} cannot be used: {why}"));
            session.terminal.hint("load it again: `dcr terminology load PATH`");
        }
        if terminology.is_empty() {
            let folder = catalogue.folder().display();
            if !terminology.damaged.is_empty() {
                return Err(CommandError::failed(format!("no release that is loaded in {folder} can be used")));
            }
            return Err(CommandError::failed(format!("no release of any terminology is loaded in {folder}"))
                .hint("load what TRUD gave you, zips as they are: `dcr terminology load PATH`")
                .hint("see what a UK site loads: `dcr terminology status`"));
        }
        Ok(terminology)
    }
}

/// The folder of releases.
pub(crate) fn catalogue(session: &Session<'_>) -> Result<Catalogue, CommandError> {
    let folder = session.settings.terminology.value.path(session.environment.folders.as_ref());
    let folder = folder.ok_or_else(|| {
        CommandError::usage("no home folder is known, so there is no place for terminologies")
            .hint("name a folder with `DCR_TERMINOLOGY`")
    })?;
    Ok(Catalogue::at(folder))
}

/// What is loaded, for a view that shows terms beside a record; nothing where none is or none can
/// be opened, which never keeps a record from being shown.
pub(crate) fn marker(session: &mut Session<'_>) -> Option<Marker> {
    let catalogue = catalogue(session).ok()?;
    let terminology = match Terminology::open(&catalogue, &[]) {
        Ok(terminology) => terminology,
        Err(error) => {
            session.terminal.warning(&format!("terms are not shown: {error}"));
            return None;
        }
    };
    for (name, why) in &terminology.damaged {
        session.terminal.warning(&format!("release {name} cannot be used: {why}"));
    }
    (!terminology.is_empty()).then(|| Marker::new(terminology))
}

impl From<OpenError> for CommandError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::NoSuchRelease(_) | OpenError::Several(..) | OpenError::SameKind(..) => {
                Self::usage(error).hint("see what is loaded: `dcr terminology status`")
            }
            OpenError::Catalogue(_) => Self::failed(error),
        }
    }
}
