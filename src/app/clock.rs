//! The one clock: the day on which everything happens.

use crate::app::GlobalOptions;
use crate::app::error::Error;
use crate::app::sample;
use crate::model::Date;

/// The day that was given, that of `SOURCE_DATE_EPOCH`, that of the sample, or today.
pub fn resolve_today(global: &GlobalOptions) -> Result<Date, Error> {
    if let Some(today) = global.today {
        return Ok(today);
    }
    if let Some(epoch) = std::env::var_os("SOURCE_DATE_EPOCH") {
        let seconds = epoch
            .to_str()
            .and_then(|text| text.trim().parse::<i64>().ok());
        let moment = seconds.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
        let moment = moment.ok_or_else(|| {
            Error::usage("SOURCE_DATE_EPOCH is not a number of seconds since 1970")
                .try_with("cases … --today 2021-09-15")
        })?;
        return Ok(moment.to_zoned(jiff::tz::TimeZone::UTC).date());
    }
    if global.sample {
        return Ok(sample::casebook_day());
    }
    Ok(jiff::Zoned::now().date())
}
