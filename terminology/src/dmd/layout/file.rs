//! The files, and which rows stand in which.

use super::Table;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    /// The lookup lists.
    Lookup,
    /// Ingredient substances.
    Ingredient,
    /// Virtual therapeutic moieties.
    Vtm,
    /// Virtual medicinal products.
    Vmp,
    /// Virtual medicinal product packs.
    Vmpp,
    /// Actual medicinal products.
    Amp,
    /// Actual medicinal product packs.
    Ampp,
    /// Barcodes.
    Gtin,
    /// BNF and ATC codes (bonus).
    Bnf,
    /// Historic identifiers (bonus).
    History,
    /// The ingredients of therapeutic moieties (bonus).
    VtmIngredient,
}

/// A part of a file: rows of one kind, in an element of their own or in the root itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The element that holds the rows, where it is not the root.
    pub container: Option<&'static str>,
    /// The element of a row.
    pub row: &'static str,
    /// The table of the rows.
    pub table: Table,
}

const fn part(container: &'static str, row: &'static str, table: Table) -> Part {
    Part { container: Some(container), row, table }
}

const fn flat(row: &'static str, table: Table) -> [Part; 1] {
    [Part { container: None, row, table }]
}

impl FileKind {
    /// Every kind of file.
    pub const ALL: [Self; 11] = [
        Self::Lookup,
        Self::Ingredient,
        Self::Vtm,
        Self::Vmp,
        Self::Vmpp,
        Self::Amp,
        Self::Ampp,
        Self::Gtin,
        Self::Bnf,
        Self::History,
        Self::VtmIngredient,
    ];

    /// Its name in file names, after `f_`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lookup => "lookup",
            Self::Ingredient => "ingredient",
            Self::Vtm => "vtm",
            Self::Vmp => "vmp",
            Self::Vmpp => "vmpp",
            Self::Amp => "amp",
            Self::Ampp => "ampp",
            Self::Gtin => "gtin",
            Self::Bnf => "bnf",
            Self::History => "history",
            Self::VtmIngredient => "vtm_ing",
        }
    }

    /// The version of the schema that is read, as it stands in file names.
    pub const fn version(self) -> (u8, u8) {
        match self {
            Self::Gtin => (2, 0),
            Self::Bnf | Self::History | Self::VtmIngredient => (1, 0),
            _ => (2, 3),
        }
    }

    /// Its root element.
    pub const fn root(self) -> &'static str {
        match self {
            Self::Lookup => "LOOKUP",
            Self::Ingredient => "INGREDIENT_SUBSTANCES",
            Self::Vtm => "VIRTUAL_THERAPEUTIC_MOIETIES",
            Self::Vmp => "VIRTUAL_MED_PRODUCTS",
            Self::Vmpp => "VIRTUAL_MED_PRODUCT_PACK",
            Self::Amp => "ACTUAL_MEDICINAL_PRODUCTS",
            Self::Ampp => "ACTUAL_MEDICINAL_PROD_PACKS",
            Self::Gtin => "GTIN_DETAILS",
            Self::Bnf => "BNF_DETAILS",
            Self::History => "HISTORY",
            Self::VtmIngredient => "VTM_INGREDIENTS",
        }
    }

    /// Whether every release has it. Barcodes and the bonus files can be missing.
    pub const fn is_core(self) -> bool {
        !matches!(self, Self::Gtin | Self::Bnf | Self::History | Self::VtmIngredient)
    }

    /// Its parts.
    pub const fn parts(self) -> &'static [Part] {
        match self {
            Self::Lookup => LOOKUP,
            Self::Ingredient => &const { flat("ING", Table::Ingredient) },
            Self::Vtm => &const { flat("VTM", Table::Vtm) },
            Self::Vmp => VMP,
            Self::Vmpp => VMPP,
            Self::Amp => AMP,
            Self::Ampp => AMPP,
            Self::Gtin => &const { [part("AMPPS", "AMPP", Table::Gtin)] },
            Self::Bnf => BNF,
            Self::History => HISTORY,
            Self::VtmIngredient => &const { flat("VTM_ING", Table::VtmIngredient) },
        }
    }
}

