//! `safewell account create`: the accounts of an installation, the first among them.

use std::io::{IsTerminal as _, Read as _};

use anyhow::{Context, bail};
use app::identity::NewAccount;
use app::{Agency, AgencyKind, App};
use clap::{Args, Subcommand};
use domain::ids::AgencyId;
use uuid::Uuid;

use crate::settings::Place;
use crate::upkeep::say;

/// Make accounts.
#[derive(Debug, Args)]
pub(crate) struct AccountCommand {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make an account. Its password is asked for, or read from standard input where that is no terminal.
    Create(Create),
}

#[derive(Debug, Args)]
struct Create {
    #[command(flatten)]
    place: Place,
    /// What is typed to sign in.
    username: String,
    /// The person's name.
    #[arg(long)]
    name: String,
    /// The role, as named in protocols/roles.toml.
    #[arg(long)]
    role: String,
    /// The agency's name.
    #[arg(long)]
    agency: String,
    /// The agency's kind, for an agency that is not there yet and is made: police, childrens_social_care, …
    #[arg(long, value_name = "KIND")]
    agency_kind: Option<String>,
}

impl AccountCommand {
    /// Does it.
    ///
    /// # Errors
    /// Why there is no such account.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let Action::Create(create) = self.action;
        let app = App::open(create.place.config()).await?;
        let made = create.make(&app).await;
        app.close().await;
        made
    }
}

impl Create {
    async fn make(self, app: &App) -> anyhow::Result<()> {
        let password = password()?;
        let agency = self.agency(app).await?;
        let account = NewAccount {
            username: self.username.clone(),
            name: self.name,
            password,
            role: self.role,
            agency,
        };
        app.create_account(account).await?;
        say(&format!("{} can sign in.", self.username))
    }

    /// The agency of that name, made where it is not there and its kind is said.
    async fn agency(&self, app: &App) -> anyhow::Result<AgencyId> {
        let agencies = app.agencies();
        if let Some(agency) = agencies.iter().find(|agency| agency.name == self.agency) {
            return Ok(agency.id);
        }
        let Some(word) = &self.agency_kind else {
            let known: Vec<&str> = agencies.iter().map(|agency| agency.name.as_str()).collect();
            bail!(
                "there is no agency {:?} (there are: {}); to make it, say its kind with --agency-kind",
                self.agency,
                known.join(", ")
            );
        };
        let kind = AgencyKind::ALL.iter().copied().find(|kind| kind.word() == word);
        let kind = kind.with_context(|| {
            let kinds: Vec<&str> = AgencyKind::ALL.iter().map(|kind| kind.word()).collect();
            format!("{word} is no kind of agency; kinds are {}", kinds.join(", "))
        })?;
        let agency = Agency { id: AgencyId(Uuid::now_v7()), name: self.agency.clone(), kind };
        app.create_agency(&agency).await?;
        Ok(agency.id)
    }
}

/// The password, asked for twice at a terminal, where it is not shown.
fn password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        let password = rpassword::prompt_password("Password: ").context("cannot ask for a password")?;
        let again = rpassword::prompt_password("Again: ").context("cannot ask for a password")?;
        if password != again {
            bail!("the two passwords differ");
        }
        return Ok(password);
    }
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).context("cannot read the password from standard input")?;
    Ok(password.trim_end_matches(['\r', '\n']).to_owned())
}
