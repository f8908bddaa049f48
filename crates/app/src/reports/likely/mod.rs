//! Who on record is likely the somebody whom a report is about: nobody gets a second record unseen.

mod evidence;
mod names;
mod pairs;
mod renaming;
mod standing;
#[cfg(test)]
mod strangers;
#[cfg(test)]
mod tests;
mod weighing;

use domain::{ids::PersonId, projection::PersonRow, record::Likely, time::london};
use jiff::civil::Date;

use self::evidence::{Described, Evidence, missing_now};
pub use self::pairs::{PossibleDuplicate, PossibleDuplicates, SaidTheSame};
pub(crate) use self::standing::Everybody;
pub use self::weighing::{Matter, Weighing, Weighs};
use super::{KnownOfHit, ReportAnswers, ReportedPerson};
use crate::{App, access::Action, finding::person_of, identity::SignedIn, trouble::Trouble};

/// People compared with whoever is reported, the likeliest by what the register knows of all of them.
const COMPARED_AT_MOST: usize = 200;
/// So many of them, the likeliest, are shown with what tells them from others of that name; the others in a line each.
pub const TOLD_FROM_OTHERS: usize = 12;
/// Where so many were compared, those in the last places tell whether there are more who are likely.
const LAST_PLACES: usize = 50;

/// People compared because a search for a name finds them first.
const PROPOSED_AT_MOST: usize = 30;

/// Somebody on record who is likely the one reported.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyPerson {
    /// Their row.
    pub row: PersonRow,
    /// What tells them from somebody else of that name; nothing of those after the [`TOLD_FROM_OTHERS`] likeliest.
    pub known: KnownOfHit,
    /// How likely it is.
    pub strength: Strength,
    /// What speaks for it and against it, the name first.
    pub reasons: Vec<Reason>,
}

/// Who is likely the same as one of those reported, and of whom nothing was said yet.
#[derive(Clone, Debug, PartialEq)]
pub struct LikelyQuestion {
    /// Which of the people reported it is about, counted from 0.
    pub place: usize,
    /// Those on record, the likeliest first.
    pub people: Vec<LikelyPerson>,
    /// Whether there are more on record who are likely.
    pub others: Others,
    /// Those reported before them in the same report, counted from 0.
    pub reported_as: Vec<usize>,
}

/// Whether everybody likely is among those who are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Others {
    /// They are.
    #[default]
    Nobody,
    /// More have such a name than are looked through: more has to be known of whoever is reported.
    TooManyToShow,
}

/// How likely two are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// So much agrees that it would be chance if they were two.
    VeryLikely,
    /// Enough agrees to ask.
    Possible,
}

/// Something that speaks for two being one person, or against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The name is the same.
    SameName,
    /// The name is spelt nearly so: a letter, a short form, another way to write the sound.
    NameNearly {
        /// As it was typed.
        typed: String,
        /// As it stands on record.
        recorded: String,
    },
    /// They are known by that name as well.
    KnownAs {
        /// The other name.
        name: String,
    },
    /// Some names are the same, and not all that are known.
    NameInPart {
        /// As it was typed.
        typed: String,
        /// As it stands on record.
        recorded: String,
    },
    /// Born on the same day.
    BirthSame,
    /// Day and month stand the other way round.
    BirthSwapped,
    /// One digit of the day of birth differs.
    BirthNearly,
    /// Born on another day.
    BirthDiffers,
    /// The age said fits.
    AgeFits,
    /// The age said does not fit.
    AgeDoesNotFit,
    /// One is recorded as female, the other as male.
    SexDiffers,
    /// They live at the same address.
    SameAddress,
    /// They use the same telephone.
    SameTelephone,
    /// The same people care for them.
    SameCarer,
    /// The one on record is missing now.
    MissingNow,
}

impl Reason {
    /// The word in the API and the catalogue.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::SameName => "same-name",
            Self::NameNearly { .. } => "name-nearly",
            Self::KnownAs { .. } => "known-as",
            Self::NameInPart { .. } => "name-in-part",
            Self::BirthSame => "birth-same",
            Self::BirthSwapped => "birth-swapped",
            Self::BirthNearly => "birth-nearly",
            Self::BirthDiffers => "birth-differs",
            Self::AgeFits => "age-fits",
            Self::AgeDoesNotFit => "age-does-not-fit",
            Self::SexDiffers => "sex-differs",
            Self::SameAddress => "same-address",
            Self::SameTelephone => "same-telephone",
            Self::SameCarer => "same-carer",
            Self::MissingNow => "missing-now",
        }
    }
}

impl App {
    /// What is asked before the records of a report are made: of each of those reported, who is likely the same and of whom
    /// nothing was said yet. Nothing where nothing is asked. What is shown is logged as a list.
    ///
    /// # Errors
    /// Denied to whoever may not search.
    pub async fn likely_questions(
        &self,
        who: &SignedIn,
        answers: &ReportAnswers,
    ) -> Result<Vec<LikelyQuestion>, Trouble> {
        let mut questions = Vec::new();
        for asked in self.likely_same(who, answers).await? {
            let Some(reported) = answers.people.get(asked.place) else { continue };
            let (mut people, others) = match asked.people.is_empty() {
                true => (Vec::new(), Others::Nobody),
                false => self.likely_people(who, answers, asked.place).await?,
            };
            people.retain(|likely| {
                let said = [&reported.not_the_same_as, &reported.the_same_as, &reported.may_be_the_same_as];
                !said.iter().any(|said| said.contains(&likely.row.person))
            });
            let mut reported_as = asked.reported_as;
            reported_as.retain(|other| !reported.not_reported_as.contains(other));
            if !people.is_empty() || !reported_as.is_empty() {
                questions.push(LikelyQuestion { place: asked.place, people, others, reported_as });
            }
        }
        Ok(questions)
    }

