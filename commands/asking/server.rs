//! Connects to a store on a server, as the settings say.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use dcr::coding::Marker;
use dcr::feeds;
use dcr::store::Context;
use dcr::store::fhir::{Base, Connection, FhirStore, Outbox, ServerError};
use dcr::transport::client::{Authorisation, HttpClient, Limits, Secret, SignedJwt, SystemTimer, TlsFiles};

use crate::error::CommandError;
use crate::session::Session;
use crate::settings::RemoteSettings;

/// The most bytes of a file with a token, a key or certificates.
const MOST_BYTES: u64 = 1 << 20;

/// Connects; every view says in its audit event that terms of these releases are shown.
pub(super) fn connect(
    session: &mut Session<'_>,
    base: &Base,
    terms_of: Vec<String>,
    marker: Option<Arc<Marker>>,
) -> Result<FhirStore, CommandError> {
    let remote = &session.settings.remote;
    session.terminal.detail(&format!("store {base}"));
    let connection = Connection {
        base: base.clone(),
        client: client(base, remote)?,
        authorisation: authorisation(remote)?,
        audit: remote.audit.value,
        outbox: outbox(session, base),
        practitioner: remote.practitioner.value.0.clone(),
        intake: feeds::intake(),
    };
    Ok(FhirStore::connect(connection, Context { terms_of, marker, ..Context::default() })?)
}

/// Connects to look after what waits for it.
pub(crate) fn connect_server(session: &mut Session<'_>, base: &Base) -> Result<FhirStore, CommandError> {
    connect(session, base, Vec::new(), None)
}

/// The outbox of this user for a server; none where no home is known.
pub(crate) fn outbox(session: &Session<'_>, base: &Base) -> Option<Outbox> {
    let folders = session.environment.folders.as_ref()?;
    Some(Outbox::new(folders.data.join("outbox.ndjson"), base.to_string()))
}

fn client(base: &Base, remote: &RemoteSettings) -> Result<HttpClient, CommandError> {
    let total = Duration::from_secs(remote.timeout.value.get());
    let usual = Limits::default();
    let limits = Limits { connect: usual.connect.min(total), read: usual.read.min(total), total, ..usual };
    let files = TlsFiles {
        authorities: read(remote.authorities_file.value.get(), false)?,
        identity: read(remote.certificate_file.value.get(), true)?,
    };
    HttpClient::new(limits, &files, !base.is_loopback(), Arc::new(SystemTimer))
        .map_err(|error| ServerError::from(error).into())
}

fn authorisation(remote: &RemoteSettings) -> Result<Authorisation, CommandError> {
    if let Some(bytes) = read(remote.token_file.value.get(), true)? {
        return Ok(Authorisation::Bearer(secret(bytes, "remote_token_file")?));
    }
    let key = remote.key_file.value.get();
    let names = [&remote.token_url.value, &remote.client_id.value, &remote.key_id.value];
    match (read(key, true)?, names.map(|name| !name.is_empty())) {
        (None, [false, false, false]) => Ok(Authorisation::None),
        (Some(bytes), [true, true, true]) => {
            // The token goes where the base may go: sealed, or on this machine.
            Base::parse(&remote.token_url.value).map_err(|error| {
                CommandError::usage(format!("the setting `remote_token_url` does not fit: {error}"))
            })?;
            let [url, client, id] = names.map(Clone::clone);
            Ok(Authorisation::SignedJwt(Box::new(SignedJwt::new(url, client, id, secret(bytes, "remote_key_file")?))))
        }
        _ => Err(CommandError::usage(
            "a token is fetched with all four of `remote_token_url`, `remote_client_id`, `remote_key_id` and `remote_key_file`",
        )),
    }
}

fn secret(bytes: Vec<u8>, setting: &str) -> Result<Secret, CommandError> {
    let text = String::from_utf8(bytes).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let unfit = || CommandError::usage(format!("the file that `{setting}` names holds no text"));
    text.map(Secret::new).ok_or_else(unfit)
}

/// Reads a file. What is secret must be readable by its owner alone.
fn read(path: Option<&Path>, is_secret: bool) -> Result<Option<Vec<u8>>, CommandError> {
    let Some(path) = path.map(PathBuf::from) else { return Ok(None) };
    let failed = |error| CommandError::file(format!("cannot read {}", path.display()), error);
    let file = File::open(&path).map_err(failed)?;
    let mode = file.metadata().map_err(failed)?.mode();
    if is_secret && mode & 0o077 != 0 {
        let error = CommandError::usage(format!("others may read {}, which holds a secret", path.display()));
        return Err(error.hint(format!("chmod 600 {}", path.display())));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(CommandError::usage(format!("{} is too large for what it should hold", path.display())));
    }
    Ok(Some(bytes))
}
