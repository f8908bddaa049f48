//! The numbers of the comparison, read from `model.toml`: each has its unit and its source there.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;
use toml::Value;

/// The numbers as shipped.
const SHIPPED: &str = include_str!("model.toml");

/// One number for each state of a body, as `model.toml` orders them.
pub(super) type ByState<T = f32> = [T; 7];
/// One number for each kind of mark.
pub(super) type ByMark = [f32; 10];

/// Every number of the comparison.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub(super) prior: Prior,
    pub(super) dates: Dates,
    pub(super) age: Age,
    pub(super) sex: SexErrors,
    pub(super) stature: Heights,
    pub(super) weight: Weights,
    pub(super) hair: HairModel,
    pub(super) eyes: Eyes,
    pub(super) ancestry: AncestryModel,
    pub(super) place: PlaceModel,
    pub(super) words: WordModel,
    pub(super) marks: MarkModel,
    pub(super) effects: EffectModel,
    pub(super) dependence: Dependence,
}

/// A file of numbers that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no TOML, or a figure is missing or unknown.
    #[error("the model cannot be read: {0}")]
    Unreadable(#[from] toml::de::Error),
    /// A figure has no value, unit or source.
    #[error("the figure {0} of the model has no value, unit or source")]
    Bare(String),
}

impl Model {
    /// Reads numbers written as `model.toml` writes them.
    ///
    /// # Errors
    /// If a figure is missing, unknown, or has no unit or source.
    pub fn read(text: &str) -> Result<Self, ModelError> {
        let mut tables: toml::Table = toml::from_str(text)?;
        for (section, figures) in &mut tables {
            let bare = |name: &str| ModelError::Bare(format!("{section}.{name}"));
            let figures = figures.as_table_mut().ok_or_else(|| bare(""))?;
            for (name, figure) in figures.iter_mut() {
                let value = stated(figure).ok_or_else(|| bare(name))?;
                *figure = value;
            }
        }
        Ok(Value::Table(tables).try_into()?)
    }

    /// The numbers as shipped.
    ///
    /// # Panics
    /// Never: a test reads what is shipped.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static MODEL: LazyLock<Model> =
            LazyLock::new(|| Model::read(SHIPPED).expect("a test reads the shipped numbers"));
        &MODEL
    }
}

/// The value of a figure that says its unit and its source.
fn stated(figure: &Value) -> Option<Value> {
    let said = |key: &str| figure.get(key)?.as_str().filter(|text| !text.trim().is_empty());
    said("unit")?;
    said("source")?;
    figure.get("value").cloned()
}

