//! Puts the built web pages into the binary. A release build without them fails;
//! a debug build says so on its start page.

#![allow(clippy::expect_used)] // a build that cannot go on stops

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

fn main() {
    let dist = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("../../web/office/dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    let built = dist.join("index.html").exists();
    let release = env::var("PROFILE").is_ok_and(|p| p == "release");
    assert!(built || !release, "web/office/dist is missing: build the web pages first (make web)");
    let mut files = Vec::new();
    if built {
        collect(&dist, &mut files);
        files.sort();
    }
    // Copied first, so that a page build running meanwhile cannot pull files away from the compiler.
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    let mut code = fs::File::create(out.join("web_files.rs")).expect("OUT_DIR is writable");
    writeln!(code, "&[").expect("written");
    for (number, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&dist).expect("below dist").to_string_lossy().replace('\\', "/");
        let copy = out.join(format!("web_{number}"));
        fs::copy(file, &copy).expect("copied");
        writeln!(code, "    ({name:?}, include_bytes!({copy:?})),").expect("written");
    }
    writeln!(code, "]").expect("written");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
