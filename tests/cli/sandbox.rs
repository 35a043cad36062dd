//! A room without a way out: its own home, no environment but its own, a fixed clock and width, and nobody to ask.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{Read, Seek, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::{TempDir, tempfile};

use crate::output::Output;

/// Today, in every sandbox: 15 September 2021, as seconds since 1970. The sample casebook ends there.
const TODAY: &str = "1631664000";

/// A command that takes longer hangs: it waits for somebody to answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A temporary home in which the program runs; removed when dropped.
pub struct Sandbox {
    root: TempDir,
}

impl Sandbox {
    /// An empty one.
    pub fn new() -> Self {
        let root = tempfile::Builder::new()
            .prefix("cases-")
            .tempdir()
            .expect("a temporary folder");
        for folder in ["home", "tmp"] {
            fs::create_dir(root.path().join(folder)).expect("a folder in the sandbox");
        }
        Self { root }
    }

    /// The home folder, in which commands run and files lie.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// Writes a file, named from the home folder, and the folders it needs.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("a folder in the sandbox");
        fs::write(&path, text).expect("a file in the sandbox");
        path
    }

    /// Runs `cases` with these arguments, in the home folder and with nothing on standard input.
    #[must_use = "check the code with ok() or fails_with()"]
    pub fn run(&self, args: &[&str]) -> Output {
        self.cases(args).run()
    }

    /// `cases` with these arguments, to be run otherwise than [`Sandbox::run`] does.
    pub fn cases(&self, args: &[&str]) -> Call {
        let words = ["cases"].iter().chain(args).map(|word| quoted(word));
        self.call(
            env!("CARGO_BIN_EXE_cases"),
            args,
            &words.collect::<Vec<_>>().join(" "),
        )
    }

    /// A line of shell in which `cases` can be called; standard error goes where standard output goes, as on a terminal.
    pub fn shell(&self, line: &str) -> Call {
        let binary = Path::new(env!("CARGO_BIN_EXE_cases"));
        let folder = binary
            .parent()
            .expect("the binary is in a folder")
            .display();
        let mut call = self.call("/bin/sh", &["-c", line], line);
        call.command.env("PATH", format!("{folder}:/usr/bin:/bin"));
        call.merged = true;
        call
    }

    fn call(&self, program: &str, args: &[&str], title: &str) -> Call {
        let home = self.home();
        let mut command = Command::new(program);
        command.args(args).current_dir(&home).env_clear();
        for (name, folder) in [
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
        ] {
            command.env(name, home.join(folder));
        }
        let fixed = [
            ("COLUMNS", "80"),
            ("LANG", "C.UTF-8"),
            ("NO_COLOR", "1"),
            ("SOURCE_DATE_EPOCH", TODAY),
            ("TZ", "UTC"),
        ];
        let root = self.root.path().to_owned();
        command
            .env("HOME", &home)
            .env("TMPDIR", root.join("tmp"))
            .envs(fixed);
        Call {
            command,
            title: title.to_owned(),
            root,
            stdin: None,
            merged: false,
            patience: PATIENCE,
        }
    }
}

/// A command that is about to be run.
pub struct Call {
    command: Command,
    title: String,
    root: PathBuf,
    stdin: Option<String>,
    merged: bool,
    patience: Duration,
}

impl Call {
    /// In another folder, named from the home folder.
    pub fn in_dir(mut self, folder: &str) -> Self {
        self.command
            .current_dir(self.root.join("home").join(folder));
        self
    }

    /// With this on standard input, instead of nothing.
    pub fn with_stdin(mut self, text: &str) -> Self {
        self.stdin = Some(text.to_owned());
        self
    }

    /// With one more environment variable.
    pub fn with_env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// With half an hour to end in, for what is very large.
    #[allow(dead_code, reason = "only the stress tests take long")]
    pub fn patiently(mut self) -> Self {
        self.patience = Duration::from_secs(1_800);
        self
    }

    /// Runs it to its end.
    ///
    /// # Panics
    /// It has not ended after 20 seconds; it is killed then.
    #[must_use = "check the code with ok() or fails_with()"]
    pub fn run(mut self) -> Output {
        let mut stdout = tempfile().expect("a temporary file");
        let mut stderr = if self.merged {
            stdout.try_clone()
        } else {
            tempfile()
        }
        .expect("a temporary file");
        self.command.stdin(
            self.stdin
                .as_deref()
                .map_or_else(Stdio::null, |text| holding(text).into()),
        );
        self.command
            .stdout(stdout.try_clone().expect("a temporary file"));
        self.command
            .stderr(stderr.try_clone().expect("a temporary file"));
        let child = self
            .command
            .spawn()
            .unwrap_or_else(|error| panic!("{} cannot start: {error}", self.title));
        let status = wait(child, self.patience);
        let output = Output {
            stdout: self.hide_paths(&read(&mut stdout)),
            stderr: if self.merged {
                String::new()
            } else {
                self.hide_paths(&read(&mut stderr))
            },
            code: status.map_or(-1, |status| {
                status.code().unwrap_or(128 + status.signal().unwrap_or(0))
            }),
            title: self.hide_paths(&self.title),
        };
        assert!(
            status.is_some(),
            "did not end within {} s:\n{output}",
            self.patience.as_secs()
        );
        output
    }

