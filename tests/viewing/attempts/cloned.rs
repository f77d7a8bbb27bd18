//! A view is kept twice.

use dcr::store::Viewing;

fn twice(view: &Viewing) -> Viewing {
    view.clone()
}

fn main() {}
