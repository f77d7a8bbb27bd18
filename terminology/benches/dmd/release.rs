//! A release of full size, made up: every product is a number.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Cursor, Write};
use std::path::Path;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const VTMS: u64 = 3_000;
const INGREDIENTS: u64 = 5_000;
const VMPS: u64 = 25_000;
const AMPS: u64 = 160_000;
const VMPPS: u64 = 40_000;
const AMPPS: u64 = 200_000;
const SUPPLIERS: u64 = 2_000;

const STEMS: &[&str] = &["Exampl", "Sampl", "Test", "Fict", "Invent", "Imagin", "Mock", "Pretend", "Spec", "Trial"];
const ENDS: &[&str] = &["amine", "azole", "olol", "idone", "mycin", "statin", "pril", "sartan", "oxin", "afil"];
const FORMS: &[&str] = &["tablets", "capsules", "oral solution", "cream", "solution for injection ampoules"];

/// An identifier: its kind, its number.
fn id(kind: u64, number: u64) -> u64 {
    let sctid = Sctid::build(kind * 1_000_000 + number + 100, Some(1_999_999), ComponentKind::Concept);
    sctid.map_or(0, |sctid| sctid.to_string().parse().unwrap_or(0))
}

fn substance(number: u64) -> String {
    let at = usize::try_from(number).unwrap_or(0);
    format!("{}{} {}", STEMS[at % 10], ENDS[at / 10 % 10], number / 100)
}

fn product(number: u64) -> String {
    let at = usize::try_from(number).unwrap_or(0);
    format!("{} {}mg {}", substance(number % VTMS), 5 * (1 + number % 40), FORMS[at % 5])
}

fn supplier(number: u64) -> String {
    format!("{}ary {} Ltd", STEMS[usize::try_from(number % 10).unwrap_or(0)], number / 10)
}

/// A file: parts, rows, elements.
struct Xml(String);

impl Xml {
    fn new(root: &str) -> Self {
        Self(format!("<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<{root}>\n"))
    }

    fn part(&mut self, name: &str, row: &str, count: u64, mut fields: impl FnMut(u64, &mut Row<'_>)) {
        let _ = writeln!(self.0, "<{name}>");
        self.rows(row, count, &mut fields);
        let _ = writeln!(self.0, "</{name}>");
    }

    fn rows(&mut self, row: &str, count: u64, fields: &mut dyn FnMut(u64, &mut Row<'_>)) {
        for number in 0..count {
            let _ = writeln!(self.0, "<{row}>");
            fields(number, &mut Row(&mut self.0));
            let _ = writeln!(self.0, "</{row}>");
        }
    }

    fn end(mut self, root: &str) -> String {
        let _ = writeln!(self.0, "</{root}>");
        self.0
    }
}

struct Row<'x>(&'x mut String);

impl Row<'_> {
    fn put(&mut self, name: &str, value: impl std::fmt::Display) {
        let _ = writeln!(self.0, "<{name}>{value}</{name}>");
    }
}

type Made = fn() -> String;

