//! What is read out of the words by which somebody is described, so that whoever recorded them sees where they are read
//! otherwise than they were meant, and can put them otherwise.

use app::unidentified::{feature_word, pair::Feature};
use domain::features::{Features, Mark, MarkKind};
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::t,
    components::{Details, SummaryList, SummaryRow},
};

/// What of somebody's looks is compared beside marks.
const LOOKS: [Feature; 5] =
    [Feature::Stature, Feature::Weight, Feature::HairColour, Feature::HairLength, Feature::Eyes];

/// A feature of somebody's looks in words; empty where nobody has said, and for what is no look.
pub(crate) fn look(feature: Feature, looks: &Features) -> String {
    let choice = |family: &'static str, word: Option<&'static str>| {
        word.map(|word| words::choice(family, word)).unwrap_or_default()
    };
    match feature {
        Feature::Stature => measured(looks.stature_cm()),
        Feature::Weight => choice("build", looks.build.map(|it| it.word())),
        Feature::HairColour => choice("hair-colour", looks.hair.map(|it| it.word())),
        Feature::HairLength => choice("hair-length", looks.hair_length.map(|it| it.word())),
        Feature::Eyes => choice("eye-colour", looks.eyes.map(|it| it.word())),
        Feature::Marks => looks.marks.join("\n"),
        Feature::Dates
        | Feature::Age
        | Feature::Sex
        | Feature::Place
        | Feature::FacialHair
        | Feature::Ancestry
        | Feature::Effects
        | Feature::Available => String::new(),
    }
}

/// The same of a missing person, of whom what nobody recorded is read from how they were described, and marked so.
pub(crate) fn look_or_described(feature: Feature, recorded: &Features, looks: &Features) -> String {
    match (look(feature, recorded), look(feature, looks)) {
        (ours, read) if ours.is_empty() && !read.is_empty() => t!("desk-as-described", "what" => read),
        (_, read) => read,
    }
}

fn measured(cm: Option<(u16, u16)>) -> String {
    match cm {
        None => String::new(),
        Some((from, to)) if from == to => t!("desk-cm", "cm" => from),
        Some((from, to)) => t!("desk-cm-range", "from" => from, "to" => to),
    }
}

/// Folded: how the looks of somebody on record are read, from what is recorded and from these descriptions. Nothing where nobody
/// has said anything.
pub(crate) fn how_read(recorded: &Features, described: &[String]) -> Markup {
    let looks = recorded.clone().or(Features::described(described));
    if looks == Features::default() && described.iter().all(|text| text.trim().is_empty()) {
        return html! {};
    }
    let (known, unknown): (Vec<Feature>, Vec<Feature>) =
        LOOKS.into_iter().partition(|feature| !look(*feature, &looks).is_empty());
    let mut rows: Vec<SummaryRow> = known
        .into_iter()
        .map(|feature| SummaryRow::new(named(feature), look_or_described(feature, recorded, &looks)))
        .collect();
    if !looks.marks.is_empty() {
        rows.push(SummaryRow::new(named(Feature::Marks), marks(&looks)));
    }
    let unread: Vec<String> = unknown.into_iter().map(named).collect();
    html! {
        (Details::new(t!("looks-read-title"), html! {
            p.govuk-body-s { (t!("looks-read-hint")) }
            (SummaryList::new(rows))
            @if !unread.is_empty() { p.govuk-body-s { (t!("looks-not-read", "what" => unread.join(", "))) } }
        }))
    }
}

/// Folded: how the marks of whoever was found are read. Nothing where there are none.
pub(crate) fn how_marks_are_read(looks: &Features) -> Markup {
    html! {
        @if !looks.marks_read().is_empty() {
            (Details::new(t!("looks-marks-read-title"), html! {
                p.govuk-body-s { (t!("looks-read-hint")) }
                (marks(looks))
            }))
        }
    }
}

fn marks(looks: &Features) -> Markup {
    html! {
        ul.govuk-list.govuk-list--bullet {
            @for mark in looks.marks_read() {
                li { bdi { (mark.what) } br; span.sw-quiet { (mark_read(&mark)) } }
            }
        }
    }
}

/// What a mark is taken for, and what of it its words do not say.
fn mark_read(mark: &Mark) -> String {
    let kind = (mark.kind != MarkKind::Other).then(|| words::choice("mark-kind", mark.kind.word()));
    let part = mark.part.map(|part| words::choice("body-part", part.word()));
    let mut lacking = Vec::new();
    if kind.is_none() {
        lacking.push(t!("looks-what-it-is"));
    }
    if part.is_none() && mark.kind != MarkKind::Teeth {
        lacking.push(t!("looks-where-it-is"));
    }
    let side = mark.side.map(|side| words::choice("mark-side", side.word()));
    let read: Vec<String> = [kind, part, side].into_iter().flatten().collect();
    match (read.is_empty(), lacking.is_empty()) {
        (false, true) => t!("looks-mark-read", "read" => read.join(", ")),
        (false, false) => {
            t!("looks-mark-read-partly", "read" => read.join(", "), "lacking" => lacking.join(", "))
        }
        (true, _) => t!("looks-mark-not-read", "lacking" => lacking.join(", ")),
    }
}

fn named(feature: Feature) -> String {
    words::choice("match-feature", &feature_word(feature))
}

#[cfg(test)]
mod tests {
    use domain::features::{BodyPart, EyeColour, Side};

    use super::*;

    #[test]
    fn every_kind_part_and_side_of_a_mark_has_its_words() {
        let kinds = MarkKind::ALL.iter().map(|kind| ("mark-kind", kind.word()));
        let parts = BodyPart::ALL.iter().map(|part| ("body-part", part.word()));
        let sides = Side::ALL.iter().map(|side| ("mark-side", side.word()));
        for (family, word) in kinds.chain(parts).chain(sides) {
            assert!(crate::catalogue::family(family, word, None).is_some(), "{family}-{word}");
        }
    }

    #[test]
    fn what_was_read_and_what_was_not_is_said_of_each_look() {
        let recorded = Features {
            eyes: Some(EyeColour::Green),
            marks: vec![
                "Tattoo of a swallow, left forearm".to_owned(),
                "Scar".to_owned(),
                "Limps".to_owned(),
            ],
            ..Features::default()
        };
        let read = how_read(&recorded, &["5 ft 4, slim, green eyes".to_owned()]).into_string();
        for words in [
            "163 cm – read from how they were described",
            "Green",
            "Read as: tattoo, forearm, left",
            "Read as: scar. Not understood: where on the body it is",
            "Not understood: what it is, where on the body it is",
            "Neither recorded nor read from the description: Colour of hair, Length of hair",
        ] {
            assert!(read.contains(words), "{words}: {read}");
        }
        assert!(!read.contains("Green – read"), "{read}");
        assert_eq!(how_read(&Features::default(), &[String::new()]).into_string(), "");
        let nothing = how_read(&Features::default(), &["Very quiet".to_owned()]).into_string();
        assert!(nothing.contains("Height, Weight or build"), "{nothing}");
    }
}
