//! Missing people against unidentified people, bodies and remains: what must hold of any pair, of a standing register,
//! and of made-up truth.

#[path = "../../examples/unidentified/made_up/mod.rs"]
mod made_up;

mod pairs;
mod people;
mod standing;
mod truth;
