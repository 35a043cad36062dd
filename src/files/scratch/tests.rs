use super::*;
use std::io::Write;

fn file_names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_temporary_file_is_gone_when_it_is_dropped_and_there_when_it_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Folder::open(folder.path()).unwrap();
    let scratch = ScratchFile::new(&opened).unwrap();
    assert_eq!(file_names(folder.path()).len(), 1);
    assert!(scratch.path().exists());
    fs::write(
        folder
            .path()
            .join(format!("{}-journal", scratch.name.to_str().unwrap())),
        "",
    )
    .unwrap();
    drop(scratch);
    assert!(file_names(folder.path()).is_empty());
    let scratch = ScratchFile::new(&opened).unwrap();
    scratch.file().write_all(b"text").unwrap();
    scratch.publish(OsStr::new("a"), false).unwrap();
    assert_eq!(
        (
            file_names(folder.path()),
            fs::read(folder.path().join("a")).unwrap().as_slice()
        ),
        (vec!["a".to_owned()], &b"text"[..])
    );
    let refused = ScratchFile::new(&opened)
        .unwrap()
        .publish(OsStr::new("a"), false)
        .unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
    ScratchFile::new(&opened)
        .unwrap()
        .publish(OsStr::new("a"), true)
        .unwrap();
    assert_eq!(
        (
            file_names(folder.path()),
            fs::read(folder.path().join("a")).unwrap().len()
        ),
        (vec!["a".to_owned()], 0)
    );
}

#[test]
fn only_what_an_ended_process_left_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let dead = format!(
        "1-{:x}-{}-1",
        u64::MAX,
        OwnerProcess::this_process()
            .file_name(1)
            .rsplit('-')
            .nth(1)
            .unwrap()
    );
    let alive = OwnerProcess::this_process().file_name(9);
    for name in [
        format!(".cases-{dead}"),
        format!(".cases-{dead}-journal"),
        format!(".cases-{alive}"),
        ".cases-Ab12Cd".to_owned(),
        ".cases-notes".to_owned(),
        "cases.db".to_owned(),
    ] {
        fs::write(folder.path().join(name), "secret").unwrap();
    }
    for name in [
        format!("cases-{dead}"),
        format!("cases-{alive}"),
        "cases-Ab12Cd".to_owned(),
    ] {
        fs::create_dir(folder.path().join(&name)).unwrap();
        fs::write(folder.path().join(name).join("case.toml"), "secret").unwrap();
    }
    let kept = format!("{}2", &dead[..dead.len() - 1]);
    fs::create_dir(folder.path().join(format!("cases-{kept}"))).unwrap();
    fs::write(folder.path().join(format!("cases-{kept}/.kept")), "").unwrap();
    sweep_folder(folder.path()).unwrap();
    let mut left = [
        format!(".cases-{alive}"),
        ".cases-Ab12Cd".to_owned(),
        ".cases-notes".to_owned(),
        "cases.db".to_owned(),
        format!("cases-{alive}"),
        format!("cases-{kept}"),
        "cases-Ab12Cd".to_owned(),
    ];
    left.sort();
    assert_eq!(file_names(folder.path()), left);
}

#[test]
fn a_folder_whose_name_leads_elsewhere_is_known() {
    let outer = tempfile::tempdir().unwrap();
    let path = outer.path().join("letters");
    fs::create_dir(&path).unwrap();
    let folder = Folder::open(&path).unwrap();
    assert!(folder.is_in_place());
    fs::rename(&path, outer.path().join("moved")).unwrap();
    assert!(!folder.is_in_place());
    std::os::unix::fs::symlink(outer.path(), &path).unwrap();
    assert!(!folder.is_in_place());
    ScratchFile::new(&folder)
        .unwrap()
        .publish(OsStr::new("a"), false)
        .unwrap();
    assert_eq!(file_names(&outer.path().join("moved")), ["a"]);
}

#[test]
fn many_at_once_keep_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Folder::open(folder.path()).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let opened = &opened;
            scope.spawn(move || {
                for number in 0..50 {
                    let scratch = ScratchFile::new(opened).unwrap();
                    scratch.file().write_all(b"x").unwrap();
                    scratch
                        .publish(OsStr::new(&format!("{thread}-{number}")), number % 2 == 0)
                        .unwrap();
                }
            });
        }
    });
    assert_eq!(file_names(folder.path()).len(), 400);
}
