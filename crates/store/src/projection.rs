//! Writing list rows.
