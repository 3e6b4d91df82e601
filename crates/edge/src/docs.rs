//! `/api/docs`: the OpenAPI document as a page that people can read, without script.

use serde_json::Value;
use std::fmt::Write;

/// The reference as one HTML page.
pub(crate) fn page(openapi: &Value) -> String {
    let mut body = String::new();
    let paths = openapi.pointer("/paths").and_then(Value::as_object).into_iter().flatten();
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            section(&mut body, path, method, operation);
        }
    }
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'><title>Huoshui API</title>\
         <style>body{{font:15px/1.5 'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2421;background:#fbfaf6}}\
         h2{{font-size:1rem;border-top:1px solid #d9d8d0;padding-top:.8rem;margin:1rem 0 .2rem}}code{{color:#1d5f8a}}p{{margin:.2rem 0}}</style>\
         <h1>Huoshui API</h1><p>Types: <a href=/api/openapi.json>/api/openapi.json</a> (OpenAPI 3.1). Errors are RFC 9457 problems; \
         unsafe requests take <code>Idempotency-Key</code>; lists take <code>cursor</code>, <code>limit</code>, <code>sort</code>, \
         <code>total</code> and <code>format=csv|xlsx</code>.</p>{body}</html>"
    )
}

fn section(body: &mut String, path: &str, method: &str, operation: &Value) {
    let permission = operation.get("x-permission").and_then(Value::as_str).unwrap_or_default();
    let _ = write!(body, "<h2>{} {path}</h2><p>permission: <code>{permission}</code></p>", method.to_uppercase());
    let parameters = operation.get("parameters").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<String> = parameters
        .filter(|p| p.get("in").and_then(Value::as_str) == Some("query"))
        .filter_map(|p| Some(format!("<code>{}</code>", p.get("name")?.as_str()?)))
        .collect();
    if !names.is_empty() {
        let _ = write!(body, "<p>query: {}</p>", names.join(", "));
    }
    for (label, pointer) in [
        ("takes", "/requestBody/content/application~1json/schema/$ref"),
        ("gives", "/responses/200/content/application~1json/schema/$ref"),
    ] {
        if let Some(name) = operation.pointer(pointer).and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) {
            let _ = write!(body, "<p>{label}: <code>{name}</code></p>");
        }
    }
}
