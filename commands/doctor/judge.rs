//! Judges what was gathered. Pure: facts in, checks out.

use serde::Serialize;

use super::gather::{Facts, Health, PathFacts};

/// What a check came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verdict {
    /// In order.
    Good,
    /// Works, but look at it.
    Warning,
    /// Not in order.
    Failed,
}

/// One check.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Check {
    /// What was looked at.
    pub(super) name: &'static str,
    /// What it came to.
    pub(super) verdict: Verdict,
    /// What was found, in a sentence without a full stop.
    pub(super) found: String,
    /// What to do about it, best a command that can be run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hint: Option<String>,
}

/// The first SQLite in which two writers cannot corrupt a store.
const SAFE_SQLITE: i32 = 3_051_003;
const GIGABYTE: u64 = 1_000_000_000;

/// Judges.
pub(super) fn judge(facts: &Facts) -> Vec<Check> {
    let mut checks = vec![program(facts), sqlite(facts), settings(facts)];
    checks.extend(store(facts));
    checks.extend(disk(facts));
    checks.push(terminology(facts));
    checks.push(terminal(facts));
    checks
}

fn check(name: &'static str, verdict: Verdict, found: String) -> Check {
    Check { name, verdict, found, hint: None }
}

impl Check {
    fn hint(self, hint: String) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

fn program(facts: &Facts) -> Check {
    let built = if facts.program.release_build { "release build" } else { "debug build, slower" };
    let found = format!("dcr {} on {}, {built}, user {}", facts.program.version, facts.program.platform, facts.uid);
    check("program", Verdict::Good, found)
}

fn sqlite(facts: &Facts) -> Check {
    let verdict = if facts.program.sqlite_number >= SAFE_SQLITE { Verdict::Good } else { Verdict::Failed };
    check("sqlite", verdict, format!("{}, at least 3.51.3 is needed", facts.program.sqlite))
}

fn settings(facts: &Facts) -> Check {
    let present = facts.settings_files.iter().filter(|file| file.present);
    let present: Vec<_> = present.map(|file| format!("{} file {}", file.place, file.path.display())).collect();
    let found = if present.is_empty() { "no settings file, defaults apply".to_owned() } else { present.join(", ") };
    check("settings", Verdict::Good, found)
}

fn store(facts: &Facts) -> Vec<Check> {
    let store = &facts.store;
    let Some(path) = &store.path else {
        let found = "no home folder is known, so there is no place for a store".to_owned();
        return vec![check("store", Verdict::Failed, found).hint("name one with `--store sqlite:PATH`".to_owned())];
    };
    let Some(file) = &store.file else {
        let found = format!("none yet at {} ({})", path.display(), store.name);
        let hint = "run `dcr demo` to build the fictional one, or `dcr store init` to make your own".to_owned();
        return vec![check("store", Verdict::Warning, found).hint(hint)];
    };
    if !file.regular {
        return vec![check("store", Verdict::Failed, format!("{} is not a file", path.display()))];
    }
    let found = format!("{} ({}), {}", path.display(), store.name, bytes(file.size));
    let mut checks = vec![check("store", Verdict::Good, found)];
    match &store.health {
        Some(Health::Opens { kind, schema }) => {
            checks.push(check("store health", Verdict::Good, format!("opens: {kind}, schema version {schema}")));
        }
        Some(Health::Fails(why)) => {
            let remedy = "run `dcr store check`; `dcr store restore FILE` puts a backup in its place".to_owned();
            checks.push(check("store health", Verdict::Failed, why.clone()).hint(remedy));
        }
        None => {}
    }
    checks.push(private("store file", file, facts.uid, &format!("chmod 600 '{}'", path.display())));
    if let (Some(folder), Some(parent)) = (&store.folder, path.parent()) {
        checks.push(private("store folder", folder, facts.uid, &format!("chmod 700 '{}'", parent.display())));
    }
    checks
}

/// Whether nobody but the owner may look, and the owner is the caller.
fn private(name: &'static str, path: &PathFacts, uid: u32, remedy: &str) -> Check {
    let found = format!("mode {}, owner {}", path.mode, path.owner);
    if path.bits & 0o077 != 0 {
        return check(name, Verdict::Failed, format!("{found}: others on this machine can reach it"))
            .hint(remedy.to_owned());
    }
    let verdict = if path.owner == uid { Verdict::Good } else { Verdict::Warning };
    check(name, verdict, found)
}

fn disk(facts: &Facts) -> Option<Check> {
    let free = facts.store.disk_free?;
    let verdict = match free {
        ..100_000_000 => Verdict::Failed,
        100_000_000..GIGABYTE => Verdict::Warning,
        GIGABYTE.. => Verdict::Good,
    };
    Some(check("disk", verdict, format!("{} free where the store is", bytes(free))))
}

fn terminology(facts: &Facts) -> Check {
    let terminology = &facts.terminology;
    let Some(folder) = &terminology.folder else {
        let found = "no home folder is known, so there is no place for terminologies".to_owned();
        return check("terminology", Verdict::Warning, found).hint("name one with `DCR_TERMINOLOGY`".to_owned());
    };
    if let Some(damaged) = terminology.damaged.first() {
        let hint = "load it again: `dcr terminology load PATH`".to_owned();
        return check("terminology", Verdict::Failed, damaged.clone()).hint(hint);
    }
    if terminology.answer.is_empty() {
        return check("terminology", Verdict::Good, format!("none loaded in {}", folder.display()));
    }
    let found =
        format!("{} of {} loaded in {} answer", terminology.answer.join(", "), terminology.loaded, folder.display());
    check("terminology", Verdict::Good, found)
}

fn terminal(facts: &Facts) -> Check {
    let terminal = &facts.terminal;
    let colour = if terminal.colour { "colour" } else { "no colour" };
    let Some(width) = terminal.width else {
        return check("terminal", Verdict::Good, format!("output goes to a file or a pipe, {colour}"));
    };
    let found = format!("{width} columns, {colour}, pager `{}`", terminal.pager);
    if !terminal.utf8 {
        let hint = "set a UTF-8 locale, such as `LANG=en_GB.UTF-8`".to_owned();
        return check("terminal", Verdict::Warning, format!("{found}, the locale is not UTF-8")).hint(hint);
    }
    check("terminal", Verdict::Good, found)
}

/// A size for a reader, in decimal units.
fn bytes(count: u64) -> String {
    let units = [("GB", GIGABYTE), ("MB", 1_000_000), ("kB", 1_000)];
    match units.into_iter().find(|(_, size)| count >= *size) {
        Some((unit, size)) => format!("{}.{} {unit}", count / size, count % size * 10 / size),
        None => format!("{count} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(bits: u32, owner: u32) -> PathFacts {
        PathFacts { mode: format!("{bits:04o}"), bits, owner, size: 4096, regular: true }
    }

    #[test]
    fn a_store_that_others_can_read_fails_with_its_remedy() {
        let open = private("store file", &path(0o644, 1000), 1000, "chmod 600 'x'");
        assert_eq!((open.verdict, open.hint.as_deref()), (Verdict::Failed, Some("chmod 600 'x'")));
        assert_eq!(private("store file", &path(0o600, 1000), 1000, "").verdict, Verdict::Good);
        assert_eq!(private("store file", &path(0o600, 0), 1000, "").verdict, Verdict::Warning);
    }

    #[test]
    fn sizes() {
        assert_eq!(bytes(512), "512 bytes");
        assert_eq!(bytes(1_500), "1.5 kB");
        assert_eq!(bytes(12_340_000_000), "12.3 GB");
    }
}
