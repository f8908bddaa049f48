//! What of a person's file its reader is shown. Whether all of it, the policies decide; what is left of it otherwise is
//! `domain`'s. Everything that is shown of a case is made of what stands here: pages, lists of steps, papers, the API.

use std::collections::HashMap;

use domain::{
    file::PersonFile,
    ids::PersonId,
    projection::{EpisodeRow, Surroundings, last_seen},
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
            return Ok(known.without_what_others_said_of_others(who.agency.id));
        }
        if let Some(episode) = untold_death(&known.file) {
            return Err(Trouble::WithPolice { log_number: episode.report.log_number.clone() });
        }
        let agency = around.agencies().iter().find(|agency| agency.id == who.agency.id);
        let agency = agency.ok_or(Trouble::NotFound)?;
        let narrow = Narrow { file: &known.file, agency, roles: self.packs().roles() };
        Ok(known.read_by(&narrow))
    }

    /// Whether the reader is shown all of every case that they may see.
    pub(crate) fn reads_case_work(&self, who: &SignedIn) -> bool {
        self.inner.access.scope(&who.actor(), Action::ViewCaseWork).is_ok()
    }

    /// Rows of a list as their reader is shown them: where somebody was seen last may be what a caller told the police.
    pub(crate) async fn rows_as_shown(
        &self,
        who: &SignedIn,
        rows: Vec<&mut EpisodeRow>,
    ) -> Result<(), Trouble> {
        if self.reads_case_work(who) {
            return Ok(());
        }
        let people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        self.rows_of_files_as_shown(who, rows, &self.files_as_stored(&people).await?);
        Ok(())
    }

    /// The same where the files of these people are at hand.
    pub(crate) fn rows_of_files_as_shown(
        &self,
        who: &SignedIn,
        rows: Vec<&mut EpisodeRow>,
        files: &HashMap<PersonId, Known>,
    ) {
        if self.reads_case_work(who) {
            return;
        }
        for row in rows {
            let shown = files.get(&row.person).and_then(|known| self.shown(who, known.clone()).ok());
            let seen = |file: &PersonFile| Some(last_seen(file, file.episodes.get(&row.episode)?));
            row.last_seen = shown.and_then(|known| seen(&known.file)).unwrap_or_default();
        }
    }
}
