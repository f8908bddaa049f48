//! The invented county, its agencies, the people who work there and the names that people bear: read from
//! `prose/county.toml`, `prose/cast.toml` and `prose/names.toml`.

use domain::{
    agency::{Agency, AgencyKind},
    ids::{AccountId, AgencyId},
    ledger::Actor,
    person::Sex,
};
use jiff::Timestamp;
use serde::Deserialize;

use super::chance::Chance;

/// Places of the county, and those that lie beyond it.
#[derive(Deserialize)]
pub(super) struct County {
    pub(super) county: String,
    pub(super) towns: Vec<String>,
    pub(super) far_towns: Vec<String>,
    pub(super) other_authorities: Vec<OtherAuthority>,
    pub(super) streets: Vec<String>,
    pub(super) parks: Vec<String>,
    pub(super) stations: Vec<String>,
    pub(super) schools: Vec<String>,
    pub(super) colleges: Vec<String>,
    pub(super) shops: Vec<String>,
    pub(super) hospital_sites: Vec<String>,
    pub(super) bus_routes: Vec<String>,
    pub(super) children_homes: Vec<ChildrensHome>,
    pub(super) adult_homes: Vec<String>,
}

/// A council elsewhere, and how to reach the team that places children here.
#[derive(Clone, Deserialize)]
pub(super) struct OtherAuthority {
    pub(super) name: String,
    pub(super) team: String,
}

/// A children's home that takes part.
#[derive(Clone, Deserialize)]
pub(super) struct ChildrensHome {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) reach: String,
    /// The key of its agency among the cast.
    pub(super) account: String,
}

impl County {
    /// The county as written down.
    pub(super) fn open() -> Self {
        toml::from_str(include_str!("prose/county.toml")).expect("prose/county.toml is well formed")
    }

    /// An address in one of the towns, and the town.
    pub(super) fn address(&self, chance: &mut Chance) -> (String, String) {
        let town = chance.pick(&self.towns).clone();
        let number = chance.between(1, 148);
        let street = chance.pick(&self.streets);
        (format!("{number} {street}, {town}"), town)
    }
}

/// Somebody who can sign in to look round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DemoAccount {
    /// Its id.
    pub(crate) id: AccountId,
    /// What is typed to sign in.
    pub(crate) username: String,
    /// The name shown.
    pub(crate) name: String,
    /// The role's id.
    pub(crate) role: String,
    /// For which agency it acts.
    pub(crate) agency: AgencyId,
}

#[derive(Deserialize)]
struct CastFile {
    agencies: Vec<CastAgency>,
}

#[derive(Deserialize)]
struct CastAgency {
    key: String,
    name: String,
    kind: AgencyKind,
    accounts: Vec<CastAccount>,
}

#[derive(Deserialize)]
struct CastAccount {
    username: String,
    name: String,
    role: String,
}

/// Everybody who works on the cases, with their agencies.
pub(super) struct Cast {
    pub(super) agencies: Vec<Agency>,
    pub(super) accounts: Vec<DemoAccount>,
    keys: Vec<String>,
}

impl Cast {
    /// The cast as written down, with ids of the moment at which the demonstration begins.
    pub(super) fn open(chance: &mut Chance, founded: Timestamp) -> Self {
        let file: CastFile =
            toml::from_str(include_str!("prose/cast.toml")).expect("prose/cast.toml is well formed");
        let mut cast = Self { agencies: Vec::new(), accounts: Vec::new(), keys: Vec::new() };
        for agency in file.agencies {
            let id = AgencyId(chance.id_at(founded));
            for account in agency.accounts {
                cast.accounts.push(DemoAccount {
                    id: AccountId(chance.id_at(founded)),
                    username: account.username,
                    name: account.name,
                    role: account.role,
                    agency: id,
                });
            }
            cast.keys.push(agency.key);
            cast.agencies.push(Agency { id, name: agency.name, kind: agency.kind });
        }
        cast
    }

    /// The agency of that key.
    pub(super) fn agency(&self, key: &str) -> AgencyId {
        let place = self.keys.iter().position(|held| held == key);
        self.agencies[place.unwrap_or_else(|| panic!("the cast has an agency {key}"))].id
    }

    /// Somebody of that role, and their name; a home's manager is named `home_manager@` and the home's key.
    pub(super) fn anyone(&self, chance: &mut Chance, role: &str) -> (Actor, String) {
        let (role, agency) = match role.split_once('@') {
            Some((role, key)) => (role, Some(self.agency(key))),
            None => (role, None),
        };
        let fitting: Vec<&DemoAccount> = self
            .accounts
            .iter()
            .filter(|account| account.role == role && agency.is_none_or(|agency| account.agency == agency))
            .collect();
        assert!(!fitting.is_empty(), "the cast has somebody in the role {role}");
        let account = chance.pick(&fitting);
        let actor = Actor { account: account.id, role: account.role.clone(), agency: account.agency };
        (actor, account.name.clone())
    }
}

