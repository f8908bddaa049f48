//! What is written and what is told.

use crate::Desk;
use crate::register::{Entry, csv, register};

fn lines(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn pairs_clusters_and_what_was_skipped_are_written() {
    let spoilt = csv(&register(200, 5)).replacen("\nr7,", "\nr6,", 1) + "too,few\n";
    let desk = Desk::new().with("register.csv", spoilt);
    let told = desk.link("register.csv --out out").unwrap();
    assert!(
        told.contains("2 rows skipped: 1 with an identifier that stands on an earlier line too, 1 with more"),
        "{told}"
    );
    assert!(told.contains("the identifier \"r6\" stands on line"), "{told}");
    assert!(told.contains("2 cells where the heading has 10"), "{told}");

    let pairs = desk.text("out/pairs.csv");
    assert!(pairs.starts_with("rec_id_l,rec_id_r,match_weight,match_probability\n"));
    let weights: Vec<f64> = lines(&pairs)[1..].iter().map(|cells| cells[2].parse().unwrap()).collect();
    assert!(weights.len() > 50 && weights.is_sorted_by(|a, b| a >= b));
    let records = desk.text("register.csv").lines().count() - 3;
    let clusters = desk.text("out/clusters.csv");
    assert_eq!(clusters.lines().next(), Some("rec_id,cluster"));
    assert_eq!(clusters.lines().count() - 1, records);
    assert_eq!(desk.text("out/skipped_rows.csv").lines().count(), 3);
    assert!(desk.text("out/report.txt").contains("Rules by which pairs were found"));
    assert!(
        std::fs::read_dir(desk.path("out"))
            .unwrap()
            .all(|file| { !file.unwrap().file_name().to_string_lossy().ends_with("unfinished") })
    );
}

#[test]
fn the_model_that_was_written_gives_the_same_result() {
    let desk = Desk::new().with("register.csv", csv(&register(200, 6)));
    desk.link("register.csv --out out").unwrap();
    let model = desk.text("out/model.toml");
    assert!(model.contains("# What each column holds.") && model.contains("\n# What was learned"), "{model}");
    desk.link("register.csv --model out/model.toml --out out2").unwrap();
    for name in ["pairs.csv", "clusters.csv", "kept_apart.csv", "model.toml"] {
        assert_eq!(desk.text(&format!("out/{name}")), desk.text(&format!("out2/{name}")), "{name}");
    }
}

#[test]
fn the_same_files_give_the_same_results() {
    let desk = Desk::new().with("register.csv", csv(&register(150, 7)));
    desk.link("register.csv --out out").unwrap();
    desk.link("register.csv --out out2").unwrap();
    assert_eq!(desk.text("out/pairs.csv"), desk.text("out2/pairs.csv"));
    assert_eq!(desk.text("out/model.toml"), desk.text("out2/model.toml"));
}

#[test]
fn an_explanation_adds_up_to_the_weight_that_was_written() {
    let desk = Desk::new().with("register.csv", csv(&register(200, 8)));
    desk.link("register.csv --out out").unwrap();
    let pairs = desk.text("out/pairs.csv");
    let cells = &lines(&pairs)[1];
    let told = desk
        .link(&format!("register.csv --model out/model.toml --explain {} {}", cells[0], cells[1]))
        .unwrap();
    assert!(told.contains(&format!("match weight {}, probability {}", cells[2], cells[3])), "{told}");
    assert!(told.contains("Proposed by: "), "{told}");
    // Every summand stands in the table: weights end in the column of that name, rarity in the next.
    let heading = told.lines().next().unwrap();
    let end = |name: &str| heading.find(name).unwrap() + name.len();
    let cell = |line: &str, from: usize, to: usize| -> f64 {
        let letters: Vec<char> = line.chars().collect();
        let text: String = letters.get(from..to.min(letters.len())).unwrap_or_default().iter().collect();
        text.trim().parse().unwrap_or(0.0)
    };
    let rows: Vec<&str> = told.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    let sum: f64 = rows
        .iter()
        .map(|row| cell(row, end(" u") + 2, end("weight")) + cell(row, end("weight") + 2, end("rarity")))
        .sum();
    let weight: f64 = cells[2].parse().unwrap();
    assert!((sum - weight).abs() < 0.005 * 2.0 * rows.len() as f64, "{sum} {weight}\n{told}");
    let last = cell(rows[rows.len() - 1], end("rarity") + 2, usize::MAX);
    assert!((last - weight).abs() < 0.006, "{last} {weight}\n{told}");
}

#[test]
fn a_pair_that_no_rule_proposes_is_explained_all_the_same() {
    let entries = register(1200, 9);
    let desk = Desk::new().with("register.csv", csv(&entries));
    let told = desk.link("register.csv --explain r0 r1").unwrap();
    assert!(told.contains("No blocking rule proposes this pair"), "{told}");
}

/// The even and the odd entries, the second file with other names for its columns.
fn two_files(entries: &[Entry]) -> [String; 2] {
    let every_other = |from: usize| entries.iter().skip(from).step_by(2).cloned().collect::<Vec<_>>();
    let renamed = "urn,Forename,Middle names,Family name,Gender,Date of birth,Address line 1,Post town,Post code,Telephone";
    let second = csv(&every_other(1)).replacen(crate::register::HEADING, renamed, 1).replace("\nr", "\nb");
    // And a column that the first file has not.
    let second = second.lines().enumerate().map(|(line, text)| match line {
        0 => format!("{text},Ward\n"),
        line => format!("{text},{}\n", ["North", "South", "East"][line % 3]),
    });
    [csv(&every_other(0)), second.collect()]
}

#[test]
fn two_files_are_linked_whatever_they_call_their_columns() {
    let [first, second] = two_files(&register(300, 10));
    let desk = Desk::new().with("a.csv", first).with("b.csv", second);
    let told = desk.link("a.csv b.csv --id rec_id --id urn --out out").unwrap();
    assert!(told.contains("identified by rec_id") && told.contains("identified by urn"), "{told}");
    assert!(
        told.contains("not compared: Ward: ") && told.contains("a.csv has no column to hold against it"),
        "{told}"
    );
    let pairs = desk.text("out/pairs.csv");
    let certain = lines(&pairs)[1..].iter().filter(|cells| cells[3].parse::<f64>().unwrap() > 0.95).count();
    assert!(certain > 50, "{certain}");
    assert!(lines(&pairs)[1..].iter().all(|cells| cells[0].starts_with('r') && cells[1].starts_with('b')));
    assert!(!desk.path("out/clusters.csv").exists());

    let swapped = lines(&pairs)[1].clone();
    let told = desk
        .link(&format!("a.csv b.csv --id rec_id --id urn --explain {} {}", swapped[1], swapped[0]))
        .unwrap();
    assert!(told.contains(swapped[2]), "either order is understood\n{told}");
    let missing = desk.link("a.csv b.csv --id rec_id --out out").unwrap_err();
    assert!(
        missing.contains("b.csv: there is no column called \"rec_id\"; the columns are urn, Forename"),
        "{missing}"
    );
}

#[test]
fn one_to_one_writes_each_record_once() {
    let [first, second] = two_files(&register(300, 11));
    let desk = Desk::new().with("a.csv", first).with("b.csv", second);
    desk.link("a.csv b.csv --id rec_id --id urn --one-to-one --out out").unwrap();
    let pairs = desk.text("out/pairs.csv");
    for side in 0..2 {
        let mut seen: Vec<&str> = lines(&pairs)[1..].iter().map(|cells| cells[side]).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all);
    }
}

