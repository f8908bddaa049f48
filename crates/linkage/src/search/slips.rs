//! What a hand or an ear gets wrong more easily than something else, between two spellings a keystroke or two apart.

use crate::keystrokes::{differing, is_exchanged_around};

/// Letters that are compared; longer words are told apart by their beginnings.
const LONGEST: usize = 32;

/// A neighbour on the keyboard, or a letter that sounds alike.
const EASILY_MISTAKEN: f32 = 0.85;
const MISTAKEN: f32 = 1.15;
const EXCHANGED: f32 = 0.85;
const LEFT_OUT: f32 = 0.9;
const TOO_MANY: f32 = 1.0;

/// Keys on the right of each other, row by row.
const KEYBOARD: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];

/// Letters that are heard for each other.
const HEARD_ALIKE: [&[u8]; 7] = [b"aeiouy", b"bp", b"dt", b"ckqs", b"gj", b"mn", b"fvw"];

/// For each letter the letters that are easily typed for it, one bit each.
static EASILY: [u32; 32] = easily();

/// The slips from `meant` to `typed`, each counted by how easily it happens: about 1 a keystroke.
pub(super) fn slips(typed: &[u8], meant: &[u8]) -> f32 {
    let (typed, meant) = differing(typed, meant);
    let (typed, meant) = (&typed[..typed.len().min(LONGEST)], &meant[..meant.len().min(LONGEST)]);
    if is_exchanged_around(typed, meant) {
        return EXCHANGED + if typed.len() < meant.len() { LEFT_OUT } else { TOO_MANY };
    }
    // Row i is kept in place i mod 3.
    let mut rows = [[0f32; LONGEST + 1]; 3];
    for (column, cell) in rows[0].iter_mut().enumerate().take(meant.len() + 1) {
        *cell = column as f32 * LEFT_OUT;
    }
    for i in 1..=typed.len() {
        let (here, above, before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let letter = typed[i - 1];
        rows[here][0] = rows[above][0] + TOO_MANY;
        for j in 1..=meant.len() {
            let mut cell = rows[above][j - 1] + mistaken(letter, meant[j - 1]);
            cell = cell.min(rows[above][j] + TOO_MANY).min(rows[here][j - 1] + LEFT_OUT);
            if i > 1 && j > 1 && letter == meant[j - 2] && typed[i - 2] == meant[j - 1] {
                cell = cell.min(rows[before][j - 2] + EXCHANGED);
            }
            rows[here][j] = cell;
        }
    }
    rows[typed.len() % 3][meant.len()]
}

fn mistaken(typed: u8, meant: u8) -> f32 {
    if typed == meant {
        0.0
    } else if EASILY[usize::from(meant & 31)] >> (typed & 31) & 1 == 1 {
        EASILY_MISTAKEN
    } else {
        MISTAKEN
    }
}

const fn easily() -> [u32; 32] {
    let mut easily = [0u32; 32];
    let mut row = 0;
    while row < KEYBOARD.len() {
        let mut key = 0;
        while key < KEYBOARD[row].len() {
            if key + 1 < KEYBOARD[row].len() {
                confuse(&mut easily, KEYBOARD[row][key], KEYBOARD[row][key + 1]);
            }
            if row + 1 < KEYBOARD.len() {
                // A key stands above two of the row below.
                if key < KEYBOARD[row + 1].len() {
                    confuse(&mut easily, KEYBOARD[row][key], KEYBOARD[row + 1][key]);
                }
                if key > 0 && key <= KEYBOARD[row + 1].len() {
                    confuse(&mut easily, KEYBOARD[row][key], KEYBOARD[row + 1][key - 1]);
                }
            }
            key += 1;
        }
        row += 1;
    }
    let mut group = 0;
    while group < HEARD_ALIKE.len() {
        let letters = HEARD_ALIKE[group];
        let mut one = 0;
        while one < letters.len() {
            let mut other = 0;
            while other < one {
                confuse(&mut easily, letters[one], letters[other]);
                other += 1;
            }
            one += 1;
        }
        group += 1;
    }
    easily
}

const fn confuse(easily: &mut [u32; 32], one: u8, other: u8) {
    easily[(one & 31) as usize] |= 1 << (other & 31);
    easily[(other & 31) as usize] |= 1 << (one & 31);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_easily_counts_less() {
        let count = |typed: &str, meant: &str| slips(typed.as_bytes(), meant.as_bytes());
        assert!(count("", "").abs() < 1e-6 && count("ellis", "ellis").abs() < 1e-6);
        assert!(count("smoth", "smith") < count("smxth", "smith"), "beside it on the keyboard");
        assert!(count("nartin", "martin") < count("zartin", "martin"), "heard alike");
        assert!(count("jhon", "john") < count("jxxn", "john"), "exchanged is one slip");
        assert!(count("elis", "ellis") < count("elxlis", "ellis"), "left out");
        assert!(
            count("mdeline", "madeline") < 2.0,
            "one left out between two exchanged is two slips, not three"
        );
    }
}
