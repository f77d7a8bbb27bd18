//! The tables: every kind of row that dm+d has, and two of our own.

use super::{Field, lists, products, supplements};

/// The rows of one table.
#[derive(Debug)]
pub(super) struct Layout {
    /// The path of its rows in their file, for people: `VMPS/VMP`.
    pub(super) path: &'static str,
    /// What its rows are, for people: `virtual product ingredients`.
    pub(super) title: &'static str,
    /// Whether one key has one row.
    pub(super) unique: bool,
    /// Its elements; the first is its key.
    pub(super) fields: &'static [Field],
}

impl Layout {
    pub(super) const fn one(path: &'static str, title: &'static str, fields: &'static [Field]) -> Self {
        Self { path, title, unique: true, fields }
    }

    pub(super) const fn many(path: &'static str, title: &'static str, fields: &'static [Field]) -> Self {
        Self { path, title, unique: false, fields }
    }
}

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident => $layout:expr,)*) => {
        /// A kind of row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Table {
            $($(#[$doc])* $table,)*
        }

        impl Table {
            /// Every table, in the order of an index.
            pub const ALL: &'static [Self] = &[$(Self::$table,)*];

            const fn layout(self) -> &'static Layout {
                match self {
                    $(Self::$table => &$layout,)*
                }
            }
        }
    };
}

tables! {
    /// Virtual therapeutic moieties.
    Vtm => products::VTM,
    /// Virtual medicinal products.
    Vmp => products::VMP,
    /// Actual medicinal products.
    Amp => products::AMP,
    /// Virtual medicinal product packs.
    Vmpp => products::VMPP,
    /// Actual medicinal product packs.
    Ampp => products::AMPP,
    /// Ingredient substances.
    Ingredient => products::INGREDIENT,
    /// Suppliers.
    Supplier => lists::SUPPLIER,
    /// Forms.
    Form => lists::FORM,
    /// Routes.
    Route => lists::ROUTE,
    /// Units of measure.
    UnitOfMeasure => lists::UNIT_OF_MEASURE,
    /// The ingredients of virtual products, with their strengths.
    VirtualProductIngredient => products::VPI,
    /// The form and route of virtual products in one.
    OntologyFormRoute => products::ONT,
    /// The forms of virtual products.
    DrugForm => products::DFORM,
    /// The routes of virtual products.
    DrugRoute => products::DROUTE,
    /// The controlled drug categories of virtual products.
    ControlInfo => products::CONTROL_INFO,
    /// The excipients of actual products.
    ActualProductIngredient => products::AP_ING,
    /// The licensed routes of actual products.
    LicensedRoute => products::LIC_ROUTE,
    /// Size, colour and order number of appliances.
    ApplianceProductInfo => products::AP_INFO,
    /// Drug Tariff prices of virtual packs.
    DrugTariffInfo => products::DTINFO,
    /// The packs in virtual combination packs.
    VirtualContent => products::VIRTUAL_CCONTENT,
    /// Reimbursement of appliance packs.
    AppliancePackInfo => products::PACK_INFO,
    /// Where actual packs may be prescribed.
    PrescribingInfo => products::PRESCRIB_INFO,
    /// Prices of actual packs.
    PriceInfo => products::PRICE_INFO,
    /// Reimbursement of actual packs.
    ReimbursementInfo => products::REIMB_INFO,
    /// The packs in actual combination packs.
    ActualContent => products::ACTUAL_CCONTENT,
    /// Barcodes of actual packs.
    Gtin => supplements::GTIN,
    /// BNF and ATC codes of virtual products.
    BnfVmp => supplements::BNF_VMP,
    /// BNF and ATC codes of actual products.
    BnfAmp => supplements::BNF_AMP,
    /// The ingredients of therapeutic moieties.
    VtmIngredient => supplements::VTM_ING,
    /// Earlier identifiers of therapeutic moieties.
    HistoryVtm => supplements::HISTORY_VTM,
    /// Earlier identifiers of virtual products.
    HistoryVmp => supplements::HISTORY_VMP,
    /// Earlier identifiers of ingredients.
    HistoryIngredient => supplements::HISTORY_ING,
    /// Earlier identifiers of suppliers.
    HistorySupplier => supplements::HISTORY_SUPP,
    /// Earlier identifiers of forms.
    HistoryForm => supplements::HISTORY_FORM,
    /// Earlier identifiers of routes.
    HistoryRoute => supplements::HISTORY_ROUTE,
    /// Earlier identifiers of units of measure.
    HistoryUnitOfMeasure => supplements::HISTORY_UOM,
    /// Whether a pack is, or is part of, a combination.
    CombinationPack => lists::COMBINATION_PACK_IND,
    /// Whether a product is, or is part of, a combination.
    CombinationProduct => lists::COMBINATION_PROD_IND,
    /// Where a name comes from.
    BasisOfName => lists::BASIS_OF_NAME,
    /// Why a name changed.
    NameChangeReason => lists::NAMECHANGE_REASON,
    /// Whether a virtual product can be prescribed.
    PrescribingStatus => lists::VIRTUAL_PRODUCT_PRES_STATUS,
    /// Controlled drug categories.
    ControlledDrugCategory => lists::CONTROL_DRUG_CATEGORY,
    /// Licensing authorities.
    LicensingAuthority => lists::LICENSING_AUTHORITY,
    /// Form and route in one.
    FormRoute => lists::ONT_FORM_ROUTE,
    /// Payment categories of the Drug Tariff.
    PaymentCategory => lists::DT_PAYMENT_CATEGORY,
    /// Flavours.
    Flavour => lists::FLAVOUR,
    /// Colours.
    Colour => lists::COLOUR,
    /// What a strength is a strength of.
    BasisOfStrength => lists::BASIS_OF_STRNTH,
    /// Whether an appliance is reimbursed.
    ReimbursementStatus => lists::REIMBURSEMENT_STATUS,
    /// Special containers.
    SpecialContainer => lists::SPEC_CONT,
    /// Whether a discount is deducted.
    DiscountNotDeducted => lists::DND,
    /// Whether a virtual product has actual ones.
    NonAvailability => lists::VIRTUAL_PRODUCT_NON_AVAIL,
    /// Whether a pack is discontinued.
    Discontinued => lists::DISCONTINUED_IND,
    /// Whether a dose form is discrete.
    DoseForm => lists::DF_INDICATOR,
    /// Where a price comes from.
    PriceBasis => lists::PRICE_BASIS,
    /// Legal categories.
    LegalCategory => lists::LEGAL_CATEGORY,
    /// Restrictions on availability.
    AvailabilityRestriction => lists::AVAILABILITY_RESTRICTION,
    /// Why a licensing authority changed.
    LicensingChangeReason => lists::LICENSING_AUTHORITY_CHANGE_REASON,
    /// Every change of an identifier that this release and those before it tell of. Our own.
    Changed => supplements::CHANGED,
    /// Identifiers of earlier releases that this one has neither kept nor replaced. Our own.
    Gone => supplements::GONE,
}

