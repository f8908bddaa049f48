//! Fields of several rows: what is known of each consideration of risk, people who can be asked, a date of birth in
//! each of the ways in which it can be known.

use domain::{
    episode::{CheckKind, CheckMade},
    risk::Consideration,
};
use maud::{Markup, Render, html};

use super::{Named, Shown, rows_of};
use crate::acts::{Values, form::Raised};
use crate::{
    acts::{form::Field, words},
    catalogue::t,
    components::{
        Choice, Details, Input, Label, Legend, Radios, Select, SelectOption, Size, Textarea, Width, fieldset,
        hint,
    },
};

impl Shown<'_> {
    /// One fold for each consideration, open where something stands in it, and one more for what does not fit.
    pub(super) fn considerations(&self, field: &Field) -> Markup {
        let rows = self.values.rows(field.name);
        let listed = Consideration::ALL.len();
        let more = rows.iter().max().map_or(listed, |last| (last + 1).max(listed));
        let folds = html! {
            @if let Some(text) = self.hint(field) { (hint(None, text)) }
            @for (row, consideration) in Consideration::ALL.into_iter().enumerate() {
                (self.consideration(row, Some(consideration)))
            }
            @for row in listed..=more { (self.consideration(row, None)) }
        };
        html! { (fieldset(self.legend(field), &folds)) }
    }

    fn consideration(&self, row: usize, consideration: Option<Consideration>) -> Markup {
        let name = |part: &str| format!("considerations-{row}-{part}");
        let parts = ["consideration", "what", "source", "how_to_reach", "obtained_at-time"];
        let open = parts[1..].iter().any(|part| !self.values.get(&name(part)).is_empty())
            || self.errors.iter().any(|error| error.field.starts_with(&name("")));
        let title = match consideration {
            Some(consideration) => words::choice("consideration", consideration.word()),
            None => t!("consideration-more"),
        };
        let body = html! {
            @match consideration {
                Some(consideration) => {
                    input type="hidden" name=(name("consideration")) value=(consideration.word());
                    @if let Some(text) = words::choice_hint("consideration", consideration.word()) { (hint(None, text)) }
                }
                None => { (self.which_consideration(&name("consideration"))) }
            }
            (Textarea::new(&name("what"), t!("consideration-what"))
                .value(self.values.get(&name("what")))
                .error(self.errors.of(&name("what")))
                .rows(rows_of("note")))
            (self.part(&name("source"), t!("consideration-source")))
            (self.part(&name("how_to_reach"), t!("consideration-how-to-reach")))
            (self.date_and_time(&name("obtained_at"), Legend::new(t!("consideration-obtained")),
                Some(t!("consideration-obtained-hint"))))
        };
        let fold = Details::new(title, body);
        if open { fold.open().render() } else { fold.render() }
    }

    fn which_consideration(&self, name: &str) -> Markup {
        let options = std::iter::once(SelectOption::new("", t!("choice-please")))
            .chain(Consideration::ALL.into_iter().map(|consideration| {
                SelectOption::new(consideration.word(), words::choice("consideration", consideration.word()))
            }))
            .collect();
        Select::new(name, t!("consideration-which"), options)
            .value(self.values.get(name))
            .error(self.errors.of(name))
            .render()
    }

    /// One line of a row.
    fn part(&self, name: &str, label: String) -> Markup {
        Input::new(name, label).value(self.values.get(name)).error(self.errors.of(name)).render()
    }

    /// One box for each entry on offer.
    pub(super) fn several(&self, field: &Field, raised: Raised) -> Markup {
        let ticked: Vec<&str> = self
            .values
            .rows(field.name)
            .into_iter()
            .map(|row| self.values.get(&format!("{}-{row}", field.name)))
            .collect();
        let mut offered: Vec<(String, String)> = self.on_offer(raised).cloned().collect();
        // What was chosen and is no longer on offer still shows, or a correction would take it out unseen.
        for gone in ticked.iter().filter(|ticked| !ticked.is_empty()) {
            if !offered.iter().any(|(entry, _)| entry == gone) {
                offered.push(((*gone).to_owned(), t!("choice-as-recorded")));
            }
        }
        let boxes = html! {
            @if let Some(text) = self.hint(field) { (hint(None, text)) }
            @if let Some(error) = self.errors.of(field.name) {
                p.govuk-error-message id={ (field.name) "-error" } { (error) }
            }
            div.govuk-checkboxes.govuk-checkboxes--small id=(field.name) {
                @for (row, (entry, name)) in offered.iter().enumerate() {
                    @let id = format!("{}-{row}", field.name);
                    div.govuk-checkboxes__item {
                        input.govuk-checkboxes__input type="checkbox" id=(id) name=(id) value=(entry)
                            checked[ticked.contains(&entry.as_str())];
                        label.govuk-label.govuk-checkboxes__label for=(id) { (name) }
                    }
                }
            }
        };
        fieldset(self.legend(field), &boxes)
    }

    /// The entries on offer; of listed tasks those of the list that is chosen.
    fn on_offer(&self, raised: Raised) -> impl Iterator<Item = &Named> {
        let list = self.values.get("list");
        let of_another = move |id: &str| raised == Raised::ListedTask && !list.is_empty() && !is_of(list, id);
        self.on_record.raised(raised).iter().filter(move |(id, _)| !of_another(id))
    }

    /// One row for each check that a reporter can make.
    pub(super) fn checks(&self, field: &Field) -> Markup {
        checks(field.name, self.values, self.legend(field), self.hint(field))
    }

    /// Those that stand, and one empty row more.
    pub(super) fn contacts(&self, field: &Field) -> Markup {
        let next = self.values.rows(field.name).last().map_or(0, |last| last + 1);
        html! {
            @for row in 0..=next {
                @let name = |part: &str| format!("{}-{row}-{part}", field.name);
                @let body = html! {
                    (self.part(&name("name"), t!("contact-name")))
                    (self.part(&name("relation"), t!("contact-relation")))
                    (self.part(&name("reach"), t!("contact-reach")))
                };
                (fieldset(Legend::new(t!("contact-number", "number" => row + 1)).size(Size::Small), &body))
            }
        }
    }

    /// The day, the year, an estimate, or nothing.
    pub(super) fn birth(&self, field: &Field) -> Markup {
        let name = |part: &str| format!("{}-{part}", field.name);
        let known = match self.values.get(&name("known")) {
            "" => "unknown",
            known => known,
        };
        let figure = |part: &str, label: String| {
            Input::new(&name(part), label)
                .value(self.values.get(&name(part)))
                .error(self.errors.of(&name(part)))
                .inputmode("numeric")
                .width(Width::Four)
        };
        let day = self.date(&name("date"), Legend::new(t!("birth-date")), Some(t!("birth-date-hint")));
        let range = html! {
            (figure("from", t!("birth-from"))) (figure("to", t!("birth-to")))
            @for part in ["day", "month", "year"] {
                @let estimated = name(&format!("estimated_on-{part}"));
                input type="hidden" name=(estimated) value=(self.values.get(&estimated));
            }
        };
        Radios::new(
            &name("known"),
            vec![
                Choice::new("exact", t!("birth-exact")).conditional(day),
                Choice::new("year", t!("birth-year"))
                    .conditional(figure("year", t!("birth-year-label")).render()),
                Choice::new("age_range", t!("birth-age-range")).conditional(range),
                Choice::new("unknown", t!("birth-unknown")),
            ],
        )
        .legend(self.legend(field))
        .value(known)
        .error(self.errors.of(&name("known")))
        .small()
        .render()
    }
}

