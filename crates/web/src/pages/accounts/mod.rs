//! Keeping accounts: the list, one account with what happened to it, and a new one.

#[cfg(test)]
pub(crate) mod samples;
mod view;

use app::Trouble;
use app::identity::{AccountRefused, AccountToMake, Activity, OneTimePassword};
use axum::{
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::ids::{AccountId, AgencyId};

use crate::{
    catalogue::t,
    components::FormErrors,
    forms::Posted,
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::RoleNames,
};

pub(crate) use view::{AccountsPage, NewAccountPage, OneAccountPage, PasswordPage, RolesOf};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/accounts", list),
        page("/accounts/new", show_new),
        act("/accounts", make),
        page("/accounts/{id}", one),
        act("/accounts/{id}/name", rename),
        act("/accounts/{id}/role", change_role),
        act("/accounts/{id}/activity", set_activity),
        act("/accounts/{id}/password", reset_password),
    ]
}

async fn list(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    let kept = state.app.accounts(&visitor).await?;
    let page = AccountsPage {
        now: state.now(),
        signed_in: visitor.shown(),
        kept,
        own: visitor.account,
        roles: RoleNames::of_app(&state.app),
    };
    Ok(page.render().into_response())
}

async fn show_new(State(state): State<WebState>, visitor: Visitor) -> Result<Response, Problem> {
    Ok(new_page(&state, &visitor, &Posted::default(), FormErrors::none()).await?.render().into_response())
}

async fn new_page(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
    errors: FormErrors,
) -> Result<NewAccountPage, Problem> {
    let kept = state.app.accounts(visitor).await?;
    let agencies = kept
        .agencies
        .into_iter()
        .map(|agency| RolesOf { roles: state.app.roles_to_give(visitor, &agency), agency })
        .collect();
    Ok(NewAccountPage {
        now: state.now(),
        signed_in: visitor.shown(),
        agencies,
        roles: RoleNames::of_app(&state.app),
        values: posted.clone(),
        errors,
    })
}

async fn make(State(state): State<WebState>, visitor: Visitor, posted: Posted) -> Result<Response, Problem> {
    // Agency and role are chosen together, because an agency has its own roles.
    let (agency, role) = posted.get("role").split_once(' ').unwrap_or_default();
    let make = AccountToMake {
        username: posted.get("username").to_owned(),
        name: posted.get("name").to_owned(),
        role: role.to_owned(),
        agency: agency.parse().unwrap_or(AgencyId(uuid::Uuid::nil())),
    };
    let name = make.name.clone();
    match state.app.make_account(&visitor, make).await {
        Ok(one_time) => Ok(password_page(&state, &visitor, name, posted.get("username"), one_time)),
        Err(why) => {
            let (field, message) = refused(why)?;
            let mut errors = FormErrors::none();
            errors.add(field, message);
            let page = new_page(&state, &visitor, &posted, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
        }
    }
}

/// The one page that shows a password. It is the answer to the form and stands at no address of its own.
fn password_page(
    state: &WebState,
    visitor: &Visitor,
    name: String,
    username: &str,
    one_time: OneTimePassword,
) -> Response {
    let page = PasswordPage {
        now: state.now(),
        signed_in: visitor.shown(),
        name,
        username: username.trim().to_lowercase(),
        one_time,
    };
    page.render().into_response()
}

async fn one(of: OfAccount) -> Result<Response, Problem> {
    Ok(of.page(FormErrors::none()).await?.render().into_response())
}

/// One request about one account.
struct OfAccount {
    state: WebState,
    visitor: Visitor,
    id: AccountId,
    /// What was sent; nothing where the account is only looked at.
    posted: Posted,
}

impl FromRequestParts<WebState> for OfAccount {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let posted = Posted::from_request_parts(parts, state).await?;
        let id = Path::<AccountId>::from_request_parts(parts, state).await;
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        Ok(Self { state: state.clone(), visitor, id, posted })
    }
}

