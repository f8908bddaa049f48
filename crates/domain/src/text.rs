//! Whether a text says anything at all, and whether it stands on one line.

use crate::refusal::Refusal;

/// Whether nothing can be read in a text: it is empty, or holds only blanks and signs without a width, which a paste from
/// elsewhere brings along. Such a text answers no question.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_without_width(letter))
}

/// Whether a text stands on one line and leaves the direction of what stands around it alone: it holds no break and no sign
/// that embeds, overrides or isolates a direction. Letters say their direction themselves, whatever their script.
#[must_use]
pub fn is_one_line(text: &str) -> bool {
    !text.chars().any(|letter| {
        letter != '\t' && letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// A name that stands on one line and leaves the direction of what stands around it alone.
///
/// # Errors
/// The refusal, where it does not.
pub fn one_line(name: &str, field: &'static str) -> Result<(), Refusal> {
    if is_one_line(name) { Ok(()) } else { Err(Refusal::NotOneLine { field }) }
}

/// Signs that are drawn as nothing: joiners, marks of direction, fillers, selectors, tags.
fn is_without_width(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{is_blank, is_one_line};

    #[test]
    fn what_cannot_be_seen_answers_nothing() {
        for text in
            ["", " \n\t", "\u{200b}", "\u{feff}\u{2060} \u{200d}", "\u{3164}", "\u{2800}", "\u{e0001}"]
        {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", "?", "0", "نور", "\u{200f}א", "👩\u{200d}👧", "\u{301}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn a_name_in_any_script_stands_on_one_line_and_turns_nothing_around() {
        for text in ["", "Zoë Example", "نور", "\u{200f}א", "Siân\u{a0}O’Neill", "👩\u{200d}👧"] {
            assert!(is_one_line(text), "{text:?}");
        }
        for text in ["A\nB", "A\rB", "A\u{85}B", "A\u{2028}B", "A\u{202e}B", "A\u{2066}B", "A\u{2069}", "A\0"]
        {
            assert!(!is_one_line(text), "{text:?}");
        }
    }
}