/// Names as they are met in Britain. They are drawn from a stream of their own, so that whoever is told of bears the same
/// name at whatever hour the story is told, and tests, guides and pictures can speak of them.
pub(super) struct NameBook {
    names: Names,
    chance: Chance,
}

#[derive(Deserialize)]
struct Names {
    heritage: Vec<Heritage>,
    special: Vec<SpecialName>,
}

#[derive(Deserialize)]
struct Heritage {
    weight: i64,
    #[serde(default)]
    asylum: bool,
    female: Vec<String>,
    female_adult: Vec<String>,
    male: Vec<String>,
    male_adult: Vec<String>,
    family: Vec<String>,
    ethnicity: Vec<String>,
    language: Vec<String>,
}

#[derive(Deserialize)]
struct SpecialName {
    r#for: NamedAs,
    name: String,
    first: String,
    other_names: Vec<String>,
    sex: Sex,
    ethnicity: String,
    language: String,
}

/// For whom a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NamedAs {
    /// A child.
    Child,
    /// An adult.
    Adult,
    /// A young person who sought asylum here alone.
    Asylum,
}

/// A name with what goes with it.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) first: String,
    pub(super) other_names: Vec<String>,
    pub(super) sex: Sex,
    pub(super) ethnicity: String,
    pub(super) language: String,
}

impl NameBook {
    /// The names as written down, to be drawn in the order of that seed.
    pub(super) fn open(seed: u64) -> Self {
        let names =
            toml::from_str(include_str!("prose/names.toml")).expect("prose/names.toml is well formed");
        Self { names, chance: Chance::seeded(seed) }
    }

    /// A name that nobody bears yet. The unusual ones go first, so that each is borne by somebody.
    pub(super) fn name(&mut self, wanted: NamedAs) -> Named {
        let Self { names, chance } = self;
        if let Some(place) = names.special.iter().position(|special| special.r#for == wanted)
            && chance.likely(60)
        {
            let special = names.special.remove(place);
            return Named {
                name: special.name,
                first: special.first,
                other_names: special.other_names,
                sex: special.sex,
                ethnicity: special.ethnicity,
                language: special.language,
            };
        }
        names.drawn(chance, wanted)
    }
}

impl Names {
    fn drawn(&mut self, chance: &mut Chance, wanted: NamedAs) -> Named {
        let heritage = self.heritage_for(chance, wanted);
        let sex = if chance.likely(if wanted == NamedAs::Asylum { 20 } else { 48 }) {
            Sex::Female
        } else {
            Sex::Male
        };
        let given = match (sex, wanted) {
            (Sex::Female, NamedAs::Adult) => &mut heritage.female_adult,
            (Sex::Female, NamedAs::Child | NamedAs::Asylum) => &mut heritage.female,
            (Sex::Male | Sex::Other | Sex::NotKnown, NamedAs::Adult) => &mut heritage.male_adult,
            (Sex::Male | Sex::Other | Sex::NotKnown, NamedAs::Child | NamedAs::Asylum) => &mut heritage.male,
        };
        // The last name of a list stays, so that there always is one; others are borne once.
        let place = chance.index(given.len());
        let first = if given.len() > 1 { given.remove(place) } else { given[place].clone() };
        let place = chance.index(heritage.family.len());
        let family = if heritage.family.len() > 1 {
            heritage.family.remove(place)
        } else {
            heritage.family[place].clone()
        };
        Named {
            name: format!("{first} {family}"),
            first,
            other_names: Vec::new(),
            sex,
            ethnicity: chance.pick(&heritage.ethnicity).clone(),
            language: chance.pick(&heritage.language).clone(),
        }
    }

    fn heritage_for(&mut self, chance: &mut Chance, wanted: NamedAs) -> &mut Heritage {
        let fits = |heritage: &Heritage| heritage.asylum == (wanted == NamedAs::Asylum);
        let whole: i64 = self.heritage.iter().filter(|h| fits(h)).map(|h| h.weight).sum();
        let mut drawn = chance.between(1, whole.max(1));
        let place = self
            .heritage
            .iter()
            .position(|heritage| {
                drawn -= if fits(heritage) { heritage.weight } else { 0 };
                fits(heritage) && drawn <= 0
            })
            .or_else(|| self.heritage.iter().position(fits))
            .unwrap_or(0);
        &mut self.heritage[place]
    }
}
