//! The keys that can be set, as data.

/// One key.
#[derive(Debug)]
pub(crate) struct Key {
    /// The name in a file.
    pub(crate) name: &'static str,
    /// The variable of the environment.
    pub(crate) variable: &'static str,
    /// The value where nobody set one.
    pub(crate) default: &'static str,
    /// Whether a project file may set it. A file that comes with a folder must not name a program.
    pub(crate) in_project: bool,
}

/// Every key.
pub(crate) const KEYS: [Key; 17] = [
    Key { name: "store", variable: "DCR_STORE", default: "default", in_project: true },
    Key { name: "output", variable: "DCR_OUTPUT", default: "table", in_project: true },
    Key { name: "color", variable: "DCR_COLOR", default: "auto", in_project: true },
    Key { name: "pager", variable: "DCR_PAGER", default: "less -FRX", in_project: false },
    Key { name: "purpose", variable: "DCR_PURPOSE", default: "direct-care", in_project: true },
    Key { name: "terminology", variable: "DCR_TERMINOLOGY", default: "default", in_project: true },
    Key { name: "checkpoint_every", variable: "DCR_CHECKPOINT_EVERY", default: "10000", in_project: false },
    Key { name: "remote_token_file", variable: "DCR_REMOTE_TOKEN_FILE", default: "", in_project: false },
    Key { name: "remote_authorities_file", variable: "DCR_REMOTE_AUTHORITIES_FILE", default: "", in_project: false },
    Key { name: "remote_certificate_file", variable: "DCR_REMOTE_CERTIFICATE_FILE", default: "", in_project: false },
    Key { name: "remote_token_url", variable: "DCR_REMOTE_TOKEN_URL", default: "", in_project: false },
    Key { name: "remote_client_id", variable: "DCR_REMOTE_CLIENT_ID", default: "", in_project: false },
    Key { name: "remote_key_id", variable: "DCR_REMOTE_KEY_ID", default: "", in_project: false },
    Key { name: "remote_key_file", variable: "DCR_REMOTE_KEY_FILE", default: "", in_project: false },
    Key { name: "remote_practitioner", variable: "DCR_REMOTE_PRACTITIONER", default: "", in_project: false },
    Key { name: "remote_audit", variable: "DCR_REMOTE_AUDIT", default: "required", in_project: false },
    Key { name: "remote_timeout", variable: "DCR_REMOTE_TIMEOUT", default: "120", in_project: false },
];
