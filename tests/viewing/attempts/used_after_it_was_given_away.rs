//! A view is given away and used once more.

use dcr::store::Viewing;

fn close(_view: Viewing) {}

fn use_again(view: Viewing) {
    close(view);
    let _basis = view.basis();
}

fn main() {}
