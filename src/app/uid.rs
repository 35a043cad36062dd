//! Unique numbers of records.

use std::io::Read;

use crate::app::error::Error;

/// A number that no record of anybody has yet, in time order: a UUID of version 7.
pub fn new_uid() -> Result<String, Error> {
    let since_1970 = jiff::Timestamp::now().as_millisecond();
    let random = random_bytes()
        .map_err(|error| Error::failed(format!("The system gives no random numbers: {error}")))?;
    let millis = u64::try_from(since_1970).unwrap_or_default();
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random)
        .into_uuid()
        .to_string())
}

/// Random bytes; where the system call for them is missing, from its file.
fn random_bytes() -> std::io::Result<[u8; 10]> {
    let mut bytes = [0; 10];
    match rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty()) {
        Ok(length) if length == bytes.len() => {}
        _ => std::fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?,
    }
    Ok(bytes)
}
