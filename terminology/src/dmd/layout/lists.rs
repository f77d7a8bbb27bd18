//! The lookup lists (schema `lookup_v2_3`).

use super::FieldKind::{Code, Date, Flag, Id, Text};
use super::field::Field;
use super::table::Layout;

const CODES: &[Field] = &[Field::required("CD", Code), Field::required("DESC", Text)];

const IDENTIFIED: &[Field] = &[
    Field::required("CD", Id),
    Field::optional("CDDT", Date),
    Field::optional("CDPREV", Id),
    Field::required("DESC", Text),
];

const SUPPLIERS: &[Field] = &[
    Field::required("CD", Id),
    Field::optional("CDDT", Date),
    Field::optional("CDPREV", Id),
    Field::optional("INVALID", Flag),
    Field::required("DESC", Text),
];

macro_rules! lists {
    ($($list:ident: $fields:ident, $title:literal;)*) => {
        $(pub(super) const $list: Layout = Layout::one(concat!(stringify!($list), "/INFO"), $title, $fields);)*
    };
}

lists! {
    COMBINATION_PACK_IND: CODES, "combination pack indicators";
    COMBINATION_PROD_IND: CODES, "combination product indicators";
    BASIS_OF_NAME: CODES, "bases of names";
    NAMECHANGE_REASON: CODES, "reasons for name changes";
    VIRTUAL_PRODUCT_PRES_STATUS: CODES, "prescribing statuses";
    CONTROL_DRUG_CATEGORY: CODES, "controlled drug categories";
    LICENSING_AUTHORITY: CODES, "licensing authorities";
    UNIT_OF_MEASURE: IDENTIFIED, "units of measure";
    FORM: IDENTIFIED, "forms";
    ONT_FORM_ROUTE: CODES, "forms with routes";
    ROUTE: IDENTIFIED, "routes";
    DT_PAYMENT_CATEGORY: CODES, "Drug Tariff payment categories";
    SUPPLIER: SUPPLIERS, "suppliers";
    FLAVOUR: CODES, "flavours";
    COLOUR: CODES, "colours";
    BASIS_OF_STRNTH: CODES, "bases of strength";
    REIMBURSEMENT_STATUS: CODES, "reimbursement statuses";
    SPEC_CONT: CODES, "special containers";
    DND: CODES, "discount statuses";
    VIRTUAL_PRODUCT_NON_AVAIL: CODES, "availability statuses";
    DISCONTINUED_IND: CODES, "discontinued indicators";
    DF_INDICATOR: CODES, "dose form indicators";
    PRICE_BASIS: CODES, "price bases";
    LEGAL_CATEGORY: CODES, "legal categories";
    AVAILABILITY_RESTRICTION: CODES, "availability restrictions";
    LICENSING_AUTHORITY_CHANGE_REASON: CODES, "reasons for changes of licensing authority";
}
