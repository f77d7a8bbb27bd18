//! Bundles that answer searches.

use serde_json::{Value, json};

/// What a search found, on one page.
pub(super) struct SearchSet {
    /// Where resources of their own address begin.
    pub(super) base: String,
    /// The request as it was understood, below the base.
    pub(super) own: String,
    /// Where the next page is, below the base.
    pub(super) next: Option<String>,
    /// How many there are on all pages, where that is known.
    pub(super) total: Option<usize>,
    /// What was found.
    pub(super) found: Vec<Value>,
    /// What comes along: notes on the whole.
    pub(super) notes: Vec<Value>,
}

impl SearchSet {
    /// The bundle.
    pub(super) fn bundle(self) -> Value {
        let link =
            |relation: &str, below: &str| json!({ "relation": relation, "url": format!("{}{below}", self.base) });
        let mut links = vec![link("self", &self.own)];
        links.extend(self.next.as_deref().map(|next| link("next", next)));
        let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset" });
        if let Some(total) = self.total {
            bundle["total"] = total.into();
        }
        bundle["link"] = links.into();
        let base = &self.base;
        let place = |resource: &Value| match (resource["resourceType"].as_str(), resource["id"].as_str()) {
            (Some(kind), Some(id)) => Some(format!("{base}/{kind}/{id}")),
            _ => None,
        };
        let entry = |(resource, mode): (Value, &str)| {
            let mut entry = json!({});
            if let Some(place) = place(&resource) {
                entry["fullUrl"] = place.into();
            }
            entry["resource"] = resource;
            entry["search"] = json!({ "mode": mode });
            entry
        };
        let found = self.found.into_iter().map(|resource| (resource, "match"));
        let notes = self.notes.into_iter().map(|resource| (resource, "outcome"));
        let entries: Vec<Value> = found.chain(notes).map(entry).collect();
        if !entries.is_empty() {
            bundle["entry"] = entries.into();
        }
        bundle
    }
}
