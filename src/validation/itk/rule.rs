//! The rules by name, and the error codes to answer with.
//!
//! The names are those of the published requirements where these have one: `WS-ADR-*` and `WS-STD-*`
//! (web service transport), `COR-DEH-*` (distribution envelope), `DE_INV*` (conformance tests of
//! NHS 111). Others say in words what they are about, after `itk:`, `soap:` or `wsa:`.

use super::xml::Element;
use crate::validation::sheet::Rule;

/// A rule whose breach is answered with a SOAP fault of the sender's making.
pub(super) const fn client(name: &'static str) -> Rule {
    Rule { name, answer: "soap:Client 1000" }
}

/// A rule whose breach is answered with an error of the distribution envelope (vocabulary
/// 2.16.840.1.113883.2.1.3.2.4.17.516).
pub(super) const fn envelope(name: &'static str, answer: &'static str) -> Rule {
    Rule { name, answer }
}

/// A rule without an answer of its own.
pub(in crate::validation) const fn plain(name: &'static str) -> Rule {
    Rule { name, answer: "" }
}

/// The error code of the distribution envelope for the element that something is wrong with.
pub(super) fn code_of(element: Element<'_>) -> &'static str {
    let names = element.ancestors().filter(roxmltree::Node::is_element).map(|at| at.tag_name().name());
    for name in names {
        return match name {
            "DistributionEnvelope" => "DE0001",
            "header" => "DE0002",
            "addresslist" | "address" => "DE0003",
            "auditIdentity" => "DE0004",
            "id" => "DE0005",
            "manifest" => "DE0006",
            "manifestitem" => "DE0007",
            "senderAddress" => "DE0008",
            "handlingSpecification" => "DE0009",
            "spec" => "DE0010",
            "payloads" => "DE0011",
            "payload" => "DE0012",
            _ => continue,
        };
    }
    ""
}
