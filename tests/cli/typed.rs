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
        let line = format!(
            "stty rows 24 cols 80; stty -a >before; tty >terminal; {binary} {args}; echo $? >code; stty -a >after"
        );
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).current_dir(sandbox.home()).env_clear();
        command.env("HOME", sandbox.home()).env("PATH", "/usr/bin:/bin").env("SOURCE_DATE_EPOCH", "1631664000");
        command.env("TERM", "xterm").env("LANG", "C.UTF-8").env("SHELL", "/bin/sh").envs(environment.iter().copied());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script is installed");
        let (keys, mut output) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
        let screen = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&screen);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                written.lock().expect("nobody panics with it").extend_from_slice(&bytes[..count]);
            }
        });
        Self { child, keys, screen, seen: 0 }
    }

    /// Waits for a text, then types.
    #[track_caller]
    fn on(&mut self, text: &str, typed: &str) -> &mut Self {
        self.see(text).press(typed)
    }

    /// Types.
    fn press(&mut self, typed: &str) -> &mut Self {
        self.keys.write_all(typed.as_bytes()).and_then(|()| self.keys.flush()).expect("the terminal is there");
        self
    }

    /// Waits for a text that stands behind all that was awaited before.
    #[track_caller]
    fn see(&mut self, text: &str) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen.lock().expect("nobody panics with it").clone();
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

    /// Makes the terminal two lines high.
    #[track_caller]
    fn shrink(&self, sandbox: &Sandbox) {
        let terminal = std::fs::read_to_string(sandbox.home().join("terminal")).expect("the terminal is there");
        let done =
            Command::new("stty").args(["-F", terminal.trim(), "rows", "2"]).status().expect("the terminal is there");
        assert!(done.success());
    }

    /// Waits for the end; the terminal must be as it was. Gives the exit code.
    #[track_caller]
    fn code(mut self, sandbox: &Sandbox) -> String {
        let end = Instant::now() + PATIENCE;
        while self.child.try_wait().expect("the terminal is there").is_none() {
            assert!(
                Instant::now() < end,
                "it goes on:\n{}",
                String::from_utf8_lossy(&self.screen.lock().expect("nobody panics with it"))
            );
            thread::sleep(Duration::from_millis(10));
        }
        let file = |name| std::fs::read_to_string(sandbox.home().join(name)).expect("the terminal is there");
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

#[test]
fn who_was_not_named_is_found_by_a_part_of_the_name_in_any_script() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "show", &[]);
    typist.on("Which case?", "алиев").on("aliyeva-leyla", ENTER).see("illegal entrepreneurship");
    assert_eq!(typist.code(&sandbox), "0");
    let mut typist = Typist::at(&sandbox, "recipients show", &[("CASES_ACCESSIBLE", "1")]);
    typist.on("Which recipient?", "prosecutor\r").see("1 Street");
    assert_eq!(typist.code(&sandbox), "0");
    for command in [&["show"][..], &["update", "--tag", "x"], &["recipients", "show"], &["recipients", "update"]] {
        let output = sandbox.run(command).fails_with(2);
        assert!(output.stderr.contains("There is no terminal to ask on"), "{output}");
    }
}

#[test]
fn a_letter_is_looked_at_before_it_is_written() {
    let sandbox = small();
    let write = |last: &str| {
        let mut typist = Typist::at(&sandbox, "letter -o letter.txt", &[]);
        typist.on("About whom?", "leyla\r").on("To whom?", "prosecutor\r").on("Which kind of letter?", ENTER);
        typist.see("cases letter -o letter.txt --to az-prosecutor-general aliyeva-leyla").see("more lines");
        typist.on("Is this the letter?", last);
        typist.code(&sandbox)
    };
    assert_eq!(write("cancel\r"), "6");
    assert!(!sandbox.home().join("letter.txt").exists());
    assert_eq!(write(ENTER), "0");
    let text = std::fs::read_to_string(sandbox.home().join("letter.txt")).unwrap();
    assert!(text.contains("Əliyeva"), "{text}");
}

#[test]
fn a_terminal_of_two_lines_is_enough() {
    let sandbox = small();
    let mut typist = Typist::at(&sandbox, "show", &[]);
    // The terminal shrinks while the list stands.
    typist.see("Esc cancels").shrink(&sandbox);
    typist.press("leyla").on("leyla", ENTER).see("illegal entrepreneurship");
    assert!(typist.child.wait().unwrap().success());
    let smaller = format!("--version; stty rows 2; {} show", env!("CARGO_BIN_EXE_cases"));
    let mut typist = Typist::at(&sandbox, &smaller, &[]);
    typist.on("Which case?", "leyla\r").see("illegal entrepreneurship");
    assert!(typist.child.wait().unwrap().success());
}

/// An editor that is a script; the file is its last argument.
fn edits(sandbox: &Sandbox, script: &str) -> crate::output::Output {
    let editor = sandbox.file("my editor.sh", script);
    let command = format!("sh '{}' --wait", editor.display());
    let args = ["recipients", "update", "az-prosecutor-general", "--edit"];
    sandbox.cases(&args).with_env("CASES_EDITOR", command).run()
}

#[test]
fn a_recipient_is_edited_in_a_form_and_nothing_typed_is_lost() {
    let sandbox = small();
    let _ = edits(&sandbox, "sed -i 's/1 Street/2 Street/' \"$2\"").ok();
    assert!(everything(&sandbox).contains("2 Street"));
    let before = everything(&sandbox);
    let unchanged = edits(&sandbox, "true").fails_with(6);
    assert!(unchanged.stderr.contains("othing was changed"), "{unchanged}");
    let failed = edits(&sandbox, "echo typed >\"$2\"; exit 3").fails_with(6);
    assert!(failed.stderr.contains("what was typed is kept in"), "{failed}");
    let empty = edits(&sandbox, "grep -q '^#:' \"$2\" || : >\"$2\"").fails_with(1);
    assert!(empty.stderr.contains("what was typed is kept in"), "{empty}");
    let other = edits(&sandbox, "grep -q '^#:' \"$2\" || sed -i 's/^id = .*/id = \"another\"/' \"$2\"").fails_with(1);
    assert!(other.stderr.contains("the id az-prosecutor-general cannot be changed"), "{other}");
    assert_eq!(everything(&sandbox), before);
    let mended =
        "grep -q '^#: .*zz' \"$2\" && sed -i s/zz/AZ/ \"$2\" || sed -i 's/^country = .*/country = \"zz\"/' \"$2\"";
    let _ = edits(&sandbox, mended).fails_with(0);
}
