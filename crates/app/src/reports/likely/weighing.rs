//! How two records are weighed, matter by matter: also what speaks against, what counts for nothing and what nobody knows, so
//! that whoever decides can check each part of it against both records.

use domain::file::PersonFile;
use jiff::{Timestamp, civil::Date};
use linkage::unidentified::Bits;

use super::{
    Reason, Strength,
    evidence::{Described, strength_of},
    pairs::told_apart,
};

/// What of two records is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// All their names.
    Name,
    /// When they were born, or how old they were said to be.
    Birth,
    /// Their sex as recorded.
    Sex,
    /// Where they live and are placed.
    Address,
    /// The telephones that they use.
    Telephone,
    /// Who cares for them.
    Carer,
}

impl Matter {
    /// Each, in the order in which it is compared.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Birth, Self::Sex, Self::Address, Self::Telephone, Self::Carer];

    /// The word in the API and the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Birth => "birth",
            Self::Sex => "sex",
            Self::Address => "address",
            Self::Telephone => "telephone",
            Self::Carer => "carer",
        }
    }
}

/// What a matter says.
#[derive(Clone, Debug, PartialEq)]
pub enum Weighs {
    /// So much for their being one person, or against it where it is less than nothing.
    Says(f32, Reason),
    /// It is compared and counts for nothing.
    Nothing,
    /// One record or both do not say.
    NotKnown,
    /// The names are of two people, which ends the comparison.
    OfTwoPeople,
}

impl Weighs {
    /// The weight, in powers of two.
    #[must_use]
    pub fn weight(&self) -> Bits {
        match self {
            Self::Says(weight, _) => Bits::of(*weight),
            Self::Nothing | Self::NotKnown | Self::OfTwoPeople => Bits::default(),
        }
    }
}

/// Two records weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Weighing {
    /// Each matter with what it says.
    pub matters: Vec<(Matter, Weighs)>,
    /// How likely they are one person; nothing where nobody is asked about them.
    pub strength: Option<Strength>,
    /// When it was last said that they are two people.
    pub told_apart: Option<Timestamp>,
}

impl Weighing {
    /// Two records compared on a day.
    #[must_use]
    pub fn of(here: &PersonFile, there: &PersonFile, today: Date) -> Self {
        let (one, other) = (Described::of(here), Described::of(there));
        let weigh = |matter| (matter, one.weigh(matter, &other, today));
        let mut weighing = Self {
            matters: Matter::ALL.map(weigh).to_vec(),
            strength: None,
            told_apart: told_apart(here, there).max(told_apart(there, here)),
        };
        weighing.strength = weighing.together().and_then(|sum| strength_of(sum.bits() as f32));
        weighing
    }

    /// All weights together; nothing where the names are of two people, which no other weight makes good.
    #[must_use]
    pub fn together(&self) -> Option<Bits> {
        let mut sum = Bits::default();
        for (_, weighs) in &self.matters {
            match weighs {
                Weighs::OfTwoPeople => return None,
                Weighs::Says(..) | Weighs::Nothing | Weighs::NotKnown => sum += weighs.weight(),
            }
        }
        Some(sum)
    }
}