macro_rules! figures {
    ($($(#[$doc:meta])* $section:ident { $($figure:ident: $kind:ty),* $(,)? })*) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $section { $(pub(super) $figure: $kind),* })*
    };
}

figures! {
    /// How likely it is that somebody is on the list at all.
    Prior { on_list_living: f64, on_list_body: f64, on_list_remains: f64 }
    /// From last seen to death or discovery, and estimates of the time since death.
    Dates {
        tolerance_days: f64, died_within_days: Vec<[f64; 2]>, living_within_days: Vec<[f64; 2]>,
        interval_holds: f64, interval_tail_factor: f64, anything_share: f64,
        dead_days_by_state: ByState<[f64; 2]>, least_bits: f32,
    }
    /// How far estimates of age are off.
    Age {
        holds_z: f32, error_least_years: ByState, error_child_years: f32, error_child_per_year: f32, anything_years: f32,
        anything_share: f32,
    }
    /// How often a stated sex differs from the record.
    SexErrors { error: ByState, error_probable_factor: f32, error_most: f32, error_child_bones: f32, child_until_years: f32 }
    /// Heights: how they are told, measured, estimated, and how they change.
    Heights {
        told_error_cm: f32, told_too_tall_male_cm: f32, told_too_tall_female_cm: f32, measured_error_cm: f32,
        bones_error_cm: f32, lying_adds_cm: f32, decline_from_years: f32, decline_cm_a_year: f32,
        grows_until_years: f32, growth_cm_a_year: f32, growth_error_share: f32, adult_male_cm: f32,
        adult_female_cm: f32, adult_spread_cm: f32, child_cm: Vec<[f32; 2]>, anything_share: f32, anything_cm: f32,
    }
    /// Weight and build.
    Weights {
        told_error_kg: f32, change_kg: f32, early_error_kg: f32, adult_male_kg: f32, adult_female_kg: f32,
        adult_spread_kg: f32, anything_share: f32, anything_kg: f32, judged: ByState, build_bits: [f32; 4],
    }
    /// Hair.
    HairModel {
        same: ByState, near: ByState, dyed_keeps: f32, change_a_year: f32, keeps_least: f32, grey_from_years: f32,
        length_bits: [f32; 4], length_half_life_days: f32, facial_bits_same: f32, facial_bits_differs: f32,
        facial_half_life_days: f32, judged: ByState, unknown_time_keeps: f32,
    }
    /// Eyes.
    Eyes { same: ByState, near: ByState }
    /// Ancestry as recorded.
    AncestryModel { same: ByState }
    /// How far people are found from where they were last seen.
    PlaceModel {
        scales_km: [f32; 5], on_foot: [f32; 5], vehicle: [f32; 5], public_transport: [f32; 5],
        not_known: [f32; 5], long_gone: [f32; 5], long_gone_days: f32, speed_kmh: f32, too_fast_bits: f32,
        river_drift_km_a_week: f32, river_drift_most_km: f32, sea_drift_km_a_week: f32,
        sea_drift_most_km: f32, drift_share: f32, crowd_km: f32, crowd_share: f32, country_km2: f32,
        area_same: f32, least_bits: f32,
    }
    /// Descriptions in free words.
    WordModel { further_keeps: f32, apart_most: f32, apart_beside_most: f32, apart_beside_keeps: f32 }
    /// Marks: how common they are, and who notices them.
    MarkModel {
        people_with: ByMark, people_counted: f32, seen_living: ByMark, seen_fresh: ByMark, seen_early: ByMark,
        seen_advanced: ByMark, seen_skeletal: ByMark, seen_burnt: ByMark, partial_keeps: f32,
        recorded_complete: ByMark, acquired_a_year: ByMark, part_same: f32, part_near: f32, part_unsaid_there: f32, called_same: f32, scar_called_surgery: f32,
        bone_called_implant: f32, surgery_called_implant: f32, scar_called_birthmark: f32, side_same: f32,
        word_kept: f32, word_least_share: f32, further_keeps: f32, most_bits: f32, least_bits: f32,
    }
    /// What was worn and carried.
    EffectModel {
        half_life_days: [f32; 4], unknown_time_keeps: f32, word_kept: f32, word_least_share: f32, everyday: BTreeMap<String, f32>,
        everyday_counted: f32, most_bits: [f32; 4], further_keeps: f32,
    }
    /// Features that go together, and how far the second of them counts.
    Dependence { looks_keeps: f32, size_keeps: f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_number_has_its_unit_and_its_source() {
        Model::read(SHIPPED).unwrap();
        let bare = SHIPPED.replacen("unit = \"share\"", "unit = \"\"", 1);
        assert!(
            matches!(Model::read(&bare), Err(ModelError::Bare(figure)) if figure == "prior.on_list_living")
        );
    }

    #[test]
    fn shares_by_ring_and_by_time_add_up() {
        let Model { place, dates, .. } = Model::shipped();
        for shares in [place.on_foot, place.vehicle, place.public_transport, place.not_known, place.long_gone]
        {
            assert!((shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
        for curve in [&dates.died_within_days, &dates.living_within_days] {
            assert!(curve.windows(2).all(|pair| pair[0][0] < pair[1][0] && pair[0][1] <= pair[1][1]));
            assert!((curve.last().unwrap()[1] - 1.0).abs() < 1e-9);
        }
    }
}
