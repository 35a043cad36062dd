//! Somebody at a terminal.

use std::fs;
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::sandbox::Sandbox;

/// What is awaited longer will not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody at a terminal of 24 lines and 80 columns, in which one command runs; `before` and `after` in the home folder
/// hold the settings of the terminal, `code` how it ended. Dropped, the terminal is gone. Pages are not turned unless asked.
pub struct Typist {
    child: Child,
    keys: ChildStdin,
    screen: Arc<Mutex<Vec<u8>>>,
    reader: Option<thread::JoinHandle<()>>,
    seen: usize,
}

/// How a command left the terminal, which was as before.
pub struct Left {
    /// The exit code.
    pub code: String,
    /// Everything that was written to the screen.
    pub screen: String,
}

impl Typist {
    /// Begins; what follows the program is a line of shell.
    pub fn at(sandbox: &Sandbox, args: &str, environment: &[(&str, &str)]) -> Self {
        let binary = env!("CARGO_BIN_EXE_cases");
        let line = format!(
            "stty rows 24 cols 80; stty -a >before; tty >terminal; {binary} {args}; echo $? >code; stty -a >after"
        );
        let mut command = Command::new("script");
        command
            .args(["-qec", &line, "/dev/null"])
            .current_dir(sandbox.home())
            .env_clear();
        command
            .env("HOME", sandbox.home())
            .env("PATH", "/usr/bin:/bin")
            .env("SOURCE_DATE_EPOCH", "1631664000");
        command
            .env("TERM", "xterm")
            .env("LANG", "C.UTF-8")
            .env("SHELL", "/bin/sh");
        command
            .env("PAGER", "cat")
            .envs(environment.iter().copied());
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("script is installed");
        let (keys, mut output) = (
            child.stdin.take().expect("a pipe"),
            child.stdout.take().expect("a pipe"),
        );
        let screen = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&screen);
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                written
                    .lock()
                    .expect("nobody panics with it")
                    .extend_from_slice(&bytes[..count]);
            }
        });
        Self {
            child,
            keys,
            screen,
            reader: Some(reader),
            seen: 0,
        }
    }

    /// Waits for a text, then types.
    #[track_caller]
    pub fn on(&mut self, text: &str, typed: &str) -> &mut Self {
        self.see(text).press(typed)
    }

    /// Types.
    pub fn press(&mut self, typed: &str) -> &mut Self {
        self.keys
            .write_all(typed.as_bytes())
            .and_then(|()| self.keys.flush())
            .expect("the terminal is there");
        self
    }

    /// Waits for a text that stands behind all that was awaited before.
    #[track_caller]
    pub fn see(&mut self, text: &str) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        loop {
            let screen = self.screen.lock().expect("nobody panics with it").clone();
            let rest = &screen[self.seen..];
            if let Some(at) = rest
                .windows(text.len())
                .position(|bytes| bytes == text.as_bytes())
            {
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
    pub fn shrink(&self, sandbox: &Sandbox) {
        let terminal =
            fs::read_to_string(sandbox.home().join("terminal")).expect("the terminal is there");
        let done = Command::new("stty")
            .args(["-F", terminal.trim(), "rows", "2"])
            .status()
            .expect("the terminal is there");
        assert!(done.success());
    }

    /// Waits for the end; the terminal must be as it was. Gives the exit code.
    #[track_caller]
    pub fn code(self, sandbox: &Sandbox) -> String {
        self.left(sandbox, "").code
    }

    /// Types the same key again and again until the end, or nothing; the terminal must be as it was.
    #[track_caller]
    pub fn left(mut self, sandbox: &Sandbox, key: &str) -> Left {
        self.end(key);
        // Only now has everything that was written been read.
        self.reader
            .take()
            .map(thread::JoinHandle::join)
            .transpose()
            .expect("nobody panics in it");
        let screen = String::from_utf8_lossy(&self.screen.lock().expect("nobody panics with it"))
            .into_owned();
        let file =
            |name| fs::read_to_string(sandbox.home().join(name)).expect("the terminal is there");
        assert_eq!(file("after"), file("before"), "{screen}");
        Left {
            code: file("code").trim().to_owned(),
            screen,
        }
    }

    /// Waits for the end, whatever becomes of the terminal.
    #[track_caller]
    pub fn end(&mut self, key: &str) {
        let end = Instant::now() + PATIENCE;
        let mut pressed = Instant::now();
        while self
            .child
            .try_wait()
            .expect("the terminal is there")
            .is_none()
        {
            assert!(
                Instant::now() < end,
                "it goes on:\n{}",
                String::from_utf8_lossy(&self.screen.lock().expect("nobody panics with it"))
            );
            if !key.is_empty() && pressed.elapsed() > Duration::from_millis(50) {
                // Somebody who types where nobody listens any more.
                let _ = self.keys.write_all(key.as_bytes());
                pressed = Instant::now();
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Typist {
    fn drop(&mut self) {
        // It has ended already, or what waits at the terminal must end with it.
        let _ = self.child.kill().and_then(|()| self.child.wait());
    }
}
