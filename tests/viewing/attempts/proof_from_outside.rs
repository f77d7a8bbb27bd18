//! The proof that an event is on disk is named outside the store.

fn forge() -> dcr::store::gate::Committed {
    unreachable!()
}

fn main() {}
