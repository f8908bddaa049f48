//! What was typed of an age, taken apart: figures and number words are numbers, and ways of saying one thing become one word.

/// A number as it was written, or a word between numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A number, with how many figures it had; one in words has as many as it would have.
    Number {
        /// The number.
        value: u32,
        /// How many figures.
        digits: usize,
    },
    /// A word, or a sign that joins.
    Word(String),
}

/// Ways of saying a thing, longer before shorter, and the one word for it.
const SAID_AS: &[(&str, &str)] = &[
    ("coming up to", "nearly"),
    ("coming up for", "nearly"),
    ("coming up", "nearly"),
    ("going on for", "nearly"),
    ("going on", "nearly"),
    ("getting on for", "nearly"),
    ("just under", "nearly"),
    ("not quite", "nearly"),
    ("almost", "nearly"),
    ("less than", "under"),
    ("younger than", "under"),
    ("below", "under"),
    ("<", "under"),
    ("more than", "over"),
    ("older than", "over"),
    ("at least", "over"),
    ("above", "over"),
    (">", "over"),
    ("+", "over"),
    ("just turned", "just"),
    ("and a half", ""),
    ("½", ""),
    ("or so", "about"),
    ("under a year", "under 1 year"),
];

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// From twenty on, with how many of that age are spoken of.
const TENS: [(&str, &str); 8] = [
    ("twenty", "twenties"),
    ("thirty", "thirties"),
    ("forty", "forties"),
    ("fifty", "fifties"),
    ("sixty", "sixties"),
    ("seventy", "seventies"),
    ("eighty", "eighties"),
    ("ninety", "nineties"),
];

/// Numbers, words and the signs that join numbers; other signs say nothing. The text is in small letters. Nothing where a
/// number is larger than any age or year.
pub(super) fn parts(typed: &str) -> Option<Vec<Part>> {
    let words = SAID_AS.iter().fold(typed.to_owned(), |text, (said, as_word)| {
        let text = text.replace(said, &format!(" {as_word} "));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    Some(joined(&counted(written(&words)?)))
}

fn written(typed: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        let of_kind = |other: &char| match letter {
            '0'..='9' => other.is_ascii_digit(),
            _ => letter.is_alphabetic() && other.is_alphabetic(),
        };
        let mut run = String::from(letter);
        while let Some(next) = letters.next_if(of_kind) {
            run.push(next);
        }
        match letter {
            '0'..='9' => parts.push(Part::Number { value: run.parse().ok()?, digits: run.len() }),
            '-' | '/' | '~' => parts.push(Part::Word(run)),
            _ if letter.is_alphabetic() => parts.push(Part::Word(run)),
            _ => {}
        }
    }
    Some(parts)
}

/// Number words as numbers: "fifteen", "twenty-five", "twenties".
fn counted(parts: Vec<Part>) -> Vec<Part> {
    let mut counted = Vec::with_capacity(parts.len());
    let mut rest = parts.into_iter().peekable();
    while let Some(part) = rest.next() {
        let Part::Word(word) = &part else {
            counted.push(part);
            continue;
        };
        if let Some(one) = ONES.iter().position(|name| name == word) {
            counted.push(in_figures(one));
        } else if let Some(ten) = TENS.iter().position(|(name, _)| name == word) {
            let mut ahead = rest.clone();
            let hyphen = ahead.next_if(|next| is_word(next, "-")).is_some();
            let one = ahead.next().and_then(|next| (1..10).find(|one| is_word(&next, ONES[*one])));
            if one.is_some() {
                rest.nth(usize::from(hyphen));
            }
            counted.push(in_figures(20 + 10 * ten + one.unwrap_or(0)));
        } else if let Some(ten) = TENS.iter().position(|(_, names)| names == word) {
            counted.extend([in_figures(20 + 10 * ten), Part::Word("s".to_owned())]);
        } else {
            counted.push(part);
        }
    }
    counted
}

fn in_figures(number: usize) -> Part {
    Part::Number { value: u32::try_from(number).unwrap_or(u32::MAX), digits: number.to_string().len() }
}

fn is_word(part: &Part, word: &str) -> bool {
    matches!(part, Part::Word(found) if found == word)
}

/// Without the hyphens that only join words, as in "16-year-old" and "mid-teens": between numbers one means "to".
fn joined(parts: &[Part]) -> Vec<Part> {
    let is_a_word = |at: Option<usize>| {
        at.and_then(|at| parts.get(at)).is_some_and(|part| match part {
            Part::Word(word) => word.chars().all(char::is_alphabetic),
            Part::Number { .. } => false,
        })
    };
    let kept = |at: usize| {
        !is_word(&parts[at], "-") || !is_a_word(at.checked_sub(1)) && !is_a_word(at.checked_add(1))
    };
    (0..parts.len()).filter(|at| kept(*at)).map(|at| parts[at].clone()).collect()
}