/// Writes the release, and says how many bytes its files have unfolded.
pub(crate) fn write(path: &Path) -> io::Result<usize> {
    let mut zip = ZipWriter::new(File::create(path)?);
    let mut size = 0;
    let files: [(&str, Made); 8] = [
        ("f_lookup2_3050224.xml", lookup),
        ("f_ingredient2_3050224.xml", ingredient),
        ("f_vtm2_3050224.xml", vtm),
        ("f_vmp2_3050224.xml", vmp),
        ("f_amp2_3050224.xml", amp),
        ("f_vmpp2_3050224.xml", vmpp),
        ("f_ampp2_3050224.xml", ampp),
        ("bonus/f_bnf1_0050224.xml", bnf),
    ];
    for (name, file) in files {
        let text = file();
        size += text.len();
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    let text = gtin();
    size += text.len();
    let mut inner = ZipWriter::new(Cursor::new(Vec::new()));
    inner.start_file("f_gtin2_0050224.xml", SimpleFileOptions::default())?;
    inner.write_all(text.as_bytes())?;
    zip.start_file("week062024-r2_3-GTIN.zip", SimpleFileOptions::default())?;
    zip.write_all(&inner.finish()?.into_inner())?;
    zip.finish()?;
    Ok(size)
}

fn lookup() -> String {
    let mut xml = Xml::new("LOOKUP");
    let codes = [
        "BASIS_OF_NAME",
        "VIRTUAL_PRODUCT_PRES_STATUS",
        "CONTROL_DRUG_CATEGORY",
        "LICENSING_AUTHORITY",
        "ONT_FORM_ROUTE",
        "DT_PAYMENT_CATEGORY",
        "BASIS_OF_STRNTH",
        "SPEC_CONT",
        "DND",
        "DF_INDICATOR",
        "PRICE_BASIS",
        "LEGAL_CATEGORY",
        "AVAILABILITY_RESTRICTION",
    ];
    for list in codes {
        xml.part(list, "INFO", 9, |number, row| {
            row.put("CD", format_args!("{number:04}"));
            row.put("DESC", format_args!("Meaning {number}"));
        });
    }
    for (list, kind, count) in
        [("UNIT_OF_MEASURE", 7, 100), ("FORM", 8, 100), ("ROUTE", 9, 60), ("SUPPLIER", 10, SUPPLIERS)]
    {
        xml.part(list, "INFO", count, |number, row| {
            row.put("CD", id(kind, number));
            row.put("DESC", if kind == 10 { supplier(number) } else { format!("Meaning {number}") });
        });
    }
    xml.end("LOOKUP")
}

fn ingredient() -> String {
    let mut xml = Xml::new("INGREDIENT_SUBSTANCES");
    xml.rows("ING", INGREDIENTS, &mut |number, row| {
        row.put("ISID", id(6, number));
        row.put("NM", substance(number));
    });
    xml.end("INGREDIENT_SUBSTANCES")
}

fn vtm() -> String {
    let mut xml = Xml::new("VIRTUAL_THERAPEUTIC_MOIETIES");
    xml.rows("VTM", VTMS, &mut |number, row| {
        row.put("VTMID", id(1, number));
        row.put("NM", substance(number));
    });
    xml.end("VIRTUAL_THERAPEUTIC_MOIETIES")
}

fn vmp() -> String {
    let mut xml = Xml::new("VIRTUAL_MED_PRODUCTS");
    xml.part("VMPS", "VMP", VMPS, |number, row| {
        row.put("VPID", id(2, number));
        if number % 10 == 0 {
            row.put("VPIDDT", "2020-01-31");
            row.put("VPIDPREV", id(12, number));
        }
        row.put("VTMID", id(1, number % VTMS));
        row.put("NM", product(number));
        row.put("BASISCD", "0001");
        row.put("NMDT", "2018-04-05");
        row.put("NMPREV", format_args!("{} {}", product(number), "old"));
        row.put("PRES_STATCD", "0001");
        row.put("DF_INDCD", "1");
        row.put("UDFS", "1");
        row.put("UDFS_UOMCD", id(7, 1));
        row.put("UNIT_DOSE_UOMCD", id(7, 1));
    });
    xml.part("VIRTUAL_PRODUCT_INGREDIENT", "VPI", VMPS * 2, |number, row| {
        row.put("VPID", id(2, number / 2));
        row.put("ISID", id(6, number % INGREDIENTS));
        row.put("BASIS_STRNTCD", "0001");
        row.put("STRNT_NMRTR_VAL", number % 1000);
        row.put("STRNT_NMRTR_UOMCD", id(7, 2));
        row.put("STRNT_DNMTR_VAL", "1");
        row.put("STRNT_DNMTR_UOMCD", id(7, 3));
    });
    xml.part("ONT_DRUG_FORM", "ONT", VMPS, |number, row| {
        row.put("VPID", id(2, number));
        row.put("FORMCD", "0001");
    });
    xml.part("DRUG_FORM", "DFORM", VMPS, |number, row| {
        row.put("VPID", id(2, number));
        row.put("FORMCD", id(8, number % 100));
    });
    xml.part("DRUG_ROUTE", "DROUTE", VMPS, |number, row| {
        row.put("VPID", id(2, number));
        row.put("ROUTECD", id(9, number % 60));
    });
    xml.part("CONTROL_DRUG_INFO", "CONTROL_INFO", VMPS, |number, row| {
        row.put("VPID", id(2, number));
        row.put("CATCD", "0000");
    });
    xml.end("VIRTUAL_MED_PRODUCTS")
}

fn amp() -> String {
    let mut xml = Xml::new("ACTUAL_MEDICINAL_PRODUCTS");
    xml.part("AMPS", "AMP", AMPS, |number, row| {
        let name = product(number % VMPS);
        row.put("APID", id(3, number));
        row.put("VPID", id(2, number % VMPS));
        row.put("NM", &name);
        row.put("DESC", format_args!("{name} ({})", supplier(number % SUPPLIERS)));
        row.put("SUPPCD", id(10, number % SUPPLIERS));
        row.put("LIC_AUTHCD", "0001");
        row.put("AVAIL_RESTRICTCD", "0001");
    });
    xml.part("AP_INGREDIENT", "AP_ING", AMPS / 2, |number, row| {
        row.put("APID", id(3, number));
        row.put("ISID", id(6, number % INGREDIENTS));
    });
    xml.part("LICENSED_ROUTE", "LIC_ROUTE", AMPS, |number, row| {
        row.put("APID", id(3, number));
        row.put("ROUTECD", id(9, number % 60));
    });
    xml.end("ACTUAL_MEDICINAL_PRODUCTS")
}

fn vmpp() -> String {
    let mut xml = Xml::new("VIRTUAL_MED_PRODUCT_PACK");
    xml.part("VMPPS", "VMPP", VMPPS, |number, row| {
        row.put("VPPID", id(4, number));
        row.put("NM", format_args!("{} {} tablet", product(number % VMPS), 28 * (1 + number / VMPS)));
        row.put("VPID", id(2, number % VMPS));
        row.put("QTYVAL", 28 * (1 + number / VMPS));
        row.put("QTY_UOMCD", id(7, 1));
    });
    xml.part("DRUG_TARIFF_INFO", "DTINFO", VMPPS / 2, |number, row| {
        row.put("VPPID", id(4, number));
        row.put("PAY_CATCD", "0001");
        row.put("PRICE", number % 5000);
        row.put("DT", "2024-01-01");
        row.put("PREVPRICE", number % 5000 + 10);
    });
    xml.end("VIRTUAL_MED_PRODUCT_PACK")
}

fn ampp() -> String {
    let mut xml = Xml::new("ACTUAL_MEDICINAL_PROD_PACKS");
    xml.part("AMPPS", "AMPP", AMPPS, |number, row| {
        let amp = number % AMPS;
        row.put("APPID", id(5, number));
        row.put(
            "NM",
            format_args!("{} ({}) {} tablet", product(amp % VMPS), supplier(amp % SUPPLIERS), 28 * (1 + number / AMPS)),
        );
        row.put("VPPID", id(4, number % VMPPS));
        row.put("APID", id(3, amp));
        row.put("LEGAL_CATCD", "0003");
        if number % 5 == 0 {
            row.put("DISCCD", "0001");
            row.put("DISCDT", "2019-08-07");
        }
    });
    xml.part("DRUG_PRODUCT_PRESCRIB_INFO", "PRESCRIB_INFO", AMPPS / 4, |number, row| {
        row.put("APPID", id(5, number));
        row.put("NURSE_F", "0001");
    });
    xml.part("MEDICINAL_PRODUCT_PRICE", "PRICE_INFO", AMPPS, |number, row| {
        row.put("APPID", id(5, number));
        row.put("PRICE", number % 9000);
        row.put("PRICEDT", "2023-11-12");
        row.put("PRICE_PREV", number % 9000 + 7);
        row.put("PRICE_BASISCD", "0001");
    });
    xml.part("REIMBURSEMENT_INFO", "REIMB_INFO", AMPPS, |number, row| {
        row.put("APPID", id(5, number));
        row.put("PX_CHRGS", "1");
        row.put("DISP_FEES", "1");
        row.put("DND", "0001");
    });
    xml.end("ACTUAL_MEDICINAL_PROD_PACKS")
}

fn gtin() -> String {
    let mut xml = Xml::new("GTIN_DETAILS");
    xml.part("AMPPS", "AMPP", AMPPS, |number, row| {
        row.put("AMPPID", id(5, number));
        let digits = 502_099_000_000 + number;
        let sum: u64 = (0..12_u32).map(|at| digits / 10_u64.pow(at) % 10 * if at % 2 == 0 { 3 } else { 1 }).sum();
        let check = (10 - sum % 10) % 10;
        row.put("GTINDATA", format_args!("<GTIN>{digits}{check}</GTIN><STARTDT>2015-01-01</STARTDT>"));
    });
    xml.end("GTIN_DETAILS")
}

fn bnf() -> String {
    let mut xml = Xml::new("BNF_DETAILS");
    xml.part("VMPS", "VMP", VMPS, |number, row| {
        row.put("VPID", id(2, number));
        row.put("BNF", format_args!("{:02}{:02}{:02}00", 1 + number % 15, 1 + number / 15 % 10, 1 + number % 7));
        row.put("ATC", format_args!("X{:02}EX{:02}", number % 20, number % 90));
        row.put("DDD", number % 100);
        row.put("DDD_UOMCD", id(7, 2));
    });
    xml.end("BNF_DETAILS")
}
