//! The five levels, ingredients, and what is said of them (schemas 2.3).

use super::FieldKind::{Date, Decimal, Flag, Id, Name, Number, Pence, Text};
use super::field::Field;
use super::table::{Layout, Table};

pub(super) const VTM: Layout = Layout::one(
    "VTM",
    "VTMs",
    &[
        Field::required("VTMID", Id),
        Field::optional("INVALID", Flag),
        Field::required("NM", Name),
        Field::optional("ABBREVNM", Text),
        Field::optional("VTMIDPREV", Id),
        Field::optional("VTMIDDT", Date),
    ],
);

pub(super) const INGREDIENT: Layout = Layout::one(
    "ING",
    "ingredients",
    &[
        Field::required("ISID", Id),
        Field::optional("ISIDDT", Date),
        Field::optional("ISIDPREV", Id),
        Field::optional("INVALID", Flag),
        Field::required("NM", Name),
    ],
);

pub(super) const VMP: Layout = Layout::one(
    "VMPS/VMP",
    "VMPs",
    &[
        Field::required("VPID", Id),
        Field::optional("VPIDDT", Date),
        Field::optional("VPIDPREV", Id),
        Field::optional_id("VTMID", Table::Vtm),
        Field::optional("INVALID", Flag),
        Field::required("NM", Name),
        Field::optional("ABBREVNM", Text),
        Field::required_code("BASISCD", Table::BasisOfName),
        Field::optional("NMDT", Date),
        Field::optional("NMPREV", Text),
        Field::optional_code("BASIS_PREVCD", Table::BasisOfName),
        Field::optional_code("NMCHANGECD", Table::NameChangeReason),
        Field::optional_code("COMBPRODCD", Table::CombinationProduct),
        Field::required_code("PRES_STATCD", Table::PrescribingStatus),
        Field::optional("SUG_F", Flag),
        Field::optional("GLU_F", Flag),
        Field::optional("PRES_F", Flag),
        Field::optional("CFC_F", Flag),
        Field::optional_code("NON_AVAILCD", Table::NonAvailability),
        Field::optional("NON_AVAILDT", Date),
        Field::optional_code("DF_INDCD", Table::DoseForm),
        Field::optional("UDFS", Decimal),
        Field::optional_id("UDFS_UOMCD", Table::UnitOfMeasure),
        Field::optional_id("UNIT_DOSE_UOMCD", Table::UnitOfMeasure),
    ],
);

pub(super) const VPI: Layout = Layout::many(
    "VIRTUAL_PRODUCT_INGREDIENT/VPI",
    "ingredients of VMPs",
    &[
        Field::required_id("VPID", Table::Vmp),
        Field::required_id("ISID", Table::Ingredient),
        Field::optional_code("BASIS_STRNTCD", Table::BasisOfStrength),
        Field::optional_id("BS_SUBID", Table::Ingredient),
        Field::optional("STRNT_NMRTR_VAL", Decimal),
        Field::optional_id("STRNT_NMRTR_UOMCD", Table::UnitOfMeasure),
        Field::optional("STRNT_DNMTR_VAL", Decimal),
        Field::optional_id("STRNT_DNMTR_UOMCD", Table::UnitOfMeasure),
    ],
);

pub(super) const ONT: Layout = Layout::many(
    "ONT_DRUG_FORM/ONT",
    "forms with routes of VMPs",
    &[Field::required_id("VPID", Table::Vmp), Field::required_code("FORMCD", Table::FormRoute)],
);

pub(super) const DFORM: Layout = Layout::many(
    "DRUG_FORM/DFORM",
    "forms of VMPs",
    &[Field::required_id("VPID", Table::Vmp), Field::required_id("FORMCD", Table::Form)],
);

pub(super) const DROUTE: Layout = Layout::many(
    "DRUG_ROUTE/DROUTE",
    "routes of VMPs",
    &[Field::required_id("VPID", Table::Vmp), Field::required_id("ROUTECD", Table::Route)],
);

pub(super) const CONTROL_INFO: Layout = Layout::one(
    "CONTROL_DRUG_INFO/CONTROL_INFO",
    "controlled drug categories of VMPs",
    &[
        Field::required_id("VPID", Table::Vmp),
        Field::required_code("CATCD", Table::ControlledDrugCategory),
        Field::optional("CATDT", Date),
        Field::optional_code("CAT_PREVCD", Table::ControlledDrugCategory),
    ],
);

pub(super) const AMP: Layout = Layout::one(
    "AMPS/AMP",
    "AMPs",
    &[
        Field::required("APID", Id),
        Field::optional("INVALID", Flag),
        Field::required_id("VPID", Table::Vmp),
        Field::required("NM", Name),
        Field::optional("ABBREVNM", Text),
        Field::required("DESC", Text),
        Field::optional("NMDT", Date),
        Field::optional("NM_PREV", Text),
        Field::required_id("SUPPCD", Table::Supplier),
        Field::required_code("LIC_AUTHCD", Table::LicensingAuthority),
        Field::optional_code("LIC_AUTH_PREVCD", Table::LicensingAuthority),
        Field::optional_code("LIC_AUTHCHANGECD", Table::LicensingChangeReason),
        Field::optional("LIC_AUTHCHANGEDT", Date),
        Field::optional_code("COMBPRODCD", Table::CombinationProduct),
        Field::optional_code("FLAVOURCD", Table::Flavour),
        Field::optional("EMA", Flag),
        Field::optional("PARALLEL_IMPORT", Flag),
        Field::required_code("AVAIL_RESTRICTCD", Table::AvailabilityRestriction),
    ],
);