/// One row for each check that a reporter can make (NP 3.12): where it stands, and what it showed.
pub(crate) fn checks(name: &str, values: &Values, legend: Legend, help: Option<String>) -> Markup {
    let rows = html! {
        @if let Some(text) = help { (hint(None, text)) }
        @for (row, check) in CheckKind::ALL.iter().enumerate() {
            @let part = |part: &str| format!("{name}-{row}-{part}");
            @let stands = CheckMade::ALL
                .iter()
                .map(|made| SelectOption::new(made.word(), words::choice("check-made", made.word())));
            @let options = std::iter::once(SelectOption::new("", t!("choice-not-said"))).chain(stands).collect();
            div.sw-check {
                input type="hidden" name=(part("check")) value=(check.word());
                (Select::new(&part("made"), Label::new(words::choice("check", check.word())), options)
                    .value(values.get(&part("made"))))
                (Input::new(&part("note"), Label::new(t!("check-note", "check" => words::choice("check", check.word()))))
                    .value(values.get(&part("note"))))
            }
        }
    };
    fieldset(legend, &rows)
}

/// Whether a listed task, written as its list, a stroke and itself, is of that list.
fn is_of(list: &str, task: &str) -> bool {
    task.split_once('/').is_some_and(|(of, _)| of == list)
}
