//! The packs that ship.

use domain::protocol::packs::Packs;

#[test]
fn built_in_packs_are_without_mistakes() {
    if let Err(mistakes) = Packs::built_in_and(&[]) {
        panic!("{}", mistakes.iter().map(|mistake| format!("{mistake}\n")).collect::<String>());
    }
}
