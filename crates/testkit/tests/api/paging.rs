//! Pages of a list, put together, are the whole list: nothing twice, nothing left out, whatever is added meanwhile.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::service::{Program, fresh_key, on_each_engine, report_of};

#[tokio::test]
async fn pages_of_everyone_missing_are_whole_while_others_are_reported() {
    on_each_engine(async |service| {
        let program = service.program("police_supervisor").await;
        let mut reported = BTreeSet::new();
        for call in 0..6 {
            let taken = program.report(&fresh_key(), &report_of_many(call, 20)).await;
            assert_eq!(taken.status, 201, "{}", taken.body);
            reported.extend(ids(&taken.body["episodes"]));
        }
        for sort in ["risk", "time", "name"] {
            let mut listed = Vec::new();
            let mut pages = 0;
            let mut next = String::new();
            loop {
                let page = program.read(&format!("/api/v1/episodes?sort={sort}{next}")).await;
                listed.extend(page["items"].as_array().unwrap().iter().map(|item| id(&item["episode"])));
                pages += 1;
                let Some(after) = page["next"].as_str() else { break };
                next = format!("&after={after}");
                // Somebody is reported between two pages.
                let mut late = report_of(&format!("{sort} Late {pages}"));
                // Nobody takes one for the other of another given name, or who is many years older.
                late["people"][0]["details"]["birth"] = json!({"known": "year", "year": 2020 - 5 * pages});
                let taken = program.report(&fresh_key(), &late).await;
                assert_eq!(taken.status, 201, "{}", taken.body);
            }
            assert!(pages > 2, "{pages} pages by {sort}");
            let once: BTreeSet<&String> = listed.iter().collect();
            assert_eq!(once.len(), listed.len(), "by {sort} nobody stands twice");
            assert!(reported.iter().all(|episode| once.contains(episode)), "by {sort} nobody is left out");
        }
    })
    .await;
}

#[tokio::test]
async fn pages_of_a_timeline_are_the_whole_timeline() {
    on_each_engine(async |service| {
        let program = service.program("police_supervisor").await;
        let taken = program.report(&fresh_key(), &report_of("Ali Example")).await;
        let episode = id(&taken.body["episodes"][0]);
        for number in 0..5 {
            let body = json!({"what": format!("{number}"), "source": "Caller", "significance": "routine"});
            program.record(&episode, "information_received", body).await;
        }
        let path = format!("/api/v1/episodes/{episode}/timeline");
        let whole: Vec<Value> = program.read(&path).await["items"].as_array().unwrap().clone();
        let paged = gather(&program, &path, 2).await;
        assert_eq!(paged, whole);
        assert!(whole.len() > 5, "the report and what came after");
        for wrong in ["limit=0", "limit=201", "limit=x", "after=x", "from=1"] {
            assert_eq!(
                program.get(&format!("{path}?{wrong}")).await.problem(),
                "query-unreadable",
                "{wrong}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_filter_shows_what_it_says_and_a_misspelt_one_nothing() {
    on_each_engine(async |service| {
        let program = service.program("police_supervisor").await;
        let taken = program.report(&fresh_key(), &report_of_many(1, 2)).await;
        let [graded, ungraded] = [0, 1].map(|place| id(&taken.body["episodes"][place]));
        let assessment = json!({"by": "supervisor", "grade": "high", "reasons": "Went with a stranger."});
        program.record(&graded, "risk_assessed", assessment).await;
        program.record(&graded, "officer_deployed", json!({"officer": "PC Example"})).await;
        for (query, shown) in [
            ("", vec![&graded, &ungraded]),
            ("?grade=high", vec![&graded]),
            ("?grade=ungraded", vec![&ungraded]),
            ("?undeployed=yes", vec![&ungraded]),
            ("?unassigned=yes&age=child&standing=missing", vec![&graded, &ungraded]),
            ("?age=adult", vec![]),
            ("?standing=return_reported", vec![]),
        ] {
            let page = program.read(&format!("/api/v1/episodes{query}")).await;
            let listed: BTreeSet<String> =
                page["items"].as_array().unwrap().iter().map(|item| id(&item["episode"])).collect();
            assert_eq!(listed, shown.into_iter().cloned().collect(), "{query}");
            assert_eq!(page["counts"]["missing"], 2, "{query}");
        }
        for (query, field) in [
            ("grade=purple", "grade"),
            ("undeployed=no", "undeployed"),
            ("after=x", "after"),
            ("grad=high", "grad"),
        ] {
            let answer = program.get(&format!("/api/v1/episodes?{query}")).await;
            assert_eq!((answer.status.as_u16(), answer.problem()), (400, "query-unreadable"), "{query}");
            assert_eq!(answer.body["errors"][0]["field"], field, "{query}");
        }
    })
    .await;
}

async fn gather(program: &Program<'_>, path: &str, limit: usize) -> Vec<Value> {
    let mut items = Vec::new();
    let mut next = String::new();
    loop {
        let page = program.read(&format!("{path}?limit={limit}{next}")).await;
        let shown = page["items"].as_array().unwrap();
        assert!(shown.len() <= limit);
        items.extend(shown.iter().cloned());
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => return items,
        }
    }
}

fn report_of_many(call: usize, people: usize) -> Value {
    let mut report = report_of("");
    report["people"] = (0..people)
        .map(|number| json!({"details": {"name": format!("Child {call}-{number}"), "birth": {"known": "year", "year": 2011}}}))
        .collect();
    report
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(id).collect()
}

fn id(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
