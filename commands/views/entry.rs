//! One entry, with all its versions.

use dcr::output::{OutputError, Sheet, Table, Tone, document};
use dcr::record::{EntryState, PartialDateTime};
use dcr::store::view::EntryView;
use serde_json::Value;

use super::entries;
use crate::terminal::Present;

/// One entry with all its versions, newest first, in every form.
pub(crate) struct EntryVersions {
    /// The versions.
    pub(crate) versions: Vec<EntryView>,
    /// Whether `--need` would show what is hidden.
    pub(crate) need_helps: bool,
    /// The releases that terms come from; empty where none is loaded.
    pub(crate) terms_of: Vec<String>,
}

impl Present for EntryVersions {
    fn text(&self, sheet: &mut Sheet) {
        for entry in &self.versions {
            let state = match entry.state {
                EntryState::Current => "current",
                EntryState::Superseded => "replaced by a later version",
                EntryState::Withdrawn => "withdrawn",
            };
            let remark = format!("{}, version {}, {state}", entry.section.title(), entry.version);
            sheet.heading(&entry.label, &remark);
            let time = entry.time.as_ref().map(PartialDateTime::display).unwrap_or_default();
            let mut fields = vec![("Date", time)];
            match &entry.resource {
                Some(resource) => fields.extend(resource.details()),
                None => fields.push(("Value", entry.value.clone())),
            }
            let source = &entry.source;
            let code = [source.code.as_deref(), source.system.as_deref()].into_iter().flatten().collect::<Vec<_>>();
            fields.push(("Source code", code.join(" in ")));
            fields.push(("Source text", source.text.clone().unwrap_or_default()));
            fields.push(("Source heading", source.heading.clone().unwrap_or_default()));
            fields.extend(entries::terms(entry, &self.terms_of));
            fields.extend(entries::provenance(entry));
            for (message, place) in &entry.repeated_in {
                fields.push(("Said again in", format!("message {message}, {place}")));
            }
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            sheet.fields(&fields);
            if entry.masked {
                let need = if self.need_helps { "; `--need TEXT` shows clinical text" } else { "" };
                sheet.line(&[(Tone::Warning, &format!("What it says is hidden{need}."))]);
            }
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("versions", &self.versions)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.versions.iter().map(|entry| Ok(serde_json::to_value(entry)?)).collect()
    }

    fn table(&self) -> Table {
        entries::for_file(&self.versions)
    }
}
