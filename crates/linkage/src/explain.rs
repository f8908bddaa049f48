//! Why two records have the weight that they have: every summand, so that anyone can add up.

use crate::compare::Comparer;
use crate::fields::{Belongs, Field};
use crate::link::Linked;
use crate::rarity::Rareness;
use crate::score::{self, Weights, class};

/// The waterfall of one pair: the prior, each field, and what the other kinds of pair take away or give.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// log2 of the odds that two random records are one person's who has not moved, against strangers.
    pub prior: f32,
    /// What each field says.
    pub fields: Vec<FieldEvidence>,
    /// What it adds that the person may have moved: then no address has to agree. Never negative.
    pub may_have_moved: f32,
    /// What it takes away that the two may be of one household. Never positive.
    pub may_be_household: f32,
    /// The sum of all this, log2 of the odds: the weight of the pair.
    pub weight: f32,
    /// The probability behind the weight.
    pub probability: f64,
    /// The rules that propose the pair, as the model writes them; none when it is no candidate.
    pub rules: Vec<String>,
}

/// What one field says of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldEvidence {
    /// The field: a column of the files, or what several columns together are.
    pub field: String,
    /// The degree to which it agrees.
    pub degree: String,
    /// How often one person's records agree so.
    pub m: f32,
    /// How often strangers' records do.
    pub u: f32,
    /// log2(m/u).
    pub weight: f32,
    /// What is added because the value is rarer than most, or taken away because it is commoner.
    pub rarity: f32,
}

/// What is needed to explain a pair besides the pair.
pub(crate) struct Explainer<'a> {
    pub(crate) fields: &'a [Field],
    pub(crate) weights: &'a Weights,
}

impl Explainer<'_> {
    /// Explains the weight of a pair that agrees so. `rarity` gives log2 of how much more often than average strangers agree
    /// on the value of a field.
    pub(crate) fn explain(
        &self,
        pattern: u64,
        rarity: impl Fn(usize) -> f32,
        rules: Vec<String>,
    ) -> Explanation {
        let Self { fields, weights } = *self;
        let evidence = |place: usize| {
            let field = &fields[place];
            let level = field.level(pattern);
            let logs = weights.of(place, level);
            FieldEvidence {
                field: field.name.clone(),
                degree: field.levels()[level].name.to_owned(),
                m: logs[class::SAME].exp2(),
                u: logs[class::STRANGERS].exp2(),
                weight: logs[class::SAME] - logs[class::STRANGERS],
                rarity: -rarity(place),
            }
        };
        let sums = weights.with_rareness(weights.sums(fields, pattern), Rareness::of(fields, &rarity));
        let prior = weights.prior();
        let weight = score::weight(sums);
        Explanation {
            prior: prior[class::SAME] - prior[class::STRANGERS],
            fields: (0..fields.len()).map(evidence).collect(),
            may_have_moved: score::add(sums[class::SAME], sums[class::MOVED]) - sums[class::SAME],
            may_be_household: sums[class::STRANGERS]
                - score::add(sums[class::HOUSEHOLD], sums[class::STRANGERS]),
            weight,
            probability: score::probability(f64::from(weight)),
            rules,
        }
    }
}

impl Linked {
    /// Explains the weight of two records, candidates or not.
    #[must_use]
    pub fn explain(&self, left: u32, right: u32) -> Explanation {
        let (left, right) = (left.min(right), left.max(right));
        let (a, b) = (self.record(left), self.record(right));
        let pattern = Comparer::new(&self.prepared, &self.fields).pattern(a, b);
        let rules = self.rules_of(left, right).into_iter().map(|rule| self.rules[rule].rule.clone());
        let explainer = Explainer { fields: &self.fields, weights: &self.weights };
        let rarity = |place| self.frequencies.rarity(&self.fields, place, pattern, a, b);
        explainer.explain(pattern, rarity, rules.collect())
    }

    /// Whether a field's value belongs to the household, by its place in [`Explanation::fields`].
    #[must_use]
    pub fn is_shared_by_household(&self, field: usize) -> bool {
        self.fields[field].belongs != Belongs::Person
    }
}
