//! Demands that are made of nobody in particular.

use crate::letters::build_context::{ContextInput, firm_status};
use crate::model::demand_rules::DemandAddressee;

/// Whether the casebook names something that is asked for one of the people of the letter, of nobody in particular.
pub(crate) fn is_anything_asked(telling: &ContextInput<'_>) -> bool {
    telling.cases.iter().any(|case| {
        let status = firm_status(telling, case);
        case.demands.iter().any(|demand| {
            demand.of.is_empty()
                && case
                    .find_obstacle(
                        &demand.kind,
                        DemandAddressee::Everyone,
                        &status,
                        telling.date,
                    )
                    .is_none()
        })
    })
}
