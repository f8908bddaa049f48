//! The page of a person's photographs, in every state.

use std::sync::Arc;

use app::cases::PersonView;
use domain::{
    ids::EntryId,
    person::{Photograph, TakenTo},
};
use jiff::civil::date;
use maud::Markup;
use uuid::Uuid;

use super::PhotographsPage;
use crate::{
    components::FormErrors,
    forms::Posted,
    views::{
        samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::{RoleNames, Scene},
    },
};

fn photograph(number: u8, said: &str) -> Photograph {
    Photograph {
        digest: format!("{number:064x}"),
        thumbnail: format!("{:064x}", number + 100),
        width: 600,
        height: 800,
        taken_on: (number > 1).then(|| date(2025, 4, 1)),
        taken_to: TakenTo::Month,
        source: said.to_owned(),
        differs: said.to_owned(),
    }
}

fn with_photographs(name: &str, count: u8) -> PersonView {
    let mut view = samples::record(name);
    let kept =
        |number: u8| (EntryId(Uuid::from_u128(800 + u128::from(number))), now(), photograph(number, name));
    Arc::make_mut(&mut view.file).person.photographs = (1..=count).map(kept).collect();
    view
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let mut wrong = FormErrors::none();
    wrong.add("photograph", "Wrong");
    let page = |view: PersonView, errors: FormErrors| PhotographsPage {
        scene: Scene::of_person(&view, RoleNames::default()),
        signed_in: signed_in(),
        values: Posted::default(),
        errors,
        key: "key".to_owned(),
    };
    let none = page(with_photographs("Robin Example", 0), wrong);
    let looking = PersonView { may: Vec::new(), ..with_photographs("Robin Example", 1) };
    let mut pages = vec![
        ("photographs, none and something wrong".to_owned(), none.render()),
        ("photographs, to be looked at".to_owned(), page(looking, FormErrors::none()).render()),
    ];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        let shown = page(with_photographs(name, 3), FormErrors::none());
        pages.push((format!("photographs, {name}"), shown.render()));
    }
    pages
}
