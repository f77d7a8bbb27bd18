//! A view is built field by field.

fn main() {
    let _view = dcr::store::Viewing {};
}
