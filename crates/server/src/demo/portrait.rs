//! Likenesses of people who do not exist: a head and shoulders drawn from a few numbers, plainly by a program, so that
//! nobody is ever taken for one of them.

use std::sync::OnceLock;

use app::photographs::Drawn;
use domain::{
    ids::PersonId,
    person::{Photograph, TakenTo},
    time::london,
};
use jiff::{Timestamp, ToSpan};

const WIDTH: u32 = 320;
const HEIGHT: u32 = 400;

type Colour = [u8; 3];

/// How one of them looks.
struct Look {
    wall: Colour,
    skin: Colour,
    hair: Colour,
    clothes: Colour,
    /// How far the hair reaches down, of the height.
    hair_to: f32,
    glasses: Glasses,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Glasses {
    Worn,
    None,
}

/// Drawn once, however many demonstrations a process makes.
static DRAWN: OnceLock<Vec<Drawn>> = OnceLock::new();

fn all() -> &'static [Drawn] {
    DRAWN.get_or_init(|| {
        let drawn = looks().into_iter().map(|look| Drawn::of_pixels(WIDTH, HEIGHT, pixels(&look)));
        drawn.map(|drawn| drawn.expect("as many pixels as the size asks for")).collect()
    })
}

/// The likeness of somebody, taken some months before they were reported; nothing for one in six.
pub(super) fn of(person: PersonId, reported: Timestamp) -> Option<Photograph> {
    let number = usize::from(person.0.as_bytes()[15]);
    if number.is_multiple_of(6) {
        return None;
    }
    let drawn = &all()[number % all().len()];
    let months = i32::from(person.0.as_bytes()[14] % 40);
    let day = reported.to_zoned(london()).date().first_of_month().checked_sub(months.months()).ok();
    Some(Photograph {
        taken_on: day.filter(|_| !number.is_multiple_of(5)),
        taken_to: TakenTo::Month,
        source: "Drawn by a program for the demonstration".to_owned(),
        differs: if number.is_multiple_of(4) { "Hair is shorter now".to_owned() } else { String::new() },
        ..drawn.photograph.clone()
    })
}

/// What is kept of the likenesses of these digests.
pub(super) fn pictures_of<'a>(named: impl Iterator<Item = &'a Photograph>) -> Vec<store::Picture> {
    let mut pictures = Vec::new();
    for photograph in named {
        if let Some(drawn) = all().iter().find(|drawn| drawn.photograph.digest == photograph.digest) {
            pictures.extend(drawn.pictures.iter().cloned());
        }
    }
    pictures
}

fn looks() -> Vec<Look> {
    let walls: [Colour; 3] = [[214, 224, 232], [232, 224, 210], [206, 224, 212]];
    let skins: [Colour; 4] = [[240, 208, 182], [198, 152, 116], [141, 96, 66], [92, 60, 42]];
    let hairs: [Colour; 4] = [[46, 34, 28], [122, 82, 48], [206, 170, 104], [150, 150, 152]];
    let clothes: [Colour; 3] = [[60, 84, 122], [128, 60, 66], [72, 104, 84]];
    (0..12)
        .map(|number| Look {
            wall: walls[number % 3],
            skin: skins[number % 4],
            hair: hairs[(number / 2) % 4],
            clothes: clothes[(number / 4) % 3],
            hair_to: if number % 2 == 0 { 0.62 } else { 0.36 },
            glasses: if number % 5 == 0 { Glasses::Worn } else { Glasses::None },
        })
        .collect()
}

fn pixels(look: &Look) -> Vec<u8> {
    let mut pixels = Vec::with_capacity((WIDTH * HEIGHT * 3) as usize);
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let at = (x as f32 / WIDTH as f32, y as f32 / HEIGHT as f32);
            pixels.extend(colour_at(look, at));
        }
    }
    pixels
}

fn colour_at(look: &Look, (x, y): (f32, f32)) -> Colour {
    let within = |(cx, cy): (f32, f32), (rx, ry): (f32, f32)| {
        let (dx, dy) = ((x - cx) / rx, (y - cy) / ry);
        dx * dx + dy * dy <= 1.0
    };
    let eye = |cx: f32| within((cx, 0.44), (0.028, 0.016));
    let rim = |cx: f32| within((cx, 0.44), (0.075, 0.05)) && !within((cx, 0.44), (0.065, 0.042));
    let face = within((0.5, 0.46), (0.2, 0.23));
    if look.glasses == Glasses::Worn && (rim(0.42) || rim(0.58)) {
        return [40, 40, 44];
    }
    if face && (eye(0.42) || eye(0.58)) {
        return [38, 34, 34];
    }
    if face && within((0.5, 0.59), (0.06, 0.012)) {
        return [150, 70, 66];
    }
    if face && y > 0.32 {
        return look.skin;
    }
    if within((0.5, 0.44), (0.25, 0.28)) && y < look.hair_to {
        return look.hair;
    }
    if face || within((0.5, 0.72), (0.09, 0.14)) {
        return look.skin;
    }
    if within((0.5, 1.05), (0.42, 0.3)) {
        return look.clothes;
    }
    // Stripes say that it was drawn.
    let stripe = (((x + y) * 24.0) as u32).is_multiple_of(2);
    look.wall.map(|part| if stripe { part } else { part.saturating_sub(10) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_likeness_is_another_and_can_be_found_by_its_hash() {
        let digests: std::collections::BTreeSet<_> =
            all().iter().map(|drawn| &drawn.photograph.digest).collect();
        assert_eq!(digests.len(), 12);
        let one = &all()[3].photograph;
        assert_eq!(pictures_of([one].into_iter()).len(), 2);
    }
}
