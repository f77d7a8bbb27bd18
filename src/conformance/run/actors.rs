//! The actors of one turn of a scenario.

use std::collections::BTreeMap;

use super::Options;
use super::allowed::is_allowed;
use super::http_client::HttpClient;
use super::inbox::Inbox;
use super::mllp_client::MllpClient;
use super::mllp_server::MllpServer;
use super::reading::words;
use super::recorder::Recorder;
use crate::conformance::script::{Actor, ActorKind, Diagnostic, Script, TlsFiles, Values};
use crate::transport::http_step::HttpCaller;
use crate::transport::mllp::{ClientTls, MllpError, ServerTls};

/// The most bytes of one answer of HTTP.
const MOST_ANSWER: usize = 64 << 20;

/// One actor as it plays.
pub(super) enum Live {
    Client(Box<MllpClient>),
    Server(MllpServer),
    Http(Box<HttpClient>),
}

impl Live {
    pub(super) const fn inbox(&mut self) -> &mut Inbox {
        match self {
            Self::Client(client) => &mut client.inbox,
            Self::Server(server) => &mut server.inbox,
            Self::Http(client) => &mut client.inbox,
        }
    }
}

/// Starts every actor: servers listen from now on, clients connect when they first send.
pub(super) async fn start(
    script: &Script,
    values: &Values,
    options: &Options,
    recorder: &Recorder,
) -> Result<BTreeMap<String, Live>, Diagnostic> {
    let mut live = BTreeMap::new();
    for actor in &script.actors {
        live.insert(actor.name.clone(), one(actor, values, options, recorder).await?);
    }
    Ok(live)
}

async fn one(actor: &Actor, values: &Values, options: &Options, recorder: &Recorder) -> Result<Live, Diagnostic> {
    let mut fill = |name: &str| values.get(name).map(str::to_owned).ok_or_else(|| "nothing".to_owned());
    let failed =
        |why: String| Diagnostic::new(&actor.place, format!("the actor `{}` cannot start", actor.name)).found(why);
    let tls_failed = |error: MllpError| failed(words(&error));
    let may = |address: &str| {
        if is_allowed(address, &options.allow) {
            return Ok(());
        }
        let fault = Diagnostic::new(&actor.place, format!("`{}` would speak to another host", actor.name));
        Err(fault.expected("this machine, or a host that was allowed").found(address).remedy("say `--allow HOST`"))
    };
    Ok(match &actor.kind {
        ActorKind::MllpClient { address, tls } => {
            let address = address.fill(&mut fill)?;
            may(&address)?;
            let tls = tls.as_ref().map(client_tls).transpose().map_err(tls_failed)?;
            Live::Client(Box::new(MllpClient::new(&actor.name, address, tls, options.limits, recorder)))
        }
        ActorKind::MllpServer { address, tls } => {
            let address = address.fill(&mut fill)?;
            may(&address)?;
            let tls = tls.as_ref().map(server_tls).transpose().map_err(tls_failed)?;
            let started = MllpServer::start(&actor.name, &address, tls, options.limits, recorder).await;
            Live::Server(started.map_err(failed)?)
        }
        ActorKind::HttpClient { base, headers } => {
            let base = base.fill(&mut fill)?;
            may(&base)?;
            let mut filled = Vec::new();
            for (name, value) in headers {
                filled.push((name.clone(), value.fill(&mut fill)?));
            }
            let caller = HttpCaller::new(options.http, MOST_ANSWER).map_err(|error| failed(error.to_string()))?;
            Live::Http(Box::new(HttpClient::new(&actor.name, &base, filled, caller, recorder)))
        }
    })
}

fn client_tls(files: &TlsFiles) -> Result<ClientTls, MllpError> {
    let identity = files.certificate.as_deref().zip(files.key.as_deref());
    ClientTls::new(files.authorities.as_deref().unwrap_or_default(), identity)
}

fn server_tls(files: &TlsFiles) -> Result<ServerTls, MllpError> {
    let (certificate, key) = (files.certificate.as_deref(), files.key.as_deref());
    ServerTls::new(certificate.unwrap_or_default(), key.unwrap_or_default(), files.authorities.as_deref())
}
