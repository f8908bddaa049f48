//! What of a person's file its reader is shown. Whether all of it, the policies decide; what is left of it otherwise is
//! `domain`'s. Everything that is shown of a case is made of what stands here: pages, lists of steps, papers, the API.

use domain::{
    projection::Surroundings,
    sight::{Narrow, untold_death},
};

use crate::{
    App,
    access::{Action, PersonFacts},
    cases::Purpose,
    identity::SignedIn,
    records::Known,
    trouble::Trouble,
};

impl App {
    /// The file as its reader is shown it.
    ///
    /// # Errors
    /// With police where somebody was found dead and nobody has yet told those who cared for them: it is told in person.
    pub(crate) fn shown(&self, who: &SignedIn, known: Known) -> Result<Known, Trouble> {
        let around = self.inner.area.around();
        let facts = PersonFacts::of(&known.file, around.agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewCaseWork, &facts, Purpose::Casework);
        if permit.is_ok() {
            return Ok(known);
        }
        if let Some(episode) = untold_death(&known.file) {
            return Err(Trouble::WithPolice { log_number: episode.report.log_number.clone() });
        }
        let agency = around.agencies().iter().find(|agency| agency.id == who.agency.id);
        let agency = agency.ok_or(Trouble::NotFound)?;
        let narrow = Narrow { file: &known.file, agency, roles: self.packs().roles() };
        Ok(known.read_by(&narrow))
    }
}
