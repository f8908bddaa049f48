//! What must hold of any pair: it adds up, what is unknown says nothing, agreement never lowers, only dates exclude.

use linkage::unidentified::{
    Ancestry, Birth, BodyPart, Condition, Decomposition, Effect, EffectKind, Exclusion, EyeColour, Feature,
    Hair, HairColour, Listing, MarkKind, Marks, Missing, Movement, Parts, Place, Range, Reason, Sex, Side,
    Unidentified, When,
};

use crate::people::{body, explained, mark, missing, noon, of};

#[test]
fn what_is_shown_adds_up_to_the_weight() {
    let pair = explained(&missing(), &body());
    assert_eq!(pair.before + pair.lines.iter().map(|line| line.bits).sum(), pair.weight);
    assert!(pair.weight.bits() > 10.0, "{:#?}", pair.lines);
    let shown: f64 = pair.lines.iter().map(|line| line.bits.to_string().parse::<f64>().unwrap()).sum();
    assert!((pair.before.bits() + shown - pair.weight.bits()).abs() < 1e-9);
}

#[test]
fn somebody_of_whom_nothing_is_known_is_as_likely_as_before() {
    let nothing = Missing { id: missing().id, ..Missing::default() };
    let pair = explained(&nothing, &body());
    assert_eq!(pair.weight, pair.before);
    let nothing = Unidentified { id: body().id, condition: body().condition, ..Unidentified::default() };
    let pair = explained(&missing(), &nothing);
    assert_eq!(pair.weight, pair.before);
    assert!(pair.lines.iter().all(|line| !matches!(line.reason, Reason::GoTogether { .. })));
}

#[test]
fn a_feature_that_either_side_does_not_know_says_nothing() {
    type Forget<Record> = (Feature, fn(&mut Record));
    let of_the_record: [Forget<Missing>; 9] = [
        (Feature::Dates, |record| record.last_seen = None),
        (Feature::Age, |record| record.birth = Birth::Unknown),
        (Feature::Sex, |record| record.sex = Sex::NotKnown),
        (Feature::Place, |record| record.place = Place::default()),
        (Feature::Stature, |record| record.stature = None),
        (Feature::HairColour, |record| record.hair = Hair::default()),
        (Feature::Eyes, |record| record.eyes.clear()),
        (Feature::Marks, |record| record.marks = Marks::default()),
        (Feature::Effects, |record| record.effects.clear()),
    ];
    for (feature, forget) in of_the_record {
        let mut record = missing();
        forget(&mut record);
        assert_eq!(of(&explained(&record, &body()), feature), 0, "{feature:?}");
    }
    let of_the_find: [Forget<Unidentified>; 9] = [
        (Feature::Dates, |record| record.found = None),
        (Feature::Age, |record| record.age_years = None),
        (Feature::Sex, |record| record.sex = Sex::NotKnown),
        (Feature::Place, |record| record.place = Place::default()),
        (Feature::Stature, |record| record.stature = None),
        (Feature::HairColour, |record| record.hair = Hair::default()),
        (Feature::Eyes, |record| record.eyes.clear()),
        (Feature::Marks, |record| record.marks = Marks::default()),
        (Feature::Effects, |record| record.effects.clear()),
    ];
    for (feature, forget) in of_the_find {
        let mut record = body();
        forget(&mut record);
        assert_eq!(of(&explained(&missing(), &record), feature), 0, "{feature:?}");
    }
}

#[test]
fn a_mark_or_a_word_more_that_agrees_never_lowers() {
    let mut before = explained(&missing(), &body()).weight;
    let (mut ours, mut theirs) = (missing(), body());
    for (kind, part, words) in [
        (MarkKind::Scar, BodyPart::Knee, ""),
        (MarkKind::Tattoo, BodyPart::Chest, "heart"),
        (MarkKind::Implant, BodyPart::Hip, "hip replacement"),
        (MarkKind::Tattoo, BodyPart::Forearm, "anchor"),
        (MarkKind::Teeth, BodyPart::Mouth, "gold tooth"),
    ] {
        ours.marks.listed.push(mark(kind, part, Side::Left, words));
        theirs.marks.listed.push(mark(kind, part, Side::Left, words));
        let now = explained(&ours, &theirs).weight;
        assert!(now >= before, "{kind:?} {words}: {now} after {before}");
        before = now;
    }
    theirs.marks.listed[0].words.push_str(" rope");
    let now = explained(&ours, &theirs).weight;
    assert!(now >= before, "{now} after {before}");
    ours.effects.push(Effect { kind: EffectKind::Jewellery, words: "signet ring".to_owned() });
    theirs.effects.push(Effect { kind: EffectKind::Jewellery, words: "ring, signet".to_owned() });
    assert!(explained(&ours, &theirs).weight >= now);
}

