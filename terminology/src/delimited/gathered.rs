//! Things alike that a load found, told in one line.

/// How many show what is meant.
const SHOWN: usize = 5;

/// A count of things alike, with the first of them.
pub(crate) struct Gathered {
    what: &'static str,
    count: u64,
    first: Vec<String>,
}

impl Gathered {
    /// None yet. `what` stands before the count: `codes without a code above them`.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, count: 0, first: Vec::new() }
    }

    /// Counts one.
    pub(crate) fn add(&mut self, name: &str) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(name.to_owned());
        }
    }

    /// Counts one, whose name is only made where it will be shown.
    pub(crate) fn add_with(&mut self, name: impl FnOnce() -> String) {
        let name = if self.first.len() < SHOWN { name() } else { String::new() };
        self.add(&name);
    }

    /// Counts one if it is one.
    pub(crate) fn add_if(&mut self, is: bool, name: &str) {
        if is {
            self.add(name);
        }
    }

    /// The line, if there were any.
    pub(crate) fn note(self) -> Option<String> {
        let more = if self.count > self.first.len() as u64 { " and more" } else { "" };
        (self.count > 0).then(|| format!("{}: {} ({}{more})", self.what, self.count, self.first.join(", ")))
    }
}
