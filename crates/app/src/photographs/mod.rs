//! Photographs: taken in, kept by the hash of their bytes, and given out under a permit for the record of whom they show (P1).

mod picture;

use domain::{
    ids::{PersonId, UnidentifiedId},
    ledger::Digest32,
    person::{PersonEvent, Photograph, TakenTo},
    projection::Surroundings,
    unidentified::UnidentifiedEvent,
};
use jiff::civil::Date;
use store::{Picture, ReadSubject};

use picture::Prepared;
pub use picture::{NoPicture, PHOTOGRAPH_BYTES_AT_MOST};

use crate::{
    App,
    access::{Action, PersonFacts, UnidentifiedFacts},
    cases::{Act, IdempotencyKey, Purpose, Recorded, RecordingOnPerson, Seen},
    identity::SignedIn,
    trouble::{Fault, Trouble},
    unidentified::{ActOnUnidentified, RecordingOnUnidentified},
};

/// What a photograph is given out as.
pub const PHOTOGRAPH_TYPE: &str = "image/jpeg";

/// Whom a photograph shows, by their record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhotographOf {
    /// A person.
    Person(PersonId),
    /// Somebody who cannot be named.
    Unidentified(UnidentifiedId),
}

/// A photograph as it was sent.
#[derive(Clone)]
pub struct NewPhotograph {
    /// Whom it shows.
    pub of: PhotographOf,
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

impl PhotographSize {
    /// The hash of the picture of that size.
    fn of(self, photograph: &Photograph) -> &str {
        match self {
            Self::Thumbnail if !photograph.thumbnail.is_empty() => &photograph.thumbnail,
            Self::Whole | Self::Thumbnail => &photograph.digest,
        }
    }
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
    /// Adds a photograph to a record: the bytes and the entry that names them in one transaction.
    ///
    /// # Errors
    /// Denied before the file is looked at; see [`PhotographRefused`].
    pub async fn add_photograph(
        &self,
        who: &SignedIn,
        new: NewPhotograph,
    ) -> Result<Recorded, PhotographRefused> {
        self.may_add_photograph(who, new.of).await?;
        let prepared = picture::prepare(new.file).await?;
        let pictures = prepared.pictures();
        let photograph = Photograph {
            taken_on: new.taken_on,
            taken_to: new.taken_to,
            source: new.source,
            differs: new.differs,
            ..prepared.photograph(&pictures)
        };
        // Nothing that others record can clash with one more photograph.
        match new.of {
            PhotographOf::Person(person) => {
                let act = Act::Person(PersonEvent::PhotographAdded(photograph));
                let (happened_at, seen, key) = (None, Seen::Everything, new.key);
                let recording = RecordingOnPerson { person, act, happened_at, seen, key };
                Ok(self.record_with_pictures(who, recording, pictures.to_vec()).await?)
            }
            PhotographOf::Unidentified(unidentified) => {
                let act = ActOnUnidentified::Event(UnidentifiedEvent::PhotographAdded(photograph));
                let (happened_at, seen, key) = (None, 0, new.key);
                let recording = RecordingOnUnidentified { unidentified, act, happened_at, seen, key };
                Ok(self.record_on_unidentified_with(who, recording, pictures.to_vec()).await?)
            }
        }
    }

    /// Whether somebody may add a photograph to a record; asked before a file is sent or read.
    ///
    /// # Errors
    /// Denied, or not found.
    pub async fn may_add_photograph(&self, who: &SignedIn, of: PhotographOf) -> Result<(), Trouble> {
        let (access, actor, purpose) = (&self.inner.access, who.actor(), Purpose::Casework);
        match of {
            PhotographOf::Person(person) => {
                let sealed = self.fetch(person).await?;
                let facts = PersonFacts::of(sealed.for_deciding(), self.inner.area.around().agencies());
                access.permit(&actor, Action::PhotographAdded, &facts, purpose)?;
            }
            PhotographOf::Unidentified(id) => {
                let known = self.fetch_unidentified(id).await?;
                let facts = UnidentifiedFacts::of(&known.record, self.inner.area.around().agencies());
                access.permit(&actor, Action::UnidentifiedPhotographAdded, &facts, purpose)?;
            }
        }
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
        self.kept_picture(size.of(photograph)).await
    }

    /// The bytes of a photograph of somebody who cannot be named, as [`App::photograph_bytes`].
    ///
    /// # Errors
    /// Not found where the record holds no such photograph, or nobody may know of it.
    pub async fn unidentified_photograph_bytes(
        &self,
        who: &SignedIn,
        id: UnidentifiedId,
        digest: &str,
        size: PhotographSize,
    ) -> Result<Vec<u8>, Trouble> {
        let purpose = Purpose::Casework;
        let known = self.fetch_unidentified(id).await?;
        let facts = UnidentifiedFacts::of(&known.record, self.inner.area.around().agencies());
        let permit = self.inner.access.permit(&who.actor(), Action::ViewUnidentified, &facts, purpose);
        permit.map_err(|_| Trouble::NotFound)?;
        let photograph = known.record.photographs.iter().map(|(_, it)| it).find(|it| it.digest == digest);
        let photograph = photograph.ok_or(Trouble::NotFound)?;
        self.note_read(who, purpose, ReadSubject::Unidentified(id)).await;
        self.kept_picture(size.of(photograph)).await
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
