//! What a caller's own words say of how somebody looks: "about 5 ft 4, slim, long dark hair, a scar on the chin". Read only where
//! the words say it plainly; whatever else they say stays theirs, for people to read.

use super::{Build, EyeColour, Features, HairColour, HairLength, Listing, Mark, MarkKind, STATURES_CM};

/// By so much a height said with "about" may be off either way, in centimetres.
const ABOUT_CM: u16 = 3;
const CM_A_FOOT: f64 = 30.48;
const CM_AN_INCH: f64 = 2.54;

const ABOUT: [&str; 6] = ["about", "around", "roughly", "approx", "approximately", "nearly"];
const DENIED: [&str; 5] = ["no", "not", "without", "never", "none"];

const BUILDS: [(&str, Build); 11] = [
    ("slim", Build::Slim),
    ("thin", Build::Slim),
    ("skinny", Build::Slim),
    ("slender", Build::Slim),
    ("slight", Build::Slim),
    ("average", Build::Medium),
    ("medium", Build::Medium),
    ("stocky", Build::Stocky),
    ("muscular", Build::Stocky),
    ("heavy", Build::Heavy),
    ("overweight", Build::Heavy),
];
const BUILD_NOUNS: [&str; 4] = ["build", "built", "figure", "frame"];

/// Two words before one, so that "dark brown" is not read as brown.
const HAIR_COLOURS: [(&str, HairColour); 21] = [
    ("dark brown", HairColour::DarkBrown),
    ("light brown", HairColour::LightBrown),
    ("dark blond", HairColour::LightBrown),
    ("dark blonde", HairColour::LightBrown),
    ("mousy", HairColour::LightBrown),
    ("black", HairColour::Black),
    ("dark", HairColour::DarkBrown),
    ("brown", HairColour::Brown),
    ("blond", HairColour::Blond),
    ("blonde", HairColour::Blond),
    ("fair", HairColour::Blond),
    ("ginger", HairColour::Red),
    ("auburn", HairColour::Red),
    ("red", HairColour::Red),
    ("grey", HairColour::Grey),
    ("silver", HairColour::Grey),
    ("white", HairColour::White),
    ("pink", HairColour::Unnatural),
    ("purple", HairColour::Unnatural),
    ("blue", HairColour::Unnatural),
    ("green", HairColour::Unnatural),
];

const HAIR_LENGTHS: [(&str, HairLength); 10] = [
    ("shoulder length", HairLength::Medium),
    ("shaved", HairLength::None),
    ("shaven", HairLength::None),
    ("bald", HairLength::None),
    ("short", HairLength::Short),
    ("cropped", HairLength::Short),
    ("bob", HairLength::Medium),
    ("medium", HairLength::Medium),
    ("long", HairLength::Long),
    ("waist", HairLength::Long),
];

const EYE_COLOURS: [(&str, EyeColour); 6] = [
    ("hazel", EyeColour::Hazel),
    ("blue", EyeColour::Blue),
    ("green", EyeColour::Green),
    ("grey", EyeColour::Grey),
    ("brown", EyeColour::Brown),
    ("dark", EyeColour::Brown),
];

impl Features {
    /// What somebody's words say of how a person looks, as far as they say it plainly. Of two texts the first counts where both
    /// speak of the same.
    #[must_use]
    pub fn described(texts: &[String]) -> Self {
        texts.iter().map(|text| read(text)).fold(Self::default(), Self::or)
    }

    /// These, and of the others what these leave unsaid.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let (stature_from_cm, stature_to_cm) = match self.stature_cm() {
            Some(_) => (self.stature_from_cm, self.stature_to_cm),
            None => (other.stature_from_cm, other.stature_to_cm),
        };
        let (marks, marks_listing) = if self.marks.is_empty() && self.marks_listing.is_none() {
            (other.marks, other.marks_listing)
        } else {
            (self.marks, self.marks_listing)
        };
        let said = |ours: String, theirs: String| if ours.trim().is_empty() { theirs } else { ours };
        Self {
            stature_from_cm,
            stature_to_cm,
            build: self.build.or(other.build),
            hair: self.hair.or(other.hair),
            hair_length: self.hair_length.or(other.hair_length),
            hair_detail: said(self.hair_detail, other.hair_detail),
            eyes: self.eyes.or(other.eyes),
            marks,
            marks_listing,
            teeth: said(self.teeth, other.teeth),
        }
    }
}

fn read(text: &str) -> Features {
    let mut features = Features::default();
    if let Some((least, most)) = stature(text) {
        (features.stature_from_cm, features.stature_to_cm) = (Some(least), Some(most));
    }
    let ends_clause = |at: usize, letter: char| match letter {
        ',' | ';' | '\n' => true,
        // The point of a number ends nothing.
        '.' => !text[at + 1..].starts_with(|next: char| next.is_ascii_digit()),
        _ => false,
    };
    let mut from = 0;
    let ends = text.char_indices().filter(|(at, letter)| ends_clause(*at, *letter)).map(|(at, _)| at);
    for to in ends.chain([text.len()]) {
        clause(text[from..to].trim(), &mut features);
        from = (to + 1).min(text.len());
    }
    features
}

