//! What a store's failures and refusals mean at the edge: the kind, and what to do about it.

use dcr::access::ChangeRefusal;
use dcr::store::fhir::ServerError;
use dcr::store::{Refusal, StoreError};
use dcr::transport::client::ClientError;

use crate::error::{CommandError, ErrorKind};

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        let hint = hint(&error);
        let error = Self::new(kind(&error), error);
        match hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

fn kind(error: &StoreError) -> ErrorKind {
    match error {
        StoreError::Absent(_)
        | StoreError::ReadOnly
        | StoreError::Full
        | StoreError::Locked
        | StoreError::Replaced(_)
        | StoreError::Sqlite(_) => ErrorKind::Unreachable,
        StoreError::Exists(_) | StoreError::Stale(_) | StoreError::ClosedAlert(_) => ErrorKind::Conflict,
        StoreError::Policy(_)
        | StoreError::NotAStore(_)
        | StoreError::NewerSchema { .. }
        | StoreError::UnsafeSqlite(_) => ErrorKind::Usage,
        StoreError::Damaged(_) | StoreError::Stored(_) => ErrorKind::Integrity,
        StoreError::Backup(_, source) => kind(source),
        StoreError::UserChange(refusal) => kind_of_change(refusal),
        StoreError::Server(error) => kind_of_server(error),
        StoreError::OutsideView(_)
        | StoreError::NeedsApproval(_)
        | StoreError::Approval { .. }
        | StoreError::OwnAlert(_) => ErrorKind::Refused,
        StoreError::NotForDemo
        | StoreError::Unidentified
        | StoreError::Statement(_)
        | StoreError::Unfit(_)
        | StoreError::Missing(_)
        | StoreError::Io { .. } => ErrorKind::Failed,
    }
}

fn kind_of_server(error: &ServerError) -> ErrorKind {
    match error {
        _ if error.is_unreachable() => ErrorKind::Unreachable,
        ServerError::Client(_)
        | ServerError::NoParameter { .. }
        | ServerError::NotOffered(_)
        | ServerError::CannotDo(_)
        | ServerError::AuditNotTaken => ErrorKind::Usage,
        ServerError::Forbidden { .. } | ServerError::NoUser(_) | ServerError::NeedsSecondUser => ErrorKind::Refused,
        ServerError::Stale { .. } => ErrorKind::Conflict,
        ServerError::AuditNotWritten(source) => kind_of_server(source),
        ServerError::Failed { .. }
        | ServerError::Ignored { .. }
        | ServerError::Malformed { .. }
        | ServerError::Pages { .. } => ErrorKind::Failed,
    }
}

const fn hint_of_server(error: &ServerError) -> Option<&'static str> {
    Some(match error {
        ServerError::Client(ClientError::Unreachable(_)) => "is the address right, and does the server run?",
        ServerError::Client(ClientError::TimedOut) => "try again; `remote_timeout` sets how many seconds to wait",
        ServerError::Client(ClientError::Busy { .. }) => "try again later",
        ServerError::Client(ClientError::Certificate(_)) => {
            "tell whoever runs the server; `remote_authorities_file` names authorities of your own"
        }
        ServerError::Client(ClientError::ContentType(_)) => {
            "is this the base address of a FHIR server, such as `https://host/fhir`?"
        }
        ServerError::Client(ClientError::Redirected(_)) => "name the server by the address where it is",
        ServerError::Forbidden { .. } => "`remote_token_file` names the file of your token",
        ServerError::AuditNotTaken => {
            "where policy lets the server's own audit suffice, set `remote_audit = \"server\"`"
        }
        ServerError::AuditNotWritten(_) => {
            "try again; where policy allows, `remote_audit = \"spool\"` lets events wait on this machine"
        }
        ServerError::CannotDo(_) => "name a store on this machine with `--store sqlite:PATH`",
        ServerError::NeedsSecondUser => "have it set where the record is kept, with `dcr consent set`",
        ServerError::Stale { .. } => "look at what stands now, then do it again",
        ServerError::Ignored { .. } => "tell whoever runs the server; nothing of the answer was used",
        _ => return None,
    })
}

