//! What is held about a person that bears on risk.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something held about a person that bears on risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkerKind {
    /// At risk of, or subject to, sexual exploitation.
    SexualExploitation,
    /// At risk of, or subject to, criminal exploitation, county lines among it.
    CriminalExploitation,
    /// Trafficked, or feared to have been.
    Trafficking,
    /// Self-harm.
    SelfHarm,
    /// Suicidal intent or an earlier attempt.
    Suicide,
    /// Dementia or another loss of memory.
    Dementia,
    /// Mental ill-health.
    MentalHealth,
    /// Learning disability or autism.
    LearningDisability,
    /// Medication without which harm follows.
    EssentialMedication,
    /// Misuse of drugs or alcohol.
    SubstanceMisuse,
    /// Domestic abuse.
    DomesticAbuse,
    /// Honour-based abuse or forced marriage.
    HonourBasedAbuse,
    /// Radicalisation.
    Radicalisation,
    /// May harm others.
    DangerToOthers,
    /// Veteran of the armed forces.
    Veteran,
    /// Serious concerns about a child placed here by another authority (NP 8.12).
    SeriousConcerns,
}

impl MarkerKind {
    /// Every kind, in the order in which lists show them.
    pub const ALL: [Self; 16] = [
        Self::SexualExploitation,
        Self::CriminalExploitation,
        Self::Trafficking,
        Self::SelfHarm,
        Self::Suicide,
        Self::Dementia,
        Self::MentalHealth,
        Self::LearningDisability,
        Self::EssentialMedication,
        Self::SubstanceMisuse,
        Self::DomesticAbuse,
        Self::HonourBasedAbuse,
        Self::Radicalisation,
        Self::DangerToOthers,
        Self::Veteran,
        Self::SeriousConcerns,
    ];

    /// The word in the ledger, forms and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SexualExploitation => "sexual_exploitation",
            Self::CriminalExploitation => "criminal_exploitation",
            Self::Trafficking => "trafficking",
            Self::SelfHarm => "self_harm",
            Self::Suicide => "suicide",
            Self::Dementia => "dementia",
            Self::MentalHealth => "mental_health",
            Self::LearningDisability => "learning_disability",
            Self::EssentialMedication => "essential_medication",
            Self::SubstanceMisuse => "substance_misuse",
            Self::DomesticAbuse => "domestic_abuse",
            Self::HonourBasedAbuse => "honour_based_abuse",
            Self::Radicalisation => "radicalisation",
            Self::DangerToOthers => "danger_to_others",
            Self::Veteran => "veteran",
            Self::SeriousConcerns => "serious_concerns",
        }
    }
}

/// A marker with where it comes from and since when it is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    /// What it says.
    pub marker: MarkerKind,
    /// Who said so.
    pub source: String,
    /// Since when it holds, where that is known.
    pub since: Option<Date>,
    /// What a reader has to know of it; empty where there is nothing.
    #[serde(default)]
    pub note: String,
}
