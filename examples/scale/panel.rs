//! Laboratory reports: what is measured together, and within what.

/// One test: code, name, unit, reference range, and the range of its values in tenths.
pub(crate) type Test = (&'static str, &'static str, &'static str, &'static str, i64, i64);

/// Tests that are reported together.
pub(crate) struct Panel {
    /// The laboratory's code.
    pub(crate) code: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// What is measured; empty for a report in words.
    pub(crate) tests: &'static [Test],
}

/// The panels, the commonest first.
pub(crate) const PANELS: &[Panel] = &[
    Panel {
        code: "UE",
        name: "Urea \\T\\ electrolytes",
        tests: &[
            ("NA", "Sodium", "mmol/L", "133 - 146", 1300, 1480),
            ("K", "Potassium", "mmol/L", "3.5 - 5.3", 30, 58),
            ("UREA", "Urea", "mmol/L", "2.5 - 7.8", 20, 150),
            ("CREA", "Creatinine", "umol/L", "45 - 104", 400, 2200),
            ("GFR", "Estimated GFR", "mL/min/1.73m\\S\\2", ">90", 200, 1100),
        ],
    },
    Panel {
        code: "FBC",
        name: "Full blood count",
        tests: &[
            ("HB", "Haemoglobin", "g/L", "120 - 165", 700, 1800),
            ("WBC", "White cell count", "10\\S\\9/L", "4.0 - 11.0", 20, 210),
            ("PLT", "Platelets", "10\\S\\9/L", "150 - 400", 900, 6000),
            ("HCT", "Haematocrit", "L/L", "0.37 - 0.47", 3, 6),
            ("MCV", "Mean cell volume", "fL", "80 - 100", 700, 1150),
            ("NEUT", "Neutrophils", "10\\S\\9/L", "2.0 - 7.5", 10, 150),
            ("LYMPH", "Lymphocytes", "10\\S\\9/L", "1.0 - 4.0", 5, 60),
        ],
    },
    Panel {
        code: "LFT",
        name: "Liver function",
        tests: &[
            ("BILI", "Bilirubin", "umol/L", "0 - 21", 20, 600),
            ("ALT", "Alanine transaminase", "U/L", "0 - 41", 50, 3000),
            ("ALP", "Alkaline phosphatase", "U/L", "30 - 130", 250, 4000),
            ("ALB", "Albumin", "g/L", "35 - 50", 200, 520),
        ],
    },
    Panel { code: "CRP", name: "C-reactive protein", tests: &[("CRP", "CRP", "mg/L", "0 - 5", 0, 2500)] },
    Panel {
        code: "TFT",
        name: "Thyroid function",
        tests: &[("TSH", "TSH", "mU/L", "0.27 - 4.20", 1, 120), ("FT4", "Free T4", "pmol/L", "12.0 - 22.0", 70, 300)],
    },
    Panel {
        code: "A1C",
        name: "Haemoglobin A1c",
        tests: &[("A1C", "Haemoglobin A1c", "mmol/mol", "20 - 41", 250, 1300)],
    },
    Panel { code: "MSU", name: "Urine culture", tests: &[] },
];

/// A report in words, line by line.
pub(crate) const CULTURE: &[&str] = &[
    "SPECIMEN: mid-stream urine",
    "Microscopy: white cells 10 to 50 per cubic millimetre",
    "Culture: no significant growth after 24 hours.",
];
