//! Parts in a package (ECMA-376, part 2).

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A part with fewer bytes stands as it is: to make a compressor ready takes longer than it is worth.
const SMALL: usize = 2048;

/// The parts as one file. The same parts give the same bytes, whenever and wherever.
pub fn pack_parts(parts: &[(&str, &str)]) -> Vec<u8> {
    // Writing to memory does not fail, and no part is as long as a package allows.
    write_zip(parts).unwrap_or_default()
}

fn write_zip(parts: &[(&str, &str)]) -> ZipResult<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in parts {
        let is_small = text.len() < SMALL;
        let method = if is_small {
            CompressionMethod::Stored
        } else {
            CompressionMethod::Deflated
        };
        package.start_file(*name, options.compression_method(method))?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}