impl OfAccount {
    async fn page(&self, errors: FormErrors) -> Result<OneAccountPage, Problem> {
        let (state, visitor) = (&self.state, &self.visitor);
        let (account, changes) = state.app.account(visitor, self.id).await?;
        let agency = state.app.agencies().into_iter().find(|agency| agency.id == account.agency);
        let to_give = agency.map(|agency| state.app.roles_to_give(visitor, &agency)).unwrap_or_default();
        Ok(OneAccountPage {
            now: state.now(),
            signed_in: visitor.shown(),
            standing: if account.account == visitor.account { view::Whose::Own } else { view::Whose::Others },
            account,
            changes,
            to_give,
            roles: RoleNames::of_app(&state.app),
            errors,
        })
    }

    /// The version of the account that was shown.
    fn version(&self) -> i64 {
        self.posted.seen_version().unwrap_or(0)
    }

    async fn outcome(&self, done: Result<(), AccountRefused>) -> Result<Response, Problem> {
        let Err(why) = done else {
            return Ok(Redirect::to(&format!("/accounts/{}", self.id)).into_response());
        };
        let (field, message) = refused(why)?;
        let mut errors = FormErrors::none();
        errors.add(field, message);
        Ok((StatusCode::UNPROCESSABLE_ENTITY, self.page(errors).await?.render()).into_response())
    }
}

async fn rename(of: OfAccount) -> Result<Response, Problem> {
    let name = of.posted.get("name");
    let done = of.state.app.rename_account(&of.visitor, of.id, of.version(), name).await;
    of.outcome(done).await
}

async fn change_role(of: OfAccount) -> Result<Response, Problem> {
    let role = of.posted.get("role");
    let done = of.state.app.change_role(&of.visitor, of.id, of.version(), role).await;
    of.outcome(done).await
}

async fn set_activity(of: OfAccount) -> Result<Response, Problem> {
    let activity = match of.posted.get("activity") {
        "active" => Activity::Active,
        "deactivated" => Activity::Deactivated,
        _ => return Err(Problem::Unreadable),
    };
    let done = of.state.app.set_activity(&of.visitor, of.id, of.version(), activity).await;
    of.outcome(done).await
}

async fn reset_password(of: OfAccount) -> Result<Response, Problem> {
    let (account, _) = of.state.app.account(&of.visitor, of.id).await?;
    match of.state.app.reset_password(&of.visitor, of.id, of.version()).await {
        Ok(one_time) => Ok(password_page(&of.state, &of.visitor, account.name, &account.username, one_time)),
        Err(why) => of.outcome(Err(why)).await,
    }
}

/// The field that a refusal is about, and what is wrong with it; a trouble where there is nothing to mend.
pub(crate) fn refused(why: AccountRefused) -> Result<(&'static str, String), Problem> {
    Ok(match why {
        AccountRefused::UsernameTaken => ("username", t!("account-username-taken")),
        AccountRefused::UsernameMissing => ("username", t!("account-username-missing")),
        AccountRefused::NameMissing => ("name", t!("account-name-missing")),
        AccountRefused::PasswordTooShort => ("new", t!("account-password-too-short")),
        AccountRefused::PasswordTooLong => ("new", t!("account-password-too-long")),
        AccountRefused::PasswordIsName => ("new", t!("account-password-is-name")),
        AccountRefused::PasswordCommon => ("new", t!("account-password-common")),
        AccountRefused::PasswordUnchanged => ("new", t!("account-password-unchanged")),
        AccountRefused::WrongPassword => ("old", t!("account-password-wrong")),
        AccountRefused::NoSuchRole(_)
        | AccountRefused::NoSuchAgency
        | AccountRefused::RoleOfAnotherKindOfAgency(_) => ("role", t!("account-role-missing")),
        AccountRefused::RoleNotGiven => ("role", t!("account-role-not-given")),
        AccountRefused::OwnAccount => ("", t!("account-own")),
        AccountRefused::Changed => ("", t!("account-changed")),
        AccountRefused::Trouble(Trouble::NotFound) => return Err(Problem::NotFound),
        AccountRefused::Trouble(trouble) => return Err(trouble.into()),
    })
}
