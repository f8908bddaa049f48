//! The files of the catalogue, built into the binary. A new file under `locales/en/` is added here.

/// The English files: name and content.
pub const ENGLISH: &[(&str, &str)] = &[("common.ftl", include_str!("../../../../locales/en/common.ftl"))];
