//! Did you mean: the nearest of some known names.

/// The nearest of `known` to `typed`, where one is near enough to be meant.
///
/// ```
/// assert_eq!(dcr::output::nearest("ouptut", ["store", "output"]), Some("output"));
/// assert_eq!(dcr::output::nearest("wombat", ["store", "output"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(64).collect();
    let allowed = (typed.len() / 3).clamp(1, 3);
    let near = known.into_iter().map(|name| (distance(&typed, name), name)).filter(|(away, _)| *away <= allowed);
    near.min_by_key(|(away, _)| *away).map(|(_, name)| name)
}

/// Edits between two names: insert, delete, replace, and swap two neighbours.
fn distance(left: &[char], right: &str) -> usize {
    let right: Vec<char> = right.chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (row, a) in left.iter().enumerate() {
        let mut next = vec![row + 1];
        for (column, b) in right.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let mut best = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            let swapped = row > 0 && column > 0 && left[row - 1] == *b && *a == right[column - 1];
            if swapped {
                best = best.min(before[column - 1] + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut last, next);
    }
    last[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        let away = |left: &str, right: &str| distance(&left.chars().collect::<Vec<_>>(), right);
        assert_eq!(away("", "abc"), 3);
        assert_eq!(away("store", "store"), 0);
        assert_eq!(away("stroe", "store"), 1);
        assert_eq!(away("sitting", "kitten"), 3);
    }

    #[test]
    fn the_nearest_wins_and_far_is_none() {
        assert_eq!(nearest("colour", ["color", "store"]), Some("color"));
        assert_eq!(nearest("x", ["store"]), None);
    }
}
