//! A command begins a job of its own, to read without a view.

fn main() {
    let _job = dcr::store::Processing::begin("curiosity");
}
