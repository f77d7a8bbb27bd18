//! `dcr store serve`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use dcr::access::Activity;
use dcr::service::Service;
use dcr::store::Context;
use dcr::transport::http::{Limits, Server};
use dcr::transport::{ServerTls, TlsError};

use crate::asking::{agent, caller, open_store, require};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt::on_stop;
use crate::session::Session;

/// Serve the store over FHIR R4, so that a team can share it
///
/// Every request carries a token of a registered user (`dcr user token make`) and says for what
/// purpose it asks; every read is decided, and written to the audit on disk, before it is answered.
/// The address is printed once the server listens. Ctrl-C or a termination signal stops it: what is
/// under way is answered first.
///
/// Without more it listens for this machine alone. Another address needs TLS and `--allow-remote`.
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Where to listen; port 0 lets the system choose one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Listen at an address that other machines can reach; needs TLS
    #[arg(long)]
    allow_remote: bool,
    /// The server's certificate in PEM, with those between it and its authority
    #[arg(long, value_name = "FILE", requires = "key")]
    certificate: Option<PathBuf>,
    /// The private key of that certificate in PEM
    #[arg(long, value_name = "FILE", requires = "certificate")]
    key: Option<PathBuf>,
    /// Let in only clients with a certificate of one of these authorities (PEM)
    #[arg(long, value_name = "FILE", requires = "certificate")]
    client_authority: Option<PathBuf>,
    /// The most connections at once
    #[arg(long, value_name = "NUMBER", default_value_t = 512, value_parser = clap::value_parser!(u16).range(1..))]
    connections: u16,
}

/// Serves until it is stopped.
pub(crate) fn run(session: &mut Session<'_>, args: &ServeArgs) -> Result<ExitCode, CommandError> {
    let tls = tls(args)?;
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    require(session, &mut store, &user, (&[Activity::Administer], "serve the store"))?;
    let limits = Limits { connections: usize::from(args.connections), ..Limits::default() };
    let scheme = if tls.is_some() { "https" } else { "http" };
    let server = Server::bind(args.listen, tls, limits).map_err(CommandError::failed)?;
    let address = server.address();
    store.record_serving(&format!("the store is served at {address} over {scheme}"), &agent(&user))?;
    let (service, thread) = Service::start(store, Context::default(), scheme == "https")?;
    let stopper = server.stopper();
    on_stop(move || stopper.stop())?;
    session.terminal.raw(format!("{scheme}://{address}/fhir\n").as_bytes())?;
    session.terminal.status("Serving; Ctrl-C stops.");
    server.run(Arc::new(service));
    thread.join().map_err(|_| CommandError::failed("the store's own thread stopped on a mistake of its own"))?;
    let mut store = open_store(session)?;
    store.record_serving(&format!("the store is no longer served at {address}"), &agent(&user))?;
    session.terminal.status("Stopped.");
    Ok(ExitCode::Done)
}

/// The TLS that is asked for; refuses an address that others can reach without it.
fn tls(args: &ServeArgs) -> Result<Option<ServerTls>, CommandError> {
    let loopback = args.listen.ip().is_loopback();
    if !loopback && !args.allow_remote {
        return Err(CommandError::usage(format!("other machines can reach {}", args.listen.ip()))
            .hint("say `--allow-remote` with `--certificate FILE --key FILE`, or listen at 127.0.0.1"));
    }
    let (Some(certificate), Some(key)) = (&args.certificate, &args.key) else {
        if loopback {
            return Ok(None);
        }
        return Err(CommandError::usage("records do not leave this machine without TLS")
            .hint("name a certificate and its key: `--certificate FILE --key FILE`"));
    };
    let refused = |error: TlsError| CommandError::usage(error);
    ServerTls::from_files(certificate, key, args.client_authority.as_deref()).map(Some).map_err(refused)
}