pub(super) const AP_ING: Layout = Layout::many(
    "AP_INGREDIENT/AP_ING",
    "excipients of AMPs",
    &[
        Field::required_id("APID", Table::Amp),
        Field::required_id("ISID", Table::Ingredient),
        Field::optional("STRNTH", Decimal),
        Field::optional_id("UOMCD", Table::UnitOfMeasure),
    ],
);

pub(super) const LIC_ROUTE: Layout = Layout::many(
    "LICENSED_ROUTE/LIC_ROUTE",
    "licensed routes of AMPs",
    &[Field::required_id("APID", Table::Amp), Field::required_id("ROUTECD", Table::Route)],
);

pub(super) const AP_INFO: Layout = Layout::one(
    "AP_INFORMATION/AP_INFO",
    "appliance details of AMPs",
    &[
        Field::required_id("APID", Table::Amp),
        Field::optional("SZ_WEIGHT", Text),
        Field::optional_code("COLOURCD", Table::Colour),
        Field::optional("PROD_ORDER_NO", Text),
    ],
);

pub(super) const VMPP: Layout = Layout::one(
    "VMPPS/VMPP",
    "VMPPs",
    &[
        Field::required("VPPID", Id),
        Field::optional("INVALID", Flag),
        Field::required("NM", Name),
        Field::optional("ABBREVNM", Text),
        Field::required_id("VPID", Table::Vmp),
        Field::required("QTYVAL", Decimal),
        Field::required_id("QTY_UOMCD", Table::UnitOfMeasure),
        Field::optional_code("COMBPACKCD", Table::CombinationPack),
    ],
);

pub(super) const DTINFO: Layout = Layout::one(
    "DRUG_TARIFF_INFO/DTINFO",
    "Drug Tariff prices",
    &[
        Field::required_id("VPPID", Table::Vmpp),
        Field::required_code("PAY_CATCD", Table::PaymentCategory),
        Field::optional("PRICE", Pence),
        Field::optional("DT", Date),
        Field::optional("PREVPRICE", Pence),
    ],
);

pub(super) const VIRTUAL_CCONTENT: Layout = Layout::many(
    "COMB_CONTENT/CCONTENT",
    "contents of VMPPs",
    &[Field::required_id("PRNTVPPID", Table::Vmpp), Field::required_id("CHLDVPPID", Table::Vmpp)],
);

pub(super) const AMPP: Layout = Layout::one(
    "AMPPS/AMPP",
    "AMPPs",
    &[
        Field::required("APPID", Id),
        Field::optional("INVALID", Flag),
        Field::required("NM", Name),
        Field::optional("ABBREVNM", Text),
        Field::required_id("VPPID", Table::Vmpp),
        Field::required_id("APID", Table::Amp),
        Field::optional_code("COMBPACKCD", Table::CombinationPack),
        Field::required_code("LEGAL_CATCD", Table::LegalCategory),
        Field::optional("SUBP", Text),
        Field::optional_code("DISCCD", Table::Discontinued),
        Field::optional("DISCDT", Date),
    ],
);

pub(super) const PACK_INFO: Layout = Layout::one(
    "APPLIANCE_PACK_INFO/PACK_INFO",
    "appliance reimbursements of AMPPs",
    &[
        Field::required_id("APPID", Table::Ampp),
        Field::required_code("REIMB_STATCD", Table::ReimbursementStatus),
        Field::optional("REIMB_STATDT", Date),
        Field::optional_code("REIMB_STATPREVCD", Table::ReimbursementStatus),
        Field::optional("PACK_ORDER_NO", Text),
    ],
);

pub(super) const PRESCRIB_INFO: Layout = Layout::one(
    "DRUG_PRODUCT_PRESCRIB_INFO/PRESCRIB_INFO",
    "prescribing details of AMPPs",
    &[
        Field::required_id("APPID", Table::Ampp),
        Field::optional("SCHED_2", Flag),
        Field::optional("ACBS", Flag),
        Field::optional("PADM", Flag),
        Field::optional("FP10_MDA", Flag),
        Field::optional("SCHED_1", Flag),
        Field::optional("HOSP", Flag),
        Field::optional("NURSE_F", Flag),
        Field::optional("ENURSE_F", Flag),
        Field::optional("DENT_F", Flag),
    ],
);

pub(super) const PRICE_INFO: Layout = Layout::one(
    "MEDICINAL_PRODUCT_PRICE/PRICE_INFO",
    "prices of AMPPs",
    &[
        Field::required_id("APPID", Table::Ampp),
        Field::optional("PRICE", Pence),
        Field::optional("PRICEDT", Date),
        Field::optional("PRICE_PREV", Pence),
        Field::required_code("PRICE_BASISCD", Table::PriceBasis),
    ],
);

pub(super) const REIMB_INFO: Layout = Layout::one(
    "REIMBURSEMENT_INFO/REIMB_INFO",
    "reimbursements of AMPPs",
    &[
        Field::required_id("APPID", Table::Ampp),
        Field::optional("PX_CHRGS", Number),
        Field::optional("DISP_FEES", Number),
        Field::optional("BB", Flag),
        Field::optional("LTD_STAB", Flag),
        Field::optional("CAL_PACK", Flag),
        Field::optional_code("SPEC_CONTCD", Table::SpecialContainer),
        Field::optional_code("DND", Table::DiscountNotDeducted),
        Field::optional("FP34D", Flag),
    ],
);

pub(super) const ACTUAL_CCONTENT: Layout = Layout::many(
    "COMB_CONTENT/CCONTENT",
    "contents of AMPPs",
    &[Field::required_id("PRNTAPPID", Table::Ampp), Field::required_id("CHLDAPPID", Table::Ampp)],
);
