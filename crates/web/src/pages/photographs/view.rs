//! What the page of a person's photographs shows: those that there are, and the form for another.

use maud::{Markup, html};

use crate::{
    catalogue::t,
    components::{
        Button, DateInput, DatePart, Form, FormErrors, Input, Textarea, back_link, error_message, hint,
    },
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
    views::{
        identity,
        likeness::{Shown, picture, taken},
        person,
        scene::Scene,
    },
};

use super::read::of_the_picture;

/// The page of a person's photographs.
#[derive(Clone, Debug)]
pub(crate) struct PhotographsPage {
    /// The person.
    pub(crate) scene: Scene,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What was typed.
    pub(crate) values: Posted,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// The key of this attempt.
    pub(crate) key: String,
}

impl PhotographsPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let name = person::name_text(&self.scene.file.person);
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(t!("photographs-title", "name" => name.as_str()), self.scene.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .outcome(outcome)
            .before_content(html! {
                (back_link(&self.scene.home, t!("photographs-back")))
                (identity::bar(&self.scene))
            })
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("photographs-title", "name" => name.as_str())) }
                (self.gallery(&name))
                @if self.scene.may("photograph_added") { (self.form()) }
            })
    }

    fn gallery(&self, name: &str) -> Markup {
        let photographs = &self.scene.file.person.photographs;
        html! {
            @if photographs.is_empty() { p.govuk-body { (t!("photographs-none")) } }
            @for (entry, _, photograph) in photographs.iter().rev() {
                figure.sw-photograph id=(of_the_picture(*entry)) {
                    (picture(self.scene.person, name, photograph, self.scene.now, Shown::Whole))
                    figcaption.govuk-body {
                        strong { (taken(photograph, self.scene.now)) }
                        @if !photograph.source.is_empty() {
                            br; (t!("photograph-source", "source" => photograph.source.as_str()))
                        }
                        @if !photograph.differs.is_empty() {
                            br; (t!("photograph-differs", "differs" => photograph.differs.as_str()))
                        }
                        @if self.scene.may("photograph_withdrawn") {
                            br; a.govuk-link href={ (self.scene.home) "/acts/photograph_withdrawn?of=" (entry) } {
                                (t!("photograph-withdraw"))
                                span.govuk-visually-hidden { " " (taken(photograph, self.scene.now)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn form(&self) -> Markup {
        AddForm {
            address: &format!("{}/photographs", self.scene.home),
            keep: &format!("photograph-{}", self.scene.person),
            values: &self.values,
            errors: &self.errors,
            key: &self.key,
            csrf_token: &self.signed_in.csrf_token,
        }
        .render()
    }
}

/// The form for one more photograph, of whomever it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AddForm<'a> {
    /// Where it is sent.
    pub(crate) address: &'a str,
    /// Under which name a browser keeps what is typed.
    pub(crate) keep: &'a str,
    /// What was typed.
    pub(crate) values: &'a Posted,
    /// What is wrong with it.
    pub(crate) errors: &'a FormErrors,
    /// The key of this attempt.
    pub(crate) key: &'a str,
    /// The session's token.
    pub(crate) csrf_token: &'a str,
}

impl AddForm<'_> {
    /// The form with its heading.
    pub(crate) fn render(&self) -> Markup {
        let typed = |name: &str| self.values.get(name).to_owned();
        let date = DateInput::new("taken")
            .name_prefix("taken")
            .legend(t!("photograph-taken-when"))
            .hint(t!("photograph-taken-hint"))
            .error(self.errors.of("taken-day").or_else(|| self.errors.of("taken-year")))
            .value(DatePart::Day, typed("taken-day"))
            .value(DatePart::Month, typed("taken-month"))
            .value(DatePart::Year, typed("taken-year"));
        html! {
            h2.govuk-heading-m id="add" { (t!("photograph-add")) }
            (Form::post(self.address, self.csrf_token)
                .idempotency_key(self.key)
                .keep(self.keep)
                .with_a_file()
                .body(html! {
                    (self.file())
                    (date)
                    (Input::new("source", t!("field-photograph-added-source"))
                        .hint(t!("photograph-source-hint"))
                        .value(typed("source"))
                        .error(self.errors.of("source")))
                    (Textarea::new("differs", t!("photograph-differs-asked"))
                        .hint(t!("photograph-differs-hint"))
                        .rows(2)
                        .value(typed("differs")))
                    (Button::new(t!("photograph-add-button")).prevent_double_click())
                }))
        }
    }

    /// The file. On a telephone this offers the camera.
    fn file(&self) -> Markup {
        let error = self.errors.of("photograph");
        let described = if error.is_some() { "photograph-hint photograph-error" } else { "photograph-hint" };
        html! {
            div class={ "govuk-form-group" (if error.is_some() { " govuk-form-group--error" } else { "" }) } {
                label.govuk-label for="photograph" { (t!("photograph-file")) }
                (hint(Some("photograph-hint"), t!("photograph-file-hint")))
                @if let Some(error) = error { (error_message(Some("photograph-error"), error)) }
                input class={ "sw-file" (if error.is_some() { " sw-file--error" } else { "" }) } type="file"
                    id="photograph" name="photograph" accept="image/jpeg,image/png,image/webp,image/*"
                    aria-describedby=(described);
            }
        }
    }
}
