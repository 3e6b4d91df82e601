//! OpenAPI 3.1, put together from the route table and the types of the use cases themselves.

use crate::{
    app::App,
    route::{Gives, Route, Takes},
    tasks::Task,
};
use schemars::{Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};
use store::Page;

/// The document that `/api/openapi.json` answers and the repository keeps as golden file.
pub fn openapi(app: &App) -> Value {
    document(app.routes())
}

fn document<'a>(routes: impl Iterator<Item = &'a Route>) -> Value {
    let settings = SchemaSettings::draft2020_12().with(|s| {
        s.definitions_path = "/components/schemas".into();
        s.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let mut paths: std::collections::BTreeMap<String, Map<String, Value>> = std::collections::BTreeMap::new();
    for route in routes {
        let operation = operation(route, &mut generator);
        paths.entry(format!("/api/v1{}", route.path)).or_default().insert(route.method.to_lowercase(), operation);
    }
    paths.entry("/api/v1/tasks".into()).or_default().insert("get".into(), tasks(&mut generator));
    paths.entry("/api/v1/events".into()).or_default().insert("get".into(), events());
    let mut schemas = generator.take_definitions(true);
    schemas.insert("Problem".into(), problem_schema());
    schemas.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Huoshui", "version": env!("CARGO_PKG_VERSION"), "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "huoshui_session"},
                "token": {"type": "http", "scheme": "bearer"}
            }
        },
        "security": [{"session": []}, {"token": []}]
    })
}

/// `GET /tasks`, which is put together from all slices and is no route of one.
fn tasks(generator: &mut SchemaGenerator) -> Value {
    let page = generator.subschema_for::<Page<Task>>();
    json!({
        "operationId": "get_tasks",
        "parameters": [],
        "responses": responses(json!({"application/json": {"schema": page}}))
    })
}

/// `GET /events`, a stream and no route of a slice.
fn events() -> Value {
    json!({
        "operationId": "get_events",
        "description": "Server-sent events: `news` carries a number that grows when there is something new for the post.",
        "parameters": [],
        "responses": responses(json!({"text/event-stream": {"schema": {"type": "string"}}}))
    })
}

fn responses(content: Value) -> Value {
    json!({
        "200": {"description": "done", "content": content},
        "default": {"description": "refused", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    })
}

fn problem_schema() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "code", "errors"],
        "properties": {
            "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
            "code": {"type": "string"}, "trace": {"type": "string"},
            "errors": {"type": "array", "items": {"type": "object", "required": ["field", "code", "message"], "properties": {
                "field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}}}}
        }
    })
}

fn operation(route: &Route, generator: &mut SchemaGenerator) -> Value {
    let mut parameters: Vec<Value> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string"}}))
        .collect();
    let mut operation = Map::new();
    operation.insert("operationId".into(), operation_id(route).into());
    operation.insert("x-permission".into(), route.perm.word().into());
    match route.takes {
        Takes::Query(schema) => parameters.extend(query(&schema(generator), generator)),
        Takes::List(schema) => {
            parameters.extend(query(&schema(generator), generator));
            for (name, kind) in [
                ("cursor", "string"),
                ("limit", "integer"),
                ("sort", "string"),
                ("total", "integer"),
                ("format", "string"),
            ] {
                parameters.push(json!({"name": name, "in": "query", "schema": {"type": kind}}));
            }
        }
        Takes::Json(schema) => {
            let schema = schema(generator);
            operation.insert("requestBody".into(), json!({"content": {"application/json": {"schema": schema}}}));
        }
        Takes::Upload => {
            let form = json!({"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"], "additionalProperties": {"type": "string"}});
            operation.insert("requestBody".into(), json!({"content": {"multipart/form-data": {"schema": form}}}));
        }
    }
    if route.writes() {
        parameters.push(json!({"name": "Idempotency-Key", "in": "header", "required": route.books, "schema": {"type": "string", "minLength": 8, "maxLength": 100}}));
    }
    operation.insert("parameters".into(), parameters.into());
    let content = match route.gives {
        Gives::Json(schema) => json!({"application/json": {"schema": schema(generator)}}),
        Gives::File => json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}),
    };
    operation.insert("responses".into(), responses(content));
    operation.into()
}

/// `GET /outlets/{outlet}/entries` → `get_outlets_outlet_entries`.
fn operation_id(route: &Route) -> String {
    let words = route.path.split(['/', '{', '}', '-', '.']).filter(|w| !w.is_empty());
    std::iter::once(route.method.to_lowercase()).chain(words.map(str::to_owned)).collect::<Vec<_>>().join("_")
}

/// A schema itself, wherever it is kept.
fn resolved(schema: &Value, generator: &SchemaGenerator) -> Value {
    match schema.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) {
        Some(name) => generator.definitions().get(name).cloned().unwrap_or_default(),
        None => schema.clone(),
    }
}

/// The fields of a list's rows, in the order of their type.
pub(crate) fn fields_of_list(route: &Route) -> Vec<String> {
    let Gives::Json(page) = route.gives else { return Vec::new() };
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let page = page(&mut generator);
    let page = resolved(page.as_value(), &generator);
    let row = page.pointer("/properties/items/items").map(|row| resolved(row, &generator)).unwrap_or_default();
    row.get("properties").and_then(Value::as_object).map(|fields| fields.keys().cloned().collect()).unwrap_or_default()
}

/// Each property of a query type as a parameter.
fn query(schema: &Schema, generator: &SchemaGenerator) -> Vec<Value> {
    let object = resolved(schema.as_value(), generator);
    let required: Vec<&str> =
        object.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = object.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
    properties
        .into_iter()
        .map(|(name, schema)| json!({"name": name, "in": "query", "required": required.contains(&name.as_str()), "schema": schema}))
        .collect()
}
