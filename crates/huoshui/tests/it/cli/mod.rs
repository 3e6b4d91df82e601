//! The command line, through the real program: exit codes, streams, and what is left on the disk.

mod doctor;
mod evidence;
mod folders;
mod import;
mod keys;
mod matching;
mod policy;
mod speech;

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

/// The program in a working folder of its own.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs a command line.
    fn run(&self, line: &str) -> Output {
        self.run_with(line, "")
    }

    /// Runs a command line with something on stdin.
    fn run_with(&self, line: &str, input: &str) -> Output {
        use std::io::Write;
        let mut child = Command::new(env!("CARGO_BIN_EXE_huoshui"))
            .args(line.split_whitespace())
            .current_dir(self.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// What a command that succeeds says.
    #[track_caller]
    fn ok(&self, line: &str) -> String {
        let out = self.run(line);
        assert_eq!(out.status.code(), Some(0), "{line}: {}", text(&out.stderr));
        text(&out.stdout)
    }

    /// What a command that fails says on stderr; nothing on stdout.
    #[track_caller]
    fn fails(&self, line: &str, code: i32) -> String {
        let out = self.run(line);
        assert_eq!(out.status.code(), Some(code), "{line}: {} {}", text(&out.stdout), text(&out.stderr));
        assert_eq!(text(&out.stdout), "", "{line}");
        text(&out.stderr)
    }

    /// Names in the working folder, sorted.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A file in the working folder.
    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
