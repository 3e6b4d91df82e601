//! A chat group's robot: takes what is posted, and answers as it is told.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{Arc, Mutex},
};

/// What came in.
#[derive(Clone, Debug)]
pub struct Got {
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Listens until the test ends.
pub struct Receiver {
    pub address: SocketAddr,
    got: Arc<Mutex<Vec<Got>>>,
    answer: Arc<Mutex<(u16, String)>>,
}

impl Receiver {
    pub fn listen() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let got = Arc::new(Mutex::new(Vec::new()));
        let answer = Arc::new(Mutex::new((200, r#"{"errcode":0}"#.to_owned())));
        let (into, says) = (got.clone(), answer.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                let mut headers = Vec::new();
                loop {
                    let mut line = String::new();
                    reader.read_line(&mut line).unwrap();
                    let Some((name, value)) = line.trim_end().split_once(": ") else { break };
                    headers.push((name.to_owned(), value.to_owned()));
                }
                let length = headers.iter().find(|(n, _)| n.eq_ignore_ascii_case("content-length"));
                let mut body = vec![0; length.map_or(0, |(_, n)| n.parse().unwrap())];
                reader.read_exact(&mut body).unwrap();
                into.lock().unwrap().push(Got { path, headers, body: String::from_utf8(body).unwrap() });
                let (status, said) = says.lock().unwrap().clone();
                let answer = format!(
                    "HTTP/1.1 {status} Said\r\ncontent-length: {}\r\nlocation: http://{address}/elsewhere\r\nconnection: close\r\n\r\n{said}",
                    said.len()
                );
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { address, got, answer }
    }

    pub fn answers(&self, status: u16, body: &str) {
        *self.answer.lock().unwrap() = (status, body.to_owned());
    }

    /// What came in since it was asked last.
    pub fn take(&self) -> Vec<Got> {
        std::mem::take(&mut *self.got.lock().unwrap())
    }
}
