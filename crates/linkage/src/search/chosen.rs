//! Which words of somebody's names the words typed are, and what their order says.

use super::{people::Named, words::WORDS_AT_MOST};

/// What is left of a score when the words stand in another order, or in different names of the person.
const SWAPPED: f32 = 0.98;
const ACROSS_NAMES: f32 = 0.97;

/// What each word of a name takes off that nobody typed, and what is left when the first is among them.
const NOT_TYPED: f32 = 0.01;
const NOT_FIRST: f32 = 0.97;

/// For each word typed, the word of a name that it is, and how well.
pub(super) struct Chosen {
    pub(super) words: [Option<(Named, f32)>; WORDS_AT_MOST],
}

impl Chosen {
    /// A number of the words that were chosen.
    pub(super) fn crowd(&self) -> u64 {
        self.words.iter().fold(0, |number, chosen| {
            let term = chosen.map_or(0, |(named, _)| u64::from(named.term()) + 1);
            (number ^ term).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        })
    }

    /// Whether words stand in another order than in the name, or in different names.
    pub(super) fn order(&self) -> Order {
        let mut order = Order::AsTyped;
        let mut before: Option<Named> = None;
        for (named, _) in self.words.iter().flatten() {
            if let Some(before) = before {
                if before.name() != named.name() {
                    return Order::AcrossNames;
                }
                if before.place() > named.place() {
                    order = Order::Swapped;
                }
            }
            before = Some(*named);
        }
        order
    }

    /// What is left of the score: less for words swapped, for words of the name that nobody typed, and where the name
    /// begins with such a one, for most people go by their first.
    pub(super) fn share(&self, words: &[Named]) -> f32 {
        let order = match self.order() {
            Order::AsTyped => 1.0,
            Order::Swapped => SWAPPED,
            Order::AcrossNames => ACROSS_NAMES,
        };
        let Some((first, _)) = self.words.iter().flatten().next() else { return order };
        let is_chosen = |word: &Named| self.words.iter().flatten().any(|(chosen, _)| chosen == word);
        let not_typed = words.iter().filter(|word| word.name() == first.name() && !is_chosen(word)).count();
        let begins = self.words.iter().flatten().any(|(chosen, _)| chosen.place() == 0);
        order * (1.0 - NOT_TYPED * not_typed.min(4) as f32) * if begins { 1.0 } else { NOT_FIRST }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    AsTyped,
    Swapped,
    AcrossNames,
}
