//! Every test here runs on SQLite and on PostgreSQL.

use testkit::{database::Engine, running::Running};

/// Runs a test over each engine, each time with an application of its own.
pub(crate) async fn on_each_engine(test: impl AsyncFn(Running)) {
    for engine in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
        // Shown when the test fails: which engine it was.
        eprintln!("{engine:?}");
        test(Running::new(engine).await).await;
    }
}
