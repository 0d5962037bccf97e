//! Whom a description or a pronoun stands for, among the parties named before.