#[test]
fn what_tells_the_truth_does_not_reach_the_matcher() {
    let entries = register(100, 12);
    let desk = Desk::new().with("plain.csv", csv(&entries));
    desk.link("plain.csv --out out").unwrap();
    let names = [
        "truth",
        "cluster",
        "cluster_id",
        "entity_id",
        "person_id",
        "simulant_id",
        "True Cluster",
        "ground_truth",
    ];
    for name in names {
        let person =
            |line: usize| line.checked_sub(1).map_or(name.to_owned(), |row| entries[row].person.to_string());
        let text = csv(&entries);
        let lines = text.lines().enumerate().map(|(line, text)| format!("{text},{}\n", person(line)));
        std::fs::write(desk.path("told.csv"), lines.collect::<String>()).unwrap();
        let told = desk.link("told.csv --out out2").unwrap();
        assert!(told.contains(&format!("not compared: {name}: ")), "{told}");
        assert_eq!(desk.text("out/pairs.csv"), desk.text("out2/pairs.csv"), "{name}");
    }
}

#[test]
fn judgements_are_learned_from() {
    let desk = Desk::new().with("register.csv", csv(&register(200, 13)));
    desk.link("register.csv --out out").unwrap();
    let pairs = desk.text("out/pairs.csv");
    let judged: String = lines(&pairs)[1..]
        .iter()
        .map(|cells| format!("{},{},{}\n", cells[1], cells[0], if cells[3] > "0.5" { "yes" } else { "no" }))
        .collect();
    let desk = desk.with("judged.csv", format!("rec_id_l,rec_id_r,same\n{judged}r0,r1,\n"));
    desk.link("register.csv --labels judged.csv --model out/model.toml --out out2").unwrap();
    assert_ne!(
        desk.text("out/pairs.csv"),
        desk.text("out2/pairs.csv"),
        "what was learned before does not count"
    );
}

