//! Made-up truth: the person is found among many, and no true pair is excluded. The full run is the example of that name.

use linkage::unidentified::Register;

use crate::made_up::{Made, make};

#[test]
fn most_are_among_the_first_ten_and_none_is_excluded() {
    let made = make(5, 1_000, 60);
    let found = made.found.iter().map(|find| find.record.clone()).collect();
    let register = Register::new(made.missing, found);
    let (mut listed, mut among_ten) = (0, 0);
    for find in made.found.iter().filter(|find| find.made == Made::Listed) {
        let truth = find.truth.as_ref().unwrap();
        let pair = register.explain(truth, &find.record.id).unwrap();
        assert!(pair.exclusions.is_empty(), "{:?}", pair.exclusions);
        let ranking = register.missing_for(&find.record.id, 10).unwrap();
        listed += 1;
        among_ten += usize::from(ranking.candidates.iter().any(|candidate| candidate.missing == *truth));
    }
    assert!(listed > 30 && among_ten * 10 >= listed * 9, "{among_ten} of {listed}");
}

#[test]
fn the_same_seed_makes_the_same() {
    let (one, other) = (make(3, 50, 10), make(3, 50, 10));
    assert_eq!(one.missing, other.missing);
    assert!(one.found.iter().zip(&other.found).all(|(one, other)| one.record == other.record));
    assert_ne!(one.missing, make(4, 50, 10).missing);
}
