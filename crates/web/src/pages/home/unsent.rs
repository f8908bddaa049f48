//! What a home pressed and what did not arrive. Only the browser knows of it: the page has a line for each form of each
//! child, and the script shows those of which it keeps something.

use app::home::{Home, Resident};
use domain::ids::PersonId;
use maud::{Markup, html};

use super::forms::Asks;
use crate::catalogue::t;

/// The word of the button that says that somebody is gone again, which stands on the page of the home itself.
const GONE_AGAIN: &str = "gone-again";

/// The end of the address of a form that is to be sent as it is kept, as the script reads it.
const SEND: &str = "#send";

/// The name under which the browser keeps a form: of the account alone, for the telephone of a home is everybody's.
pub(super) fn kept_as(asks: Asks, of: PersonId, account: &str) -> String {
    name_of(asks.word(), of, account)
}

/// The same of the button that says that somebody is gone again.
pub(super) fn gone_again_kept_as(of: PersonId, account: &str) -> String {
    name_of(GONE_AGAIN, of, account)
}

fn name_of(word: &str, of: PersonId, account: &str) -> String {
    format!("home-{word}-{of}-{account}")
}

/// A line for each form of each child. The one of what was just recorded tells the script that it arrived.
pub(super) fn lines(home: &Home, account: &str, recorded: &str, recorded_of: Option<PersonId>) -> Markup {
    let arrived = form_of(recorded);
    html! {
        aside.sw-unsent aria-label=(t!("home-unsent-label")) {
            @for resident in &home.residents {
                @for (word, what, leads_to) in forms_of(resident) {
                    @let just_recorded = recorded_of == Some(resident.person) && arrived == Some(word);
                    div role="alert" hidden data-unsent=(name_of(word, resident.person, account))
                        data-recorded[just_recorded] {
                        p {
                            strong { (t!("home-unsent", "name" => named(resident), "what" => what)) } " "
                            a href=(leads_to) { (t!("home-unsent-send")) }
                        }
                        button type="button" { (t!("script-kept-discard")) }
                    }
                }
            }
        }
    }
}

/// The child's name, or that it is not known.
pub(super) fn named(resident: &Resident) -> String {
    if resident.name.trim().is_empty() { t!("person-unnamed") } else { resident.name.clone() }
}

/// Each form of a child: its word, the words of its button, and where it is sent.
fn forms_of(resident: &Resident) -> Vec<(&'static str, String, String)> {
    let asked = [
        (Asks::Missing, t!("home-button-missing")),
        (Asks::Late, t!("home-button-late")),
        (Asks::Back, t!("home-button-back")),
        (Asks::LogNumber, t!("home-button-number")),
    ];
    let form = |(asks, what): (Asks, String)| {
        (asks.word(), what, format!("/home/{}/{}{SEND}", resident.person, asks.word()))
    };
    let gone = (GONE_AGAIN, t!("home-button-gone"), format!("#child-{}", resident.person));
    asked.into_iter().map(form).chain([gone]).collect()
}

/// The form that led to what the page says was recorded.
fn form_of(recorded: &str) -> Option<&'static str> {
    match recorded {
        "late_noted" => Some(Asks::Late.word()),
        "reported" | "reported_before" | "reported_added" => Some(Asks::Missing.word()),
        "return_reported" | "late_ended" => Some(Asks::Back.word()),
        "log_number_recorded" => Some(Asks::LogNumber.word()),
        "gone_again" => Some(GONE_AGAIN),
        _ => None,
    }
}
