//! Text as a paper can show it. A letter that no font draws would make the whole paper fail its standard, and a blank box
//! tells nobody a name: such letters are written in Latin ones, between brackets.

use deunicode::deunicode_with_tofu;

use crate::fonts::{FAMILIES, draw};

/// Which letters are kept as they were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// All that a font draws.
    AsWritten,
    /// Latin, Greek and Cyrillic alone.
    Latin,
}

/// Letters in a row after which a line may break although nobody typed a space: nothing may run off the paper.
const UNBROKEN_AT_MOST: usize = 24;

/// Where a line may break, drawn as nothing.
const BREAK_HERE: char = '\u{200B}';

/// The text as it can be shown.
pub(crate) fn legible(text: &str, script: Script) -> String {
    let families = match script {
        Script::AsWritten => &FAMILIES[..],
        Script::Latin => &FAMILIES[..1],
    };
    let mut shown = String::with_capacity(text.len());
    let mut undrawn = String::new();
    for letter in text.replace("\r\n", "\n").chars() {
        match plain(letter) {
            None => {}
            Some(letter) if letter == '\n' || draw(families, letter) => {
                write_in_latin(&mut shown, &mut undrawn);
                shown.push(letter);
            }
            Some(letter) => undrawn.push(letter),
        }
    }
    write_in_latin(&mut shown, &mut undrawn);
    breakable(&shown)
}

/// The letter, unless it steers what surrounds it instead of saying something: marks that turn the direction of what
/// follows could make a text read as what it is not.
fn plain(letter: char) -> Option<char> {
    match letter {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{A0}' | '\u{202F}' => Some(' '),
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' => None,
        '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}' | '\u{AD}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

fn write_in_latin(shown: &mut String, undrawn: &mut String) {
    if undrawn.is_empty() {
        return;
    }
    let latin: String = deunicode_with_tofu(undrawn, "").chars().filter(char::is_ascii).collect();
    let latin = latin.trim();
    shown.push('[');
    shown.push_str(if latin.is_empty() { "?" } else { latin });
    shown.push(']');
    undrawn.clear();
}

fn breakable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut unbroken = 0;
    for letter in text.chars() {
        unbroken = if letter.is_whitespace() { 0 } else { unbroken + 1 };
        if unbroken > UNBROKEN_AT_MOST {
            shown.push(BREAK_HERE);
            unbroken = 1;
        }
        shown.push(letter);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_fonts_draw_is_kept() {
        for name in
            ["Llŷr Gŵynfor", "Łukasz Żółć", "Ελένη", "Олена", "محمد علي", "O’Brien – “Jo”", "Zoë 3°C £5 €7 ½"]
        {
            assert_eq!(legible(name, Script::AsWritten), name);
        }
    }

    #[test]
    fn what_they_do_not_draw_is_written_in_latin_letters() {
        assert_eq!(legible("王小明", Script::AsWritten), "[Wang Xiao Ming]");
        assert_eq!(legible("went 😀 home", Script::AsWritten), "went [grinning] home");
        assert_eq!(legible("\u{E000}", Script::AsWritten), "[?]");
        assert!(legible("محمد", Script::Latin).starts_with('['));
    }

    #[test]
    fn marks_that_steer_the_text_are_left_out() {
        assert_eq!(legible("a\u{202E}b\u{0}c\u{FEFF}d\r\ne\tf", Script::AsWritten), "abcd\ne f");
    }

    #[test]
    fn a_long_word_may_break() {
        let long = "x".repeat(10_000);
        let shown = legible(&long, Script::AsWritten);
        assert!(shown.split(BREAK_HERE).all(|part| part.len() <= UNBROKEN_AT_MOST));
        assert_eq!(shown.replace(BREAK_HERE, ""), long);
    }
}
