//! A register that stands and changes: the same answers whichever way they are asked for, and as if it were made anew.

use jiff::ToSpan;
use linkage::unidentified::{
    Candidate, Condition, Feature, Missing, MissingId, Ranking, Register, Unidentified, UnidentifiedId, When,
    rank,
};

use crate::{
    made_up::{MadeUp, make},
    people::{body, noon},
};

fn some() -> (Vec<Missing>, Vec<Unidentified>) {
    let MadeUp { missing, found } = make(11, 200, 24);
    (missing, found.into_iter().map(|find| find.record).collect())
}

fn ids(ranking: &Ranking) -> Vec<&MissingId> {
    ranking.candidates.iter().map(|candidate| &candidate.missing).collect()
}

#[test]
fn a_pair_is_the_same_from_both_sides_and_in_the_whole() {
    let (missing, found) = some();
    let register = Register::new(missing, found.clone());
    let whole = register.all(5);
    for (find, (id, ranking)) in found.iter().zip(&whole) {
        assert_eq!(&find.id, id);
        let alone = register.missing_for(id, 5).unwrap();
        assert_eq!(alone.candidates, ranking.candidates);
        for pair in &ranking.candidates {
            let other_way = register.unidentified_for(&pair.missing, found.len()).unwrap();
            let same = |other: &&Candidate| other.unidentified == *id;
            assert_eq!(other_way.candidates.iter().find(same), Some(pair));
            assert_eq!(register.explain(&pair.missing, id).as_ref(), Some(pair));
        }
    }
}

#[test]
fn the_order_of_records_changes_nothing() {
    let (mut missing, mut found) = some();
    let then = Register::new(missing.clone(), found.clone()).all(10);
    missing.reverse();
    found.reverse();
    let mut now = Register::new(missing, found).all(10);
    now.reverse();
    assert_eq!(then, now);
}

#[test]
fn no_pair_that_counts_is_given_up() {
    let (missing, found) = some();
    let register = Register::new(missing.clone(), found.clone());
    for find in &found {
        let ranking = register.missing_for(&find.id, missing.len()).unwrap();
        let ranked = ids(&ranking);
        for person in &missing {
            let pair = register.explain(&person.id, &find.id).unwrap();
            let counts = pair.exclusions.is_empty() && pair.weight.bits() > -20.0;
            assert_eq!(counts, ranked.contains(&&person.id), "{:?} {:?}", person.id, pair.weight);
        }
    }
}

#[test]
fn chances_of_all_and_of_nobody_make_one() {
    let (missing, found) = some();
    let register = Register::new(missing.clone(), found.clone());
    for find in &found {
        let ranking = register.missing_for(&find.id, missing.len()).unwrap();
        let all: f64 = ranking.candidates.iter().map(|pair| pair.chances.of_unidentified).sum();
        assert!((all + ranking.nobody - 1.0).abs() < 1e-6, "{all} {}", ranking.nobody);
    }
    for person in &missing[..50] {
        let ranking = register.unidentified_for(&person.id, found.len()).unwrap();
        let all: f64 = ranking.candidates.iter().map(|pair| pair.chances.of_missing).sum();
        assert!((all + ranking.nobody - 1.0).abs() < 1e-6, "{all} {}", ranking.nobody);
    }
}

#[test]
fn what_is_taken_out_and_put_back_is_as_it_was() {
    let (missing, found) = some();
    let mut register = Register::new(missing.clone(), found.clone());
    let then = register.all(10);
    for person in &missing[..20] {
        register.remove_missing(&person.id);
    }
    assert_ne!(register.all(10), then);
    for person in &missing[..20] {
        register.put_missing(person.clone());
    }
    register.remove_unidentified(&found[3].id);
    register.put_unidentified(found[3].clone());
    for (id, ranking) in &then {
        assert_eq!(&register.missing_for(id, 10).unwrap().candidates, &ranking.candidates);
    }
}

#[test]
fn a_pair_that_somebody_decided_against_leaves_its_chance_to_the_others() {
    let (missing, found) = some();
    let mut register = Register::new(missing, found);
    let (id, then) =
        register.all(3).into_iter().max_by(|one, other| other.1.nobody.total_cmp(&one.1.nobody)).unwrap();
    let first = then.candidates[0].missing.clone();
    register.rule_out(first.clone(), id.clone());
    let now = register.missing_for(&id, 3).unwrap();
    assert!(!ids(&now).contains(&&first) && now.decided_count == 1);
    assert!(now.nobody > then.nobody);
    register.reopen(&first, &id);
    assert_eq!(register.missing_for(&id, 3).unwrap().candidates, then.candidates);
}

#[test]
fn pairs_that_dates_exclude_are_counted_and_the_likeliest_shown() {
    let (missing, found) = some();
    let register = Register::new(missing, found.clone());
    let all: Vec<Ranking> = found.iter().filter_map(|find| register.missing_for(&find.id, 10)).collect();
    assert!(all.iter().any(|ranking| ranking.excluded_count > 60));
    for pair in all.iter().flat_map(|ranking| &ranking.excluded) {
        assert_eq!(pair.exclusions.len(), 1);
    }
}

#[test]
fn nobody_is_ranked_for_a_record_that_is_not_there() {
    let (missing, found) = some();
    let register = Register::new(missing.clone(), Vec::new());
    assert!(register.missing_for(&found[0].id, 3).is_none());
    assert!(register.unidentified_for(&missing[0].id, 3).unwrap().candidates.is_empty());
    assert!(register.explain(&missing[0].id, &UnidentifiedId::default()).is_none());
    assert!(rank(&found[0], &[]).candidates.is_empty());
}

#[test]
fn where_most_went_missing_this_week_dates_tell_none_of_them_from_the_others() {
    let of_today = |id: usize, hours: i64| Missing {
        id: MissingId(id.to_string()),
        last_seen: Some(When::at(noon(400) - hours.hours())),
        ..Missing::default()
    };
    let (long_ago, today) = (of_today(99, 24 * 350), (0..14).map(|id| of_today(id, id as i64)));
    let found = Unidentified { found: Some(When::at(noon(400))), condition: Condition::Living, ..body() };
    let bits = |missing: Vec<Missing>, id: usize| {
        let register = Register::new(missing, vec![found.clone()]);
        let pair = register.explain(&MissingId(id.to_string()), &found.id).unwrap();
        pair.lines.iter().find(|line| line.feature == Feature::Dates).unwrap().bits.bits()
    };
    let busy: Vec<Missing> = today.chain([long_ago.clone()]).collect();
    let among_many = bits(busy.clone(), 5);
    assert!(among_many.abs() < 1.0, "{among_many}");
    assert!(bits(busy.clone(), 99) < -3.0);
    assert!(bits(vec![of_today(5, 5), long_ago], 5) > among_many);
    let ranking = Register::new(busy, vec![found.clone()]).missing_for(&found.id, 20).unwrap();
    let sure = ranking.candidates.iter().map(|pair| pair.chances.of_missing).fold(0.0, f64::max);
    assert!(sure < 0.2, "{sure}");
}
