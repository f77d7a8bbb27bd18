//! Structure definitions from their JSON, as a package carries it or as it is embedded.

use serde_json::{Map, Value};

use super::structure::{
    Binding, Constraint, Context, Discriminator, Element, ElementType, Slicing, Strength, Structure, TypedValue,
};

/// Where FHIR says the real type of something whose type is FHIRPath's.
const FHIR_TYPE: &str = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";
/// What the values of a primitive must match, in R4 and STU3.
const REGEX: [&str; 2] = [
    "http://hl7.org/fhir/StructureDefinition/regex",
    "http://hl7.org/fhir/StructureDefinition/structuredefinition-regex",
];
/// The value set that is the outer bound of a binding.
const MAX_VALUE_SET: &str = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet";

/// The languages of narrative.
const NARRATIVE_LANGUAGES: &str = "/narrative-language-control";
/// The end of the addresses of what says further bindings.
const ADDITIONAL: [&str; 2] = ["/additional-binding", "/extension-ElementDefinition.binding.additional"];

/// Reads what is said of the structure itself, without its elements.
pub(super) fn header(definition: &Value) -> Structure {
    let text = |name: &str| text(definition, name);
    let url = text("url").unwrap_or_default();
    // Some call what constrains a type a specialisation of it.
    let is_of_its_type = text("type")
        .is_some_and(|kind| text("baseDefinition").is_some_and(|base| base.rsplit('/').next() == Some(kind.as_str())));
    let is_constraint = text("derivation").as_deref() == Some("constraint") || is_of_its_type;
    Structure {
        version: text("version"),
        name: text("name").unwrap_or_default(),
        type_name: text("type").unwrap_or_default(),
        kind: text("kind").unwrap_or_default(),
        is_abstract: definition["abstract"].as_bool().unwrap_or_default(),
        base: text("baseDefinition"),
        is_constraint,
        contexts: contexts(definition),
        context_invariants: strings(&definition["contextInvariant"]),
        elements: Vec::new(),
        url,
    }
}

/// Reads a structure by its snapshot; none where it has no snapshot.
pub(super) fn snapshot(definition: &Value) -> Option<Structure> {
    let list = definition["snapshot"]["element"].as_array()?;
    let mut structure = header(definition);
    structure.elements = list.iter().map(element).collect();
    structure.tie();
    Some(structure)
}

/// Where an extension may stand: R4 says it per place, STU3 once for all.
fn contexts(definition: &Value) -> Vec<Context> {
    let stu3 = text(definition, "contextType");
    let list = definition["context"].as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(|context| match context {
            Value::String(path) => Some(Context { kind: stu3.clone().unwrap_or_default(), expression: path.clone() }),
            Value::Object(_) => {
                Some(Context { kind: text(context, "type")?, expression: text(context, "expression")? })
            }
            _ => None,
        })
        .collect()
}

/// Reads one element.
pub(super) fn element(value: &Value) -> Element {
    let base_max = value["base"]["max"].as_str().or_else(|| value["max"].as_str());
    let representation = strings(&value["representation"]);
    Element {
        id: text(value, "id").or_else(|| text(value, "path")).unwrap_or_default(),
        path: text(value, "path").unwrap_or_default(),
        last: super::structure::last_part(value["path"].as_str().unwrap_or_default()),
        slice: text(value, "sliceName"),
        min: number(&value["min"]).unwrap_or_default(),
        max: value["max"].as_str().and_then(|max| max.parse().ok()),
        repeats: base_max.is_some_and(|max| max != "1" && max != "0"),
        types: if value["base"]["path"] == "Resource.id" {
            // The definitions call it a string; the standard's text an id.
            vec![ElementType { code: "id".to_owned(), ..ElementType::default() }]
        } else {
            types(&value["type"])
        },
        content_reference: text(value, "contentReference"),
        fixed: typed(value, "fixed"),
        pattern: typed(value, "pattern"),
        min_value: typed(value, "minValue"),
        max_value: typed(value, "maxValue"),
        must_have_value: control(value, "mustHaveValue").any(|extension| extension["valueBoolean"] == true),
        alternatives: control(value, "valueAlternatives")
            .filter_map(|extension| text(extension, "valueCanonical").or_else(|| text(extension, "valueUri")))
            .collect(),
        narrative_languages: value["extension"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|extension| extension["url"].as_str().is_some_and(|url| url.ends_with(NARRATIVE_LANGUAGES)))
            .filter_map(|extension| text(extension, "valueCode"))
            .collect(),
        min_length: control(value, "minLength").find_map(|extension| number(&extension["valueInteger"])),
        max_length: number(&value["maxLength"]),
        binding: binding(&value["binding"]),
        constraints: value["constraint"].as_array().into_iter().flatten().map(constraint).collect(),
        slicing: value["slicing"].is_object().then(|| slicing(&value["slicing"])),
        is_modifier: value["isModifier"].as_bool().unwrap_or_default(),
        is_attribute: representation.iter().any(|name| name == "xmlAttr"),
        regex: value["type"].as_array().into_iter().flatten().find_map(regex),
        children: Vec::new(),
        slices: Vec::new(),
    }
}

