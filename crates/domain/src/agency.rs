//! Agencies, as far as what they may see depends on what they are.

use serde::{Deserialize, Serialize};

use crate::ids::AgencyId;

/// What an agency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyKind {
    /// A police force.
    Police,
    /// Children's social care of the area's own authority.
    ChildrensSocialCare,
    /// An authority elsewhere that has placed a child in this area, or is asked in.
    OtherAuthority,
    /// Adult social care of an authority.
    AdultSocialCare,
    /// A hospital or community health trust.
    Health,
    /// A school, college or education service.
    Education,
    /// A children's home, foster carer or adult care home.
    CareProvider,
    /// A charity.
    Voluntary,
    /// The national unit for missing people.
    NationalUnit,
}

impl AgencyKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Police,
        Self::ChildrensSocialCare,
        Self::OtherAuthority,
        Self::AdultSocialCare,
        Self::Health,
        Self::Education,
        Self::CareProvider,
        Self::Voluntary,
        Self::NationalUnit,
    ];

    /// The word in roles, policies, rows and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::ChildrensSocialCare => "childrens_social_care",
            Self::OtherAuthority => "other_authority",
            Self::AdultSocialCare => "adult_social_care",
            Self::Health => "health",
            Self::Education => "education",
            Self::CareProvider => "care_provider",
            Self::Voluntary => "voluntary",
            Self::NationalUnit => "national_unit",
        }
    }

    /// Whether an agency of this kind leads searches: a police force, and nobody else.
    #[must_use]
    pub fn leads_searches(self) -> bool {
        match self {
            Self::Police => true,
            Self::ChildrensSocialCare
            | Self::OtherAuthority
            | Self::AdultSocialCare
            | Self::Health
            | Self::Education
            | Self::CareProvider
            | Self::Voluntary
            | Self::NationalUnit => false,
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// An agency that takes part in this deployment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: AgencyKind,
}
