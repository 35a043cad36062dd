//! Lists the files of `letter-templates/`, so that `src/letters/builtin.rs` compiles in what is there.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDER: &str = "letter-templates";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut names = Vec::new();
    collect_names(Path::new(FOLDER), "", &mut names)?;
    names.sort();
    let lines: String = names
        .iter()
        .map(|name| {
            format!(
                "    (\"{name}\", include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{FOLDER}/{name}\"))),\n"
            )
        })
        .collect();
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(folder.join("builtin_files.rs"), format!("&[\n{lines}]\n"))
}

/// The settings, texts and words under a folder, by their path with `/`; what an editor leaves there is passed over.
fn collect_names(folder: &Path, prefix: &str, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        let name = format!("{prefix}{file}");
        if file.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect_names(&entry.path(), &format!("{name}/"), names)?;
        } else if file.ends_with(".toml") || file.ends_with(".md.hbs") {
            names.push(name);
        }
    }
    Ok(())
}
