//! What the values of a Parquet column are, and how they are written as text: as CSV would have them.

use std::io::Write as _;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type as Physical};
use parquet::schema::types::ColumnDescriptor;

/// What a column's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Text, a number or yes and no: written as they are.
    Plain,
    /// A whole number without a sign, of so many bits.
    Unsigned { bits: u32 },
    /// A number with so many decimals, stored as a whole one.
    Decimal { scale: usize },
    /// Days since 1970.
    Day,
    /// A moment, by how many units of it make a second.
    Moment { per_second: i64 },
    /// A time of day likewise.
    TimeOfDay { per_second: i64 },
    /// Sixteen bytes.
    Uuid,
}

/// One value as it is stored.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Bool(bool),
    Whole(i64),
    Single(f32),
    Double(f64),
    Bytes(&'a [u8]),
}

impl Form {
    /// What a column holds, or why it cannot be read as text.
    pub(crate) fn of(column: &ColumnDescriptor) -> Result<Self, String> {
        if column.max_rep_level() > 0 || column.path().parts().len() > 1 {
            return Err("it holds lists or parts of its own, which no single cell can".to_owned());
        }
        let physical = column.physical_type();
        if physical == Physical::INT96 {
            return Ok(Self::Moment { per_second: 1_000_000 });
        }
        let form = match column.logical_type_ref() {
            Some(logical) => Self::of_logical(logical),
            None => Self::of_converted(column.converted_type(), column.type_scale()),
        };
        match form {
            Some(Self::Plain) if physical == Physical::FIXED_LEN_BYTE_ARRAY => None,
            form => form,
        }
        .ok_or_else(|| format!("its type {physical} has no form as text"))
    }

    fn of_logical(logical: &LogicalType) -> Option<Self> {
        Some(match logical {
            LogicalType::String | LogicalType::Enum | LogicalType::Json | LogicalType::Unknown => Self::Plain,
            LogicalType::Integer(of) if !of.is_signed => {
                Self::Unsigned { bits: of.bit_width.unsigned_abs().into() }
            }
            LogicalType::Integer(_) => Self::Plain,
            LogicalType::Decimal(of) => Self::Decimal { scale: usize::try_from(of.scale).ok()? },
            LogicalType::Date => Self::Day,
            LogicalType::Timestamp(of) => Self::Moment { per_second: per_second(of.unit) },
            LogicalType::Time(of) => Self::TimeOfDay { per_second: per_second(of.unit) },
            LogicalType::Uuid => Self::Uuid,
            LogicalType::Map
            | LogicalType::List
            | LogicalType::Bson
            | LogicalType::Float16
            | LogicalType::Variant(_)
            | LogicalType::Geometry(_)
            | LogicalType::Geography(_)
            | LogicalType::File
            | LogicalType::_Unknown { .. } => return None,
        })
    }

    /// As files of older programs say it.
    fn of_converted(converted: ConvertedType, scale: i32) -> Option<Self> {
        Some(match converted {
            ConvertedType::NONE
            | ConvertedType::UTF8
            | ConvertedType::ENUM
            | ConvertedType::JSON
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64 => Self::Plain,
            ConvertedType::UINT_8 => Self::Unsigned { bits: 8 },
            ConvertedType::UINT_16 => Self::Unsigned { bits: 16 },
            ConvertedType::UINT_32 => Self::Unsigned { bits: 32 },
            ConvertedType::UINT_64 => Self::Unsigned { bits: 64 },
            ConvertedType::DECIMAL => Self::Decimal { scale: usize::try_from(scale).ok()? },
            ConvertedType::DATE => Self::Day,
            ConvertedType::TIMESTAMP_MILLIS => Self::Moment { per_second: 1_000 },
            ConvertedType::TIMESTAMP_MICROS => Self::Moment { per_second: 1_000_000 },
            ConvertedType::TIME_MILLIS => Self::TimeOfDay { per_second: 1_000 },
            ConvertedType::TIME_MICROS => Self::TimeOfDay { per_second: 1_000_000 },
            ConvertedType::MAP
            | ConvertedType::MAP_KEY_VALUE
            | ConvertedType::LIST
            | ConvertedType::BSON
            | ConvertedType::INTERVAL => return None,
        })
    }

