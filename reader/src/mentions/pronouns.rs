//! Pronouns that may stand for a party or a person, and those that stand for nobody.
