//! Why two records have the weight that they have, as a table for a terminal: every summand, so that anyone can add up.

use linkage::model::{Kind, Model};
use linkage::table::Column;
use linkage::{Explanation, Linked};

use super::ids::Ids;

/// Longer values are cut; the whole stands in the files.
const VALUE_LETTERS_MOST: usize = 28;

/// The table of one pair.
pub(crate) fn table(linked: &Linked, ids: &Ids<'_>, left: u32, right: u32) -> String {
    let explained = linked.explain(left, right);
    let mut rows = vec![[
        "field".to_owned(),
        ids.text(left).into_owned(),
        ids.text(right).into_owned(),
        "agreement".to_owned(),
        "m".to_owned(),
        "u".to_owned(),
        "weight".to_owned(),
        "rarity".to_owned(),
        "sum".to_owned(),
    ]];
    let mut sum = explained.prior;
    rows.push(summand("before comparing", "two records at random", sum, sum));
    for field in &explained.fields {
        sum += field.weight + field.rarity;
        let value = |row| value(&linked.model, ids, row, &field.field);
        rows.push([
            field.field.clone(),
            value(left),
            value(right),
            field.degree.clone(),
            share(field.m),
            share(field.u),
            format!("{:+.2}", field.weight),
            if field.rarity == 0.0 { String::new() } else { format!("{:+.2}", field.rarity) },
            format!("{sum:.2}"),
        ]);
    }
    sum += explained.may_have_moved;
    rows.push(summand("home", "may have moved", explained.may_have_moved, sum));
    sum += explained.may_be_household;
    rows.push(summand("household", "may be two people of one", explained.may_be_household, sum));
    aligned(&rows) + &below(&explained)
}

fn summand(what: &str, why: &str, weight: f32, sum: f32) -> [String; 9] {
    let empty = String::new;
    let [what, why] = [what, why].map(str::to_owned);
    [what, empty(), empty(), why, empty(), empty(), format!("{weight:+.2}"), empty(), format!("{sum:.2}")]
}

/// The result, and how the pair was found.
fn below(explained: &Explanation) -> String {
    let mut text = format!(
        "\nmatch weight {:.4}, probability {:.8}\n\
         m: how often two records of one person agree so; u: how often two strangers' do; weight: log2(m/u)\n\
         rarity: added where the value is rarer than most, taken away where it is commoner\n",
        explained.weight, explained.probability
    );
    match explained.rules.as_slice() {
        [] => text.push_str(
            "No blocking rule proposes this pair: it is not in pairs.csv, and this is what it would score.",
        ),
        rules => {
            text.push_str("Proposed by: ");
            text.push_str(&rules.join("; "));
        }
    }
    text
}

/// What the file of a row says in this field: the column that it is called after, or all from which it is made.
fn value(model: &Model, ids: &Ids<'_>, row: u32, field: &str) -> String {
    let (records, place) = ids.place(row);
    let text = |column: &Column| column.values.text(column.codes[place]).into_owned();
    let made_of = made_of(model, field);
    let found = match records.table.columns.iter().find(|column| column.name == field) {
        Some(column) if made_of.len() < 2 => text(column),
        Some(_) | None => {
            let part = |column: &&Column| made_of.contains(&model.kind(&column.name));
            let parts = records.table.columns.iter().filter(part).map(text);
            parts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        }
    };
    if found.chars().count() <= VALUE_LETTERS_MOST {
        return found;
    }
    found.chars().take(VALUE_LETTERS_MOST - 1).chain(['…']).collect()
}

/// The kinds of column from which a field is made. A field that is one column is called after it, and the other file may
/// call its own differently.
fn made_of(model: &Model, field: &str) -> Vec<Kind> {
    match field {
        "given name" => vec![Kind::GivenName, Kind::FullName],
        "middle name" => vec![Kind::MiddleName],
        "surname" => vec![Kind::Surname, Kind::FullName],
        "date of birth" => vec![Kind::BirthDate, Kind::BirthDay, Kind::BirthMonth, Kind::BirthYear],
        "street" => vec![Kind::StreetNumber, Kind::Street],
        "street number" => vec![Kind::StreetNumber],
        column => vec![model.kind(column)],
    }
}

/// A probability, short and never as nothing.
fn share(share: f32) -> String {
    if share >= 0.0095 { format!("{share:.3}") } else { format!("{share:.1e}") }
}

/// Columns side by side: words begin together, numbers end together.
fn aligned(rows: &[[String; 9]]) -> String {
    let letters = |text: &str| text.chars().count();
    let widths: [usize; 9] =
        std::array::from_fn(|column| rows.iter().map(|row| letters(&row[column])).max().unwrap_or(0));
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let blank = " ".repeat(widths[column] - letters(cell));
            line += &if column < 4 { format!("{cell}{blank}  ") } else { format!("{blank}{cell}  ") };
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}
