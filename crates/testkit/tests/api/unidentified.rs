//! Records of people who cannot be named, as programs read them: whom the caller may not see stands nowhere.

use domain::unidentified::{UnidentifiedDetails, UnidentifiedKind};
use jiff::SignedDuration;
use reqwest::StatusCode;
use serde_json::{Value, json};
use testkit::sample;

use crate::service::{Program, Service, fresh_key, on_each_engine, report_of};

/// Somebody missing, and somebody found who could be them.
struct Both {
    person: String,
    episode: String,
    record: String,
}

impl Both {
    async fn new(service: &Service) -> Self {
        let running = &service.running;
        let reported = running.report(sample::missing([sample::child()])).await;
        running.pass(SignedDuration::from_hours(24));
        let unit = running.someone("police_mpu").await;
        let found_at = running.app.clock().now() - SignedDuration::from_hours(1);
        let details = UnidentifiedDetails::new(UnidentifiedKind::LivingPerson, found_at, "Ward 6".to_owned());
        let key = app::cases::IdempotencyKey::fresh();
        let record = running.app.record_unidentified(&unit, details, &key).await.unwrap();
        Self {
            person: reported.people[0].to_string(),
            episode: reported.episodes[0].to_string(),
            record: format!("/api/v1/unidentified/{record}"),
        }
    }

    async fn act(&self, by: &Program<'_>, word: &str, body: Value) -> String {
        let seen = by.get(&self.record).await.etag;
        let acted = by.change(&format!("{}/acts/{word}", self.record), &seen, &fresh_key(), &body).await;
        assert_eq!(acted.status, StatusCode::CREATED, "{word}: {}", acted.body);
        acted.body["entry"].as_str().unwrap().to_owned()
    }

    async fn identified_as(&self, who: &Program<'_>) -> Value {
        who.read(&format!("/api/v1/episodes/{}", self.episode)).await["identified_as"].clone()
    }

    /// Nothing that is read of the record names the person.
    async fn is_hidden_from(&self, who: &Program<'_>) {
        let at = |end: &str| format!("{}{end}", self.record);
        let of_all = |end: &str| format!("/api/v1/unidentified{end}");
        for path in [
            at(""),
            at("/timeline"),
            at("/candidates"),
            of_all(""),
            of_all("/candidates"),
            of_all("/notices"),
        ] {
            let read = who.read(&path).await.to_string();
            assert!(!read.contains(&self.person) && !read.contains(&sample::child().name), "{path}: {read}");
        }
    }
}

#[tokio::test]
async fn two_who_say_who_it_is_stand_on_the_case_for_whoever_sees_both_and_for_nobody_else() {
    on_each_engine(async |service| {
        let both = Both::new(&service).await;
        let (unit, supervisor) =
            (service.program("police_mpu").await, service.program("police_supervisor").await);
        let (national, worker) =
            (service.program("national_unit").await, service.program("mash_decision_maker").await);
        both.act(&unit, "unidentified_referred", json!({"reference": "NU 7"})).await;
        both.is_hidden_from(&national).await;

        let said = json!({"person": both.person, "how": "dna", "note": "Report 12"});
        let of = both.act(&unit, "identity_proposed", said).await;
        assert_eq!(both.identified_as(&unit).await, json!([]), "one says it");
        both.is_hidden_from(&national).await;
        both.act(&supervisor, "identity_confirmed", json!({"of": of, "note": "The same report"})).await;
        let record = both.record.rsplit('/').next().unwrap();
        assert_eq!(both.identified_as(&unit).await, json!([record]));
        assert_eq!(both.identified_as(&worker).await, json!([]), "whoever sees no such records");
        both.is_hidden_from(&national).await;
        let read = national.read(&both.record).await;
        assert_eq!((&read["identity"], &read["standing"]), (&Value::Null, &json!("identified")));
        assert_eq!(unit.read(&both.record).await["identity"]["person"], json!(both.person));

        both.act(&supervisor, "identity_refused", json!({"of": of, "reason": "The sample was another's"}))
            .await;
        assert_eq!(both.identified_as(&unit).await, json!([]));
        both.is_hidden_from(&national).await;
    })
    .await;
}

#[tokio::test]
async fn a_version_below_nought_is_no_version() {
    on_each_engine(async |service| {
        let both = Both::new(&service).await;
        let unit = service.program("police_mpu").await;
        let looked = json!({"person": both.person, "note": "Asked the ward"});
        for version in ["\"-1\"", "\"one\""] {
            let act = format!("{}/acts/candidate_under_review", both.record);
            let refused = unit.change(&act, version, &fresh_key(), &looked).await;
            assert_eq!((refused.status, refused.problem()), (StatusCode::BAD_REQUEST, "version-unreadable"));
        }
        let other = unit.report(&fresh_key(), &report_of("Alba Sample")).await;
        let merge =
            format!("/api/v1/people/{}/merges/{}", both.person, other.body["people"][0].as_str().unwrap());
        let seen = unit.get(&format!("/api/v1/people/{}", both.person)).await.etag;
        let refused = unit
            .change(&merge, &seen, &fresh_key(), &json!({"other_version": -1, "reason": "One girl"}))
            .await;
        assert_eq!((refused.status, refused.problem()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
        assert_eq!(refused.body["errors"][0]["field"], "other_version", "{}", refused.body);
    })
    .await;
}
