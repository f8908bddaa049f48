//! What the columns of a file hold, found from their names and, where these say nothing, from what is in them.

use crate::contents::{Sample, kind_of_contents};
use crate::dates;
use crate::model::{ColumnRole, Effort, Kind, Model};
use crate::read::Records;

/// Names of columns, in lower case with nothing between the words, and what they hold. Registers of several countries,
/// and the test data sets of record linkage.
const NAMED: &[(Kind, &[&str])] = &[
    (
        Kind::GivenName,
        &[
            "givenname",
            "firstname",
            "forename",
            "forename1",
            "fname",
            "fnamec1",
            "first",
            "given",
            "christianname",
            "prename",
            "vorname",
            "prenom",
            "nombre",
            "imie",
            "knownas",
            "givennames",
            "forenames",
            "firstnames",
        ],
    ),
    (
        Kind::MiddleName,
        &[
            "middlename",
            "middle",
            "mname",
            "fnamec2",
            "secondname",
            "middleinitial",
            "forename2",
            "othernames",
            "middlenames",
            "midname",
        ],
    ),
    (
        Kind::Surname,
        &[
            "surname",
            "lastname",
            "lname",
            "lnamec1",
            "lnamec2",
            "familyname",
            "sname",
            "last",
            "nachname",
            "nom",
            "nomdefamille",
            "apellido",
            "nazwisko",
            "maidenname",
            "surname2",
        ],
    ),
    (Kind::FullName, &["fullname", "name", "personname", "firstandsurname", "patientname", "subjectname"]),
    (
        Kind::BirthDate,
        &[
            "dob",
            "dateofbirth",
            "birthdate",
            "birthday",
            "dateborn",
            "born",
            "bdate",
            "nele",
            "neele",
            "gebam",
            "geburtsdatum",
            "datedenaissance",
            "fechadenacimiento",
            "dataurodzenia",
        ],
    ),
    (Kind::BirthDay, &["bd", "birthdayofmonth", "dayofbirth", "dobday", "dobd", "bday", "birthdd"]),
    (Kind::BirthMonth, &["bm", "birthmonth", "monthofbirth", "dobmonth", "dobm", "bmonth", "birthmm"]),
    (Kind::BirthYear, &["by", "birthyear", "yearofbirth", "dobyear", "doby", "byear", "yob", "birthyyyy"]),
    (
        Kind::Age,
        &["age", "ageyears", "ageinyears", "ageatreport", "agerange", "ageband", "agein2020", "agein2030"],
    ),
    (Kind::Sex, &["sex", "gender", "sexcode", "gendercode"]),
    (
        Kind::Category,
        &[
            "ethnicity",
            "ethnic",
            "ethnicgroup",
            "ethniccode",
            "race",
            "raceethnicity",
            "nationality",
            "religion",
            "maritalstatus",
            "occupation",
        ],
    ),
    (Kind::Postcode, &["postcode", "postalcode", "zip", "zipcode", "plz", "postcodefake", "pcode", "zip5"]),
    (Kind::Town, &["town", "city", "suburb", "locality", "posttown", "municipality", "village"]),
    (Kind::Region, &["state", "county", "region", "province", "district", "stateabbr"]),
    (
        Kind::StreetNumber,
        &["streetnumber", "housenumber", "houseno", "stnum", "buildingnumber", "streetno", "hno", "number"],
    ),
    (
        Kind::Street,
        &[
            "street",
            "streetname",
            "address",
            "address1",
            "addressline1",
            "addr",
            "addr1",
            "road",
            "streetaddress",
            "residence",
            "homeaddress",
            "line1",
            "fulladdress",
        ],
    ),
    (
        Kind::AddressLine,
        &[
            "address2",
            "addressline2",
            "addr2",
            "address3",
            "addressline3",
            "unitnumber",
            "unit",
            "flat",
            "apartment",
            "housename",
            "line2",
        ],
    ),
    (
        Kind::Telephone,
        &[
            "phone",
            "telephone",
            "tel",
            "mobile",
            "phonenumber",
            "telephonenumber",
            "mobilenumber",
            "contactnumber",
            "landline",
            "cell",
            "cellphone",
            "homephone",
            "workphone",
            "mobilephone",
            "phone1",
            "phone2",
            "phoneno",
        ],
    ),
    (Kind::Email, &["email", "emailaddress", "mail"]),
    (
        Kind::Identifier,
        &[
            "nhsnumber",
            "nhsno",
            "nhs",
            "ssn",
            "socsecid",
            "socialsecuritynumber",
            "ninumber",
            "nino",
            "nationalinsurance",
            "nationalinsurancenumber",
            "passport",
            "passportnumber",
            "passportno",
            "nationalid",
            "drivinglicence",
            "licencenumber",
            "driverslicense",
            "medicareno",
            "chinumber",
            "itin",
        ],
    ),
    (Kind::Text, &["birthplace", "placeofbirth", "employer", "school", "employername"]),
];

/// Names of columns that say who a record belongs to, which is what linking has to find out, or that say nothing of a
/// person: they are never compared.
const TRUTH: &[&str] = &[
    "cluster",
    "clusterid",
    "entityid",
    "entity",
    "trueid",
    "truth",
    "truthid",
    "simulantid",
    "householdid",
    "entid",
    "identity",
    "groupid",
    "matchid",
    "match",
    "ismatch",
    "label",
    "group",
    "goldid",
    "personid",
    "uniquepersonid",
    "originalid",
    "dupid",
    "duplicateof",
    "sourcedataset",
    "dataset",
    "source",
    "sourceid",
];

