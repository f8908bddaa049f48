//! What is recorded of somebody who cannot be named.

use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    closed_sets::words, episode::Held, episode::answered, features::Features, person::Sex, refusal::Refusal,
    time::london,
};

/// Nobody lives longer.
const OLDEST: u8 = 120;

words! {
    /// What was found.
    UnidentifiedKind {
        /// Somebody living who cannot or does not say who they are.
        LivingPerson = "living_person",
        /// A body.
        Body = "body",
        /// Part of a body, or bones.
        Remains = "remains",
    }
}

impl UnidentifiedKind {
    /// Whether two records can be of one person: parts of the dead are found in more than one place.
    #[must_use]
    pub fn can_be_part_with(self, other: Self) -> bool {
        let kinds = [self, other];
        !kinds.contains(&Self::LivingPerson) && kinds.contains(&Self::Remains)
    }
}

words! {
    /// How exactly it is known when they were found.
    FoundTo {
        /// To the minute.
        Time = "time",
        /// To the day.
        Day = "day",
        /// To the month.
        Month = "month",
        /// To the year.
        Year = "year",
    }
}

words! {
    /// In what kind of place they were found: water carries a body away.
    FoundSetting {
        /// In a building.
        Indoors = "indoors",
        /// On or under the ground.
        Land = "land",
        /// A lake, pond or canal.
        StillWater = "still_water",
        /// A river or its bank.
        River = "river",
        /// The sea, a shore or an estuary.
        Sea = "sea",
    }
}

words! {
    /// How far a body has changed.
    Condition {
        /// Hardly.
        Fresh = "fresh",
        /// It has begun to.
        Early = "early",
        /// Far.
        Advanced = "advanced",
        /// Bones.
        Skeletal = "skeletal",
        /// Charred by fire.
        Burnt = "burnt",
    }
}

/// What is known of somebody who cannot be named. Every text may be empty: empty means that nobody has said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnidentifiedDetails {
    /// Somebody living, a body, or remains.
    pub kind: UnidentifiedKind,
    /// When they were found.
    pub found_at: Timestamp,
    /// How exactly that is known.
    pub found_to: FoundTo,
    /// Where they were found.
    pub found_where: String,
    /// The postcode of that place, or its first half.
    #[serde(default)]
    pub postcode: String,
    /// In what kind of place.
    #[serde(default)]
    pub setting: Option<FoundSetting>,
    /// The least age in years, at the finding of somebody living, else at death, as somebody estimated it.
    #[serde(default)]
    pub age_from: Option<u8>,
    /// The most.
    #[serde(default)]
    pub age_to: Option<u8>,
    /// Sex, as somebody determined it.
    #[serde(default)]
    pub sex: Sex,
    /// Ancestry, only as somebody recorded it, and who did.
    #[serde(default)]
    pub ancestry: String,
    /// Stature, hair, eyes, marks, teeth.
    #[serde(flatten)]
    pub features: Features,
    /// What they wear or wore.
    #[serde(default)]
    pub clothing: String,
    /// Jewellery.
    #[serde(default)]
    pub jewellery: String,
    /// What they have or had with them.
    #[serde(default)]
    pub effects: String,
    /// Whether a dental chart of them is to be had.
    #[serde(default)]
    pub dental: Option<Held>,
    /// Whether a sample or profile of their DNA is.
    #[serde(default)]
    pub dna: Option<Held>,
    /// Whether their fingerprints are.
    #[serde(default)]
    pub fingerprints: Option<Held>,
    /// How far the body has changed.
    #[serde(default)]
    pub condition: Option<Condition>,
    /// The least number of days for which they can have been dead when they were found.
    #[serde(default)]
    pub dead_for_at_least_days: Option<u32>,
    /// The most.
    #[serde(default)]
    pub dead_for_at_most_days: Option<u32>,
    /// What happened, who found them.
    #[serde(default)]
    pub circumstances: String,
    /// Where they are now: the ward, the mortuary.
    #[serde(default)]
    pub now_at: String,
    /// The reference of the hospital or the coroner. An import knows by it what it has recorded before.
    #[serde(default)]
    pub reference: String,
}