impl Table {
    /// Its elements. The first is its key, by which its rows are found and ordered.
    pub const fn fields(self) -> &'static [Field] {
        self.layout().fields
    }

    /// Whether one key has one row.
    pub const fn is_unique(self) -> bool {
        self.layout().unique
    }

    /// Where its rows stand in their file: `VMPS/VMP`.
    pub const fn path(self) -> &'static str {
        self.layout().path
    }

    /// What its rows are, for people.
    pub const fn title(self) -> &'static str {
        self.layout().title
    }

    /// The place of an element among its elements. Made to be asked at compile time; an element
    /// that it does not have has the place after its last.
    pub const fn position(self, name: &str) -> usize {
        let fields = self.fields();
        let mut at = 0;
        while at < fields.len() && !same(fields[at].name, name) {
            at += 1;
        }
        at
    }

    pub(in crate::dmd) const fn index(self) -> usize {
        self as usize
    }
}

const fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn tables_are_well_formed() {
        for (index, table) in Table::ALL.iter().enumerate() {
            assert_eq!(table.index(), index);
            let fields = table.fields();
            assert!(fields[0].required, "{table:?} has a key in every row");
            assert!(fields.len() <= 32, "{table:?}: which elements a row has is kept in 32 bits");
            let names: HashSet<_> = fields.iter().map(|field| field.name).collect();
            assert_eq!(names.len(), fields.len(), "{table:?}");
            for (at, field) in fields.iter().enumerate() {
                assert_eq!(table.position(field.name), at);
            }
            assert_eq!(table.position("NO SUCH"), fields.len());
        }
    }
}
