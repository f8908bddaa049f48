//! The model as a file that a careful analyst edits.

use std::path::Path;

use anyhow::Context as _;
use linkage::model::Model;

/// Its name among the results.
pub(crate) const NAME: &str = "model.toml";

/// Reads a model.
///
/// # Errors
/// When it cannot be read or is no model; the line is named.
pub(crate) fn read(path: &Path) -> anyhow::Result<Model> {
    let place = || format!("cannot read the model {}", path.display());
    let text = std::fs::read_to_string(path).with_context(place)?;
    Model::from_toml(&text).with_context(place)
}

/// What stands above each part, by the line that the part begins with.
const COMMENTS: [(&str, &str); 4] = [
    (
        "effort = ",
        "\
# What was compared, how pairs were found, and what agreement was worth.
# Give this file back with --model: the same records then have the same result, and other records are judged alike.
# After a change of a column, delete everything from [trained] to the end, so that it is learned again.
#
# effort: \"full\" or \"fast\", how much is looked at while learning.
# block_records_max: records that share a key are compared with each other, up to so many; larger groups are left out.
# rule_pairs_per_record: a rule that would propose more pairs for each record is left out. Both are said in the report.
",
    ),
    (
        "[[columns]]",
        "\
# What each column holds. `because` says how that was found; correct `kind` where it is wrong. Kinds:
#   given_name middle_name surname full_name, birth_date (with date_order: year_first, day_first or month_first)
#   birth_day birth_month birth_year age, sex, category (ethnicity, nationality: few values that belong to the person)
#   postcode town region street_number street address_line, telephone email
#   identifier (a number given to one person), text (anything else of which a person keeps one value)
#   ignored (not compared: also what tells which records belong together)
",
    ),
    (
        "[[blocking]]",
        "\
# How pairs are found: records that agree on all keys of a rule are compared. More rules find more and take longer.
# Keys are those below, and column:NAME for the value of a column as it is written.
",
    ),
    (
        "[trained]",
        "\
# What was learned: how often the records of one person (at one home, or moved), of two people of one household, and of
# strangers agree to each degree. m is `same`, u is `strangers`; the weight of a degree is log2(m/u).
",
    ),
];

/// A model as text, each part with what can be changed in it.
///
/// # Errors
/// Never for a model that was inferred or read.
pub(crate) fn commented(model: &Model) -> anyhow::Result<String> {
    let text = model.to_toml().context("the model has no form as text")?;
    let mut commented = String::with_capacity(text.len() + 4096);
    let mut comments = COMMENTS.iter().peekable();
    for line in text.lines() {
        if let Some((_, comment)) = comments.next_if(|(begins, _)| line.starts_with(begins)) {
            commented.push_str(comment);
        }
        commented.push_str(line);
        commented.push('\n');
    }
    Ok(commented)
}
