//! What a server says that it can do (R4 `CapabilityStatement`).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::ServerError;

const WHAT: &str = "`metadata`";

/// What a server can do with one type.
#[derive(Debug, Clone, Default)]
struct OfType {
    interactions: BTreeSet<String>,
    parameters: BTreeSet<String>,
    operations: BTreeSet<String>,
    update_creates: bool,
}

/// What a server can do.
#[derive(Debug, Clone)]
pub(super) struct Capabilities {
    types: BTreeMap<String, OfType>,
    interactions: BTreeSet<String>,
    operations: BTreeSet<String>,
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn names(value: &Value, member: &str) -> BTreeSet<String> {
    list(value).iter().filter_map(|item| item[member].as_str()).map(ToOwned::to_owned).collect()
}

impl Capabilities {
    /// Reads the statement.
    ///
    /// # Errors
    /// Where it is none, or of another version of FHIR.
    pub(super) fn read(statement: &Value) -> Result<Self, ServerError> {
        if statement["resourceType"] != "CapabilityStatement" {
            return Err(ServerError::malformed(WHAT, "a CapabilityStatement is expected"));
        }
        let version = statement["fhirVersion"].as_str().unwrap_or("none");
        if !version.starts_with("4.0") {
            let version: String = version.chars().take(20).collect();
            return Err(ServerError::malformed(WHAT, format!("it speaks FHIR {version}, and R4 (4.0.1) is expected")));
        }
        let rest = list(&statement["rest"]).iter().find(|rest| rest["mode"] == "server");
        let rest = rest.ok_or_else(|| ServerError::malformed(WHAT, "it describes no server (`rest.mode`)"))?;
        let everywhere = names(&rest["searchParam"], "name");
        let mut types = BTreeMap::new();
        for one in list(&rest["resource"]) {
            let Some(kind) = one["type"].as_str() else { continue };
            let mut parameters = names(&one["searchParam"], "name");
            parameters.extend(everywhere.iter().cloned());
            let interactions = names(&one["interaction"], "code");
            let of_type = OfType {
                parameters,
                operations: names(&one["operation"], "name"),
                update_creates: one["updateCreate"] == true,
                interactions,
            };
            types.insert(kind.to_owned(), of_type);
        }
        let interactions = names(&rest["interaction"], "code");
        Ok(Self { types, interactions, operations: names(&rest["operation"], "name") })
    }

    /// Whether a type can be searched at all.
    pub(super) fn searches(&self, kind: &str) -> bool {
        self.types.get(kind).is_some_and(|it| it.interactions.contains("search-type"))
    }

    /// Whether a type can be searched by a parameter.
    pub(super) fn searches_by(&self, kind: &str, parameter: &str) -> bool {
        self.searches(kind) && self.types.get(kind).is_some_and(|it| it.parameters.contains(parameter))
    }

    /// Refuses a search that the server would have to guess at.
    ///
    /// # Errors
    /// Names the type or the parameter that it does not list.
    pub(super) fn require_search(&self, kind: &str, parameters: &[&str]) -> Result<(), ServerError> {
        if !self.searches(kind) {
            return Err(ServerError::NotOffered(format!("a search for {kind}")));
        }
        let unknown = parameters.iter().find(|parameter| !self.searches_by(kind, parameter));
        unknown.map_or(Ok(()), |parameter| {
            Err(ServerError::NoParameter { kind: kind.to_owned(), parameter: (*parameter).to_owned() })
        })
    }

    /// Whether an operation on one resource of a type is offered.
    pub(super) fn operates(&self, kind: &str, operation: &str) -> bool {
        self.types.get(kind).is_some_and(|it| it.operations.contains(operation))
    }

    /// Whether an operation of the whole server is offered.
    pub(super) fn has_operation(&self, operation: &str) -> bool {
        self.operations.contains(operation)
    }

    /// Whether it carries out transactions.
    pub(super) fn transacts(&self) -> bool {
        self.interactions.contains("transaction")
    }

    /// Whether a resource of a type may be put where none is yet.
    pub(super) fn update_creates(&self, kind: &str) -> bool {
        self.types.get(kind).is_some_and(|it| it.update_creates && it.interactions.contains("update"))
    }

    /// Whether a resource of a type can be put or posted at all.
    pub(super) fn takes(&self, kind: &str) -> bool {
        self.types.get(kind).is_some_and(|it| it.interactions.contains("create") || it.interactions.contains("update"))
    }
}