impl UnidentifiedDetails {
    /// The least that is asked: what was found, when and where.
    #[must_use]
    pub fn new(kind: UnidentifiedKind, found_at: Timestamp, found_where: String) -> Self {
        Self {
            kind,
            found_at,
            found_to: FoundTo::Time,
            found_where,
            postcode: String::new(),
            setting: None,
            age_from: None,
            age_to: None,
            sex: Sex::NotKnown,
            ancestry: String::new(),
            features: Features::default(),
            clothing: String::new(),
            jewellery: String::new(),
            effects: String::new(),
            dental: None,
            dna: None,
            fingerprints: None,
            condition: None,
            dead_for_at_least_days: None,
            dead_for_at_most_days: None,
            circumstances: String::new(),
            now_at: String::new(),
            reference: String::new(),
        }
    }

    /// The first and the last day on which they can have been found.
    #[must_use]
    pub fn found_between(&self) -> (Date, Date) {
        let day = self.found_at.to_zoned(london()).date();
        match self.found_to {
            FoundTo::Time | FoundTo::Day => (day, day),
            FoundTo::Month => (day.first_of_month(), day.last_of_month()),
            FoundTo::Year => (day.first_of_year(), day.last_of_year()),
        }
    }

    /// The least and the most age in years; where one bound is said, the other is the same.
    #[must_use]
    pub fn age_years(&self) -> Option<(u8, u8)> {
        let least = self.age_from.or(self.age_to)?;
        Some((least, self.age_to.unwrap_or(least)))
    }

    /// The first and the last day on which they can have died; nothing of somebody living or where nobody has said.
    #[must_use]
    pub fn died_between(&self) -> Option<(Date, Date)> {
        let (first, last) = self.found_between();
        let before = |day: Date, days: u32| day.checked_sub(i64::from(days).days()).ok();
        let latest = before(last, self.dead_for_at_least_days?)?;
        Some((before(first, self.dead_for_at_most_days?)?, latest))
    }

    /// Refused where the least is not said, for a day ahead, and for bounds that are the wrong way round.
    ///
    /// # Errors
    /// The first of [`Self::refusals`].
    pub fn check(&self, now: Timestamp) -> Result<(), Refusal> {
        self.refusals(now).into_iter().next().map_or(Ok(()), Err)
    }

    /// Everything for which they would be refused, so that whoever filled them in mends it in one go.
    #[must_use]
    pub fn refusals(&self, now: Timestamp) -> Vec<Refusal> {
        let age = self.age_years();
        let of_the_dead = [self.dead_for_at_least_days, self.dead_for_at_most_days];
        let said_of_the_dead = of_the_dead.iter().any(Option::is_some) || self.condition.is_some();
        let wrong = |is_wrong: bool, refusal| if is_wrong { Err(refusal) } else { Ok(()) };
        let rules = [
            answered(&self.found_where, "found_where"),
            wrong(self.found_at > now && self.is_ahead(now), Refusal::FoundAhead),
            wrong(
                age.is_some_and(|(least, most)| least > most || most > OLDEST),
                Refusal::NoSuchRange { field: "age_from" },
            ),
            wrong(
                matches!(of_the_dead, [Some(least), Some(most)] if least > most),
                Refusal::NoSuchRange { field: "dead_for_at_least_days" },
            ),
            wrong(self.kind == UnidentifiedKind::LivingPerson && said_of_the_dead, Refusal::LivesStill),
            self.features.check(),
        ];
        rules.into_iter().filter_map(Result::err).collect()
    }

    /// A refusal with whatever else they would be refused for.
    #[must_use]
    pub fn refused_with(&self, first: Refusal, now: Timestamp) -> Vec<Refusal> {
        let others: Vec<Refusal> = self.refusals(now).into_iter().filter(|other| *other != first).collect();
        [first].into_iter().chain(others).collect()
    }

    /// A day that has begun is not ahead where only the day is known.
    fn is_ahead(&self, now: Timestamp) -> bool {
        match self.found_to {
            FoundTo::Time => true,
            FoundTo::Day | FoundTo::Month | FoundTo::Year => {
                self.found_between().0 > now.to_zoned(london()).date()
            }
        }
    }

    /// The moment from which the hours to the referral count: the earliest at which they can have been found.
    #[must_use]
    pub(super) fn counts_from(&self) -> Timestamp {
        match self.found_to {
            FoundTo::Time => self.found_at,
            FoundTo::Day | FoundTo::Month | FoundTo::Year => {
                let first = self.found_between().0.to_zoned(london());
                first.map_or(self.found_at - SignedDuration::from_hours(24), |day| day.timestamp())
            }
        }
    }
}