/// Adds what one clause says.
fn clause(said: &str, features: &mut Features) {
    let lower = said.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.iter().any(|word| DENIED.contains(word)) {
        return;
    }
    let mark = Mark::said(said);
    if is_mark(mark.kind) {
        features.marks.push(mark.what);
        features.marks_listing = Some(Listing::Partial);
        return;
    }
    let about = |noun: &[&str]| words.iter().position(|word| noun.contains(word)).map(|at| &words[..at]);
    // "Brown hair and blue eyes" is one clause: what stands before a noun, after the noun before it, is said of it.
    let hair = about(&["hair", "haired"]);
    let eyes = about(&["eyes", "eyed", "eye"]);
    let (hair, eyes) = match (hair, eyes) {
        (Some(hair), Some(eyes)) if hair.len() < eyes.len() => (Some(hair), Some(&eyes[hair.len()..])),
        (Some(hair), Some(eyes)) => (Some(&hair[eyes.len()..]), Some(eyes)),
        one_of_them => one_of_them,
    };
    if let Some(before) = hair {
        features.hair = features.hair.or_else(|| last_named(before, &HAIR_COLOURS));
        features.hair_length = features.hair_length.or_else(|| last_named(before, &HAIR_LENGTHS));
    } else if words.contains(&"bald") {
        features.hair_length = features.hair_length.or(Some(HairLength::None));
    }
    if let Some(before) = eyes {
        features.eyes = features.eyes.or_else(|| last_named(before, &EYE_COLOURS));
    }
    if hair.is_none() && eyes.is_none() {
        features.build = features.build.or_else(|| build(&words));
    }
}

/// Kinds of which words alone tell that it is a mark on somebody's body; "a plate", "a pin" or "missing" may be anything.
fn is_mark(kind: MarkKind) -> bool {
    match kind {
        MarkKind::Tattoo
        | MarkKind::Scar
        | MarkKind::Birthmark
        | MarkKind::Piercing
        | MarkKind::Surgery
        | MarkKind::Amputation => true,
        MarkKind::Implant | MarkKind::Bone | MarkKind::Teeth | MarkKind::Other => false,
    }
}

/// The value whose name stands nearest before the end of these words.
fn last_named<T: Copy>(words: &[&str], names: &[(&str, T)]) -> Option<T> {
    let ends_with = |to: usize, name: &str| {
        name.rsplit(' ').enumerate().all(|(back, part)| to > back && words[to - 1 - back] == part)
    };
    (1..=words.len())
        .rev()
        .find_map(|to| names.iter().find(|(name, _)| ends_with(to, name)).map(|(_, it)| *it))
}

/// A build, where nothing else can be meant: at the end of what is said, or before a word for it. "Slim jeans" are no build.
fn build(words: &[&str]) -> Option<Build> {
    let named = |at: usize| {
        let (_, build) = BUILDS.iter().find(|(name, _)| *name == words[at])?;
        let is_of_the_body = match words.get(at + 1) {
            None => !matches!(build, Build::Medium),
            Some(next) => BUILD_NOUNS.contains(next),
        };
        is_of_the_body.then_some(*build)
    };
    (0..words.len()).find_map(named)
}

/// A part of a text that may say a height.
enum Piece<'a> {
    Number(f64),
    Word(&'a str),
}

fn stature(text: &str) -> Option<(u16, u16)> {
    let lower = text.to_lowercase();
    let pieces = pieces(&lower);
    (0..pieces.len()).find_map(|at| {
        let (first, after) = height(&pieces, at)?;
        let last = match (pieces.get(after), height(&pieces, after + 1)) {
            (Some(Piece::Word("-" | "–" | "to")), Some((last, _))) => last.max(first),
            _ => first,
        };
        // "165-170 cm": the unit stands once.
        let first = match (
            at.checked_sub(2).map(|before| &pieces[before]),
            at.checked_sub(1).map(|it| &pieces[it]),
        ) {
            (Some(Piece::Number(least)), Some(Piece::Word("-" | "–" | "to"))) => {
                centimetres(*least).filter(|least| *least <= first).unwrap_or(first)
            }
            _ => first,
        };
        let is_about = pieces[at.saturating_sub(2)..at]
            .iter()
            .any(|piece| matches!(piece, Piece::Word(word) if ABOUT.contains(word)));
        let off = if is_about { ABOUT_CM } else { 0 };
        Some((first - off, last + off))
    })
}

