//! What an alert looks like on the wire: the forms of WeCom and DingTalk robots, and a signed form for the county's own systems.
//! Pure.
//!
//! Sources: WeCom group robots (企业微信 · 群机器人配置说明), DingTalk custom robots (钉钉 · 自定义机器人安全设置: timestamp and sign).
//! The signed form: `X-Huoshui-Signature` is the hexadecimal HMAC-SHA256 of `timestamp.body` by the shared secret.

use base::Instant;
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::Sha256;

/// What kind of address an alert goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookKind {
    /// A robot in a WeCom (企业微信) group.
    Wecom,
    /// A robot in a DingTalk (钉钉) group.
    Dingtalk,
    /// A system of the county, which checks the signature.
    Signed,
}

impl WebhookKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wecom => "wecom",
            Self::Dingtalk => "dingtalk",
            Self::Signed => "signed",
        }
    }

    /// The kind with this word.
    pub fn find(word: &str) -> Option<Self> {
        [Self::Wecom, Self::Dingtalk, Self::Signed].into_iter().find(|kind| kind.word() == word)
    }

    /// The host of a chat's robots; none for the county's own systems.
    pub fn host(self) -> Option<&'static str> {
        match self {
            Self::Wecom => Some("qyapi.weixin.qq.com"),
            Self::Dingtalk => Some("oapi.dingtalk.com"),
            Self::Signed => None,
        }
    }
}

/// An alert that goes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Number of the alert; 0 for a trial.
    pub id: i64,
    /// Its kind.
    pub kind: String,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// The page that shows it, in full.
    pub link: String,
    /// When it was told.
    pub at: Instant,
}

/// One request to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Where to.
    pub url: String,
    /// Headers beside the content type.
    pub headers: Vec<(&'static str, String)>,
    /// JSON.
    pub body: String,
}

