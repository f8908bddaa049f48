//! Makes a [`Pack`](super::pack::Pack) from its file, or says everything that is wrong with it.

mod clauses;
mod conditions;
mod document;
mod holidays;
mod pack_file;
mod parts;
mod roles;
mod task_lists;
mod telling;

pub use document::Mistake;
pub(crate) use document::unknown;
pub use holidays::read_proclaimed_days;
pub use pack_file::read_pack;
pub use roles::read_roles;
pub use task_lists::read_task_lists;
