//! Distinct identifier types, so that a person's id can never be passed where an episode's is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id!(
    /// One person, however many agencies know them.
    PersonId
);
id!(
    /// One call about one or several people.
    IncidentId
);
id!(
    /// One person, one time missing.
    EpisodeId
);
id!(
    /// One stay of a child with a carer or in a home.
    PlacementId
);
id!(
    /// One strategy meeting.
    MeetingId
);
id!(
    /// Somebody living who cannot say who they are, a body, or remains.
    UnidentifiedId
);
id!(
    /// A police force, a council service, a home, a charity.
    AgencyId
);
id!(
    /// Somebody who signs in.
    AccountId
);
id!(
    /// One entry of the ledger.
    EntryId
);

impl EpisodeId {
    /// The short reference that is read aloud on the telephone: six letters and digits without those that sound or look
    /// alike.
    #[must_use]
    pub fn reference(&self) -> String {
        read_aloud("SW", self.0)
    }
}

impl UnidentifiedId {
    /// The short reference, as an episode has one.
    #[must_use]
    pub fn reference(&self) -> String {
        read_aloud("UN", self.0)
    }
}

fn read_aloud(kind: &str, id: Uuid) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let bytes = id.as_bytes();
    let mut bits = u32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]]);
    let mut letters = format!("{kind}-");
    for position in 0..6 {
        if position == 3 {
            letters.push('-');
        }
        letters.push(char::from(ALPHABET[(bits & 31) as usize]));
        bits >>= 5;
    }
    letters
}
