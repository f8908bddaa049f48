//! What of a text in the place of a name is a name: not the remark behind it, and not that the name is unknown.

/// Words that stand where nobody knows or says the name.
const NOT_SAID: &[&str] = &[
    "unknown",
    "unnamed",
    "unidentified",
    "unk",
    "refused",
    "refuses",
    "withheld",
    "declined",
    "undisclosed",
    "anonymous",
    "nk",
    "n/k",
    "n/a",
    "tbc",
    "not",
    "no",
    "none",
    "girl",
    "boy",
    "male",
    "female",
    "woman",
    "man",
    "child",
];

/// Words that stand beside those, and say as little.
const BESIDE_THEM: &[&str] = &[
    "a",
    "an",
    "the",
    "at",
    "by",
    "to",
    "is",
    "was",
    "as",
    "yet",
    "known",
    "name",
    "names",
    "named",
    "given",
    "giving",
    "give",
    "said",
    "say",
    "stated",
    "provided",
    "disclosed",
    "obtained",
    "caller",
    "person",
    "young",
    "old",
    "older",
    "elderly",
    "little",
    "small",
    "lady",
    "gentleman",
    "adult",
    "teenage",
    "teenager",
    "youth",
    "baby",
    "infant",
    "patient",
    "missing",
    "identity",
    "surname",
    "first",
    "last",
    "forename",
    "family",
    "both",
    "of",
];

/// Small words that stand in names with a small letter.
const PARTICLES: &[&str] = &[
    "al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du",
    "el", "ibn", "la", "le", "mac", "ní", "ni", "nic", "ó", "o", "san", "st", "te", "ten", "ter", "uí", "ul",
    "van", "von", "y",
];

/// The name in front of a remark in brackets or behind a comma: `Rory (name at birth; not used)` is Rory, and
/// `Zabi, as the Home Office spells it` is Zabi. `Bowyer, Ellie` stays whole.
#[must_use]
pub fn name_before_remark(written: &str) -> &str {
    let name = written.split(['(', '[', '{', ';']).next().unwrap_or_default().trim_end();
    let name =
        [" - ", " – ", " — ", ": "].iter().fold(name, |name, dash| name.split(dash).next().unwrap_or(name));
    let name = match name.split_once([',', '/']) {
        Some((before, after)) if is_remark(before, after) => before,
        Some(_) | None => name,
    };
    name.trim_matches(|letter: char| letter.is_whitespace() || ",/".contains(letter))
}

/// Whether what stands behind a comma is said about the name: it has a word that begins small, where the name does not.
fn is_remark(before: &str, after: &str) -> bool {
    let begins_large = before.trim_start().starts_with(char::is_uppercase);
    let small = |word: &str| word.starts_with(char::is_lowercase) && !PARTICLES.contains(&word);
    begins_large && after.split_whitespace().any(small)
}

/// Whether a remark behind the name says that it is not to be used.
#[must_use]
pub fn is_not_used(written: &str) -> bool {
    let remark = written[name_before_remark(written).len().min(written.len())..].to_lowercase();
    ["not used", "not use", "no longer used", "never use", "dead name", "deadname"]
        .iter()
        .any(|words| remark.contains(words))
}

/// Whether a text says that nobody knows the name, in place of a name: `Not known, a girl`, `Refused`, `N/K`.
#[must_use]
pub fn is_no_name(written: &str) -> bool {
    let small = written.to_lowercase();
    let mut words = small
        .split(|letter: char| letter.is_whitespace() || ",;.()[]-–?".contains(letter))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .peekable();
    if words.peek().is_none() {
        return true;
    }
    let mut said = false;
    let all = words.all(|word| {
        let not_said = NOT_SAID.contains(&word);
        said |= not_said;
        not_said || BESIDE_THEM.contains(&word) || word.chars().all(|letter| letter.is_ascii_digit())
    });
    all && said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_name_in_front_of_a_remark_is_a_name() {
        for (written, name) in [
            ("Rory (name at birth; not used)", "Rory"),
            ("Zabiullah (spelling on the Home Office letter)", "Zabiullah"),
            ("Zabiullah, Home Office letter", "Zabiullah"),
            ("Lubov Petrova – in her passport", "Lubov Petrova"),
            ("Bowyer, Ellie", "Bowyer, Ellie"),
            ("van der Berg, Jan", "van der Berg, Jan"),
            ("Ní Bhriain, Aoife de Búrca", "Ní Bhriain, Aoife de Búrca"),
            ("bowyer, ellie", "bowyer, ellie"),
            ("ذبیح‌الله", "ذبیح‌الله"),
            ("(not said)", ""),
        ] {
            assert_eq!(name_before_remark(written), name, "{written}");
        }
        assert!(is_not_used("Rory (name at birth; not used)"));
        assert!(!is_not_used("Zabiullah (spelling on the Home Office letter)"));
    }

    #[test]
    fn what_says_that_the_name_is_unknown_is_none() {
        for written in [
            "Not known",
            "Not known, a girl",
            "UNKNOWN",
            "Unknown female, 14",
            "refused",
            "No name given",
            "N/K",
            "a boy",
            "",
            "?",
        ] {
            assert!(is_no_name(written), "{written}");
        }
        for written in
            ["Ellie Bowyer", "Holt", "Young", "An", "Baby Hindle", "Unknown Hindle", "Noor", "Nomi", "علي"]
        {
            assert!(!is_no_name(written), "{written}");
        }
    }
}