const LOOKUP: &[Part] = &[
    part("COMBINATION_PACK_IND", "INFO", Table::CombinationPack),
    part("COMBINATION_PROD_IND", "INFO", Table::CombinationProduct),
    part("BASIS_OF_NAME", "INFO", Table::BasisOfName),
    part("NAMECHANGE_REASON", "INFO", Table::NameChangeReason),
    part("VIRTUAL_PRODUCT_PRES_STATUS", "INFO", Table::PrescribingStatus),
    part("CONTROL_DRUG_CATEGORY", "INFO", Table::ControlledDrugCategory),
    part("LICENSING_AUTHORITY", "INFO", Table::LicensingAuthority),
    part("UNIT_OF_MEASURE", "INFO", Table::UnitOfMeasure),
    part("FORM", "INFO", Table::Form),
    part("ONT_FORM_ROUTE", "INFO", Table::FormRoute),
    part("ROUTE", "INFO", Table::Route),
    part("DT_PAYMENT_CATEGORY", "INFO", Table::PaymentCategory),
    part("SUPPLIER", "INFO", Table::Supplier),
    part("FLAVOUR", "INFO", Table::Flavour),
    part("COLOUR", "INFO", Table::Colour),
    part("BASIS_OF_STRNTH", "INFO", Table::BasisOfStrength),
    part("REIMBURSEMENT_STATUS", "INFO", Table::ReimbursementStatus),
    part("SPEC_CONT", "INFO", Table::SpecialContainer),
    part("DND", "INFO", Table::DiscountNotDeducted),
    part("VIRTUAL_PRODUCT_NON_AVAIL", "INFO", Table::NonAvailability),
    part("DISCONTINUED_IND", "INFO", Table::Discontinued),
    part("DF_INDICATOR", "INFO", Table::DoseForm),
    part("PRICE_BASIS", "INFO", Table::PriceBasis),
    part("LEGAL_CATEGORY", "INFO", Table::LegalCategory),
    part("AVAILABILITY_RESTRICTION", "INFO", Table::AvailabilityRestriction),
    part("LICENSING_AUTHORITY_CHANGE_REASON", "INFO", Table::LicensingChangeReason),
];

const VMP: &[Part] = &[
    part("VMPS", "VMP", Table::Vmp),
    part("VIRTUAL_PRODUCT_INGREDIENT", "VPI", Table::VirtualProductIngredient),
    part("ONT_DRUG_FORM", "ONT", Table::OntologyFormRoute),
    part("DRUG_FORM", "DFORM", Table::DrugForm),
    part("DRUG_ROUTE", "DROUTE", Table::DrugRoute),
    part("CONTROL_DRUG_INFO", "CONTROL_INFO", Table::ControlInfo),
];

const VMPP: &[Part] = &[
    part("VMPPS", "VMPP", Table::Vmpp),
    part("DRUG_TARIFF_INFO", "DTINFO", Table::DrugTariffInfo),
    part("COMB_CONTENT", "CCONTENT", Table::VirtualContent),
];

const AMP: &[Part] = &[
    part("AMPS", "AMP", Table::Amp),
    part("AP_INGREDIENT", "AP_ING", Table::ActualProductIngredient),
    part("LICENSED_ROUTE", "LIC_ROUTE", Table::LicensedRoute),
    part("AP_INFORMATION", "AP_INFO", Table::ApplianceProductInfo),
];

const AMPP: &[Part] = &[
    part("AMPPS", "AMPP", Table::Ampp),
    part("APPLIANCE_PACK_INFO", "PACK_INFO", Table::AppliancePackInfo),
    part("DRUG_PRODUCT_PRESCRIB_INFO", "PRESCRIB_INFO", Table::PrescribingInfo),
    part("MEDICINAL_PRODUCT_PRICE", "PRICE_INFO", Table::PriceInfo),
    part("REIMBURSEMENT_INFO", "REIMB_INFO", Table::ReimbursementInfo),
    part("COMB_CONTENT", "CCONTENT", Table::ActualContent),
];

const BNF: &[Part] = &[part("VMPS", "VMP", Table::BnfVmp), part("AMPS", "AMP", Table::BnfAmp)];

const HISTORY: &[Part] = &[
    part("VTMS", "VTM", Table::HistoryVtm),
    part("VMPS", "VMP", Table::HistoryVmp),
    part("INGS", "ING", Table::HistoryIngredient),
    part("SUPPS", "SUPP", Table::HistorySupplier),
    part("FORMS", "FORM", Table::HistoryForm),
    part("ROUTES", "ROUTE", Table::HistoryRoute),
    part("UOMS", "UOM", Table::HistoryUnitOfMeasure),
];