#[test]
fn agreement_says_more_than_neighbours_and_neighbours_more_than_difference() {
    let eyes = |colour| {
        let mut record = body();
        record.eyes = vec![colour];
        of(&explained(&missing(), &record), Feature::Eyes)
    };
    assert!(eyes(EyeColour::Blue) > eyes(EyeColour::Grey));
    assert!(eyes(EyeColour::Grey) > eyes(EyeColour::Brown));
    let hair = |colour| {
        let mut record = body();
        record.hair.colours = vec![colour];
        let pair = explained(&missing(), &record);
        of(&pair, Feature::HairColour)
    };
    assert!(hair(HairColour::Brown) > hair(HairColour::Black));
    let tattoo = |part, side| {
        let mut record = body();
        record.marks.listed[0].part = part;
        record.marks.listed[0].side = side;
        of(&explained(&missing(), &record), Feature::Marks)
    };
    assert!(tattoo(BodyPart::Forearm, Side::Left) > tattoo(BodyPart::Wrist, Side::Left));
    assert!(tattoo(BodyPart::Wrist, Side::Left) > tattoo(BodyPart::Foot, Side::Left));
    assert!(tattoo(BodyPart::Forearm, Side::Left) > tattoo(BodyPart::Forearm, Side::NotKnown));
    assert!(tattoo(BodyPart::Forearm, Side::NotKnown) > tattoo(BodyPart::Forearm, Side::Right));
}

#[test]
fn an_absent_mark_counts_as_far_as_the_body_would_show_it() {
    let absent = |condition: Condition, listing| {
        let mut record = body();
        record.condition = condition;
        record.marks = Marks { listed: Vec::new(), listing };
        of(&explained(&missing(), &record), Feature::Marks)
    };
    let body = |decomposition| Condition::Body { decomposition, dead_days: None };
    let fresh = absent(body(Decomposition::Fresh), Listing::Complete);
    let advanced = absent(body(Decomposition::Advanced), Listing::Complete);
    assert!(fresh < advanced && advanced < 0, "{fresh} {advanced}");
    assert_eq!(absent(body(Decomposition::Skeletal), Listing::Complete), 0);
    assert_eq!(absent(body(Decomposition::Fresh), Listing::NotSaid), 0);
    assert!(absent(Condition::Living, Listing::Partial) > absent(Condition::Living, Listing::Complete));
    let skull = Condition::Remains {
        decomposition: Decomposition::Fresh,
        dead_days: None,
        parts: Parts::Only(vec![BodyPart::Head]),
    };
    assert_eq!(absent(skull, Listing::Complete), 0);
}

#[test]
fn a_mark_that_the_record_lacks_counts_as_far_as_the_family_was_asked() {
    let beyond = |listing| {
        let mut record = missing();
        record.marks = Marks { listed: Vec::new(), listing };
        of(&explained(&record, &body()), Feature::Marks)
    };
    assert!(beyond(Listing::Complete) < beyond(Listing::Partial));
    assert!(beyond(Listing::Partial) < 0);
    assert_eq!(beyond(Listing::NotSaid), 0);
}

#[test]
fn a_find_before_last_seen_is_excluded_and_says_both_dates() {
    let mut early = body();
    early.found = Some(When::at(noon(-3)));
    let pair = explained(&missing(), &early);
    let (last_seen, found) = (missing().last_seen.unwrap(), early.found.unwrap());
    assert_eq!(pair.exclusions, [Exclusion::FoundBeforeLastSeen { last_seen, found }]);
    assert!(pair.chances.of_unidentified.abs() < f64::EPSILON);
    // A day can be put down wrongly: then it speaks against the pair, and is no proof.
    early.found = Some(When::at(noon(-1)));
    let pair = explained(&missing(), &early);
    assert!(pair.exclusions.is_empty() && of(&pair, Feature::Dates) < -500);
}

