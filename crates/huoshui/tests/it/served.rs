//! The real program as a process of its own, for stories of what happens to a server.

use crate::harness::{Client, PASSWORD};
use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// The real program on a data folder.
pub struct Served {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Served {
    /// Starts it with these options and waits until it takes connections.
    pub fn start(folder: &Path, options: &[&str]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_huoshui"))
            .args(["serve", "--rate", "1000000", "--listen", &address.to_string(), "--data"])
            .arg(folder)
            .args(options)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let served = Self { child, address };
        for _ in 0..400 {
            if TcpStream::connect(address).is_ok() {
                return served;
            }
            thread::sleep(Duration::from_millis(25));
        }
        panic!("the program did not start");
    }

    /// Somebody of the harness's county, signed in here.
    pub fn client(&self, login: &str) -> Client {
        let mut client = Client::new(self.address);
        let body = serde_json::json!({"login": login, "password": PASSWORD});
        client.cookies = client.post("/session", body).cookies;
        client
    }

    /// Ends it as `kill -9` does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
