//! The handle that use cases are sent through, and the workers behind it.

use crate::{error::StoreError, migrate, postgres, sqlite, tx::Tx, vault::Vault};
use base::Refusal;
use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};
use tokio::sync::oneshot;

/// Requests that may wait for a worker; one more is told to come back.
const WAITING: usize = 4096;

/// How a database is opened.
#[derive(Clone, Default)]
pub struct Options {
    /// Reader threads (SQLite) or connections (PostgreSQL); 0 means the default.
    pub workers: usize,
    /// Asked before each COMMIT of the SQLite writer; `true` makes it fail as a full disk would. For tests.
    pub fail_commit: Option<Arc<dyn Fn() -> bool + Send + Sync>>,
}

/// One use case on its way through a worker.
pub(crate) trait Job: Send {
    /// Nobody waits for the answer any more.
    fn gone(&self) -> bool;
    /// Runs it; whether what it wrote is to be kept. May run again after a lost race.
    fn attempt(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Tells the caller, after the COMMIT.
    fn answer(self: Box<Self>, committed: Result<(), StoreError>);
}

pub(crate) struct Task {
    pub job: Box<dyn Job>,
    pub writes: bool,
}

struct Asked<F, T> {
    run: F,
    result: Option<Result<T, Refusal>>,
    to: oneshot::Sender<Result<T, Refusal>>,
}

impl<F, T> Job for Asked<F, T>
where
    F: FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send,
    T: Send,
{
    fn gone(&self) -> bool {
        self.to.is_closed()
    }

    fn attempt(&mut self, tx: &mut Tx<'_>) -> bool {
        let run = &mut self.run;
        let result = catch_unwind(AssertUnwindSafe(|| run(tx)))
            .unwrap_or_else(|_| Err(StoreError::Other("a use case panicked".to_owned()).into()));
        self.result.insert(result).is_ok()
    }

    fn answer(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match committed {
            Ok(()) => self.result.unwrap_or_else(|| Err(StoreError::Other("never ran".to_owned()).into())),
            Err(error) => Err(error.into()),
        };
        // The caller may have gone away; the books stay as committed and a replay will say so.
        let _ = self.to.send(result);
    }
}

/// A database: cheap to clone, closed when the last handle is gone.
#[derive(Clone)]
pub struct Db {
    writes: Sender<Task>,
    reads: Sender<Task>,
    folder: Option<Arc<PathBuf>>,
}

impl Db {
    /// Opens `huoshui.db` in a folder (made if missing) and brings its schema up to date.
    pub fn open_folder(folder: &Path, vault: Arc<Vault>, options: Options) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|e| StoreError::Unavailable(format!("{}: {e}", folder.display())))?;
        let file = folder.join("huoshui.db");
        let mut writer = sqlite::Connection::open(&file, true)?;
        writer.empty_log()?;
        migrate::sqlite(&writer)?;
        writer.learn_names()?;
        let (writes, jobs) = bounded(WAITING);
        let (reads, queries) = bounded(WAITING);
        let readers = if options.workers == 0 { 4 } else { options.workers };
        for _ in 0..readers {
            let (reader, queries, vault) = (sqlite::Connection::open(&file, false)?, queries.clone(), vault.clone());
            spawn("sqlite-reader", move || sqlite::read(&reader, &queries, &vault))?;
        }
        spawn("sqlite-writer", move || sqlite::write(&writer, &jobs, &vault, &options))?;
        Ok(Self { writes, reads, folder: Some(Arc::new(folder.to_owned())) })
    }

    /// Connects to PostgreSQL and brings its schema up to date.
    pub fn open_url(url: &str, vault: Arc<Vault>, options: &Options) -> Result<Self, StoreError> {
        migrate::postgres(&mut postgres::Connection::open(url)?)?;
        let (jobs, waiting): (Sender<Task>, Receiver<Task>) = bounded(WAITING);
        for _ in 0..if options.workers == 0 { 12 } else { options.workers } {
            let (url, waiting, vault) = (url.to_owned(), waiting.clone(), vault.clone());
            spawn("postgres", move || postgres::work(&url, &waiting, &vault))?;
        }
        Ok(Self { writes: jobs.clone(), reads: jobs, folder: None })
    }

    /// Runs a use case in a transaction of its own and answers after COMMIT.
    ///
    /// If the caller goes away before its turn it never runs; after that it runs to the end.
    pub async fn write<T: Send + 'static>(
        &self,
        run: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        match send(&self.writes, true, run) {
            Ok(answer) => answer.await.unwrap_or_else(|_| Err(closed())),
            Err(refusal) => Err(refusal),
        }
    }

    /// Runs a query on one consistent snapshot; writing in it is an error.
    pub async fn read<T: Send + 'static>(
        &self,
        run: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        match send(&self.reads, false, run) {
            Ok(answer) => answer.await.unwrap_or_else(|_| Err(closed())),
            Err(refusal) => Err(refusal),
        }
    }

    /// [`Db::write`] for the command line and the simulator, outside any async runtime.
    pub fn write_now<T: Send + 'static>(
        &self,
        run: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        send(&self.writes, true, run)?.blocking_recv().unwrap_or_else(|_| Err(closed()))
    }

    /// [`Db::read`] outside any async runtime.
    pub fn read_now<T: Send + 'static>(
        &self,
        run: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        send(&self.reads, false, run)?.blocking_recv().unwrap_or_else(|_| Err(closed()))
    }

    /// Copies a SQLite database into a new file while it is in use. **Errors:** PostgreSQL, which has its own tools.
    pub fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let folder =
            self.folder.as_ref().ok_or_else(|| StoreError::Other("PostgreSQL is backed up with pg_dump".to_owned()))?;
        sqlite::Connection::open(&folder.join("huoshui.db"), true)?.copy_to(file)
    }
}

fn send<T: Send + 'static>(
    to: &Sender<Task>,
    writes: bool,
    run: impl FnMut(&mut Tx<'_>) -> Result<T, Refusal> + Send + 'static,
) -> Result<oneshot::Receiver<Result<T, Refusal>>, Refusal> {
    let (answer, wait) = oneshot::channel();
    let job = Box::new(Asked { run, result: None, to: answer });
    match to.try_send(Task { job, writes }) {
        Ok(()) => Ok(wait),
        Err(TrySendError::Full(_)) => Err(StoreError::Busy.into()),
        Err(TrySendError::Disconnected(_)) => Err(closed()),
    }
}

fn closed() -> Refusal {
    StoreError::Unavailable("its worker has stopped".to_owned()).into()
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    let thread = thread::Builder::new().name(name.to_owned()).spawn(work);
    thread.map(|_| ()).map_err(|e| StoreError::Unavailable(format!("no thread for the database: {e}")))
}
