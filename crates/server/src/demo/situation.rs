//! The situations in which people go missing, as the prose tells them apart.

use domain::{person::MarkerKind, risk::Grade};

use super::county::NamedAs;

/// The kind of story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Situation {
    /// A child in a children's home.
    Residential,
    /// A child with foster carers.
    Foster,
    /// A child at home, after a row.
    HomeConflict,
    /// A child whom others use for crime.
    CriminalExploitation,
    /// A child whom others exploit sexually.
    SexualExploitation,
    /// A child who sought asylum here alone.
    Asylum,
    /// A child under twelve.
    YoungChild,
    /// A child who feels low or harms themself.
    LowMood,
    /// An adult with dementia.
    Dementia,
    /// An adult who may want to die.
    Despondent,
    /// An adult away from a hospital ward.
    Ward,
    /// An adult who served in the armed forces.
    Veteran,
    /// A young adult who was in care.
    CareLeaver,
    /// An adult who left a relationship, a debt or a home.
    Leaving,
    /// An adult who drinks or uses drugs.
    Alcohol,
    /// An adult with a learning disability in supported living.
    SupportedLiving,
}

/// Child or adult, as the rules treat somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Age {
    /// Under 18.
    Child,
    /// Eighteen or older.
    Adult,
}

impl Situation {
    /// Its bank of prose.
    pub(super) fn bank(self) -> &'static str {
        match self {
            Self::Residential => "residential",
            Self::Foster => "foster",
            Self::HomeConflict => "home_conflict",
            Self::CriminalExploitation => "criminal_exploitation",
            Self::SexualExploitation => "sexual_exploitation",
            Self::Asylum => "asylum",
            Self::YoungChild => "young_child",
            Self::LowMood => "low_mood",
            Self::Dementia => "dementia",
            Self::Despondent => "despondent",
            Self::Ward => "ward",
            Self::Veteran => "veteran",
            Self::CareLeaver => "care_leaver",
            Self::Leaving => "leaving",
            Self::Alcohol => "alcohol",
            Self::SupportedLiving => "supported_living",
        }
    }

    /// Whether it is about a child.
    pub(super) fn age(self) -> Age {
        match self {
            Self::Residential
            | Self::Foster
            | Self::HomeConflict
            | Self::CriminalExploitation
            | Self::SexualExploitation
            | Self::Asylum
            | Self::YoungChild
            | Self::LowMood => Age::Child,
            Self::Dementia
            | Self::Despondent
            | Self::Ward
            | Self::Veteran
            | Self::CareLeaver
            | Self::Leaving
            | Self::Alcohol
            | Self::SupportedLiving => Age::Adult,
        }
    }

    /// Where the name comes from.
    pub(super) fn named_as(self) -> NamedAs {
        match (self, self.age()) {
            (Self::Asylum, _) => NamedAs::Asylum,
            (_, Age::Child) => NamedAs::Child,
            (_, Age::Adult) => NamedAs::Adult,
        }
    }

    /// Months of age when first missing, youngest and oldest.
    pub(super) fn age_in_months(self) -> (i64, i64) {
        match self {
            Self::Residential | Self::CriminalExploitation | Self::SexualExploitation => (171, 190),
            Self::Foster | Self::HomeConflict | Self::LowMood => (152, 190),
            Self::Asylum => (192, 205),
            Self::YoungChild => (74, 138),
            Self::Dementia => (68 * 12, 91 * 12),
            Self::Despondent | Self::Ward => (23 * 12, 61 * 12),
            Self::Veteran => (31 * 12, 58 * 12),
            Self::CareLeaver => (219, 250),
            Self::Leaving | Self::Alcohol => (27 * 12, 64 * 12),
            Self::SupportedLiving => (21 * 12, 47 * 12),
        }
    }

    /// Whether what is said of any child, or any adult, can be said of somebody in this situation.
    pub(super) fn resembles_others(self) -> bool {
        match self {
            Self::Residential
            | Self::Foster
            | Self::HomeConflict
            | Self::Ward
            | Self::CareLeaver
            | Self::Alcohol => true,
            Self::CriminalExploitation
            | Self::SexualExploitation
            | Self::Asylum
            | Self::YoungChild
            | Self::LowMood
            | Self::Dementia
            | Self::Despondent
            | Self::Veteran
            | Self::Leaving
            | Self::SupportedLiving => false,
        }
    }

    /// Markers that are held.
    pub(super) fn markers(self) -> &'static [MarkerKind] {
        match self {
            Self::Residential | Self::Foster | Self::HomeConflict | Self::CareLeaver | Self::Leaving => &[],
            Self::CriminalExploitation => &[MarkerKind::CriminalExploitation],
            Self::SexualExploitation => &[MarkerKind::SexualExploitation],
            Self::Asylum => &[MarkerKind::Trafficking],
            Self::YoungChild | Self::SupportedLiving => &[MarkerKind::LearningDisability],
            Self::LowMood => &[MarkerKind::SelfHarm],
            Self::Dementia => &[MarkerKind::Dementia],
            Self::Despondent => &[MarkerKind::Suicide],
            Self::Ward => &[MarkerKind::MentalHealth, MarkerKind::EssentialMedication],
            Self::Veteran => &[MarkerKind::Veteran, MarkerKind::MentalHealth],
            Self::Alcohol => &[MarkerKind::SubstanceMisuse],
        }
    }

    /// In what proportion the first grade is given: high, medium, low, no apparent risk. A child is never graded lower
    /// than medium under the reference pack.
    pub(super) fn first_grades(self) -> &'static [(Grade, u32)] {
        match self {
            Self::Residential | Self::Foster | Self::HomeConflict => {
                &[(Grade::High, 10), (Grade::Medium, 90)]
            }
            Self::CriminalExploitation | Self::Asylum | Self::LowMood => {
                &[(Grade::High, 30), (Grade::Medium, 70)]
            }
            Self::SexualExploitation => &[(Grade::High, 45), (Grade::Medium, 55)],
            Self::YoungChild => &[(Grade::High, 80), (Grade::Medium, 20)],
            Self::Dementia | Self::Despondent => &[(Grade::High, 65), (Grade::Medium, 35)],
            Self::Ward | Self::Veteran => &[(Grade::High, 30), (Grade::Medium, 60), (Grade::Low, 10)],
            Self::CareLeaver | Self::SupportedLiving => {
                &[(Grade::High, 10), (Grade::Medium, 60), (Grade::Low, 30)]
            }
            Self::Leaving | Self::Alcohol => {
                &[(Grade::Medium, 30), (Grade::Low, 45), (Grade::NoApparentRisk, 25)]
            }
        }
    }
}
