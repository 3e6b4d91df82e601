//! Somebody who talks to the program over one connection that is kept alive.

use crate::Got;
use serde_json::Value;
use std::{collections::BTreeMap, net::SocketAddr};

/// A person's browser, or nobody's. A clone has a connection of its own.
pub struct Client {
    address: SocketAddr,
    agent: ureq::Agent,
    cookies: BTreeMap<String, String>,
}

impl Clone for Client {
    fn clone(&self) -> Self {
        Self { cookies: self.cookies.clone(), ..Self::nobody(self.address) }
    }
}

impl Client {
    /// A visitor.
    pub fn nobody(address: SocketAddr) -> Self {
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        Self { address, agent: config.into(), cookies: BTreeMap::new() }
    }

    /// Signs in.
    pub fn sign_in(address: SocketAddr, login: &str, password: &str) -> Got<Self> {
        Self::opened_by(address, "/session", &serde_json::json!({"login": login, "password": password}))
    }

    /// Binds a phone by the code of its QR.
    pub fn bind(address: SocketAddr, code: &str) -> Got<Self> {
        Self::opened_by(address, "/device-bindings", &serde_json::json!({"code": code, "name": "手机"}))
    }

    fn opened_by(address: SocketAddr, path: &str, body: &Value) -> Got<Self> {
        let mut client = Self::nobody(address);
        let response = client.send("POST", path, body.to_string().as_bytes(), None)?;
        for line in response.headers().get_all("set-cookie") {
            let pair = line.to_str()?.split(';').next().and_then(|pair| pair.split_once('='));
            client.cookies.extend(pair.map(|(name, value)| (name.to_owned(), value.to_owned())));
        }
        Ok(client)
    }

    /// The same session on another server of the same data.
    pub fn at(&self, address: SocketAddr) -> Self {
        Self { cookies: self.cookies.clone(), ..Self::nobody(address) }
    }

    /// GET below `/api/v1`.
    pub fn get(&self, path: &str) -> Got<Value> {
        read(self.send("GET", path, &[], None)?)
    }

    /// GET of anything, read to its end; what the person may not see is passed over.
    pub fn download(&self, path: &str) -> Got<()> {
        let mut response = self.send("GET", path, &[], None)?;
        let bytes = response.body_mut().with_config().limit(1 << 30).read_to_vec()?;
        if matches!(response.status().as_u16(), 200 | 403) {
            return Ok(());
        }
        Err(format!("{path}: {} {}", response.status(), String::from_utf8_lossy(&bytes)).into())
    }

    /// POST of a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Got<Value> {
        read(self.send("POST", path, body.to_string().as_bytes(), None)?)
    }

    /// POST to the books, with the key that makes it safe to send twice.
    pub fn post_once(&self, key: &str, path: &str, body: &Value) -> Got<()> {
        self.post_bytes(key, path, body.to_string().as_bytes())
    }

    /// [`Client::post_once`] of a body that is written already; the answer is read and dropped.
    pub fn post_bytes(&self, key: &str, path: &str, body: &[u8]) -> Got<()> {
        let mut response = self.send("POST", path, body, Some(key))?;
        let text = response.body_mut().read_to_string()?;
        if response.status() == 200 { Ok(()) } else { Err(text.into()) }
    }

    fn send(&self, method: &str, path: &str, body: &[u8], key: Option<&str>) -> Got<ureq::http::Response<ureq::Body>> {
        let below = if path.starts_with("/openapi") { "/api" } else { "/api/v1" };
        let uri = format!("http://{}{below}{path}", self.address);
        let mut request = ureq::http::Request::builder().method(method).uri(uri);
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", pairs.join("; "));
        }
        if let Some(csrf) = self.cookies.get("huoshui_csrf") {
            request = request.header("x-huoshui-csrf", csrf);
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        Ok(self.agent.run(request.body(body)?)?)
    }
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> Got<Value> {
    let text = response.body_mut().read_to_string()?;
    if response.status() != 200 {
        return Err(text.into());
    }
    Ok(serde_json::from_str(&text)?)
}
