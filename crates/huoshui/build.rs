//! Puts the built web pages into the binary. A release build without them fails;
//! a debug build says so on its start page.

#![allow(clippy::expect_used)] // a build that cannot go on stops

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

/// The apps that are embedded, each below the address of its name.
const APPS: [&str; 2] = ["office", "field"];

fn main() {
    let web = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("set by cargo")).join("../../web");
    let release = env::var("PROFILE").is_ok_and(|p| p == "release");
    // Copied first, so that a page build running meanwhile cannot pull files away from the compiler.
    let out = PathBuf::from(env::var("OUT_DIR").expect("set by cargo"));
    let mut code = fs::File::create(out.join("web_files.rs")).expect("OUT_DIR is writable");
    writeln!(code, "&[").expect("written");
    for app in APPS {
        let dist = web.join(app).join("dist");
        println!("cargo:rerun-if-changed={}", dist.display());
        let built = dist.join("index.html").exists();
        assert!(built || !release, "web/{app}/dist is missing: build the web pages first (make web)");
        let mut files = Vec::new();
        if built {
            collect(&dist, &mut files);
            files.sort();
        }
        for (number, file) in files.iter().enumerate() {
            let name = file.strip_prefix(&dist).expect("below dist").to_string_lossy().replace('\\', "/");
            let copy = out.join(format!("web_{app}_{number}"));
            fs::copy(file, &copy).expect("copied");
            writeln!(code, "    (\"{app}/{name}\", include_bytes!({copy:?})),").expect("written");
        }
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
