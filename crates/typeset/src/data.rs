//! A sheet as the data that the layout reads, and its pictures as the files that the layout may open.

use std::sync::Arc;

use documents::{
    Sheet,
    sheet::{Block, Contents, Lies, Part, Picture, PictureFormat},
};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::{
    fonts,
    legible::{Script, legible},
};

/// Whether the pictures of a sheet are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pictures {
    /// They are.
    Shown,
    /// They are not, and the rest is.
    LeftOut,
}

/// What the layout reads.
pub(crate) struct Data {
    /// The words, as JSON.
    pub(crate) words: Vec<u8>,
    /// The pictures: the name by which the words call each, and its bytes.
    pub(crate) pictures: Vec<(String, Arc<[u8]>)>,
}

impl Data {
    pub(crate) fn of(sheet: &Sheet, pictures: Pictures, script: Script) -> Self {
        let mut files = Vec::new();
        let parts: Vec<Value> = sheet.parts.iter().map(|part| part_of(part, pictures, &mut files)).collect();
        let (language, region) = sheet.language.split_once('-').unwrap_or((sheet.language, "GB"));
        let mut words = json!({
            "title": sheet.title,
            "author": sheet.made.by,
            "marking": sheet.marking,
            "made_by": sheet.made.by,
            "made_when": sheet.made.when,
            "past": sheet.made.past,
            "page_word": sheet.page_words[0],
            "of_word": sheet.page_words[1],
            "across": sheet.lies == Lies::Across,
            "contents": match &sheet.contents { Contents::None => None, Contents::Listed(title) => Some(title) },
            "parts": parts,
        });
        make_legible(&mut words, script);
        words["language"] = language.into();
        words["region"] = region.into();
        words["date"] = date(sheet);
        words["fonts"] = fonts::FAMILIES.to_vec().into();
        Self { words: serde_json::to_vec(&words).expect("words are JSON"), pictures: files }
    }
}

fn part_of(part: &Part, pictures: Pictures, files: &mut Vec<(String, Arc<[u8]>)>) -> Value {
    let sections: Vec<Value> = part
        .sections
        .iter()
        .map(|section| {
            let blocks: Vec<Value> =
                section.blocks.iter().map(|block| block_of(block, pictures, files)).collect();
            json!({ "title": section.title, "blocks": blocks })
        })
        .collect();
    json!({ "title": part.title, "running": part.running, "sections": sections })
}

fn block_of(block: &Block, pictures: Pictures, files: &mut Vec<(String, Arc<[u8]>)>) -> Value {
    let mut value = serde_json::to_value(block).expect("a block is JSON");
    if let Block::Facts { beside: Some(picture), .. } = block {
        match pictures {
            Pictures::Shown => value["beside"]["file"] = file_of(picture, files).into(),
            Pictures::LeftOut => value["beside"] = Value::Null,
        }
    }
    value
}

/// The ending tells the layout how the bytes are written.
fn file_of(picture: &Picture, files: &mut Vec<(String, Arc<[u8]>)>) -> String {
    let ending = match picture.format {
        PictureFormat::Jpeg => "jpg",
        PictureFormat::Png => "png",
    };
    let name = format!("picture-{}.{ending}", files.len());
    files.push((name.clone(), Arc::clone(&picture.bytes)));
    name
}

fn date(sheet: &Sheet) -> Value {
    let made = sheet.made.at.to_zoned(TimeZone::UTC);
    json!({
        "year": made.year(),
        "month": made.month(),
        "day": made.day(),
        "hour": made.hour(),
        "minute": made.minute(),
        "second": made.second(),
    })
}

fn make_legible(value: &mut Value, script: Script) {
    match value {
        Value::String(text) => *text = legible(text, script),
        Value::Array(values) => values.iter_mut().for_each(|value| make_legible(value, script)),
        Value::Object(fields) => fields.values_mut().for_each(|value| make_legible(value, script)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
