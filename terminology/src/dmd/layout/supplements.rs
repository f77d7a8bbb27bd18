//! Barcodes (schema `gtin_v2_0`), the bonus files (schemas 1.0), and our own tables.

use super::FieldKind::{Barcode, Date, Decimal, Id, Number, Text};
use super::field::Field;
use super::table::{Layout, Table};

pub(super) const GTIN: Layout = Layout::many(
    "AMPPS/AMPP",
    "barcodes",
    &[
        Field::required_id("AMPPID", Table::Ampp),
        Field::required("GTIN", Barcode),
        Field::required("STARTDT", Date),
        Field::optional("ENDDT", Date),
    ],
);

pub(super) const BNF_VMP: Layout = Layout::many(
    "VMPS/VMP",
    "VMPs with BNF or ATC codes",
    &[
        Field::required_id("VPID", Table::Vmp),
        Field::optional("BNF", Text),
        Field::optional("ATC", Text),
        Field::optional("DDD", Decimal).or_not_applicable(),
        Field::optional_id("DDD_UOMCD", Table::UnitOfMeasure).or_not_applicable(),
    ],
);

pub(super) const BNF_AMP: Layout = Layout::many(
    "AMPS/AMP",
    "AMPs with BNF or ATC codes",
    &[
        Field::required_id("APID", Table::Amp),
        Field::optional("BNF", Text),
        Field::optional("ATC", Text),
        Field::optional("DDD", Decimal).or_not_applicable(),
        Field::optional_id("DDD_UOMCD", Table::UnitOfMeasure).or_not_applicable(),
    ],
);

pub(super) const VTM_ING: Layout = Layout::many(
    "VTM_ING",
    "ingredients of VTMs",
    &[Field::required_id("VTMID", Table::Vtm), Field::required_id("ISID", Table::Ingredient)],
);

const HISTORY: &[Field] = &[
    Field::required("IDPREVIOUS", Id),
    Field::required("IDCURRENT", Id),
    Field::required("STARTDT", Date),
    Field::optional("ENDDT", Date),
];

pub(super) const HISTORY_VTM: Layout = Layout::many("VTMS/VTM", "historic VTM identifiers", HISTORY);
pub(super) const HISTORY_VMP: Layout = Layout::many("VMPS/VMP", "historic VMP identifiers", HISTORY);
pub(super) const HISTORY_ING: Layout = Layout::many("INGS/ING", "historic ingredient identifiers", HISTORY);
pub(super) const HISTORY_SUPP: Layout = Layout::many("SUPPS/SUPP", "historic supplier identifiers", HISTORY);
pub(super) const HISTORY_FORM: Layout = Layout::many("FORMS/FORM", "historic form identifiers", HISTORY);
pub(super) const HISTORY_ROUTE: Layout = Layout::many("ROUTES/ROUTE", "historic route identifiers", HISTORY);
pub(super) const HISTORY_UOM: Layout = Layout::many("UOMS/UOM", "historic unit identifiers", HISTORY);

pub(super) const CHANGED: Layout = Layout::many(
    "changed",
    "changed identifiers",
    &[
        Field::required("previous", Id),
        Field::required("current", Id),
        Field::required("level", Number),
        Field::required("element", Text),
        Field::optional("changed", Date),
        Field::optional("from", Date),
        Field::optional("to", Date),
        Field::required("file", Text),
        Field::optional("release", Date),
    ],
);

pub(super) const GONE: Layout = Layout::many(
    "gone",
    "identifiers that are gone",
    &[
        Field::required("id", Id),
        Field::required("level", Number),
        Field::required("name", Text),
        Field::optional("release", Date),
    ],
);