pub(super) fn types(list: &Value) -> Vec<ElementType> {
    let mut types: Vec<ElementType> = Vec::new();
    for entry in list.as_array().into_iter().flatten() {
        let stated = extension(entry, FHIR_TYPE).or_else(|| {
            extension(&entry["_code"], "http://hl7.org/fhir/StructureDefinition/structuredefinition-json-type")
        });
        let code = match text(entry, "code") {
            Some(code) if code.starts_with("http://hl7.org/fhirpath/") => stated.unwrap_or(code),
            Some(code) => code,
            None => stated.unwrap_or_default(),
        };
        let read = ElementType {
            code,
            profiles: strings(&entry["profile"]),
            targets: strings(&entry["targetProfile"]),
            aggregation: strings(&entry["aggregation"]),
        };
        // STU3 repeats a type for each of its profiles.
        match types.iter_mut().find(|known| known.code == read.code && !known.code.is_empty()) {
            Some(known) => {
                known.profiles.extend(read.profiles);
                known.targets.extend(read.targets);
                known.aggregation.extend(read.aggregation);
            }
            None => types.push(read),
        }
    }
    types
}

/// The extensions of an element that control its value, by the end of their addresses.
fn control<'v>(element: &'v Value, name: &'v str) -> impl Iterator<Item = &'v Value> {
    let extensions = element["extension"].as_array().into_iter().flatten();
    extensions.filter(move |extension| {
        let url = extension["url"].as_str().unwrap_or_default();
        url.rsplit(['/', '.', '-']).next() == Some(name)
    })
}

fn regex(kind: &Value) -> Option<String> {
    REGEX.iter().find_map(|url| extension(kind, url))
}

/// The value of an extension that holds text.
fn extension(holder: &Value, url: &str) -> Option<String> {
    let found = holder["extension"].as_array()?.iter().find(|extension| extension["url"] == url)?;
    let value = found.as_object()?.iter().find(|(name, _)| name.starts_with("value"))?.1;
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(_) => text(value, "reference"),
        _ => None,
    }
}

/// The value of a choice in a definition: `fixedCode`, `patternCodeableConcept`.
pub(super) fn typed(value: &Value, stem: &str) -> Option<TypedValue> {
    let members: &Map<String, Value> = value.as_object()?;
    members.iter().find_map(|(name, value)| {
        let kind = name.strip_prefix(stem)?;
        if !kind.starts_with(|first: char| first.is_ascii_uppercase()) {
            return None;
        }
        Some(TypedValue { type_name: type_of_suffix(kind), value: value.clone() })
    })
}

/// The type that a name ends with: `Code` is `code`, `CodeableConcept` is itself.
pub(super) fn type_of_suffix(suffix: &str) -> String {
    const PRIMITIVES: [&str; 20] = [
        "base64Binary",
        "boolean",
        "canonical",
        "code",
        "date",
        "dateTime",
        "decimal",
        "id",
        "instant",
        "integer",
        "integer64",
        "markdown",
        "oid",
        "positiveInt",
        "string",
        "time",
        "unsignedInt",
        "uri",
        "url",
        "uuid",
    ];
    let primitive = PRIMITIVES.iter().find(|name| {
        name.len() == suffix.len() && name[..1].eq_ignore_ascii_case(&suffix[..1]) && name[1..] == suffix[1..]
    });
    primitive.map_or_else(|| suffix.to_owned(), |name| (*name).to_owned())
}

pub(super) fn binding(value: &Value) -> Option<Binding> {
    let strength = match value["strength"].as_str()? {
        "required" => Strength::Required,
        "extensible" => Strength::Extensible,
        "preferred" => Strength::Preferred,
        _ => Strength::Example,
    };
    let value_set = text(value, "valueSet")
        .or_else(|| text(value, "valueSetUri"))
        .or_else(|| text(&value["valueSetReference"], "reference"));
    Some(Binding { strength, value_set, max_value_set: extension(value, MAX_VALUE_SET), additional: additional(value) })
}

/// The value sets of additional bindings that every code must be in.
fn additional(binding: &Value) -> Vec<String> {
    let extensions = binding["extension"].as_array().into_iter().flatten();
    extensions
        .filter(|extension| {
            extension["url"].as_str().is_some_and(|url| ADDITIONAL.iter().any(|end| url.ends_with(end)))
        })
        .filter(|extension| {
            // What applies only in some usage is not asked of everybody.
            self::extension(extension, "purpose").is_some_and(|purpose| purpose == "required" || purpose == "maximum")
                && self::extension(extension, "usage").is_none()
        })
        .filter_map(|extension| self::extension(extension, "valueSet"))
        .collect()
}

pub(super) fn constraint(value: &Value) -> Constraint {
    Constraint {
        key: text(value, "key").unwrap_or_default(),
        is_error: value["severity"].as_str() != Some("warning"),
        human: text(value, "human").unwrap_or_default(),
        expression: text(value, "expression"),
        source: text(value, "source"),
        compiled: super::structure::Compiled::default(),
    }
}

pub(super) fn slicing(value: &Value) -> Slicing {
    let discriminators = value["discriminator"].as_array().into_iter().flatten();
    Slicing {
        discriminators: discriminators
            .filter_map(|entry| Some(Discriminator { kind: text(entry, "type")?, path: text(entry, "path")? }))
            .collect(),
        ordered: value["ordered"].as_bool().unwrap_or_default(),
        rules: text(value, "rules").unwrap_or_else(|| "open".to_owned()),
    }
}

pub(super) fn text(value: &Value, name: &str) -> Option<String> {
    value[name].as_str().map(ToOwned::to_owned)
}

fn number(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|number| u32::try_from(number).ok())
}

/// Texts: a list of them, or one alone.
pub(super) fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect(),
        _ => Vec::new(),
    }
}
