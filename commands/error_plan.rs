//! What the failures of a plan mean at the edge.

use dcr::consent::plan::PlanFileError;
use dcr::store::PlanError;

use crate::error::{CommandError, ErrorKind};

impl From<PlanError> for CommandError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Store(error) => error.into(),
            PlanError::Source(error) => Self::failed(error),
            PlanError::File(error @ (PlanFileError::Changed | PlanFileError::Cut | PlanFileError::NotAPlan(_))) => {
                Self::new(ErrorKind::Conflict, error)
                    .hint("make the plan again with `dcr consent plan FILE --save PLAN`")
            }
            PlanError::File(error) => Self::failed(error),
            PlanError::OtherStore => Self::new(ErrorKind::Conflict, error).hint("make the plan again in this store"),
            PlanError::NotWhole { conflict, pending, .. } => {
                let kind = match (conflict, pending) {
                    (1.., _) => ErrorKind::Conflict,
                    (0, 1..) => ErrorKind::Refused,
                    (0, 0) => ErrorKind::Failed,
                };
                Self::new(kind, error).hint("without --atomic the good rows are applied")
            }
            PlanError::Interrupted => Self::new(ErrorKind::Interrupted, error),
        }
    }
}
