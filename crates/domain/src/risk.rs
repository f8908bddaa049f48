//! Risk as it is recorded: a grade, the considerations behind it as sourced assertions, and the definition in force.
//!
//! Nothing here grades. A person grades, says why, and the record keeps what they knew (NP 3.19; K1, K7).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The grade of risk (NP 1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// No apparent risk.
    NoApparentRisk,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl Grade {
    /// Every grade, the highest first, as a form offers them.
    pub const ALL: [Self; 4] = [Self::High, Self::Medium, Self::Low, Self::NoApparentRisk];

    /// The word in the ledger, packs, forms and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::NoApparentRisk => "no_apparent_risk",
        }
    }
}

/// What a risk assessment considers (NP 3.19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consideration {
    /// Circumstances of going missing, out of character or not.
    Circumstances,
    /// Age and maturity.
    AgeAndMaturity,
    /// Disability and how the person communicates.
    Disability,
    /// Health and medication, and what missing it does.
    HealthAndMedication,
    /// Earlier times missing, and what happened then.
    History,
    /// Vulnerability: exploitation, self-harm, mental ill-health.
    Vulnerability,
    /// Misuse of drugs or alcohol.
    SubstanceMisuse,
    /// Legal status and care plan.
    LegalStatus,
    /// The placement or home.
    Placement,
    /// Offending.
    Offending,
    /// Peers, family, friends.
    PeersAndFamily,
    /// People who prey on them.
    PredatoryInfluences,
    /// Abduction.
    Abduction,
    /// Weather, place, time of day.
    Environment,
}

impl Consideration {
    /// Every consideration, in the order of the source.
    pub const ALL: [Self; 14] = [
        Self::Circumstances,
        Self::AgeAndMaturity,
        Self::Disability,
        Self::HealthAndMedication,
        Self::History,
        Self::Vulnerability,
        Self::SubstanceMisuse,
        Self::LegalStatus,
        Self::Placement,
        Self::Offending,
        Self::PeersAndFamily,
        Self::PredatoryInfluences,
        Self::Abduction,
        Self::Environment,
    ];

    /// The word in the ledger, forms and catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Circumstances => "circumstances",
            Self::AgeAndMaturity => "age_and_maturity",
            Self::Disability => "disability",
            Self::HealthAndMedication => "health_and_medication",
            Self::History => "history",
            Self::Vulnerability => "vulnerability",
            Self::SubstanceMisuse => "substance_misuse",
            Self::LegalStatus => "legal_status",
            Self::Placement => "placement",
            Self::Offending => "offending",
            Self::PeersAndFamily => "peers_and_family",
            Self::PredatoryInfluences => "predatory_influences",
            Self::Abduction => "abduction",
            Self::Environment => "environment",
        }
    }
}

/// One piece of information behind a grade (practice of the College: what, from whom, when obtained).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// Which consideration it bears on.
    pub consideration: Consideration,
    /// What was said or seen.
    pub what: String,
    /// Who said it.
    pub source: String,
    /// How to reach them.
    #[serde(default)]
    pub how_to_reach: String,
    /// When it was obtained.
    pub obtained_at: Timestamp,
}

/// A grade with its reasons, as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grading {
    /// The grade.
    pub grade: Grade,
    /// Why this grade and not the one above or below.
    pub reasons: String,
    /// The human-rights articles weighed, and how.
    #[serde(default)]
    pub human_rights: String,
    /// What is behind it.
    #[serde(default)]
    pub considerations: Vec<Assertion>,
}

/// Who made an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Assessor {
    /// An officer; a supervisor then reviews it (NP 6.9).
    Officer,
    /// A supervisor.
    Supervisor,
}

/// The wording of a grade that was in force when it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionInForce {
    /// The pack whose wording it is.
    pub pack: String,
    /// The pack's version.
    pub pack_version: String,
    /// The wording.
    pub text: String,
}
