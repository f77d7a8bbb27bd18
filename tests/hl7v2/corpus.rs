//! Messages that nobody here wrote, read in place where `DCR_CORPUS` names them.

use std::fs;
use std::path::PathBuf;

use dcr::interchange::hl7v2::{Dialect, Framed, Message, MessageReader, interpret};

fn folder() -> Option<PathBuf> {
    std::env::var_os("DCR_CORPUS").map(|root| PathBuf::from(root).join("hl7v2/uk"))
}

#[test]
fn smoke() {
    let Some(folder) = folder() else { return };
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let mut reader = MessageReader::new(bytes.as_slice());
        let (mut n, mut bad) = (0, 0);
        while let Some(framed) = reader.next_message().unwrap() {
            n += 1;
            let Framed::Message { bytes, .. } = framed else {
                eprintln!("{framed:?}");
                continue;
            };
            let message = Message::parse(&bytes).unwrap();
            let dialect = Dialect::recognise(&message);
            match interpret(&message, dialect) {
                Ok(statement) => {
                    if n < 3 && path.to_string_lossy().contains("sim") == false || n == 1 {
                        eprintln!(
                            "{} {}\n{}",
                            path.display(),
                            dialect.name,
                            serde_json::to_string_pretty(&statement).unwrap()
                        );
                    }
                }
                Err(e) => {
                    bad += 1;
                    eprintln!("{} {} {e}", path.display(), dialect.name);
                }
            }
        }
        eprintln!("== {} {n} {bad}", path.display());
    }
}
