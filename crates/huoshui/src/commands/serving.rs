//! Who has a data folder to himself: the server, or what copies the whole of it.
//!
//! A lock of the operating system on `serving.lock`; it ends with the process, however that ends.
//! Commands that read or add one thing beside a running server do not ask for it.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

/// The lock, held until it is dropped.
pub(super) struct Serving {
    _file: File,
    /// A folder that was made for the lock.
    made: Option<PathBuf>,
}

impl Serving {
    /// Takes the folder, which is made if it is not there. **Errors:** somebody else has it.
    pub fn hold(folder: &Path) -> Result<Self, String> {
        let wrong = |e: std::io::Error| format!("{}: {e}", folder.display());
        let made = (!folder.exists()).then(|| folder.to_owned());
        fs::create_dir_all(folder).map_err(wrong)?;
        let file = File::options().create(true).truncate(false).write(true).open(folder.join("serving.lock"));
        let file = file.map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file, made }),
            Err(TryLockError::WouldBlock) => Err(format!(
                "{}: a server is running on this folder (or it is being moved or restored); stop it first / 这个文件夹正由运行中的服务（或迁移、恢复）使用，请先停止",
                folder.display()
            )),
            Err(TryLockError::Error(e)) => Err(wrong(e)),
        }
    }
}

impl Drop for Serving {
    /// Where nothing came of it, the folder goes again.
    fn drop(&mut self) {
        if let Some(made) = self.made.as_ref().filter(|folder| !folder.join("huoshui.db").exists()) {
            let _ = fs::remove_file(made.join("serving.lock"));
            let _ = fs::remove_dir(made);
        }
    }
}
