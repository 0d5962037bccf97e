//! What is built, where no name says it: "data center à Melun", "supercomputer".

// ---- is_field and is_umbrella: what the decisions need of this module --------------------------

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::Set;

fn lists() -> &'static [Set; 2] {
    static LISTS: OnceLock<[Set; 2]> = OnceLock::new();
    LISTS.get_or_init(|| ["_LAND", "_UMBRELLAS"].map(|n| lexicon().set(&format!("mentions.assets.{n}"))))
}

/// True for a field that money may go into without anything being built: "l'IA en France".
///
/// So too for the land that something is built on.
pub fn is_field(name: &str) -> bool {
    is_told_field(name) || lists()[0].holds(&name.to_lowercase())
}

/// True for a word that only stands for what another one tells: "le projet".
pub fn is_umbrella(name: &str) -> bool {
    lists()[1].holds(&name.to_lowercase())
}

/// A field by name, and where: the expression `_FIELD`, whatever the case.
fn is_told_field(name: &str) -> bool {
    const FIELDS: [&str; 4] = ["ia", "ai", "intelligence artificielle", "artificial intelligence"];
    const BEFORE: [&str; 7] = ["en", "à", "au", "in", "at", "de", "d'"];
    let strip = |text: &'static str, rest: &[char]| -> Option<usize> {
        let many = text.chars().count();
        let same = |(a, b): (char, &char)| a == fold(*b);
        (rest.len() >= many && text.chars().zip(rest).all(same)).then_some(many)
    };
    if !name.chars().next().is_some_and(|first| matches!(fold(first), 'i' | 'a')) {
        return false;
    }
    let letters: Vec<char> = name.chars().collect();
    FIELDS.iter().filter_map(|field| strip(field, &letters)).any(|at| {
        let rest = &letters[at..];
        let goes_on = |before: &&'static str| {
            let Some(many) = rest.get(1..).and_then(|told| strip(before, told)) else { return false };
            let place = &rest[1 + many..];
            place.first() == Some(&' ') && place.len() > 1 && !place.contains(&'\n')
        };
        rest.is_empty() || (rest[0] == ' ' && BEFORE.iter().any(|b| goes_on(b)))
    })
}

/// A letter as an expression that disregards case takes it.
fn fold(letter: char) -> char {
    match letter {
        'ı' | 'İ' => 'i',
        'ſ' => 's',
        'K' => 'k',
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

// ---- end of is_field and is_umbrella -----------------------------------------------------------
