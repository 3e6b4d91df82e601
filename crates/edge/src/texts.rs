//! What no text that comes in may hold, whichever route it comes by: control characters, marks
//! that turn the reading direction around, and more than fits a form.
//!
//! PostgreSQL keeps no NUL, prints and workbooks break on the others, and a name that reads
//! backwards is a forgery. What a text means is left to the use case.

use crate::{
    problem::EdgeRefusal,
    route::{Asked, Route},
};
use base::Refusal;
use serde_json::Value;

/// Characters of one text at most.
pub const TEXT_MAX: usize = 2_000;

/// Looks at path, query, form fields and every text of a JSON body.
pub(crate) fn check(route: &Route, asked: &Asked) -> Result<(), Refusal> {
    if asked.path.iter().any(|part| part.chars().any(forbidden)) {
        return Err(EdgeRefusal::NoSuchThing.into());
    }
    for (name, value) in &asked.query {
        sound(value, TEXT_MAX).map_err(|refusal| refusal.at(name))?;
    }
    if let Some(upload) = &asked.upload {
        sound(&upload.name, TEXT_MAX).map_err(|refusal| refusal.at("file"))?;
        for (name, value) in &upload.fields {
            sound(value, TEXT_MAX).map_err(|refusal| refusal.at(name))?;
        }
    }
    // A body that is no JSON is refused by the route, which says what it wanted.
    let body = serde_json::from_slice(&asked.body).unwrap_or_default();
    walk(&body, &mut String::new(), if route.long_texts { usize::MAX } else { TEXT_MAX })
}

fn walk(value: &Value, at: &mut String, most: usize) -> Result<(), Refusal> {
    match value {
        Value::String(text) => sound(text, most).map_err(|refusal| refusal.at(at.clone())),
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(index, item)| below(at, &index.to_string(), item, most))
        }
        Value::Object(fields) => fields.iter().try_for_each(|(name, field)| {
            sound(name, TEXT_MAX).map_err(|refusal| refusal.at(at.clone()))?;
            below(at, name, field, most)
        }),
        _ => Ok(()),
    }
}

fn below(at: &mut String, step: &str, value: &Value, most: usize) -> Result<(), Refusal> {
    let length = at.len();
    at.push('/');
    at.push_str(&step.replace('~', "~0").replace('/', "~1"));
    walk(value, at, most)?;
    at.truncate(length);
    Ok(())
}

fn sound(text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().any(forbidden) {
        return Err(EdgeRefusal::Control.into());
    }
    if text.len() > most && text.chars().count() > most {
        return Err(EdgeRefusal::TextTooLong { most }.into());
    }
    Ok(())
}

/// Control characters but line ends and tabs; marks and overrides of reading direction.
fn forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_is_refused_where_it_stands() {
        let long = "斫".repeat(TEXT_MAX);
        for (body, expect) in [
            (json!({"name": "斫𥕢乡", "note": "first\r\n\tsecond"}), Ok(())),
            (json!({"name": long}), Ok(())),
            (json!({"name": format!("{long}乡")}), Err(("/name", "edge.text_too_long"))),
            (json!({"lines": [{"note": "a"}, {"note": "a\u{0}"}]}), Err(("/lines/1/note", "edge.text_control"))),
            (json!({"a/b~c": "\u{7}"}), Err(("/a~1b~0c", "edge.text_control"))),
            (json!(["\u{202e}txet"]), Err(("/0", "edge.text_control"))),
            (json!({"\u{1b}[31m": 1}), Err(("", "edge.text_control"))),
        ] {
            let got = walk(&body, &mut String::new(), TEXT_MAX);
            let got = got.map_err(|r| (r.fields.first().map(|f| f.field.clone()).unwrap_or_default(), r.code));
            assert_eq!(got, expect.map_err(|(at, code)| (at.to_owned(), code)), "{body}");
        }
    }
}
