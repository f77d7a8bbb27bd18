//! The embedded form of the standard's own package.

use super::packed::{Document, pack};
use super::reduce::reduced;
use crate::validation::package::{Package, PackageError};

/// Why there is no embedded form of a package.
#[derive(Debug, thiserror::Error)]
pub enum EmbedError {
    /// The package cannot be read.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The packed form cannot be written.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

/// The facts of every structure, value set and code system of a package (`.tgz`), packed.
pub fn embed(package: &[u8]) -> Result<Vec<u8>, EmbedError> {
    let package = Package::archive(package)?;
    let mut documents: Vec<Document> = Vec::new();
    for (_, resource) in &package.resources {
        let (Some(facts), Some(url)) = (reduced(resource), resource["url"].as_str()) else { continue };
        let kind = resource["resourceType"].as_str().unwrap_or_default().to_owned();
        documents.push(Document { kind, name: url.to_owned(), text: facts.to_string() });
    }
    documents.sort_by(|one, other| (&one.kind, &one.name).cmp(&(&other.kind, &other.name)));
    documents.dedup_by(|one, other| (&one.kind, &one.name) == (&other.kind, &other.name));
    Ok(pack(&documents)?)
}