/// The reason given where the heading alone decided.
const BY_NAME: &str = "its name";

/// Infers what the columns of one file, or of two that are to be linked, hold. Every column is named in the result, with
/// the reason, so that a person can correct it.
#[must_use]
pub fn infer(files: &[Records], effort: Effort) -> Model {
    let mut columns: Vec<ColumnRole> = Vec::new();
    for file in files {
        let mut roles: Vec<ColumnRole> =
            file.table.columns.iter().map(|column| role(&column.name, &Sample::new(column))).collect();
        settle_names(&mut roles, file);
        settle(&mut roles);
        for role in roles {
            if columns.iter().all(|known| known.column != role.column) {
                columns.push(role);
            }
        }
    }
    Model::of_columns(columns, effort)
}

/// A heading without case, spaces and marks.
fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn role(name: &str, sample: &Sample<'_>) -> ColumnRole {
    let bare = bare(name);
    let role =
        |kind, because: String| ColumnRole { column: name.to_owned(), kind, date_order: None, because };
    if TRUTH.contains(&bare.as_str()) {
        return role(
            Kind::Ignored,
            "its name says that it tells which records belong together, or where they come from".to_owned(),
        );
    }
    if sample.is_empty() {
        return role(Kind::Ignored, "it is empty".to_owned());
    }
    let named = NAMED.iter().find(|(_, names)| names.contains(&bare.as_str())).map(|(kind, _)| *kind);
    let named = named.or_else(|| loosely_named(&bare));
    let (kind, because) = match named {
        Some(kind) if sample.could_be(kind) => (kind, BY_NAME.to_owned()),
        Some(kind) => {
            let (found, reason) = kind_of_contents(sample);
            let named = format!("{kind:?}").to_lowercase();
            (found, format!("its name suggests {named}, but {reason}"))
        }
        None => kind_of_contents(sample),
    };
    let mut role = role(kind, because);
    if kind == Kind::BirthDate {
        role.date_order = dates::order_of(&sample.texts()).map(|(order, _)| order);
    }
    role
}

/// A heading that holds a known name as its beginning or end: `patient_surname`, `dob_1`.
fn loosely_named(bare: &str) -> Option<Kind> {
    let fits = |name: &&str| name.len() >= 3 && (bare.starts_with(*name) || bare.ends_with(*name));
    let longest = |(kind, names): &(Kind, &[&str])| {
        names.iter().filter(|name| fits(name)).map(|name| name.len()).max().map(|length| (length, *kind))
    };
    // "agency" begins with "age", "last_seen" with "last": short words count only where they end the heading.
    NAMED
        .iter()
        .filter_map(longest)
        .max_by_key(|(length, _)| *length)
        .filter(|(length, kind)| {
            *length >= 5
                || (NAMED.iter().any(|(known, names)| {
                    known == kind && names.iter().any(|name| name.len() == *length && bare.ends_with(name))
                }) && !matches!(kind, Kind::Age))
        })
        .map(|(_, kind)| kind)
}

/// A column called "name" in another language, or "surname", holds whole names where there is none of given names.
fn settle_names(columns: &mut [ColumnRole], file: &Records) {
    if columns.iter().any(|role| matches!(role.kind, Kind::GivenName | Kind::FullName)) {
        return;
    }
    let surnames = columns.iter_mut().zip(&file.table.columns).filter(|(role, _)| role.kind == Kind::Surname);
    for (role, column) in surnames {
        if Sample::new(column).are_several_words() {
            role.kind = Kind::FullName;
            role.because += "; its values are several words, and no column holds given names";
        }
    }
}

/// Puts right what one column cannot know of the others.
fn settle(columns: &mut [ColumnRole]) {
    let has = |columns: &[ColumnRole], kind| columns.iter().any(|role| role.kind == kind);
    if has(columns, Kind::GivenName) && has(columns, Kind::Surname) {
        demote(columns, Kind::FullName, Kind::Ignored, "given name and surname have columns of their own");
    }
    if has(columns, Kind::BirthDate) {
        settle_dates(columns);
        for kind in [Kind::BirthDay, Kind::BirthMonth, Kind::BirthYear] {
            demote(columns, kind, Kind::Ignored, "the date of birth has a column of its own");
        }
        demote(columns, Kind::Age, Kind::Ignored, "the date of birth tells the age");
    }
    if !has(columns, Kind::Street)
        && let Some(line) = columns.iter_mut().find(|role| role.kind == Kind::AddressLine)
    {
        line.kind = Kind::Street;
        line.because += "; there is no other line with the street";
    }
    // One line is the street; further ones are compared as they stand.
    let mut streets = columns.iter_mut().filter(|role| role.kind == Kind::Street);
    streets.next();
    for further in streets {
        further.kind = Kind::AddressLine;
        further.because += "; another column holds the street";
    }
}

/// A date whose name says nothing of birth is one of birth only when no other column is.
fn settle_dates(columns: &mut [ColumnRole]) {
    let named = |role: &ColumnRole| role.kind == Kind::BirthDate && role.because == BY_NAME;
    if !columns.iter().any(named) {
        return;
    }
    for role in columns.iter_mut().filter(|role| role.kind == Kind::BirthDate && role.because != BY_NAME) {
        role.kind = Kind::Ignored;
        role.date_order = None;
        "its values are dates, and another column holds the date of birth".clone_into(&mut role.because);
    }
}

fn demote(columns: &mut [ColumnRole], from: Kind, to: Kind, because: &str) {
    for role in columns.iter_mut().filter(|role| role.kind == from) {
        role.kind = to;
        because.clone_into(&mut role.because);
    }
}
