//! The program at a terminal: what somebody types there, and how it leaves the terminal.

use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::casebook::{everything, small};
use crate::sandbox::Sandbox;

/// What is awaited longer will not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody at a terminal of 24 lines and 80 columns, in which one command runs; `before` and `after` in the home folder
/// hold the settings of the terminal, `code` how it ended.
struct Typist {
    child: Child,
    keys: ChildStdin,
    screen: Arc<Mutex<Vec<u8>>>,
    seen: usize,
}

impl Typist {
    fn at(sandbox: &Sandbox, args: &str, environment: &[(&str, &str)]) -> Self {
        let binary = env!("CARGO_BIN_EXE_cases");
        let line = format!("stty rows 24 cols 80; stty -a >before; {binary} {args}; echo $? >code; stty -a >after");
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(sandbox.home()).env_clear();
        command.env("HOME", sandbox.home()).env("PATH", "/usr/bin:/bin").env("SOURCE_DATE_EPOCH", "1631664000");
        command.env("TERM", "xterm").env("LANG", "C.UTF-8").env("SHELL", "/bin/sh").envs(environment.iter().copied());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script is installed");
        let (keys, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let screen = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                written.lock().unwrap().extend_from_slice(&bytes[..count]);
            }
        });
        Self { child, keys, screen, seen: 0 }
    }

    /// Waits for a text, then types.
    #[track_caller]
    fn on(&mut self, text: &str, typed: &str) -> &mut Self {
        self.see(text);
        self.keys.write_all(typed.as_bytes()).and_then(|()| self.keys.flush()).unwrap();
        self
    }

    /// Waits for a text that stands behind all that was awaited before.
    #[track_caller]
    fn see(&mut self, text: &str) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen.lock().unwrap().clone();
            let rest = &screen[self.seen..];
            if let Some(at) = rest.windows(text.len()).position(|bytes| bytes == text.as_bytes()) {
                self.seen += at + text.len();
                return self;
            }
            assert!(
                Instant::now() < end,
                "“{text}” does not come; the screen says:\n{}",
                String::from_utf8_lossy(rest)
            );
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits for the end; the terminal must be as it was. Gives the exit code.
    #[track_caller]
    fn code(mut self, sandbox: &Sandbox) -> String {
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < end, "it goes on:\n{}", String::from_utf8_lossy(&self.screen.lock().unwrap()));
            thread::sleep(Duration::from_millis(10));
        }
        let file = |name| std::fs::read_to_string(sandbox.home().join(name)).unwrap();
        assert_eq!(file("after"), file("before"));
        file("code").trim().to_owned()
    }
}

const ENTER: &str = "\r";

/// Answers the questions after name and country until the summary.
fn answer_the_rest(typist: &mut Typist) {
    typist.on("own script", "Айша О'Коннор\r").on("state that persecutes", "kazakhst\t\u{15}KZ\r");
    typist.on("absent: not known", "fem\r").on("situation", "pre-trial\r").on("Since when", "2021-03\r");
    typist.on("is active", ENTER).on("follows a name", ENTER).on("leading category", ENTER).on("detention", ENTER);
    typist.on("A charge", "CC 174\r").on("The offence of CC 174", "inciting “discord”\r").on("A further", ENTER);
    typist.on("The sentence", ENTER).on("source", ENTER).on("absent: not asked", ENTER).on("in no letter", ENTER);
}

#[test]
fn a_case_is_added_in_a_conversation_and_again_by_the_command_it_tells() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "add", &[]);
    typist.on("full name", "Aisha O'Connor\r");
    answer_the_rest(&mut typist);
    typist.see("This would be added").see("CC 174: inciting “discord”").on("Is this right?", ENTER);
    typist.see("The same as a command");
    let screen = Arc::clone(&typist.screen);
    assert_eq!(typist.code(&sandbox), "0");
    let screen = String::from_utf8_lossy(&screen.lock().unwrap()).into_owned();
    let command = screen.lines().map(str::trim).find(|line| line.starts_with("cases add ")).unwrap().to_owned();
    let added = everything(&sandbox);
    assert!(added.contains("name_native = \"Айша О'Коннор\"") && added.contains("article = \"174\""), "{added}");
    sandbox.run(&["undo"]).ok();
    assert!(!everything(&sandbox).contains("Connor"));
    let _ = sandbox.shell(&command).run().ok();
    let without_uid =
        |text: String| text.lines().filter(|line| !line.starts_with("uid")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_uid(everything(&sandbox)), without_uid(added));
}

#[test]
fn a_screen_reader_gets_numbered_lines_and_nothing_drawn() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "add", &[("CASES_ACCESSIBLE", "1")]);
    typist.on("full name", "Aisha Example\r").on("own script", "<\r").on("full name", "\r").on("own script", ENTER);
    typist.on("state that persecutes", "KZ\r").on("absent: not known", "1\r").on("situation", ENTER);
    typist.on("is active", ENTER).on("follows a name", ENTER).on("leading category", ENTER).on("detention", ENTER);
    typist.on("A charge", ENTER).on("The sentence", ENTER).on("source", ENTER).on("absent: not asked", ENTER);
    typist.on("in no letter", ENTER).on("Is this right?", ENTER);
    let screen = Arc::clone(&typist.screen);
    assert_eq!(typist.code(&sandbox), "0");
    assert!(!screen.lock().unwrap().contains(&0x1b), "{}", String::from_utf8_lossy(&screen.lock().unwrap()));
    assert!(everything(&sandbox).contains("name = \"Aisha Example\"\ncountry = \"KZ\""));
}

#[test]
fn ctrl_c_adds_nothing_leaves_the_terminal_as_it_was_and_tells_how_to_go_on() {
    let sandbox = small();
    let before = everything(&sandbox);
    let mut typist = Typist::at(&sandbox, "add", &[]);
    typist.on("full name", "Aisha Example\r").on("own script", "\u{3}");
    typist.see("cases add --name 'Aisha Example' --ask").see("Interrupted");
    assert_eq!(typist.code(&sandbox), "130");
    assert_eq!(everything(&sandbox), before);
    let mut typist = Typist::at(&sandbox, "add", &[]);
    typist.on("full name", "\u{1b}").see("Cancelled");
    assert_eq!(typist.code(&sandbox), "6");
}
