//! The laboratory's catalogue: batteries, their tests, units and reference ranges.

/// A battery of tests that is asked for and reported together.
pub(crate) struct Battery {
    /// Key in the truth file and local code on the wire.
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    /// Empty for a text report.
    pub(crate) tests: &'static [Test],
}

/// One numeric test.
pub(crate) struct Test {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    /// Read v2 code, where the laboratory maps one.
    pub(crate) read: &'static str,
    pub(crate) unit: &'static str,
    /// Reference range in units of the last digit shown.
    pub(crate) low: i64,
    pub(crate) high: i64,
    /// Digits after the point.
    pub(crate) digits: u32,
}

const fn test(names: [&'static str; 4], range: [i64; 2], digits: u32) -> Test {
    let [code, name, read, unit] = names;
    Test { code, name, read, unit, low: range[0], high: range[1], digits }
}

/// Everything the laboratory reports.
pub(crate) const BATTERIES: &[Battery] = &[
    Battery {
        key: "UE",
        name: "Urea & electrolytes",
        tests: &[
            test(["NA", "Sodium", "44I5.", "mmol/L"], [133, 146], 0),
            test(["K", "Potassium", "44I4.", "mmol/L"], [35, 53], 1),
            test(["UREA", "Urea", "44J9.", "mmol/L"], [25, 78], 1),
            test(["CREA", "Creatinine", "44J3.", "umol/L"], [45, 104], 0),
        ],
    },
    Battery {
        key: "FBC",
        name: "Full blood count",
        tests: &[
            test(["HB", "Haemoglobin", "423..", "g/L"], [120, 165], 0),
            test(["WBC", "White cell count", "42H..", "10^9/L"], [40, 110], 1),
            test(["PLT", "Platelets", "42P..", "10^9/L"], [150, 400], 0),
            test(["NEUT", "Neutrophils", "", "10^9/L"], [20, 75], 1),
        ],
    },
    Battery {
        key: "LFT",
        name: "Liver function tests",
        tests: &[
            test(["BILI", "Bilirubin", "", "umol/L"], [1, 21], 0),
            test(["ALT", "ALT", "", "U/L"], [8, 40], 0),
            test(["ALP", "Alkaline phosphatase", "", "U/L"], [30, 130], 0),
            test(["ALB", "Albumin", "", "g/L"], [35, 50], 0),
        ],
    },
    Battery { key: "CRP", name: "C-reactive protein", tests: &[test(["CRP", "CRP", "", "mg/L"], [0, 5], 0)] },
    Battery { key: "HBA1C", name: "HbA1c (IFCC)", tests: &[test(["A1C", "HbA1c", "", "mmol/mol"], [20, 41], 0)] },
    Battery { key: "TROP", name: "Troponin T", tests: &[test(["TROPT", "Troponin T (hs)", "", "ng/L"], [0, 14], 0)] },
    Battery {
        key: "TFT",
        name: "Thyroid function",
        tests: &[test(["TSH", "TSH", "", "mU/L"], [27, 420], 2), test(["FT4", "Free T4", "", "pmol/L"], [120, 220], 1)],
    },
    Battery { key: "MSU", name: "Mid-stream urine: microscopy & culture", tests: &[] },
    Battery { key: "BC", name: "Blood culture", tests: &[] },
    Battery { key: "WOUND", name: "Wound swab: microscopy & culture", tests: &[] },
];

/// The battery of this key.
pub(crate) fn battery(key: &str) -> Option<&'static Battery> {
    BATTERIES.iter().find(|battery| battery.key == key)
}

impl Test {
    /// A number of units of the last digit as it is reported.
    pub(crate) fn show(&self, units: i64) -> String {
        let scale = 10i64.pow(self.digits);
        if self.digits == 0 {
            return units.to_string();
        }
        let width = usize::try_from(self.digits).unwrap_or(0);
        format!("{}.{:0width$}", units / scale, units % scale)
    }

    /// The reference range as text.
    pub(crate) fn range(&self) -> String {
        if self.low == 0 {
            return format!("<{}", self.show(self.high));
        }
        format!("{} - {}", self.show(self.low), self.show(self.high))
    }

    /// HL7 table 0078: L, H, LL, HH, or nothing when in range or not a number.
    pub(crate) fn flag(&self, value: &str) -> &'static str {
        let Some(units) = self.units(value) else { return "" };
        let span = self.high - self.low;
        if units > self.high + span {
            "HH"
        } else if units > self.high {
            "H"
        } else if units < self.low - span / 3 {
            "LL"
        } else if units < self.low {
            "L"
        } else {
            ""
        }
    }

    fn units(&self, value: &str) -> Option<i64> {
        let (whole, part) = value.split_once('.').unwrap_or((value, ""));
        let width = usize::try_from(self.digits).ok()?;
        format!("{whole}{part:0<width$}").parse().ok()
    }
}
