//! The real program as a process of its own.

use crate::Got;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Requests a second that never run out.
const RATE: &str = "1000000000";

/// The release binary: `HUOSHUI_BIN`, or the one beside this program.
pub fn binary() -> Got<PathBuf> {
    match std::env::var_os("HUOSHUI_BIN") {
        Some(path) => Ok(path.into()),
        None => Ok(std::env::current_exe()?.with_file_name("huoshui")),
    }
}

/// A folder on the disk that the build lies on; databases in memory would prove nothing.
pub fn folder() -> Got<tempfile::TempDir> {
    let target = std::env::current_exe()?;
    let target = target.parent().and_then(Path::parent).ok_or("the program lies in no folder")?;
    Ok(tempfile::Builder::new().prefix("bench-").tempdir_in(target)?)
}

/// A served county; ends with this value.
pub struct Program {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From starting the process to the first answer over HTTP.
    pub first_answer: Duration,
    /// Token of the set-up page, while the county is empty.
    pub token: Option<String>,
}

impl Program {
    /// Serves the data of a folder, with the database in it or the PostgreSQL of that address.
    pub fn serve(folder: &Path, postgres: Option<&str>) -> Got<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(binary()?);
        command.args(["serve", "--rate", RATE, "--listen", &address.to_string(), "--data"]).arg(folder);
        if let Some(url) = postgres {
            command.args(["--database", url]);
        }
        let began = Instant::now();
        // The log goes where a service's log goes: written, and read by nobody in a hurry.
        let log = std::fs::File::create(folder.join("serve.log"))?;
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn()?;
        let stdout = child.stdout.take();
        let mut program = Self { child, address, first_answer: Duration::ZERO, token: None };
        while healthy(address).is_err() {
            if began.elapsed() > Duration::from_secs(20) {
                return Err("the program did not start; see serve.log".into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        program.first_answer = began.elapsed();
        let mut said = String::new();
        BufReader::new(stdout.ok_or("no stdout")?).read_line(&mut said)?;
        program.token = said.trim().split_once("token=").map(|(_, token)| token.to_owned());
        Ok(program)
    }

    /// The process id, for what the system counts of it.
    pub fn id(&self) -> String {
        self.child.id().to_string()
    }

    /// Memory that the process holds now, in KiB (VmRSS).
    pub fn memory_kib(&self) -> Got<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches(" kB").trim().parse()?)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn healthy(address: SocketAddr) -> Got<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: bench\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") { Ok(()) } else { Err("not yet".into()) }
}

/// Processor time that a process has used so far; `self` is this one. The system counts in hundredths of a second.
pub fn processor_time(process: &str) -> Got<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in brackets may hold blanks; utime and stime are the 14th and 15th field of all.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    let ticks: u64 = fields.map(str::parse::<u64>).sum::<Result<u64, _>>()?;
    Ok(Duration::from_millis(ticks * 10))
}

/// Runs a command of the program to its end; how long it took, and what it printed.
pub fn run(args: &[&str]) -> Got<(Duration, String)> {
    let began = Instant::now();
    let output = Command::new(binary()?).args(args).output()?;
    let took = began.elapsed();
    if !output.status.success() {
        return Err(format!("huoshui {}: {}", args.join(" "), String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok((took, String::from_utf8(output.stdout)?))
}