const fn kind_of_change(refusal: &ChangeRefusal) -> ErrorKind {
    match refusal {
        ChangeRefusal::NotAdministrator
        | ChangeRefusal::MayNotApprove
        | ChangeRefusal::OwnGrant
        | ChangeRefusal::LastAdministrator
        | ChangeRefusal::Duties { .. } => ErrorKind::Refused,
        ChangeRefusal::NoSuchUser(_) | ChangeRefusal::NotHeld { .. } => ErrorKind::Failed,
        ChangeRefusal::NameTaken(_) | ChangeRefusal::AccountTaken { .. } => ErrorKind::Conflict,
        ChangeRefusal::BadName | ChangeRefusal::BadFullName | ChangeRefusal::NoAccount => ErrorKind::Usage,
    }
}

fn hint(error: &StoreError) -> Option<&'static str> {
    Some(match error {
        StoreError::Absent(_) => "run `dcr demo` to build the fictional one, or `dcr store init` to make your own",
        StoreError::NotAStore(_) => "name a store with `--store demo` or `--store sqlite:PATH`",
        StoreError::NewerSchema { .. } => "install the later dcr that wrote it",
        StoreError::ReadOnly => "every look is written to the audit, so the store must be writable: run `dcr doctor`",
        StoreError::Full => "free some space, then run `dcr store check`",
        StoreError::Locked => "wait for the other process, then try again",
        StoreError::Damaged(_) | StoreError::Stored(_) => {
            "run `dcr store check`, and `dcr store restore FILE` from a backup"
        }
        StoreError::NotForDemo => "make a store of your own with `dcr store init`",
        StoreError::NeedsApproval(_) => {
            "a second user runs `dcr consent approve` with that request, then run this again"
        }
        StoreError::UserChange(refusal) => return hint_of_change(refusal),
        StoreError::Server(error) => return hint_of_server(error),
        StoreError::Stale(_) => "make the plan again from what stands now",
        StoreError::Replaced(_) | StoreError::OutsideView(_) => "run the command again",
        _ => return None,
    })
}

const fn hint_of_change(refusal: &ChangeRefusal) -> Option<&'static str> {
    Some(match refusal {
        ChangeRefusal::NotAdministrator => "an administrator changes users: `dcr user list` shows who they are",
        ChangeRefusal::NoSuchUser(_) | ChangeRefusal::NotHeld { .. } | ChangeRefusal::NameTaken(_) => {
            "`dcr user list` shows who there is"
        }
        ChangeRefusal::NoAccount => "give `--account NAME` or `--uid NUMBER`",
        ChangeRefusal::OwnGrant => "another administrator asks for it, and a third user approves it",
        ChangeRefusal::LastAdministrator => "make another administrator first: `dcr user grant NAME --role R8015`",
        ChangeRefusal::Duties { .. } => {
            "give the second role to another user; `dcr store init --combined-duties` makes a store without this rule"
        }
        _ => return None,
    })
}

impl From<ServerError> for CommandError {
    fn from(error: ServerError) -> Self {
        StoreError::from(error).into()
    }
}

impl From<Refusal> for CommandError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Store(error) => error.into(),
            Refusal::NotFound => Self::failed(refusal).hint("look for the person with `dcr patient find`"),
            Refusal::Ambiguous(_) => {
                Self::failed(refusal).hint("find them with `dcr patient find`, then name one by store number, such as `P12`")
            }
            Refusal::AskConsent(_) => Self::new(ErrorKind::Refused, refusal)
                .hint("ask the person, then say what came of it: `--permission given`, `refused` or `unable`"),
            Refusal::BreakGlassRequired(_) => Self::new(ErrorKind::Refused, refusal).hint(
                "in an emergency add `--emergency medical` (or `safeguarding`, `overriding-interest`) and `--reason TEXT`; \
                 the privacy officer is told",
            ),
            Refusal::ClaimRequired(_) => Self::new(ErrorKind::Refused, refusal)
                .hint("if you do, say why with `--claim attending` (or `referred`, `advice`, `cover`, `follow-up`); the privacy officer is told"),
            Refusal::Denied(_) | Refusal::OptedOut | Refusal::UnknownUser | Refusal::MayNotSearch => Self::new(ErrorKind::Refused, refusal),
        }
    }
}
