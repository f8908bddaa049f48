//! Photographs: taken in, kept by the hash of their bytes, and given out under a permit for the person whom they show (P1).

mod picture;

use domain::{
    ids::PersonId,
    ledger::Digest32,
    person::{PersonEvent, Photograph, TakenTo},
    projection::Surroundings,
};
use jiff::civil::Date;
use store::{Picture, ReadSubject};

use picture::Prepared;
pub use picture::{NoPicture, PHOTOGRAPH_BYTES_AT_MOST};

use crate::{
    App,
    access::{Action, PersonFacts},
    cases::{Act, IdempotencyKey, Purpose, Recorded, RecordingOnPerson, Seen},
    identity::SignedIn,
    trouble::{Fault, Trouble},
};

/// What a photograph is given out as.
pub const PHOTOGRAPH_TYPE: &str = "image/jpeg";

/// A photograph as it was sent.
#[derive(Clone)]
pub struct NewPhotograph {
    /// Whom it shows.
    pub person: PersonId,
    /// The file, of whatever type.
    pub file: Vec<u8>,
    /// When it was taken, as far as anybody knows.
    pub taken_on: Option<Date>,
    /// How exactly that is known.
    pub taken_to: TakenTo,
    /// Where it comes from.
    pub source: String,
    /// What differs today.
    pub differs: String,
    /// The key of this attempt.
    pub key: IdempotencyKey,
}

/// Which size is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotographSize {
    /// As it is kept: at most 1600 pixels.
    Whole,
    /// For lists: at most 320 pixels.
    Thumbnail,
}

/// Why a photograph was not added.
#[derive(Debug, thiserror::Error)]
pub enum PhotographRefused {
    /// What was sent is no picture that can be kept.
    #[error(transparent)]
    NoPicture(#[from] NoPicture),
    /// It may not be recorded, or the database cannot do it.
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

impl App {
    /// Adds a photograph to a person's record: the bytes and the entry that names them in one transaction.
    ///
    /// # Errors
    /// Denied before the file is looked at; see [`PhotographRefused`].
    pub async fn add_photograph(
        &self,
        who: &SignedIn,
        new: NewPhotograph,
    ) -> Result<Recorded, PhotographRefused> {
        self.may_add_photograph(who, new.person).await?;
        let prepared = picture::prepare(new.file).await?;
        let pictures = prepared.pictures();
        let photograph = Photograph {
            taken_on: new.taken_on,
            taken_to: new.taken_to,
            source: new.source,
            differs: new.differs,
            ..prepared.photograph(&pictures)
        };
        let recording = RecordingOnPerson {
            person: new.person,
            act: Act::Person(PersonEvent::PhotographAdded(photograph)),
            happened_at: None,
            // Nothing that others record can clash with one more photograph.
            seen: Seen::Everything,
            key: new.key,
        };
        Ok(self.record_with_pictures(who, recording, pictures.to_vec()).await?)
    }

    /// Whether somebody may add a photograph of a person; asked before a file is sent or read.
    ///
    /// # Errors
    /// Denied, or not found.
    pub async fn may_add_photograph(&self, who: &SignedIn, person: PersonId) -> Result<(), Trouble> {
        let sealed = self.fetch(person).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
        self.inner.access.permit(&who.actor(), Action::PhotographAdded, &facts, Purpose::Casework)?;
        Ok(())
    }

    /// The bytes of a photograph of a person, as JPEG. The reading is logged.
    ///
    /// # Errors
    /// Not found where the person's record holds no such photograph, or nobody may know of it: whoever may not see the
    /// person learns nothing from asking for a hash.
    pub async fn photograph_bytes(
        &self,
        who: &SignedIn,
        person: PersonId,
        digest: &str,
        size: PhotographSize,
    ) -> Result<Vec<u8>, Trouble> {
        let purpose = Purpose::Casework;
        // Read anew: a file kept from before may not know yet that a permit has ended.
        let sealed = self.fetch(person).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewPerson, &facts, purpose);
        let known = sealed.open(&permit.map_err(|_| Trouble::NotFound)?);
        let photographs = &known.file.person.photographs;
        let photograph =
            photographs.iter().map(|(_, _, photograph)| photograph).find(|it| it.digest == digest);
        let photograph = photograph.ok_or(Trouble::NotFound)?;
        self.note_read(who, purpose, ReadSubject::Person(person)).await;
        let wanted = match size {
            PhotographSize::Thumbnail if !photograph.thumbnail.is_empty() => &photograph.thumbnail,
            PhotographSize::Whole | PhotographSize::Thumbnail => &photograph.digest,
        };
        self.kept_picture(wanted).await
    }

    /// Removes pictures that no entry needs any more, because those that did were disposed of. Says how many.
    ///
    /// # Errors
    /// When the database cannot do it.
    pub async fn sweep_photographs(&self) -> Result<u64, Trouble> {
        Ok(self.inner.store.sweep_photographs().await?)
    }

    pub(crate) async fn kept_picture(&self, digest: &str) -> Result<Vec<u8>, Trouble> {
        let digest: Digest32 = hex::decode(digest)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| Fault::broken("an entry names a photograph by no hash"))?;
        let bytes = self.inner.store.photograph(&digest).await?;
        Ok(bytes.ok_or_else(|| Fault::broken("a photograph that an entry names is not there"))?)
    }
}

impl Prepared {
    /// What is kept: the picture, and the small one.
    fn pictures(&self) -> [Picture; 2] {
        [&self.picture, &self.thumbnail]
            .map(|bytes| Picture { media_type: PHOTOGRAPH_TYPE, bytes: bytes.clone() })
    }

    /// As an entry names them.
    fn photograph(&self, [picture, thumbnail]: &[Picture; 2]) -> Photograph {
        Photograph {
            digest: hex::encode(picture.digest()),
            thumbnail: hex::encode(thumbnail.digest()),
            width: self.width,
            height: self.height,
            taken_on: None,
            taken_to: TakenTo::Day,
            source: String::new(),
            differs: String::new(),
        }
    }
}

/// A picture that a program drew, for demonstration data: the entry that names it, and what is kept.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// As an entry names it; when it was taken and where it comes from are left open.
    pub photograph: Photograph,
    /// What is kept.
    pub pictures: Vec<Picture>,
}

impl Drawn {
    /// From pixels, three bytes each; nothing where there are not as many as the size asks for.
    #[must_use]
    pub fn of_pixels(width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        let prepared = picture::drawn(width, height, pixels)?;
        let pictures = prepared.pictures();
        Some(Self { photograph: prepared.photograph(&pictures), pictures: pictures.to_vec() })
    }
}
