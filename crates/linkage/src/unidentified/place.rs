//! Where somebody was last seen and where somebody was found: distance, the time allowed, and water that carries.

use super::compare::{Pair, lacking};
use super::dates::Timing;
use super::outcome::{Agreement, Movement, Reason};
use super::prepared::State;
use super::record::{Point, Setting, Travel};

/// Radius of the earth in km.
const EARTH_KM: f32 = 6371.0;

/// A point as km along three axes: the straight line between two such points is their distance, near enough.
pub(super) fn on_sphere(point: Point) -> [f32; 3] {
    let (latitude, longitude) = (point.latitude.to_radians(), point.longitude.to_radians());
    [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
        .map(|axis| axis as f32 * EARTH_KM)
}

/// The square of the distance of two points, in km.
pub(super) fn apart2(one: [f32; 3], other: [f32; 3]) -> f32 {
    let [x, y, z] = [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
    x * x + y * y + z * z
}

/// The name of an area as it is compared.
pub(super) fn plain(area: &str) -> String {
    let plain = deunicode::deunicode(area).to_lowercase();
    plain
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How far people are found from where they were last seen, for one pair.
struct Rings {
    shares: [f32; 5],
    /// The square of each scale, widened by how far the points may be off.
    wide2: [f32; 5],
    drift: Option<f32>,
    drift_share: f32,
}

impl Rings {
    fn of(pair: Pair<'_>, timing: &Timing, error2: f32) -> Self {
        let model = &pair.model.place;
        let usual = match pair.missing.travel {
            Travel::OnFoot => model.on_foot,
            Travel::Vehicle => model.vehicle,
            Travel::PublicTransport => model.public_transport,
            Travel::NotKnown => model.not_known,
        };
        let lived = timing.lived_days.unwrap_or(0.0) as f32;
        // Whoever lives on for years lives elsewhere, and so died elsewhere.
        let gone = 1.0 - (-lived / model.long_gone_days).exp2();
        let mut shares = usual;
        for (share, long_gone) in shares.iter_mut().zip(model.long_gone) {
            *share += gone * (long_gone - *share);
        }
        let weeks = timing.dead_days as f32 / 7.0;
        let drift = match (pair.found.state, pair.found.record.place.setting) {
            (State::Living, _)
            | (_, Setting::Indoors | Setting::Land | Setting::StillWater | Setting::NotKnown) => None,
            (_, Setting::River) => {
                Some((weeks * model.river_drift_km_a_week).clamp(1.0, model.river_drift_most_km))
            }
            (_, Setting::Sea) => {
                Some((weeks * model.sea_drift_km_a_week).clamp(2.0, model.sea_drift_most_km))
            }
        };
        let wide2 = model.scales_km.map(|scale| scale * scale + error2);
        Self { shares, wide2, drift, drift_share: model.drift_share }
    }

    /// Sums what each ring gives, by its share and the square of its scale.
    fn sum(&self, ring: impl Fn(f32, f32) -> f32) -> f32 {
        let all = |drift2: f32| -> f32 {
            self.shares.iter().zip(self.wide2).map(|(share, wide2)| ring(*share, wide2 + drift2)).sum()
        };
        match self.drift {
            None => all(0.0),
            Some(km) => (1.0 - self.drift_share) * all(0.0) + self.drift_share * all(km * km),
        }
    }

    /// Finds a square km so far away.
    fn density(&self, apart2: f32) -> f32 {
        self.sum(|share, wide2| share * (-apart2 / (2.0 * wide2)).exp() / (std::f32::consts::TAU * wide2))
    }

    /// The share of finds at least so far away.
    fn as_far(&self, apart2: f32) -> f32 {
        self.sum(|share, wide2| share * (-apart2 / (2.0 * wide2)).exp())
    }
}

pub(super) fn judge(pair: Pair<'_>, timing: &Timing) -> f32 {
    let model = &pair.model.place;
    let Some((apart2, error2)) = distance(pair) else { return areas(pair) };
    let density = Rings::of(pair, timing, error2).density(apart2);
    let bits = (density.max(1e-20) / pair.found.crowd).log2().max(model.least_bits);
    match movement(pair, apart2, error2) {
        Movement::TooFast => bits.min(model.too_fast_bits),
        Movement::Usual | Movement::Drift => bits,
    }
}

pub(super) fn reason(pair: Pair<'_>, timing: &Timing) -> Reason {
    if let Some((apart2, error2)) = distance(pair) {
        return Reason::Distance {
            km: apart2.sqrt(),
            as_far: Rings::of(pair, timing, error2).as_far(apart2),
            movement: movement(pair, apart2, error2),
        };
    }
    match area_agreement(pair) {
        Agreement::NotSaid => {
            let unsaid = |point: bool, area: &str| !point && area.is_empty();
            let missing = unsaid(pair.missing.point.is_some(), &pair.missing.area);
            let found = unsaid(pair.found.point.is_some(), &pair.found.area);
            // A point on one side and a name on the other: each lacks what the other has.
            lacking(missing || !found, found || !missing)
        }
        agreement @ (Agreement::Same | Agreement::Near | Agreement::Differs) => {
            Reason::Area { agreement, share: pair.population.area(&pair.found.area) }
        }
    }
}

/// The square of the distance, and of how far it may be off.
fn distance(pair: Pair<'_>) -> Option<(f32, f32)> {
    let (seen, found) = (pair.missing.point?, pair.found.point?);
    Some((apart2(seen.at, found.at), seen.error2 + found.error2))
}

fn movement(pair: Pair<'_>, apart2: f32, error2: f32) -> Movement {
    let model = &pair.model.place;
    if let (Some((seen, _)), Some((_, found))) = (pair.missing.seen, pair.found.found) {
        let hours = ((found - seen).max(0.0) * 24.0 + 1.0) as f32;
        if apart2.sqrt() - 2.0 * error2.sqrt() > model.speed_kmh * hours {
            return Movement::TooFast;
        }
    }
    match (pair.found.state, pair.found.record.place.setting) {
        (State::Living, _)
        | (_, Setting::Indoors | Setting::Land | Setting::StillWater | Setting::NotKnown) => Movement::Usual,
        (_, Setting::River | Setting::Sea) => Movement::Drift,
    }
}

fn area_agreement(pair: Pair<'_>) -> Agreement {
    if pair.missing.area.is_empty() || pair.found.area.is_empty() {
        Agreement::NotSaid
    } else if pair.missing.area == pair.found.area {
        Agreement::Same
    } else {
        Agreement::Differs
    }
}

fn areas(pair: Pair<'_>) -> f32 {
    let (share, same) = (pair.population.area(&pair.found.area), pair.model.place.area_same);
    match area_agreement(pair) {
        Agreement::NotSaid | Agreement::Near => 0.0,
        Agreement::Same => ((same + (1.0 - same) * share) / share).log2(),
        Agreement::Differs => (1.0 - same).log2(),
    }
}