    /// Appends a value as text.
    ///
    /// # Errors
    /// Why it is none of what the column says it holds; nothing is appended then.
    pub(crate) fn write(self, value: Value<'_>, out: &mut Vec<u8>) -> Result<(), &'static str> {
        let text = match (self, value) {
            (Self::Plain, Value::Bytes(bytes)) => {
                out.extend_from_slice(bytes);
                return Ok(());
            }
            (Self::Plain, Value::Bool(is)) => is.to_string(),
            (Self::Plain, Value::Whole(number)) => number.to_string(),
            // Whole numbers become these where one of them was missing: 1984.0 is a year.
            (Self::Plain, Value::Single(number)) => number.to_string(),
            (Self::Plain, Value::Double(number)) => number.to_string(),
            (Self::Unsigned { bits }, Value::Whole(number)) => {
                (number as u64 & (u64::MAX >> (64 - bits.clamp(8, 64)))).to_string()
            }
            (Self::Decimal { scale }, Value::Whole(number)) => decimal(number.into(), scale),
            (Self::Decimal { scale }, Value::Bytes(bytes)) => decimal(whole(bytes)?, scale),
            (Self::Day, Value::Whole(days)) => day(days),
            (Self::Moment { per_second }, Value::Whole(number)) => moment(number, per_second),
            (Self::TimeOfDay { per_second }, Value::Whole(number)) => time_of_day(number, per_second)?,
            (Self::Uuid, Value::Bytes(bytes)) => uuid(bytes)?,
            _ => return Err("its value is not of the kind that the column says"),
        };
        out.write_all(text.as_bytes()).map_err(|_| "there is no memory for it")
    }
}

fn per_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

/// A date of birth is often stored as its midnight, and is written as the date that it is.
fn moment(number: i64, per_second: i64) -> String {
    const DAY_NANOSECONDS: i128 = 86_400 * 1_000_000_000;
    let nanoseconds = i128::from(number) * i128::from(1_000_000_000 / per_second);
    date_and_time(Timestamp::from_nanosecond(nanoseconds))
        .unwrap_or_else(|| format!("(no date: {} days from 1970)", nanoseconds / DAY_NANOSECONDS))
}

fn day(days: i64) -> String {
    date_and_time(Timestamp::from_second(days.saturating_mul(86_400)))
        .unwrap_or_else(|| format!("(no date: {days} days from 1970)"))
}

/// The date, with the time where there is one; none outside the years -9999 to 9999. The rest of such a row is of use, so
/// that its date is written as what cannot be read, and told.
fn date_and_time(moment: Result<Timestamp, jiff::Error>) -> Option<String> {
    let moment = moment.ok()?.to_zoned(TimeZone::UTC).datetime();
    Some(if moment.time() == Time::midnight() { moment.date().to_string() } else { moment.to_string() })
}

fn time_of_day(number: i64, per_second: i64) -> Result<String, &'static str> {
    if !(0..86_400 * per_second).contains(&number) {
        return Err("it is no time of day");
    }
    let time = Time::midnight().saturating_add((number * (1_000_000_000 / per_second)).nanoseconds());
    Ok(time.to_string())
}

/// A whole number from its bytes, the highest first.
fn whole(bytes: &[u8]) -> Result<i128, &'static str> {
    if bytes.is_empty() || bytes.len() > 16 {
        return Err("it has more than 38 digits");
    }
    let start = if bytes[0] & 0x80 == 0 { 0 } else { -1 };
    Ok(bytes.iter().fold(start, |number, &byte| number << 8 | i128::from(byte)))
}

fn decimal(number: i128, scale: usize) -> String {
    let digits = format!("{:0width$}", number.unsigned_abs(), width = scale + 1);
    let (before, after) = digits.split_at(digits.len() - scale);
    let sign = if number < 0 { "-" } else { "" };
    let after = after.trim_end_matches('0');
    if after.is_empty() { format!("{sign}{before}") } else { format!("{sign}{before}.{after}") }
}

fn uuid(bytes: &[u8]) -> Result<String, &'static str> {
    let Ok(bytes) = <[u8; 16]>::try_from(bytes) else { return Err("it is no UUID") };
    let digits = format!("{:032x}", u128::from_be_bytes(bytes));
    Ok([&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(form: Form, value: Value<'_>) -> Result<String, &'static str> {
        let mut out = Vec::new();
        form.write(value, &mut out).map(|()| String::from_utf8(out).expect("it is text"))
    }

    #[test]
    fn values_are_written_as_csv_would_have_them() {
        let whole = Value::Whole;
        let told = [
            (Form::Plain, Value::Double(1984.0), "1984"),
            (Form::Plain, Value::Double(1.5), "1.5"),
            (Form::Plain, Value::Bool(true), "true"),
            (Form::Unsigned { bits: 32 }, whole(-1), "4294967295"),
            (Form::Day, whole(5184), "1984-03-12"),
            (Form::Day, whole(-1), "1969-12-31"),
            (Form::Moment { per_second: 1_000 }, whole(5184 * 86_400_000), "1984-03-12"),
            (Form::Moment { per_second: 1_000_000_000 }, whole(1_000_000_000), "1970-01-01T00:00:01"),
            (Form::TimeOfDay { per_second: 1_000 }, whole(3_723_000), "01:02:03"),
            (Form::Decimal { scale: 2 }, whole(-1050), "-10.5"),
            (Form::Decimal { scale: 0 }, Value::Bytes(&[0xff, 0x00]), "-256"),
            (Form::Uuid, Value::Bytes(&[0x11; 16]), "11111111-1111-1111-1111-111111111111"),
        ];
        for (form, value, expected) in told {
            assert_eq!(text(form, value), Ok(expected.to_owned()), "{form:?} {value:?}");
        }
    }

    #[test]
    fn what_is_no_date_is_said() {
        assert_eq!(
            text(Form::Day, Value::Whole(9_999_999)),
            Ok("(no date: 9999999 days from 1970)".to_owned())
        );
        assert!(text(Form::Day, Value::Whole(i64::MAX)).is_ok_and(|told| told.starts_with("(no date")));
        let moment = Form::Moment { per_second: 1_000 };
        assert!(text(moment, Value::Whole(i64::MIN)).is_ok_and(|told| told.starts_with("(no date")));
        assert!(text(Form::TimeOfDay { per_second: 1_000 }, Value::Whole(-5)).is_err());
        assert!(text(Form::Uuid, Value::Bytes(b"short")).is_err());
        assert!(text(Form::Day, Value::Bytes(b"1984")).is_err());
    }
}
