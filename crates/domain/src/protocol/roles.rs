//! Roles as data: who can owe a duty, chair a meeting or be told.

use super::pack::RoleId;

/// A role that people hold in an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Its name in packs, policies and accounts.
    pub id: RoleId,
    /// What people call it, in English.
    pub name_en: String,
    /// What people call it, in Welsh, once a translator has said so.
    pub name_cy: Option<String>,
    /// The kind of agency that has it.
    pub agency: AgencyKind,
    /// Who supervises it.
    pub supervised_by: Option<RoleId>,
    /// Who covers for it out of hours.
    pub covered_by: Option<RoleId>,
    /// The roles to which its work falls, where nobody has it as their own: the levels of a disagreement.
    pub falls_to: FallsTo,
}

/// To whom the work of a role falls that nobody has as their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum FallsTo {
    /// To nobody else: people have the role.
    #[default]
    Nobody,
    /// To whoever it happens to be.
    Anybody,
    /// To these roles.
    Roles(Vec<RoleId>),
}

impl Role {
    /// Whether agencies of that kind have the role.
    #[must_use]
    pub fn is_of(&self, kind: crate::agency::AgencyKind) -> bool {
        self.agency.name() == kind.word()
    }

    /// Whether the work of this role falls to somebody in that one.
    #[must_use]
    pub fn falls_to(&self, role: &str) -> bool {
        match &self.falls_to {
            FallsTo::Nobody => false,
            FallsTo::Anybody => true,
            FallsTo::Roles(roles) => roles.iter().any(|other| other.0 == role),
        }
    }
}

super::event::words! {
    /// A kind of agency.
    AgencyKind {
        /// A police force.
        Police => "police",
        /// A council's services for children.
        ChildrensSocialCare => "childrens_social_care",
        /// A council elsewhere, for a child whom it has placed here.
        OtherAuthority => "other_authority",
        /// A council's services for adults.
        AdultSocialCare => "adult_social_care",
        /// Hospitals, surgeries, ambulance and mental-health services.
        Health => "health",
        /// Schools and colleges.
        Education => "education",
        /// Whoever runs homes.
        CareProvider => "care_provider",
        /// Charities.
        Voluntary => "voluntary",
        /// The national unit for missing persons.
        NationalUnit => "national_unit",
        /// Agencies together, or whoever it happens to be.
        AnyAgency => "any",
    }
}

/// All roles.
#[derive(Debug, Clone, Default)]
pub struct Roles(pub Vec<Role>);

impl Roles {
    /// The role of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Role> {
        self.0.iter().find(|role| role.id.0 == id)
    }

    /// The ids, for whoever names one wrongly.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|role| role.id.0.as_str())
    }
}