#[test]
fn an_estimate_never_excludes() {
    let mut wrong = body();
    wrong.condition = Condition::Body {
        decomposition: Decomposition::Skeletal,
        dead_days: Some(Range::between(4000.0, 5000.0)),
    };
    wrong.age_years = Some(Range::between(70.0, 90.0));
    wrong.sex = Sex::Female;
    let pair = explained(&missing(), &wrong);
    assert!(pair.exclusions.is_empty());
    for feature in [Feature::Dates, Feature::Age, Feature::Sex] {
        let bits = of(&pair, feature);
        assert!((-1400..0).contains(&bits), "{feature:?} {bits}");
    }
}

#[test]
fn age_is_carried_to_the_day_of_death() {
    // Found thirty years later, dead for a week: he would be 70.
    let mut late = body();
    late.found = Some(When::at(noon(365 * 30)));
    let age = |from, to| {
        let mut late = late.clone();
        late.age_years = Some(Range::between(from, to));
        of(&explained(&missing(), &late), Feature::Age)
    };
    assert!(age(65.0, 75.0) > 0 && age(35.0, 45.0) < 0);
    // Bones of thirty years: he died at 40.
    late.condition = Condition::Remains {
        decomposition: Decomposition::Skeletal,
        dead_days: Some(Range::between(8000.0, 13_000.0)),
        parts: Parts::Whole,
    };
    let age = |from, to| {
        let mut late = late.clone();
        late.age_years = Some(Range::between(from, to));
        of(&explained(&missing(), &late), Feature::Age)
    };
    assert!(age(35.0, 45.0) > 0 && age(65.0, 75.0) < 0);
}

#[test]
fn nobody_living_is_further_away_than_time_allows() {
    let mut far = body();
    far.condition = Condition::Living;
    far.place.point = missing().place.point.map(|mut point| {
        point.latitude += 4.5;
        point
    });
    far.found = Some(When { earliest: noon(0), latest: noon(0) });
    let movement = |pair: &linkage::unidentified::Candidate| {
        pair.lines.iter().find_map(|line| {
            if let Reason::Distance { movement, .. } = line.reason { Some(movement) } else { None }
        })
    };
    let pair = explained(&missing(), &far);
    assert_eq!(movement(&pair), Some(Movement::TooFast));
    assert!(of(&pair, Feature::Place) <= -600 && pair.exclusions.is_empty());
    far.found = Some(When::at(noon(1)));
    assert_eq!(movement(&explained(&missing(), &far)), Some(Movement::Usual));
}

#[test]
fn eyes_of_a_body_long_dead_are_not_judged() {
    let mut late = body();
    late.condition = Condition::Body { decomposition: Decomposition::Advanced, dead_days: None };
    late.eyes = vec![EyeColour::Brown];
    let pair = explained(&missing(), &late);
    let line = pair.lines.iter().find(|line| line.feature == Feature::Eyes).unwrap();
    assert_eq!(line.bits.hundredths(), 0);
    assert_eq!(line.reason, Reason::CannotBeJudged { decomposition: Some(Decomposition::Advanced) });
}

#[test]
fn ancestry_in_words_alone_is_not_compared() {
    let (mut ours, mut theirs) = (missing(), body());
    ours.ancestry = Ancestry { group: None, words: "Welsh".to_owned() };
    theirs.ancestry = Ancestry { group: None, words: "White European".to_owned() };
    assert_eq!(of(&explained(&ours, &theirs), Feature::Ancestry), 0);
}

#[test]
fn what_everybody_wears_says_little_even_where_few_are_on_record() {
    let wearing = |ours: &str, theirs: &str| {
        let worn = |words: &str| vec![Effect { kind: EffectKind::Clothing, words: words.to_owned() }];
        let (mut missing, mut body) = (missing(), body());
        (missing.effects, body.effects) = (worn(ours), worn(theirs));
        of(&explained(&missing, &body), Feature::Effects)
    };
    let everyday = wearing("dark parka", "dark jacket");
    assert!((1..=150).contains(&everyday), "{everyday} hundredths of a bit for a dark colour");
    assert!(wearing("tartan parka", "tartan jacket") > everyday + 40);
}
