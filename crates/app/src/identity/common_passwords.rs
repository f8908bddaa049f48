//! Passwords that everybody who guesses tries first. Twelve characters rule out most of the published lists; what is left are
//! their words written twice, with a year or a row of digits behind them.

/// Words that stand at the front of every published list, as they are left without digits and marks; and words of this
/// service, which whoever guesses here would try.
const WORDS: &[&str] = &[
    "abc",
    "abcdef",
    "abcdefgh",
    "abcdefghijkl",
    "access",
    "admin",
    "administrator",
    "adminadmin",
    "arsenal",
    "asdf",
    "asdfgh",
    "asdfghjkl",
    "autumn",
    "baseball",
    "batman",
    "changeme",
    "charlie",
    "chelsea",
    "computer",
    "corporate",
    "default",
    "dragon",
    "everton",
    "football",
    "freedom",
    "guest",
    "hello",
    "helloworld",
    "iloveyou",
    "iloveyouso",
    "justice",
    "letmein",
    "letmeinnow",
    "liverpool",
    "login",
    "master",
    "michael",
    "missing",
    "missingperson",
    "missingpersons",
    "monkey",
    "nothing",
    "onetwothree",
    "pa",
    "pass",
    "passw",
    "passwd",
    "password",
    "passwordpassword",
    "pokemon",
    "police",
    "policeofficer",
    "princess",
    "qazwsx",
    "qazwsxedc",
    "qwer",
    "qwert",
    "qwerty",
    "qwertyqwerty",
    "qwertyuiop",
    "qwertyuiopasdfghjkl",
    "rangers",
    "root",
    "safeguarding",
    "safewell",
    "secret",
    "shadow",
    "socialcare",
    "socialwork",
    "spring",
    "spurs",
    "starwars",
    "summer",
    "sunshine",
    "superman",
    "system",
    "temporary",
    "test",
    "testing",
    "thisismypassword",
    "trustno",
    "user",
    "username",
    "victoria",
    "welcome",
    "welcomehome",
    "whatever",
    "winter",
    "zaq",
    "zxcvbn",
    "zxcvbnm",
    "mypassword",
    "newpassword",
    "passphrase",
    "correcthorsebatterystaple",
];

/// Whether a password, given in lower-case letters and digits alone, is one that everybody tries.
pub(super) fn is_common(plain: &str) -> bool {
    let different = plain.chars().collect::<std::collections::BTreeSet<_>>().len();
    let letters: String = plain.chars().map(unmasked).filter(|letter| letter.is_alphabetic()).collect();
    let as_typed: String = plain.chars().filter(|letter| letter.is_alphabetic()).collect();
    // Four characters over and over, or a row of digits.
    different <= 4
        || as_typed.chars().count() < 3
        || [&letters, &as_typed].into_iter().any(|text| WORDS.iter().any(|word| repeats(text, word)))
}

/// Whether a text is a word, once or several times.
fn repeats(text: &str, word: &str) -> bool {
    text == word || (word.len() > 3 && text.len() > word.len() && text.replace(word, "").is_empty())
}

/// The letter for which a digit commonly stands.
fn unmasked(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    }
}
