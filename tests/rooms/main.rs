//! The test of the edges between the rooms of `src/`: who uses whom, everywhere a path can stand.

mod paths;
mod seeded;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use paths::Target;

/// Every rule that one file of `src/` breaks. `file` is its path below `src/`.
fn violations(file: &str, source: &str) -> Vec<String> {
    let parsed = match syn::parse_file(source) {
        Ok(parsed) => parsed,
        Err(error) => return vec![format!("src/{file}: cannot be read: {error}")],
    };
    let module = module_of(file);
    let Some(name) = module.first() else {
        let others = parsed.items.iter().filter(|item| !paths::is_module_declaration(item)).count();
        let broken = format!("src/{file}: the root of the crate declares rooms and nothing else");
        return (others > 0).then_some(broken).into_iter().collect();
    };
    let Some(room) = table::find(name) else { return vec![format!("src/{file}: `{name}` is no room of the table")] };
    let broken = |found: paths::Found| {
        let why = match found.target {
            Target::Room(target) if target == room.name || room.may_use.contains(&target.as_str()) => return None,
            Target::Room(target) => format!("`{}` may not use `{target}`", room.name),
            Target::Root => "names the root of the crate, from where every room is open".to_owned(),
            Target::Nowhere => "leads above the root of the crate".to_owned(),
            Target::Elsewhere => "takes source from elsewhere".to_owned(),
            Target::Foreign(name) => {
                let (_, allowed) = table::CRATES.iter().find(|(foreign, _)| *foreign == name)?;
                if allowed.contains(&room.name) {
                    return None;
                }
                format!("`{}` may not use the crate `{name}`", room.name)
            }
        };
        Some(format!("src/{file}: `{}`: {why}", found.written))
    };
    paths::paths(&parsed, &module, &["crate", "dcr"]).into_iter().filter_map(broken).collect()
}

/// The modules that lead to a file: `store/view/mod.rs` is `store::view`.
fn module_of(file: &str) -> Vec<String> {
    let mut module: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib")) {
        module.pop();
    }
    module
}

/// What a terminology crate may not name: anything of this tool.
fn terminology_violations(file: &str, source: &str) -> Vec<String> {
    let parsed = match syn::parse_file(source) {
        Ok(parsed) => parsed,
        Err(error) => return vec![format!("{file}: cannot be read: {error}")],
    };
    let found = paths::paths(&parsed, &["terminology".to_owned()], &["crate"]);
    let ours = found.into_iter().filter(|found| found.target == Target::Foreign("dcr".to_owned()));
    ours.map(|found| format!("{file}: `{}`: a terminology crate knows nothing of src", found.written)).collect()
}

/// Whether a manifest depends on this tool.
fn depends_on_dcr(manifest: &str) -> bool {
    fn names_dcr(table: &toml::Table) -> bool {
        table.iter().any(|(key, value)| {
            let inner = value.as_table();
            let package = |name: &str, entry: &toml::Value| {
                name == "dcr" || entry.get("package").and_then(toml::Value::as_str) == Some("dcr")
            };
            let dependencies = key.ends_with("dependencies").then_some(inner).flatten();
            dependencies.is_some_and(|table| table.iter().any(|(name, entry)| package(name, entry)))
                || inner.is_some_and(names_dcr)
        })
    }
    manifest.parse::<toml::Table>().is_ok_and(|manifest| names_dcr(&manifest))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, by its path from there; none where the folder is not there.
fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    while let Some((next, before)) = folders.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&next)? {
            let entry = entry?;
            let path = format!("{before}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), path + "/"));
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_rust(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|extension| extension == "rs")
}

#[test]
fn rooms_use_only_what_the_table_allows() {
    let src = root().join("src");
    let sources: Vec<String> = files(&src).unwrap().into_iter().filter(|file| is_rust(file)).collect();
    assert!(sources.iter().any(|file| file == "record/mod.rs"), "the source is where it is looked for");
    let broken: Vec<String> =
        sources.iter().flat_map(|file| violations(file, &fs::read_to_string(src.join(file)).unwrap())).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn src_holds_rooms_and_nothing_else() {
    for file in files(&root().join("src")).unwrap() {
        let name = file.split('/').next().unwrap().trim_end_matches(".rs");
        assert!(file == "lib.rs" || table::find(name).is_some(), "src/{file} is in no room of the table");
    }
}

/// Lower rooms first: a room uses only rooms that stand above it in the table, so there is no circle.
#[test]
fn the_table_has_no_circle() {
    for (position, room) in table::ROOMS.iter().enumerate() {
        for used in room.may_use {
            let place = table::ROOMS.iter().position(|other| other.name == *used);
            assert!(place.is_some_and(|place| place < position), "{} uses {used}", room.name);
        }
    }
}

#[test]
fn terminology_knows_nothing_of_src() {
    let folder = root().join("terminology");
    for file in files(&folder).unwrap() {
        let Ok(text) = fs::read_to_string(folder.join(&file)) else { continue };
        let broken = if is_rust(&file) { terminology_violations(&file, &text) } else { vec![] };
        assert!(broken.is_empty(), "{}", broken.join("\n"));
        assert!(!file.ends_with("Cargo.toml") || !depends_on_dcr(&text), "terminology/{file} depends on dcr");
    }
}
