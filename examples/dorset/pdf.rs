//! The smallest PDF that shows some lines of text.

use std::fmt::Write;

/// A one-page PDF of `lines`, for letters that travel as a file.
pub(crate) fn write(lines: &[String]) -> Vec<u8> {
    let mut page = String::from("BT /F1 11 Tf 14 TL 56 780 Td\n");
    for line in lines {
        let plain: String = line.chars().filter(char::is_ascii).collect();
        let escaped = plain.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        // Writing to a String cannot fail.
        let _ = writeln!(page, "({escaped}) Tj T*");
    }
    page.push_str("ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>".to_owned(),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>".to_owned(),
        format!("<</Length {}>>\nstream\n{page}\nendstream", page.len()),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (position, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", position + 1);
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    file.into_bytes()
}