/// The height that is said from a place on, in centimetres, and the place after it.
fn height(pieces: &[Piece<'_>], at: usize) -> Option<(u16, usize)> {
    let (Piece::Number(number), Piece::Word(unit)) = (pieces.get(at)?, pieces.get(at + 1)?) else {
        return None;
    };
    let further = match pieces.get(at + 2) {
        Some(Piece::Number(further)) => Some(*further),
        Some(Piece::Word(_)) | None => None,
    };
    let (cm, after) = match *unit {
        "cm" | "cms" | "centimetres" | "centimeters" => (*number, at + 2),
        "m" | "metres" | "metre" => {
            match further.filter(|cm| number.fract() == 0.0 && (10.0..100.0).contains(cm)) {
                Some(cm) => (number * 100.0 + cm, at + 3),
                None => (number * 100.0, at + 2),
            }
        }
        "ft" | "foot" | "feet" | "'" | "’" | "′" => {
            match further.filter(|inches| (0.0..12.0).contains(inches)) {
                Some(inches) => {
                    let unit = matches!(
                        pieces.get(at + 3),
                        Some(Piece::Word("in" | "ins" | "inch" | "inches" | "\"" | "”" | "″"))
                    );
                    (number * CM_A_FOOT + inches * CM_AN_INCH, at + 3 + usize::from(unit))
                }
                None => (number * CM_A_FOOT, at + 2),
            }
        }
        _ => return None,
    };
    Some((centimetres(cm)?, after))
}

/// A whole number of centimetres that somebody can measure.
fn centimetres(cm: f64) -> Option<u16> {
    let bounds = f64::from(*STATURES_CM.start() + ABOUT_CM)..=f64::from(*STATURES_CM.end() - ABOUT_CM);
    // In these bounds it is a small number, whose fraction was rounded away.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 33 and 247")]
    bounds.contains(&cm).then(|| cm.round() as u16)
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let length = if letter.is_ascii_digit() {
            let is_of_number = |at: usize, letter: char| {
                letter.is_ascii_digit()
                    || (letter == '.' && rest[at + 1..].starts_with(|next: char| next.is_ascii_digit()))
            };
            rest.char_indices()
                .find(|(at, letter)| !is_of_number(*at, *letter))
                .map_or(rest.len(), |(at, _)| at)
        } else if letter.is_alphabetic() {
            rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len())
        } else {
            letter.len_utf8()
        };
        let (piece, after) = rest.split_at(length);
        match piece.parse() {
            Ok(number) => pieces.push(Piece::Number(number)),
            Err(_) if letter.is_whitespace() => {}
            Err(_) => pieces.push(Piece::Word(piece)),
        }
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Features {
        Features::described(&[text.to_owned()])
    }

    #[test]
    fn a_height_is_read_in_every_way_in_which_callers_say_it() {
        let cases = [
            ("About 1.55 m, slim", Some((152, 158))),
            ("165 cm", Some((165, 165))),
            ("165-170 cm tall", Some((165, 170))),
            ("1m65", Some((165, 165))),
            ("between 160 cm and 1.70 m", Some((160, 160))),
            ("5 ft 4", Some((163, 163))),
            ("5'4\" tall", Some((163, 163))),
            ("6 foot", Some((183, 183))),
            ("around 5 feet 10 inches", Some((175, 181))),
            ("5ft to 5ft 2", Some((152, 157))),
            ("Left at 5 to 6", None),
            ("12 m from the bus stop", None),
            ("50 cm", Some((50, 50))),
        ];
        for (text, expected) in cases {
            assert_eq!(of(text).stature_cm(), expected, "{text}");
        }
    }

    #[test]
    fn hair_eyes_and_build_are_read_where_they_are_said_plainly() {
        let features = of("About 1.55 m, slim; curly dark hair; brown eyes; brace on the upper teeth");
        assert_eq!(features.build, Some(Build::Slim));
        assert_eq!(features.hair, Some(HairColour::DarkBrown));
        assert_eq!(features.eyes, Some(EyeColour::Brown));
        assert_eq!(features.marks, Vec::<String>::new());
        let features = of("Shoulder-length light brown hair and blue eyes, medium build");
        assert_eq!(features.hair, Some(HairColour::LightBrown));
        assert_eq!(features.hair_length, Some(HairLength::Medium));
        assert_eq!(features.eyes, Some(EyeColour::Blue));
        assert_eq!(features.build, Some(Build::Medium));
        let features = of("Blue eyed with long ginger hair");
        assert_eq!((features.eyes, features.hair), (Some(EyeColour::Blue), Some(HairColour::Red)));
        assert_eq!(of("Bald").hair_length, Some(HairLength::None));
        assert_eq!(of("slim black jeans, blue hat, no tattoos, not slim"), Features::default());
    }

    #[test]
    fn marks_are_kept_in_the_words_of_whoever_told_them_and_are_never_a_full_list() {
        let features = of("Tall, scar on the left cheek, tattoo of a rose on the wrist. No piercings");
        assert_eq!(features.marks, ["scar on the left cheek", "tattoo of a rose on the wrist"]);
        assert_eq!(features.marks_listing, Some(Listing::Partial));
    }

    #[test]
    fn what_was_recorded_counts_before_what_was_described() {
        let recorded =
            Features { eyes: Some(EyeColour::Green), stature_from_cm: Some(170), ..Features::default() };
        let both = recorded.or(of("165 cm, blue eyes, slim, scar on the chin"));
        assert_eq!(
            (both.eyes, both.stature_cm(), both.build),
            (Some(EyeColour::Green), Some((170, 170)), Some(Build::Slim))
        );
        assert_eq!(both.marks, ["scar on the chin"]);
    }
}