fn hmac(secret: &str, text: &str) -> Vec<u8> {
    // HMAC takes keys of any length, so there is no error to tell.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return Vec::new() };
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// The request that carries an alert to an address, sent at a moment.
pub fn post(kind: WebhookKind, url: &str, secret: Option<&str>, alert: &Outgoing, now: Instant) -> Post {
    let text = if alert.link.is_empty() { alert.zh.clone() } else { format!("{}\n{}", alert.zh, alert.link) };
    let chat = json!({"msgtype": "text", "text": {"content": text}}).to_string();
    match kind {
        WebhookKind::Wecom => Post { url: url.to_owned(), headers: Vec::new(), body: chat },
        WebhookKind::Dingtalk => {
            let url = secret.map_or_else(|| url.to_owned(), |secret| signed_url(url, secret, now));
            Post { url, headers: Vec::new(), body: chat }
        }
        WebhookKind::Signed => {
            let body = json!({"id": alert.id, "kind": alert.kind, "text": {"zh": alert.zh, "en": alert.en},
                "link": alert.link, "at": alert.at})
            .to_string();
            let timestamp = now.millis().to_string();
            let signature = hmac(secret.unwrap_or_default(), &format!("{timestamp}.{body}"));
            let signature = base::hex::of(&signature);
            let headers = vec![("X-Huoshui-Timestamp", timestamp), ("X-Huoshui-Signature", signature)];
            Post { url: url.to_owned(), headers, body }
        }
    }
}

fn signed_url(url: &str, secret: &str, now: Instant) -> String {
    let timestamp = now.millis();
    let sign = STANDARD.encode(hmac(secret, &format!("{timestamp}\n{secret}")));
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("timestamp", &timestamp.to_string())
        .append_pair("sign", &sign)
        .finish();
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{query}")
}

/// Whether the other side took it. Robots answer 200 with an error code of their own. **Errors:** what it said.
pub fn taken(kind: WebhookKind, status: u16, body: &str) -> Result<(), String> {
    let said: String = body.chars().take(200).collect();
    // A system of one's own may stand anywhere inside; what it answers is not shown around.
    if kind == WebhookKind::Signed {
        return if (200..300).contains(&status) { Ok(()) } else { Err(status.to_string()) };
    }
    if !(200..300).contains(&status) {
        return Err(format!("{status} {said}"));
    }
    let answer: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    if answer.get("errcode").and_then(serde_json::Value::as_i64) == Some(0) { Ok(()) } else { Err(said) }
}

/// Attempts before an alert is given up: the last comes about four hours after the first.
pub const ATTEMPTS: i64 = 10;

/// Seconds until the next attempt, after so many.
pub fn wait(attempts: i64) -> i64 {
    30 << attempts.clamp(0, 9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert() -> Outgoing {
        Outgoing {
            id: 7,
            kind: "unsalable.reported".into(),
            zh: "梧桐村黄桃滞销".into(),
            en: "Peaches of Wutong do not sell".into(),
            link: "https://x/unsalable-reports/7".into(),
            at: "2026-08-25T00:30:00Z".parse().unwrap(),
        }
    }

    fn now() -> Instant {
        "2026-08-25T00:30:05Z".parse().unwrap()
    }

    #[test]
    fn robots_read_text() {
        let sent =
            post(WebhookKind::Wecom, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k", None, &alert(), now());
        assert_eq!(
            sent.body,
            r#"{"msgtype":"text","text":{"content":"梧桐村黄桃滞销\nhttps://x/unsalable-reports/7"}}"#
        );
        let url = "https://oapi.dingtalk.com/robot/send?access_token=t";
        assert_eq!(post(WebhookKind::Dingtalk, url, None, &alert(), now()).url, url, "by key words or addresses");
        let signed = post(WebhookKind::Dingtalk, url, Some("SECxyz"), &alert(), now()).url;
        // echo -en '1787617805000\nSECxyz' | openssl dgst -sha256 -hmac SECxyz -binary | base64
        assert!(signed.starts_with(&format!("{url}&timestamp=1787617805000&sign=")), "{signed}");
        assert!(!signed.contains("SECxyz"), "the secret stays here");
    }

    #[test]
    fn the_countys_own_system_can_check_who_wrote() {
        let sent = post(WebhookKind::Signed, "https://county.example/hook", Some("0123456789abcdef"), &alert(), now());
        let header = |name: &str| sent.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone()).unwrap();
        let expected = hmac("0123456789abcdef", &format!("{}.{}", header("X-Huoshui-Timestamp"), sent.body));
        let expected: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(header("X-Huoshui-Signature"), expected);
        assert!(sent.body.contains(r#""kind":"unsalable.reported""#), "{}", sent.body);
    }

    #[test]
    fn a_known_hmac() {
        // RFC 4231, test case 2.
        let mac: String = hmac("Jefe", "what do ya want for nothing?").iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(mac, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn a_robot_that_answers_200_may_have_refused() {
        for (kind, status, body, ok) in [
            (WebhookKind::Wecom, 200, r#"{"errcode":0,"errmsg":"ok"}"#, true),
            (WebhookKind::Wecom, 200, r#"{"errcode":93000,"errmsg":"invalid webhook url"}"#, false),
            (WebhookKind::Dingtalk, 200, r#"{"errcode":310000,"errmsg":"sign not match"}"#, false),
            (WebhookKind::Dingtalk, 200, "<html>", false),
            (WebhookKind::Signed, 204, "", true),
            (WebhookKind::Signed, 302, "", false),
            (WebhookKind::Signed, 500, "oops", false),
        ] {
            assert_eq!(taken(kind, status, body).is_ok(), ok, "{kind:?} {status} {body}");
        }
    }

    #[test]
    fn attempts_come_ever_later() {
        let all: i64 = (0..ATTEMPTS - 1).map(wait).sum();
        assert_eq!((wait(0), wait(1), wait(50)), (30, 60, 15_360));
        assert!((3_600 * 4..3_600 * 5).contains(&all), "{all}");
    }
}
