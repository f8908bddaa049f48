//! Whom somebody becomes alike to by what their record is to say: whoever gives a known person another name or birth is asked
//! about others as whoever makes a record is.

use domain::{
    ids::PersonId,
    person::{PersonDetails, PersonEvent},
    record::{self, Likely, SaidOfOthers},
    refusal::Refusal,
    text::is_blank,
};

use super::{Described, Found, LikelyQuestion, Others};
use crate::{
    App,
    access::Action,
    cases::OfOthers,
    identity::SignedIn,
    records::Known,
    reports::{ReportAnswers, ReportedPerson, on_record::changed_since},
    trouble::Trouble,
};

impl App {
    /// What is entered beside a change of somebody's details: whose records were looked at and are of somebody else, or of the same
    /// person.
    pub(crate) async fn said_by_change(
        &self,
        who: &SignedIn,
        known: &Known,
        after: &PersonDetails,
        (said, why): (&OfOthers, &str),
    ) -> Result<Vec<PersonEvent>, Trouble> {
        let (found, _) = self.likely_once_changed(who, known, after).await?;
        let people: Vec<PersonId> = found.iter().map(|found| found.row.person).collect();
        let apart = people.iter().any(|person| said.apart.contains(person));
        let of_others = SaidOfOthers {
            people: &said.apart,
            reported_as: &[],
            reason: &said.reason,
            same: &said.same,
            may_be: &said.may_be,
            same_reason: why,
        };
        let told = record::said_of_others(Likely { people, ..Likely::default() }, of_others)?;
        if apart && is_blank(&said.reason) {
            return Err(Refusal::AnswerMissing { field: "not_the_same_reason" }.into());
        }
        Ok(told)
    }

    /// The question that is asked before that is entered; nothing where nobody is likely of whom nothing was said.
    pub(crate) async fn question_of_change(
        &self,
        who: &SignedIn,
        known: &Known,
        after: &PersonDetails,
        said: &OfOthers,
    ) -> Result<Option<LikelyQuestion>, Trouble> {
        let (mut found, others) = self.likely_once_changed(who, known, after).await?;
        let said = [&said.apart, &said.same, &said.may_be];
        found.retain(|found| !said.iter().any(|said| said.contains(&found.row.person)));
        if found.is_empty() {
            return Ok(None);
        }
        let people = self.shown_as_likely(who, found).await?;
        Ok(Some(LikelyQuestion { place: 0, people, others, reported_as: Vec::new() }))
    }

    /// Whom somebody known becomes alike to by a report; nobody where the reader may not see the record.
    pub(super) async fn likely_once_reported(
        &self,
        who: &SignedIn,
        person: PersonId,
        reported: &ReportedPerson,
        answers: &ReportAnswers,
    ) -> Result<(Vec<Found>, Others), Trouble> {
        let known = match self.known_to(who, person, &self.inner.area.around()).await {
            // Whatever is then recorded is refused for that.
            Err(Trouble::NotFound | Trouble::Denied(_)) => return Ok((Vec::new(), Others::Nobody)),
            known => known?,
        };
        let stands = &known.file.person.details;
        let said = reported.details_with(&answers.report_about(reported));
        let after = match answers.adds_to {
            Some(_) => changed_since(&reported.on_record.details, &said, stands),
            None if said == PersonDetails::default() => stands.clone(),
            None => said,
        };
        self.likely_once_changed(who, &known, &after).await
    }

    /// Whom of those on record, and in the reader's sight, somebody is likelier to be by what their record is to say than by what
    /// it says. Of whom it was said before that they are two, nobody is asked again unless more speaks against it since.
    async fn likely_once_changed(
        &self,
        who: &SignedIn,
        known: &Known,
        after: &PersonDetails,
    ) -> Result<(Vec<Found>, Others), Trouble> {
        let before = &known.file.person.details;
        let searches = self.inner.access.scope(&who.actor(), Action::SearchPeople).is_ok();
        if !searches || !says_otherwise_who(before, after) {
            return Ok((Vec::new(), Others::Nobody));
        }
        let (mut found, others) = self.likely_on_record(who, &Described::new(after, [])).await?;
        found.retain(|found| found.row.person != known.file.id);
        let people: Vec<PersonId> = found.iter().map(|found| found.row.person).collect();
        let files = self.files_as_stored(&people).await?;
        let (today, before) = (self.today(), Described::of(&known.file));
        let after = Described::new(after, []);
        found.retain(|found| {
            let Some(other) = files.get(&found.row.person) else { return false };
            let there = Described::of(&other.file);
            let was = before.compared(&there, today).filter(|was| was.strength().is_some());
            let is = after.compared(&there, today);
            let likelier = is.zip(was).is_none_or(|(is, was)| is.weight > was.weight);
            likelier && !self.is_settled(known, other, &found.evidence)
        });
        Ok((found, others))
    }
}

/// Whether a change says otherwise who somebody is: how they are called, or when they were born.
fn says_otherwise_who(before: &PersonDetails, after: &PersonDetails) -> bool {
    before.name != after.name || before.other_names != after.other_names || before.birth != after.birth
}
