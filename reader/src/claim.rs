//! What a claim is made of (`grandlivre.claims.model`).

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant),+ }

        #[allow(dead_code)] // not all of it is asked for of each
        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that Python has for it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// What Python has this word for.
            pub fn of(word: &str) -> Option<Self> {
                match word { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What kind of quantity it is.
    Measure {
        Money = "money", Power = "power", Energy = "energy", Area = "area", Sites = "sites",
        Accelerators = "accelerators", Jobs = "jobs", People = "people",
        Undertakings = "undertakings", Events = "events",
    }
}
words! {
    /// What the quantity is.
    Role {
        Commitment = "commitment", Programme = "programme", Round = "round",
        Valuation = "valuation", Turnover = "turnover", Assets = "assets", Market = "market",
        Spent = "spent", Other = "other", Capacity = "capacity", Demand = "demand",
        Count = "count",
    }
}
words! {
    /// What the money or the asset is for.
    Purpose {
        DataCentre = "data_centre", Compute = "compute", Energy = "energy", Network = "network",
        Companies = "companies", Research = "research", Training = "training",
        OpenSource = "open_source", Ai = "ai", Other = "other",
    }
}
words! {
    /// How far the statement says that it has come.
    Stage {
        Considered = "considered", Announced = "announced", Confirmed = "confirmed",
        UnderConstruction = "under_construction", Operational = "operational",
        Cancelled = "cancelled",
    }
}
words! {
    /// What a passage is on its page.
    PassageKind {
        Title = "title", Heading = "heading", Sentence = "sentence", Bullet = "bullet",
        Furniture = "furniture",
    }
}

impl Role {
    /// Money that someone has undertaken to bring: what a ledger adds up.
    pub fn is_pledged(self) -> bool {
        matches!(self, Role::Commitment | Role::Programme | Role::Round)
    }
}
