//! A view is kept past its end.

use dcr::store::Viewing;

fn prolong(view: &mut Viewing) {
    view.expires = jiff::Timestamp::MAX;
}

fn main() {}
