//! Files of dm+d.

use dcr_terminology::dmd::document;

/// Reads a file and every value of every row; an error names the file.
pub(crate) fn dmd(input: &[u8]) -> bool {
    match document("products.xml", input) {
        Ok(document) => {
            let mut shown = String::new();
            for row in document.rows() {
                assert!(row.values().count() > 0, "a row without a value: {row:?}");
                shown = format!("{row:?}");
            }
            document.notes().for_each(|note| assert!(!note.is_empty(), "an empty note after {shown}"));
            true
        }
        Err(error) => {
            let error = error.to_string();
            assert!(error.starts_with("products.xml"), "without its file: {error:.200}");
            assert!(error.len() < 4000, "a long error: {error:.200}");
            false
        }
    }
}
