//! What stands around one figure: parties, times, its grammar, and the claim in draft."""

pub mod around;
pub mod deeds;
pub mod denials;
pub mod draft;
pub mod heads;
pub mod items;
pub mod nearby;
pub mod occasions;
pub mod profiles;
pub mod scene;
pub mod scenes;
pub mod signs;
pub mod sizes;
pub mod stages;
pub mod standing;
pub mod times;
