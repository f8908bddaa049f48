//! The files of the catalogue, built into the binary. A new file under `locales/en/` is added here.

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// The English files: name and content.
        pub const ENGLISH: &[(&str, &str)] = &[$(
            ($name, include_str!(concat!("../../../../locales/en/", $name)))
        ),+];
    };
}

files!(
    "common.ftl",
    "pages.ftl",
    "sign_in.ftl",
    "errors.ftl",
    "my_work.ftl",
    "missing_now.ftl",
    "report.ftl",
    "people.ftl",
    "episode.ftl",
    "duties.ftl",
    "explain.ftl",
    "person.ftl",
    "acts.ftl",
    "events.ftl",
    "refusals.ftl",
    "merging.ftl",
    "room.ftl",
    "report_room.ftl",
    "likely.ftl",
    "tasks.ftl",
    "messages.ftl",
    "edges.ftl",
    "handover.ftl",
    "photographs.ftl",
    "home.ftl",
    "accounts.ftl",
    "past.ftl",
    "comparable.ftl",
    "papers.ftl",
    "api.ftl",
    "unidentified.ftl",
    "desk.ftl",
);
