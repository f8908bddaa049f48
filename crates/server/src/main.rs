//! The binary: configuration, wiring and the commands.
fn main() {}
