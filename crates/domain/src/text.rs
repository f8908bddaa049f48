//! Whether a text says anything at all.

/// Whether nothing can be read in a text: it is empty, or holds only blanks and signs without a width, which a paste from
/// elsewhere brings along. Such a text answers no question.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || letter.is_control() || is_without_width(letter))
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
    use super::is_blank;

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
}
