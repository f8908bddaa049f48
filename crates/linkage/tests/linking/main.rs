//! The whole way, from records to people, on a register that the tests make themselves and whose truth they know.

mod copies;
mod inference;
mod register;
mod scoring;
mod shapes;
mod standing;
mod strange;
mod truth;
