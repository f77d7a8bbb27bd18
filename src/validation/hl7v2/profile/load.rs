//! Profiles with those that they extend.

use super::{Profile, ProfileError, read};

/// The names of the profiles that are built in, with their files.
pub const BUILT_IN_PROFILES: [(&str, &str); 4] = [
    ("nhs-number", include_str!("built_in/nhs-number.yaml")),
    ("itk-2.4", include_str!("built_in/itk-2.4.yaml")),
    ("a3-2.4", include_str!("built_in/a3-2.4.yaml")),
    ("dhcw-2.5.1", include_str!("built_in/dhcw-2.5.1.yaml")),
];
/// How many profiles may extend each other.
const MOST_PROFILES: usize = 32;

/// The file of a profile that is built in.
pub fn built_in_profile(name: &str) -> Option<&'static str> {
    BUILT_IN_PROFILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A file with a profile.
#[derive(Debug, Clone)]
pub struct ProfileSource {
    /// Its name, by which it is known when profiles extend each other in a circle.
    pub file: String,
    /// What it holds.
    pub text: String,
}

/// What fetches the file of a profile by the name that it is given, and by the file that names it.
pub type FindProfile<'f> = dyn FnMut(&str, Option<&str>) -> Result<ProfileSource, String> + 'f;

/// Reads a profile and all that it extends, those first. `find` fetches a file by the name that a
/// profile or a person gives it, and by the file that names it; profiles that are built in need none.
pub fn load_profiles(name: &str, find: &mut FindProfile<'_>) -> Result<Vec<Profile>, ProfileError> {
    let source = fetch(name, None, find).map_err(|message| ProfileError {
        file: name.to_owned(),
        line: 1,
        column: 1,
        message,
    })?;
    let mut loading = Loading { find, path: Vec::new(), loaded: Vec::new(), files: Vec::new() };
    loading.load(&source)?;
    Ok(loading.loaded)
}

fn fetch(name: &str, from: Option<&str>, find: &mut FindProfile<'_>) -> Result<ProfileSource, String> {
    match built_in_profile(name) {
        Some(text) => Ok(ProfileSource { file: name.to_owned(), text: text.to_owned() }),
        None => find(name, from),
    }
}

struct Loading<'l, 'f> {
    find: &'l mut FindProfile<'f>,
    /// The files from the first to the one at hand.
    path: Vec<String>,
    loaded: Vec<Profile>,
    files: Vec<String>,
}

impl Loading<'_, '_> {
    fn load(&mut self, source: &ProfileSource) -> Result<(), ProfileError> {
        let profile = read::read(&source.file, &source.text)?;
        self.path.push(source.file.clone());
        for (name, line, column) in &profile.extends {
            let error = |message| ProfileError { file: source.file.clone(), line: *line, column: *column, message };
            let next = fetch(name, Some(&source.file), self.find).map_err(error)?;
            if self.path.contains(&next.file) {
                let circle = self.path.join(" -> ");
                return Err(error(format!("profiles extend each other in a circle: {circle} -> {}", next.file)));
            }
            if self.path.len() + self.loaded.len() >= MOST_PROFILES {
                return Err(error(format!("more than {MOST_PROFILES} profiles extend each other")));
            }
            if !self.files.contains(&next.file) {
                self.load(&next)?;
            }
        }
        self.path.pop();
        self.files.push(source.file.clone());
        self.loaded.push(profile);
        Ok(())
    }
}
