//! What the process was given: arguments, variables, folders, time. Read once, here and nowhere
//! else, so that everything after it is a function of values.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The variables that mean something to dcr.
const VARIABLES: [&str; 28] = [
    "DCR_STORE",
    "DCR_OUTPUT",
    "DCR_COLOR",
    "DCR_PAGER",
    "DCR_PURPOSE",
    "DCR_TERMINOLOGY",
    "DCR_CHECKPOINT_EVERY",
    "DCR_REMOTE_TOKEN_FILE",
    "DCR_REMOTE_AUTHORITIES_FILE",
    "DCR_REMOTE_CERTIFICATE_FILE",
    "DCR_REMOTE_TOKEN_URL",
    "DCR_REMOTE_CLIENT_ID",
    "DCR_REMOTE_KEY_ID",
    "DCR_REMOTE_KEY_FILE",
    "DCR_REMOTE_PRACTITIONER",
    "DCR_REMOTE_AUDIT",
    "DCR_REMOTE_TIMEOUT",
    "DCR_FAULT",
    "PAGER",
    "NO_COLOR",
    "TERM",
    "COLUMNS",
    "LINES",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "LESS",
    "HOME",
];

/// What the process was given.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// The command line, the program's name first.
    pub(crate) arguments: Vec<OsString>,
    /// The working folder.
    pub(crate) folder: PathBuf,
    /// The user's folders, where a home is known.
    pub(crate) folders: Option<Folders>,
    /// The operating-system user.
    pub(crate) uid: u32,
    variables: BTreeMap<&'static str, String>,
}

/// The user's folders after the XDG base directory specification, those of dcr.
#[derive(Debug, Clone)]
pub(crate) struct Folders {
    /// Where the user's configuration file lies.
    pub(crate) config: PathBuf,
    /// Where stores lie unless told otherwise.
    pub(crate) data: PathBuf,
}

impl Environment {
    /// Reads the process's own.
    pub(crate) fn of_process() -> Self {
        let variable = |name: &'static str| {
            let value = std::env::var_os(name).filter(|value| !value.is_empty())?;
            Some((name, value.to_string_lossy().into_owned()))
        };
        let folders = etcetera::choose_base_strategy()
            .ok()
            .map(|base| Folders { config: base.config_dir().join("dcr"), data: base.data_dir().join("dcr") });
        Self {
            arguments: std::env::args_os().collect(),
            folder: std::env::current_dir().unwrap_or_default(),
            folders,
            uid: rustix::process::getuid().as_raw(),
            variables: VARIABLES.into_iter().filter_map(variable).collect(),
        }
    }

    /// A variable that is set and not empty.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// Whether the locale writes UTF-8.
    pub(crate) fn is_utf8(&self) -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.variable(name)).unwrap_or("");
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }
}