    /// Whom of those on record, and in the reader's sight, somebody reported is likely to be, the likeliest first, and whether there
    /// are more; for somebody whose record the report names, whom it makes them alike to. Their reading is logged as that of a list.
    ///
    /// # Errors
    /// Denied to whoever may not search.
    pub async fn likely_people(
        &self,
        who: &SignedIn,
        answers: &ReportAnswers,
        place: usize,
    ) -> Result<(Vec<LikelyPerson>, Others), Trouble> {
        let Some(reported) = answers.people.get(place) else {
            return Ok((Vec::new(), Others::Nobody));
        };
        let (found, others) = match reported.existing {
            Some(person) => self.likely_once_reported(who, person, reported, answers).await?,
            None => self.likely_on_record(who, &as_reported(reported, answers)).await?,
        };
        Ok((self.shown_as_likely(who, found).await?, others))
    }

    /// Those found, with what tells them from others. Their reading is logged as that of a list.
    async fn shown_as_likely(&self, who: &SignedIn, found: Vec<Found>) -> Result<Vec<LikelyPerson>, Trouble> {
        self.note_list(who, "likely_people", found.iter().map(|found| found.row.person.0)).await;
        let shown: Vec<PersonId> =
            found.iter().take(TOLD_FROM_OTHERS).map(|found| found.row.person).collect();
        let (files, around) = (self.files_as_stored(&shown).await?, self.inner.area.around());
        let known = |person| files.get(&person).map(|known| self.known_of(who, known, &around));
        let people = found.into_iter().map(|found| LikelyPerson {
            known: known(found.row.person).unwrap_or_default(),
            row: found.row,
            strength: found.strength,
            reasons: found.evidence.reasons,
        });
        Ok(people.collect())
    }

    /// Who may be the same as each of those reported, as a record of theirs is decided on.
    pub(super) async fn likely_same(
        &self,
        who: &SignedIn,
        answers: &ReportAnswers,
    ) -> Result<Vec<Likely>, Trouble> {
        let described: Vec<Described> =
            answers.people.iter().map(|person| as_reported(person, answers)).collect();
        let mut likely = Vec::new();
        for (place, reported) in answers.people.iter().enumerate() {
            if let Some(person) = reported.existing {
                let (found, _) = self.likely_once_reported(who, person, reported, answers).await?;
                let people = found.iter().map(|found| found.row.person).collect();
                likely.push(Likely { place, people, ..Likely::default() });
                continue;
            }
            let (found, _) = self.likely_on_record(who, &described[place]).await?;
            let before = answers.people[..place].iter().zip(&described).enumerate();
            let today = self.today();
            likely.push(Likely {
                place,
                people: found.iter().map(|found| found.row.person).collect(),
                reported_as: before
                    .filter(|(_, (other, _))| other.existing.is_none())
                    .filter(|(_, (_, other))| {
                        let evidence = described[place].compared(other, today);
                        evidence.is_some_and(|evidence| evidence.strength().is_some())
                    })
                    .map(|(other, _)| other)
                    .collect(),
            });
        }
        Ok(likely)
    }

    /// Those on record who are likely the same, within what the reader may see; and whether there are more.
    async fn likely_on_record(
        &self,
        who: &SignedIn,
        described: &Described,
    ) -> Result<(Vec<Found>, Others), Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        // Whoever does not read telephones, addresses and carers on record must not learn them by trying some.
        let narrowed = (!self.reads_case_work(who)).then(|| described.by_name_and_birth());
        let described = narrowed.as_ref().unwrap_or(described);
        // Whoever is found while the name is typed is compared as well.
        let mut named = Vec::new();
        for name in described.names_in_full() {
            let hits = self.propose(name, scope.resource(), PROPOSED_AT_MOST).await?;
            named.extend(hits.iter().map(person_of));
        }
        let everybody = self.everybody().await?;
        let mut like = everybody.like(described, (&named, COMPARED_AT_MOST), self.today(), scope.resource());
        drop(everybody);
        let others = others_than(&like);
        like.retain(|(_, evidence)| evidence.may_become_likely());
        let ids: Vec<PersonId> = like.iter().map(|(person, _)| *person).collect();
        // The rows say who is missing, and once more who is in sight.
        let mut rows = self.inner.store.person_rows(scope.resource(), &ids).await?;
        let mut likely = Vec::new();
        for (person, mut evidence) in like {
            let Some(row) = rows.remove(&person) else { continue };
            if row.missing_in.is_some() {
                missing_now(&mut evidence);
            }
            if let Some(strength) = evidence.strength() {
                likely.push(Found { row, strength, evidence });
            }
        }
        likely.sort_by(|one, other| {
            let heavier = other.evidence.weight.total_cmp(&one.evidence.weight);
            heavier.then_with(|| one.row.person.cmp(&other.row.person))
        });
        Ok((likely, others))
    }

    pub(crate) fn today(&self) -> Date {
        self.clock().now().to_zoned(london()).date()
    }
}

/// Whether more than those compared may be likely: they come in the order of how likely the register holds them.
fn others_than(compared: &[(PersonId, Evidence)]) -> Others {
    let last = compared.get(COMPARED_AT_MOST - LAST_PLACES..).unwrap_or_default();
    match compared.len() == COMPARED_AT_MOST && last.iter().any(|(_, evidence)| evidence.may_become_likely())
    {
        true => Others::TooManyToShow,
        false => Others::Nobody,
    }
}

/// Somebody on record who is likely the same.
struct Found {
    row: PersonRow,
    strength: Strength,
    evidence: Evidence,
}

fn as_reported(person: &ReportedPerson, answers: &ReportAnswers) -> Described {
    Described::new(&person.details, [answers.report.missing_from.as_str()])
}
