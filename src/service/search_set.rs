//! Bundles that answer searches.

use serde_json::{Value, json};

/// What a search found, on one page.
#[derive(Default)]
pub(super) struct SearchSet {
    /// The request as it was understood, below the base.
    pub(super) own: String,
    /// Where the next page is, below the base.
    pub(super) next: Option<String>,
    /// How many there are on all pages, where that is known.
    pub(super) total: Option<usize>,
    /// What was found.
    pub(super) found: Vec<Value>,
    /// What comes along with it.
    pub(super) included: Vec<Value>,
    /// Notes on the whole.
    pub(super) notes: Vec<Value>,
}

impl SearchSet {
    /// The bundle, its addresses below a base.
    pub(super) fn bundle(self, base: &str) -> Value {
        let link = |relation: &str, below: &str| json!({ "relation": relation, "url": format!("{base}{below}") });
        let mut links = vec![link("self", &self.own)];
        links.extend(self.next.as_deref().map(|next| link("next", next)));
        let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset" });
        if let Some(total) = self.total {
            bundle["total"] = total.into();
        }
        bundle["link"] = links.into();
        let modes = [(self.found, "match"), (self.included, "include"), (self.notes, "outcome")];
        let entries: Vec<Value> = modes
            .into_iter()
            .flat_map(|(resources, mode)| resources.into_iter().map(move |resource| (resource, mode)))
            .map(|(resource, mode)| entry(base, resource, mode))
            .collect();
        if !entries.is_empty() {
            bundle["entry"] = entries.into();
        }
        bundle
    }
}

fn entry(base: &str, resource: Value, mode: &str) -> Value {
    let mut entry = json!({});
    if let (Some(kind), Some(id)) = (resource["resourceType"].as_str(), resource["id"].as_str()) {
        entry["fullUrl"] = format!("{base}/{kind}/{id}").into();
    }
    entry["resource"] = resource;
    entry["search"] = json!({ "mode": mode });
    entry
}
