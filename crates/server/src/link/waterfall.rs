//! Why two records have the weight that they have, as a table for a terminal: every summand, so that anyone can add up.

use linkage::model::{Kind, Model};
use linkage::{Explanation, FieldEvidence, Linked};

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
        let value = |row| value(&linked.model, ids, row, field);
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

/// What the file of a row says in this field: its own column, or all that hold its kind.
fn value(model: &Model, ids: &Ids<'_>, row: u32, field: &FieldEvidence) -> String {
    let (records, place) = ids.place(row);
    let columns = &records.table.columns;
    let text = |column: &linkage::table::Column| column.values.text(column.codes[place]).into_owned();
    let found = match columns.iter().find(|column| column.name == field.field) {
        Some(column) => text(column),
        None => {
            let holds =
                |column: &&linkage::table::Column| parts(field.kind).contains(&model.kind(&column.name));
            let values: Vec<String> =
                columns.iter().filter(holds).map(text).filter(|text| !text.is_empty()).collect();
            values.join(" ")
        }
    };
    if found.chars().count() <= VALUE_LETTERS_MOST {
        return found;
    }
    found.chars().take(VALUE_LETTERS_MOST - 1).chain(['…']).collect()
}

/// The kinds of column from which a field is made.
fn parts(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::GivenName => &[Kind::GivenName, Kind::FullName],
        Kind::MiddleName => &[Kind::MiddleName],
        Kind::Surname => &[Kind::Surname, Kind::FullName],
        Kind::FullName => &[Kind::FullName],
        Kind::BirthDate | Kind::BirthDay | Kind::BirthMonth | Kind::BirthYear => {
            &[Kind::BirthDate, Kind::BirthYear, Kind::BirthMonth, Kind::BirthDay]
        }
        Kind::Age => &[Kind::Age],
        Kind::Sex => &[Kind::Sex],
        Kind::Category => &[Kind::Category],
        Kind::Postcode => &[Kind::Postcode],
        Kind::Town => &[Kind::Town],
        Kind::Region => &[Kind::Region],
        Kind::StreetNumber => &[Kind::StreetNumber],
        Kind::Street => &[Kind::StreetNumber, Kind::Street],
        Kind::AddressLine => &[Kind::AddressLine],
        Kind::Telephone => &[Kind::Telephone],
        Kind::Email => &[Kind::Email],
        Kind::Identifier => &[Kind::Identifier],
        Kind::Text => &[Kind::Text],
        Kind::Ignored => &[],
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
