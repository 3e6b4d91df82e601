//! How the server listens: with the county's own certificate, with patience that ends, to its own pages only.

use crate::{
    harness::{Client, PASSWORD, on_both},
    served::Served,
};
use rustls::{
    ClientConfig, ClientConnection, RootCertStore, StreamOwned,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use serde_json::json;
use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::Arc,
    thread,
    time::Duration,
};

/// The answer to a GET over TLS by somebody who trusts these roots only.
fn over_tls(served: &Served, roots: RootCertStore, path: &str) -> std::io::Result<String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = Arc::new(config.with_root_certificates(roots).with_no_client_auth());
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(config, name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(served.address)?);
    write!(stream, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    let mut answer = String::new();
    // A peer that hangs up without a farewell has said all the same.
    match stream.read_to_string(&mut answer) {
        Err(why) if answer.is_empty() => Err(why),
        _ => Ok(answer),
    }
}

/// Trust in the authority that a server makes when it starts.
fn trust_in(folder: &Path) -> RootCertStore {
    let file = folder.join("tls/county-ca.pem");
    let made = (0..400).find_map(|_| {
        thread::sleep(Duration::from_millis(25));
        CertificateDer::from_pem_file(&file).ok()
    });
    let mut roots = RootCertStore::empty();
    roots.add(made.expect("the server makes its authority")).unwrap();
    roots
}

#[test]
fn phones_that_trust_the_countys_authority_trust_the_server_and_others_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &["--county-ca"]);
    let trusted = trust_in(folder.path());
    let answer = over_tls(&served, trusted.clone(), "/healthz").unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("ok"), "{answer}");
    assert!(answer.to_lowercase().contains("strict-transport-security"), "{answer}");
    let offered = over_tls(&served, trusted, "/county-ca.pem").unwrap();
    let own = std::fs::read_to_string(folder.path().join("tls/county-ca.pem")).unwrap();
    assert!(offered.contains(own.trim()), "what phones take is the authority");

    let elsewhere = tempfile::tempdir().unwrap();
    let _other = Served::start(elsewhere.path(), &["--county-ca"]);
    let strange = trust_in(elsewhere.path());
    assert!(over_tls(&served, strange, "/healthz").is_err(), "another county's authority is no one's here");
}

#[test]
fn whoever_says_nothing_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path(), &[]);
    let half = |text: &str| {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(120))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    };
    let started = "POST /api/v1/session HTTP/1.1\r\nhost: here\r\ncontent-length: 100\r\n\r\n{";
    for mut stream in ["", "GET /healthz HTTP/1.1\r\nhost: he", started].map(half) {
        // Ends with an answer or with a closed connection, not with our own patience.
        let mut answer = Vec::new();
        let read = stream.read_to_end(&mut answer);
        assert!(read.is_ok() || !answer.is_empty(), "{read:?}");
    }
    assert_eq!(Client::new(served.address).get("//healthz").status, 200);
}

#[test]
fn another_site_signs_nobody_in() {
    on_both(|county| {
        let office = county.office();
        let visitor = Client::new(office.address);
        let body = json!({"login": "nobody", "password": PASSWORD});
        for origin in ["https://evil.example", "null"] {
            visitor.with("origin", origin).post("/session", body.clone()).refused(403, "edge.csrf");
        }
        let own = format!("http://{}", office.address);
        visitor.with("origin", &own).post("/session", body.clone()).refused(401, "session.wrong");
        visitor.post("/session", body).refused(401, "session.wrong");
    });
}