    /// The sandbox lies elsewhere each time; in texts it is `[HOME]`, and its folder for temporary files `[TMP]`.
    fn hide_paths(&self, text: &str) -> String {
        let real = fs::canonicalize(&self.root).unwrap_or_else(|_| self.root.clone());
        [&real, &self.root]
            .into_iter()
            .fold(text.to_owned(), |text, root| {
                let text = text.replace(&*root.join("home").to_string_lossy(), "[HOME]");
                text.replace(&*root.join("tmp").to_string_lossy(), "[TMP]")
            })
    }
}

/// A word as it would be typed in a shell.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_=+.,:/@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// How the child ended; none if it had to be killed.
fn wait(mut child: Child, patience: Duration) -> Option<ExitStatus> {
    let end = Instant::now() + patience;
    while Instant::now() < end {
        if let Some(status) = child.try_wait().expect("the state of a child") {
            return Some(status);
        }
        sleep(Duration::from_millis(2));
    }
    child
        .kill()
        .and_then(|()| child.wait())
        .expect("the end of a child");
    None
}

fn holding(text: &str) -> File {
    let mut file = tempfile().expect("a temporary file");
    file.write_all(text.as_bytes())
        .and_then(|()| file.rewind())
        .expect("a temporary file");
    file
}

fn read(file: &mut File) -> String {
    let mut bytes = Vec::new();
    file.rewind()
        .and_then(|()| file.read_to_end(&mut bytes))
        .expect("a temporary file");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_runs() {
        let output = Sandbox::new().run(&[]);
        assert!(
            output.code != 101 && !output.stderr.contains("panicked"),
            "{output}"
        );
        assert_eq!(output.to_string().lines().next(), Some("$ cases"));
    }

    #[test]
    fn a_transcript_shows_the_command_as_it_would_be_typed() {
        let call = Sandbox::new().cases(&["show", "", "Маkhambet", "O'Brien", "--set=a b"]);
        assert_eq!(
            call.title,
            r"cases show '' Маkhambet 'O'\''Brien' '--set=a b'"
        );
    }

    #[test]
    fn nothing_of_the_outer_environment_comes_in() {
        Sandbox::new()
            .call("/usr/bin/env", &[], "env")
            .run()
            .ok()
            .golden("environment");
    }

    #[test]
    fn both_streams_and_the_code_are_told() {
        let sandbox = Sandbox::new();
        let script = "printf 'data\\r\\n\\033[1m'; pwd >&2; exit 3";
        let output = sandbox
            .call("/bin/sh", &["-c", script], "sh")
            .run()
            .fails_with(3);
        assert_eq!(
            (output.stdout.as_str(), output.stderr.as_str()),
            ("data\r\n\u{1b}[1m", "[HOME]\n")
        );
        output.golden("transcript");
    }

    #[test]
    fn a_shell_finds_the_program_and_keeps_the_order_of_the_streams() {
        let sandbox = Sandbox::new();
        let output = sandbox
            .shell("command -v cases >/dev/null && echo one; echo two >&2; echo three")
            .run()
            .ok();
        assert_eq!(output.stdout, "one\ntwo\nthree\n");
    }

    #[test]
    fn standard_input_is_empty_unless_given() {
        let sandbox = Sandbox::new();
        assert_eq!(sandbox.shell("cat").run().ok().stdout, "");
        assert_eq!(
            sandbox
                .shell("cat")
                .with_stdin("a name\n")
                .run()
                .ok()
                .stdout,
            "a name\n"
        );
    }

    #[test]
    fn files_folders_and_variables_can_be_given() {
        let sandbox = Sandbox::new();
        let path = sandbox.file("letters/drafts/one.md", "Dear");
        assert_eq!(path, sandbox.home().join("letters/drafts/one.md"));
        let call = sandbox
            .shell("cat \"$FILE\"; pwd")
            .in_dir("letters/drafts")
            .with_env("FILE", "one.md");
        assert_eq!(call.run().ok().stdout, "Dear[HOME]/letters/drafts\n");
    }

    #[test]
    #[should_panic(expected = "did not end within 0 s:\n$ sleep 60\n--- stdout\nName: ")]
    fn a_command_that_waits_is_killed() {
        let sandbox = Sandbox::new();
        let mut call = sandbox.shell("printf 'Name: '; exec sleep 60");
        call.title = "sleep 60".to_owned();
        call.patience = Duration::from_millis(300);
        let _ = call.run();
    }

    #[test]
    #[should_panic(expected = "another exit code:\n$ exit 9\n--- exit code 9")]
    fn an_unexpected_code_fails_and_shows_the_transcript() {
        let _ = Sandbox::new().shell("exit 9").run().ok();
    }

    #[test]
    fn a_signal_is_a_code() {
        let _ = Sandbox::new().shell("kill -TERM $$").run().fails_with(143);
    }
}
