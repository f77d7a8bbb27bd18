//! A view is made from nothing.

fn main() {
    let _view = dcr::store::Viewing::default();
}
