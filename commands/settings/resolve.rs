//! Which value wins: flag, environment, project file, user file, system file, default.

use std::fmt::Display;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use dcr::output::Format;

use super::file::{self, PROJECT_FILE, SYSTEM_FILE, Values};
use super::key::KEYS;
use super::{ColorChoice, Origin, RemoteSettings, Setting, TerminologyFolder};
use crate::environment::Environment;
use crate::error::CommandError;
use crate::purpose::PurposeName;
use crate::store_url::StoreUrl;
use crate::terminal::Pager;

/// What the flags say.
#[derive(Debug, Default)]
pub(crate) struct GlobalFlags {
    /// `--config`.
    pub(crate) config: Option<PathBuf>,
    /// Key, value and flag.
    pub(crate) values: Vec<(&'static str, String, &'static str)>,
}

/// Every setting, with its origin.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Which store.
    pub(crate) store: Setting<StoreUrl>,
    /// In which form data is written.
    pub(crate) output: Setting<Format>,
    /// When to colour.
    pub(crate) color: Setting<ColorChoice>,
    /// What shows long text.
    pub(crate) pager: Setting<Pager>,
    /// For what purpose records are looked at, where no flag says.
    pub(crate) purpose: Setting<PurposeName>,
    /// Where the releases of terminologies stand.
    pub(crate) terminology: Setting<TerminologyFolder>,
    /// After how many events a checkpoint of the audit is due.
    pub(crate) checkpoint_every: Setting<NonZeroU64>,
    /// How a store on a server is asked.
    pub(crate) remote: RemoteSettings,
}

struct Layer {
    origin: Origin,
    values: Values,
}

impl Settings {
    /// Reads all places, the strongest first.
    pub(crate) fn resolve(environment: &Environment, flags: &GlobalFlags) -> Result<Self, CommandError> {
        let layers = layers(environment, flags)?;
        Ok(Self {
            store: pick("store", &layers)?,
            output: pick("output", &layers)?,
            color: pick("color", &layers)?,
            pager: pick("pager", &layers)?,
            purpose: pick("purpose", &layers)?,
            terminology: pick("terminology", &layers)?,
            checkpoint_every: pick("checkpoint_every", &layers)?,
            remote: RemoteSettings {
                token_file: pick("remote_token_file", &layers)?,
                authorities_file: pick("remote_authorities_file", &layers)?,
                certificate_file: pick("remote_certificate_file", &layers)?,
                token_url: pick("remote_token_url", &layers)?,
                client_id: pick("remote_client_id", &layers)?,
                key_id: pick("remote_key_id", &layers)?,
                key_file: pick("remote_key_file", &layers)?,
                practitioner: pick("remote_practitioner", &layers)?,
                audit: pick("remote_audit", &layers)?,
                timeout: pick("remote_timeout", &layers)?,
            },
        })
    }
}

fn layers(environment: &Environment, flags: &GlobalFlags) -> Result<Vec<Layer>, CommandError> {
    let mut layers = Vec::new();
    for (key, value, flag) in &flags.values {
        layers.push(Layer { origin: Origin::Flag(flag), values: vec![(key, value.clone())] });
    }
    let mut variable = |key: &'static str, name: &'static str, value: Option<&str>| {
        if let Some(value) = value {
            layers.push(Layer { origin: Origin::Environment(name), values: vec![(key, value.to_owned())] });
        }
    };
    for key in &KEYS {
        variable(key.name, key.variable, environment.variable(key.variable));
    }
    variable("color", "NO_COLOR", environment.variable("NO_COLOR").map(|_| "never"));
    let project = environment.folder.join(PROJECT_FILE);
    layers.extend(file_layer(&project, true, Origin::Project)?);
    layers.extend(user_layer(environment, flags)?);
    layers.extend(file_layer(Path::new(SYSTEM_FILE), false, Origin::System)?);
    // `PAGER` speaks for every program, so what is said to dcr alone comes before it.
    if let Some(pager) = environment.variable("PAGER") {
        layers.push(Layer { origin: Origin::Environment("PAGER"), values: vec![("pager", pager.to_owned())] });
    }
    Ok(layers)
}

fn file_layer(path: &Path, is_project: bool, origin: fn(PathBuf) -> Origin) -> Result<Option<Layer>, CommandError> {
    Ok(file::read(path, is_project)?.map(|values| Layer { origin: origin(path.to_owned()), values }))
}

/// The user's file; the one that a flag names must be there.
fn user_layer(environment: &Environment, flags: &GlobalFlags) -> Result<Option<Layer>, CommandError> {
    if let Some(path) = &flags.config {
        std::fs::metadata(path).map_err(|error| file::unreadable(path, error))?;
        return file_layer(path, false, Origin::User);
    }
    let Some(folders) = &environment.folders else { return Ok(None) };
    file_layer(&folders.config.join("config.toml"), false, Origin::User)
}

fn pick<T: FromStr<Err: Display>>(key: &'static str, layers: &[Layer]) -> Result<Setting<T>, CommandError> {
    let said = layers.iter().find_map(|layer| {
        let (_, value) = layer.values.iter().find(|(name, _)| *name == key)?;
        Some((value.as_str(), layer.origin.clone()))
    });
    let default = || KEYS.iter().find(|known| known.name == key).map_or("", |known| known.default);
    let (text, origin) = said.unwrap_or_else(|| (default(), Origin::Default));
    match text.parse() {
        Ok(value) => Ok(Setting { value, origin }),
        Err(error) => Err(match origin {
            Origin::Flag(flag) => CommandError::usage(format!("`{flag}` does not fit: {error}")),
            origin => CommandError::usage(format!("the setting `{key}` ({origin}) does not fit: {error}")),
        }),
    }
}