#[test]
fn fast_is_written_into_the_model() {
    let desk = Desk::new().with("register.csv", csv(&register(100, 14)));
    desk.link("register.csv --fast --out out").unwrap();
    assert!(desk.text("out/model.toml").contains("effort = \"fast\""));
    assert!(desk.link("register.csv --fast --model out/model.toml --out out").is_err());
}

#[test]
fn a_threshold_says_what_is_written_and_joined() {
    let desk = Desk::new().with("register.csv", csv(&register(200, 15)));
    let least = |name: &str| -> f64 {
        let pairs = desk.text(&format!("{name}/pairs.csv"));
        lines(&pairs)[1..].iter().map(|cells| cells[3].parse::<f64>().unwrap()).fold(1.0, f64::min)
    };
    let told = desk.link("register.csv --threshold 0.9 --out out9").unwrap();
    assert!(least("out9") >= 0.9 && told.contains("to join: probability 0.9 or more"), "{told}");
    let told = desk.link("register.csv --threshold 0 --out out0").unwrap();
    assert!(
        least("out0") < 0.001 && told.contains("to join: probability 0.95 or more"),
        "nothing unlikely is joined\n{told}"
    );
    let told = desk.link("register.csv --threshold 0.001 --join 0.99 --out out1").unwrap();
    assert!(told.contains("to join: probability 0.99 or more"), "{told}");
    assert!(
        desk.link("register.csv --threshold 0.9 --join 0.5 --out out1")
            .unwrap_err()
            .contains("lower --threshold")
    );
    assert!(desk.link("register.csv --threshold 95 --out out1").unwrap_err().contains("write 0.95, not 95"));
}

#[test]
fn that_nothing_was_compared_is_said_loudly() {
    let rows: String = (0..2000).map(|row| format!("{row},Test,Test,1980-05-01\n")).collect();
    let desk = Desk::new().with("alike.csv", format!("rec_id,given_name,surname,dob\n{rows}"));
    let told = desk.link("alike.csv --out out").unwrap();
    assert!(told.contains("WARNING: hardly any two records were compared"), "{told}");
    let report = desk.text("out/report.txt");
    assert!(report.contains("left out: 2,000 records that share it with 0"), "{report}");
}

#[test]
fn a_run_leaves_nothing_of_an_earlier_or_a_failed_one() {
    let few = "rec_id,surname,dob\n1,Jones,1984-03-12\n2,Khan,1990-02-02\n";
    let desk = Desk::new().with("a.csv", few).with("b.csv", few).with("empty.csv", "");
    desk.link("a.csv --out out").unwrap();
    std::fs::write(desk.path("out/notes.txt"), "mine").unwrap();
    desk.link("a.csv b.csv --out out").unwrap();
    assert!(!desk.path("out/clusters.csv").exists(), "it tells of another run");
    assert!(desk.path("out/notes.txt").exists(), "what is not ours stays");
    desk.link("empty.csv --out out").unwrap_err();
    assert!(desk.path("out/pairs.csv").exists() && !desk.path("out/pairs.csv.unfinished").exists());
}
