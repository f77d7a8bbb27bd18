//! Everything that is made of the truth, by its path under `testdata/`.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::json;

use super::defect::{Defect, readme};
use super::truth::Truth;
use super::{defects_character, defects_framing, defects_identity, defects_order};
use super::{gp_connect, itk_report};
use super::{rbd_docs, rbd_pas, rbd_rad, rd3_lab, rd3_pas, rdz};

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FilesError {
    #[error("the stories could not be written as JSON")]
    Json(#[from] serde_json::Error),
    #[error("the choices could not be written as CSV")]
    Csv(#[from] csv::Error),
}

/// Every file with its bytes.
pub(crate) fn files(truth: &Truth) -> Result<BTreeMap<String, Vec<u8>>, FilesError> {
    let mut files = BTreeMap::new();
    for (sender, messages) in [
        (&rdz::SENDER, rdz::messages(truth)),
        (&rd3_pas::SENDER, rd3_pas::messages(truth)),
        (&rd3_lab::SENDER, rd3_lab::messages(truth)),
        (&rbd_pas::SENDER, rbd_pas::messages(truth)),
        (&rbd_rad::SENDER, rbd_rad::messages(truth)),
        (&rbd_docs::SENDER, rbd_docs::messages(truth)),
    ] {
        files.insert(sender.file(), sender.write(messages));
    }
    documents(truth, &mut files)?;
    files.insert("stories.json".to_owned(), stories(truth)?);
    files.insert("consent.csv".to_owned(), consent(truth)?);
    let defects: Vec<Defect> =
        [defects_character::all(), defects_framing::all(), defects_identity::all(), defects_order::all()]
            .into_iter()
            .flatten()
            .collect();
    files.insert("defects/README.md".to_owned(), readme(&defects).into_bytes());
    for defect in defects {
        files.insert(format!("defects/{}", defect.file), defect.bytes);
    }
    Ok(files)
}

/// What practices answered, a line each, what 111 and the ambulance service reported, and when each
/// of them arrived: most say nothing of it themselves.
fn documents(truth: &Truth, files: &mut BTreeMap<String, Vec<u8>>) -> Result<(), FilesError> {
    let mut arrivals = csv::Writer::from_writer(Vec::new());
    arrivals.write_record(["file", "line", "received"])?;
    for system in &gp_connect::SYSTEMS {
        let mut lines = Vec::new();
        for ((received, answer), line) in gp_connect::answers(truth, system).into_iter().zip(1..) {
            serde_json::to_writer(&mut lines, &answer)?;
            lines.push(b'\n');
            arrivals.write_record([system.file, &line.to_string(), &received.to_string()])?;
        }
        files.insert(format!("messages/{}", system.file), lines);
    }
    for (file, received, message) in itk_report::messages(truth) {
        arrivals.write_record([&file, "1", &received.to_string()])?;
        files.insert(format!("messages/{file}"), message.into_bytes());
    }
    let arrivals = arrivals.into_inner().map_err(|failed| FilesError::Csv(failed.into_error().into()))?;
    files.insert("arrivals.csv".to_owned(), arrivals);
    Ok(())
}

fn stories(truth: &Truth) -> Result<Vec<u8>, serde_json::Error> {
    let mut list = Vec::new();
    for person in &truth.stories {
        if let Some(story) = &person.story {
            list.push(json!({
                "key": story.key,
                "nhs_number": person.nhs_number,
                "name": format!("{} {}", person.given.join(" "), person.family),
                "title": story.title,
                "look_at": story.look_at,
            }));
        }
    }
    let mut file = serde_json::to_vec_pretty(&list)?;
    file.push(b'\n');
    Ok(file)
}

fn consent(truth: &Truth) -> Result<Vec<u8>, FilesError> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["nhs_number", "kind", "choice", "from", "until", "named_user", "stated_at", "source"])?;
    for person in truth.everybody() {
        for choice in &person.choices {
            table.write_record([
                &person.nhs_number,
                &choice.kind,
                &choice.answer,
                &with_offset(choice.from),
                &choice.until.map(with_offset).unwrap_or_default(),
                &choice.named_user,
                &with_offset(choice.stated_at),
                &choice.source,
            ])?;
        }
    }
    table.into_inner().map_err(|failed| FilesError::Csv(failed.into_error().into()))
}

/// A local time with the offset of that day in London.
pub(crate) fn with_offset(local: DateTime) -> String {
    let london = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
    let offset = london
        .to_ambiguous_zoned(local)
        .compatible()
        .map_or("+00:00".to_owned(), |zoned| zoned.strftime("%:z").to_string());
    format!("{}{offset}", local.strftime("%Y-%m-%dT%H:%M:%S"))
}
