//! JSON Schema (draft 2020-12) of the data files, made from the types that write them, so that the two cannot part. Entry point: [`of`].

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::json;

use crate::export::Setting;
use crate::export::json::pretty;

/// The schema of `T` as a file at `url`, called `title`. An object has the keys that are named and no others. The comments of the
/// code are left out: they are not for readers of the site; what a key means is told in the words of the theme, where it has any.
pub fn of<T: JsonSchema>(url: &str, title: &str, setting: &Setting<'_>) -> Vec<u8> {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(closed).transform(&mut schema);
    RecursiveTransform(|schema: &mut Schema| described(schema, setting)).transform(&mut schema);
    schema.insert(String::from("title"), json!(title));
    if let Some(address) = setting.address(url) {
        schema.insert(String::from("$id"), json!(address));
    }
    pretty(&schema)
}

fn closed(schema: &mut Schema) {
    // `uint8` and the like are no formats of the standard, and a strict reader refuses them.
    if schema.get("format").and_then(serde_json::Value::as_str).is_some_and(|format| format.contains("int")) {
        schema.remove("format");
    }
    schema.remove("description");
    schema.remove("title");
    if schema.get("properties").is_some() {
        schema.insert(String::from("additionalProperties"), json!(false));
    }
}

/// Says what the keys of an object mean.
fn described(schema: &mut Schema, setting: &Setting<'_>) {
    let Some(properties) = schema.get_mut("properties").and_then(serde_json::Value::as_object_mut) else { return };
    for (key, property) in properties {
        if let (Some(words), Some(property)) = (setting.strings.find(&format!("export.keys.{key}")), property.as_object_mut()) {
            property.insert(String::from("description"), json!(words));
        }
    }
}
