//! Whether a user is somebody to the person outside of care: the person themselves, of the same
//! household, or a colleague.

use crate::consent::Closeness;
use crate::record::{Address, NhsNumber, fold_name, fold_postcode};

/// What the store knows of the user and of the person outside of care.
#[derive(Clone, Default)]
pub struct ClosenessFacts {
    /// The user's own NHS number, where the user's record holds it.
    pub user: Option<NhsNumber>,
    /// Where the user lives, as the shared record says under that number.
    pub user_addresses: Vec<Address>,
    /// The NHS numbers of the others who work at the user's organisations.
    pub colleagues: Vec<NhsNumber>,
    /// The person's NHS numbers.
    pub person: Vec<NhsNumber>,
    /// Where the person lives.
    pub person_addresses: Vec<Address>,
}

impl std::fmt::Debug for ClosenessFacts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClosenessFacts(‹masked›)")
    }
}

/// What the user is to the person. A user whose record holds no NHS number is a stranger to
/// everybody: nothing is guessed from names.
pub fn closeness(facts: &ClosenessFacts) -> Closeness {
    if facts.user.is_some_and(|user| facts.person.contains(&user)) {
        return Closeness::Oneself;
    }
    let shared = |own: &Address| facts.person_addresses.iter().any(|theirs| is_same_home(own, theirs));
    if facts.user_addresses.iter().any(shared) {
        return Closeness::Household;
    }
    if facts.colleagues.iter().any(|colleague| facts.person.contains(colleague)) {
        return Closeness::Colleague;
    }
    Closeness::Stranger
}

/// The same door: postcode and first line. Without either it is no home that can be compared.
fn is_same_home(left: &Address, right: &Address) -> bool {
    let home = |address: &Address| {
        let postcode = address.postcode.as_deref().map(fold_postcode).filter(|folded| !folded.is_empty())?;
        let line = address.lines.first().map(|line| fold_name(line)).filter(|folded| !folded.is_empty())?;
        Some((postcode, line))
    };
    home(left).is_some_and(|left| home(right) == Some(left))
}
