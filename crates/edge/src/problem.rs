//! Refusals on their way out: RFC 9457 problems in the reader's language.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base::{Lang, Refusal};
use serde_json::json;

base::refusals! {
    /// What the edge itself refuses, in the order in which it looks.
    pub enum EdgeRefusal {
        /// Too many requests.
        TooMany { seconds: u64 } => 429 "edge.too_many" "请求太频繁，请 {seconds} 秒后再试" "Too many requests; try again in {seconds} seconds",
        /// Body too large.
        TooLarge { limit: String } => 413 "edge.too_large" "上传内容超过 {limit} 的上限" "The upload is over the limit of {limit}",
        /// No such route.
        NotFound => 404 "edge.not_found" "没有这个地址" "There is nothing at this address",
        /// Route exists, method does not.
        Method => 405 "edge.method" "这个地址不支持这种操作" "This address does not take this method",
        /// The county is not set up yet.
        NotSetUp => 409 "edge.not_set_up" "系统尚未初始化，请用服务器上打印的链接完成初始化" "The county is not set up yet; use the link that the server printed",
        /// Nobody is signed in.
        SignIn => 401 "edge.sign_in" "请先登录" "Sign in first",
        /// Cross-site request.
        Csrf => 403 "edge.csrf" "页面已过期，请刷新后再试" "The page is out of date; reload it and try again",
        /// Role lacks the permission.
        NotAllowed { role: String, perm: String } => 403 "edge.not_allowed" "当前岗位（{role}）没有此项权限（{perm}）" "The current post ({role}) does not have this permission ({perm})",
        /// A program's token acts on its person's own sign-in.
        SessionNeeded => 403 "edge.session_needed" "令牌不能改动本人的登录、密码、动态口令和令牌，请登录后在页面上办理" "A token does not change its person's sign-in, password, one-time codes or tokens; sign in to do that",
        /// The thing is not there.
        NoSuchThing => 404 "edge.no_such_thing" "没有这条记录" "There is no such record",
        /// Outside the post's scope.
        OutsideScope { scope: String } => 403 "edge.outside_scope" "超出当前岗位的范围（{scope}）" "Outside the scope of the current post ({scope})",
        /// Books need a key.
        KeyMissing => 400 "edge.key_missing" "记账请求必须带 Idempotency-Key" "A request to the books must carry an Idempotency-Key",
        /// Key is malformed.
        KeyInvalid => 400 "edge.key_invalid" "Idempotency-Key 应为 8 到 100 个可见字符" "An Idempotency-Key is 8 to 100 visible characters",
        /// Same key, other content.
        KeyReused => 409 "edge.key_reused" "同一个 Idempotency-Key 已用于另一内容" "This Idempotency-Key was used for other content",
        /// Record changed meanwhile.
        Changed => 412 "edge.changed" "记录已被他人修改，请刷新后再改" "Someone changed the record meanwhile; reload and try again",
        /// Not JSON, or not of the right shape.
        Body { why: String } => 400 "edge.body" "提交内容的格式不对：{why}" "The body does not have the right shape: {why}",
        /// Control characters in a text.
        Control => 400 "edge.text_control" "文字中有不可见的控制字符" "A text holds control characters",
        /// A text that no form has room for.
        TextTooLong { most: usize } => 400 "edge.text_too_long" "文字超过 {most} 个字" "A text is longer than {most} characters",
        /// Query parameter wrong.
        Query { why: String } => 400 "edge.query" "查询参数不对：{why}" "A query parameter is wrong: {why}",
        /// A list longer than one file.
        ExportTooLong { most: usize } => 409 "edge.export_too_long" "超过 {most} 行，请先筛选再导出" "More than {most} rows; filter the list before exporting it",
        /// A character that the old encoding lacks.
        NotInGbk { character: char } => 409 "edge.not_in_gbk" "GBK 里没有“{character}”这个字，请改用 xlsx 或 csv" "GBK has no character “{character}”; export as xlsx or csv",
        /// Accept asks for what this address does not give.
        NoExport => 406 "edge.no_export" "这个地址不能导出表格" "This address has no table to export",
    }
}

/// The problem document of a refusal.
pub(crate) fn problem(refusal: &Refusal, lang: Lang, trace: &str) -> Response {
    let errors: Vec<_> = refusal
        .fields
        .iter()
        .map(|f| json!({"field": f.field, "code": f.code, "message": f.message.in_lang(lang)}))
        .collect();
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = json!({
        "type": format!("/problems/{}", refusal.code),
        "title": refusal.message.in_lang(lang),
        "status": refusal.status,
        "code": refusal.code,
        "errors": errors,
        "trace": trace,
    });
    let mut response = (status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(if lang == Lang::Zh { "zh-CN" } else { "en" }));
    if let (429, Some(seconds)) = (refusal.status, retry_seconds(refusal)) {
        headers.insert(header::RETRY_AFTER, seconds);
    }
    response
}

fn retry_seconds(refusal: &Refusal) -> Option<HeaderValue> {
    let digits: String = refusal.message.en.chars().filter(char::is_ascii_digit).collect();
    HeaderValue::from_str(&digits).ok()
}
