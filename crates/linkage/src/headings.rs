//! What the headings of columns name: in several languages, with words before and after, and of somebody else.

use crate::model::Kind;

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
            "voornaam",
            "voornamen",
            "rufname",
            "nome",
            "jmeno",
            "fornavn",
            "fornamn",
            "etunimi",
            "isim",
            "ad",
            "adi",
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
            "achternaam",
            "familienname",
            "zuname",
            "cognome",
            "apellidos",
            "apellido1",
            "apellido2",
            "sobrenome",
            "apelido",
            "prijmeni",
            "etternavn",
            "efternavn",
            "efternamn",
            "sukunimi",
            "soyad",
            "soyadi",
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
            "dataur",
            "gebdat",
            "datenaissance",
            "fechanacimiento",
            "geboortedatum",
            "datadinascita",
            "datanascita",
            "datadenascimento",
            "datanascimento",
            "fodselsdato",
            "fodelsedatum",
            "dogum",
            "dogumtarihi",
        ],
    ),
    (Kind::BirthDay, &["bd", "birthdayofmonth", "dayofbirth", "dobday", "dobd", "bday", "birthdd"]),
    (Kind::BirthMonth, &["bm", "birthmonth", "monthofbirth", "dobmonth", "dobm", "bmonth", "birthmm"]),
    (Kind::BirthYear, &["by", "birthyear", "yearofbirth", "dobyear", "doby", "byear", "yob", "birthyyyy"]),
    (
        Kind::Age,
        &["age", "ageyears", "ageinyears", "ageatreport", "agerange", "ageband", "agein2020", "agein2030"],
    ),
    (
        Kind::Sex,
        &[
            "sex",
            "gender",
            "sexcode",
            "gendercode",
            "sexe",
            "sexo",
            "geschlecht",
            "geslacht",
            "plec",
            "cinsiyet",
        ],
    ),
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
    (
        Kind::Postcode,
        &[
            "postcode",
            "postalcode",
            "zip",
            "zipcode",
            "plz",
            "postcodefake",
            "pcode",
            "zip5",
            "postleitzahl",
            "codepostal",
            "codigopostal",
            "cp",
            "cap",
            "cep",
            "kodpocztowy",
            "pin",
            "pincode",
            "eircode",
        ],
    ),
    (
        Kind::Town,
        &[
            "town",
            "city",
            "suburb",
            "locality",
            "posttown",
            "municipality",
            "village",
            "ort",
            "wohnort",
            "stadt",
            "plaats",
            "woonplaats",
            "ville",
            "commune",
            "ciudad",
            "localidad",
            "citta",
            "comune",
            "cidade",
            "miasto",
            "miejscowosc",
            "il",
        ],
    ),
    (Kind::Region, &["state", "county", "region", "province", "district", "stateabbr"]),
    (
        Kind::StreetNumber,
        &[
            "streetnumber",
            "housenumber",
            "houseno",
            "stnum",
            "buildingnumber",
            "streetno",
            "hno",
            "number",
            "hausnummer",
            "huisnummer",
        ],
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
            "strasse",
            "straße",
            "anschrift",
            "straat",
            "adres",
            "adresse",
            "rue",
            "direccion",
            "domicilio",
            "calle",
            "via",
            "indirizzo",
            "endereco",
            "ulica",
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
            "taxid",
            "taxnumber",
            "medicare",
            "medicarenum",
            "medicarenumber",
            "medicaid",
            "medicaidnum",
            "insurancenumber",
            "policynumber",
            "hospitalnumber",
            "mrn",
            "patientnumber",
            "administrativenumber",
            "personalnumber",
            "documentnumber",
            "idnumber",
            "pesel",
            "bsn",
            "dni",
            "nif",
            "codicefiscale",
            "aadhaar",
        ],
    ),
    (Kind::Text, &["birthplace", "placeofbirth", "employer", "school", "employername", "schoolname"]),
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

/// A heading without case, spaces and marks.
fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a heading names: the whole of it, else its last words, else what it begins or ends with.
pub(crate) fn named(name: &str) -> Option<Kind> {
    let bare = bare(name);
    kind_named(&bare).or_else(|| named_at_end(name)).or_else(|| loosely_named(&bare))
}

/// Whether a heading names what linking has to find out, or nothing of a person.
pub(crate) fn tells_the_truth(name: &str) -> bool {
    TRUTH.contains(&bare(name).as_str())
}

/// What a heading without case, spaces and marks names.
fn kind_named(bare: &str) -> Option<Kind> {
    NAMED.iter().find(|(_, names)| names.contains(&bare)).map(|(kind, _)| *kind)
}

/// The words of a heading, in lower case: `PatientSurname`, `patient_surname` and "Patient surname" have two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().expect("there is a word from the start").extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A heading whose last words are a known name: `patient_surname`, `dob_1`, `gender_desc`.
fn named_at_end(name: &str) -> Option<Kind> {
    const SAYS_NO_MORE: [&str; 8] =
        ["code", "desc", "description", "text", "value", "raw", "clean", "recorded"];
    // "document_number" is no house's, "legal_name" may be a company's; "date of birth 2" is one of birth.
    const SAYS_TOO_LITTLE: [&str; 3] = ["number", "unit", "by"];
    let mut words = words(name);
    while words.len() > 1
        && words.last().is_some_and(|word| {
            SAYS_NO_MORE.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
        })
    {
        words.pop();
    }
    (0..words.len())
        .map(|from| words[from..].concat())
        .filter(|end| !SAYS_TOO_LITTLE.contains(&end.as_str()))
        .find_map(|end| kind_named(&end))
}

/// A heading that begins or ends with a known name and has nothing between its words: `patientsurname`.
fn loosely_named(bare: &str) -> Option<Kind> {
    let fits = |name: &&str| name.len() >= 5 && (bare.starts_with(*name) || bare.ends_with(*name));
    let longest = |(kind, names): &(Kind, &[&str])| {
        names.iter().filter(|name| fits(name)).map(|name| name.len()).max().map(|length| (length, *kind))
    };
    let (_, kind) = NAMED.iter().filter_map(longest).max_by_key(|(length, _)| *length)?;
    (!matches!(kind, Kind::Age)).then_some(kind)
}

/// Whether a heading speaks of somebody other than the person, or of something: `employer_city`, `officer_name`.
pub(crate) fn is_somebody_else(name: &str) -> bool {
    const OTHERS: [&str; 33] = [
        "employer",
        "company",
        "workplace",
        "school",
        "gp",
        "pcp",
        "doctor",
        "practice",
        "provider",
        "hospital",
        "officer",
        "staff",
        "agency",
        "organisation",
        "organization",
        "reporter",
        "informant",
        "caller",
        "referrer",
        "witness",
        "kin",
        "nok",
        "emergency",
        "guardian",
        "carer",
        "parent",
        "mother",
        "mothers",
        "father",
        "fathers",
        "spouse",
        "partner",
        "husband",
    ];
    let words = words(name);
    words.len() > 1 && words.iter().any(|word| OTHERS.contains(&word.as_str()))
}
