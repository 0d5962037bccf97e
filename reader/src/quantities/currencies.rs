//! The currency of money that does not state one, or states one of several: "$", "couronnes".

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::model::Quantity;
use crate::base::lexicon::lexicon;
use crate::base::{Decimal, FastMap, Str};
use crate::claim::Measure;

/// Characters within which an amount goes on in the currency of the one before.
const NEAR: usize = 60;
/// Characters before a figure within which a country named is that of its passage.
const IN_PASSAGE: usize = 300;

struct Lists {
    dollars: Vec<String>,
    by_country: FastMap<String, Str>,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists {
        dollars: lexicon().list("quantities.currencies._DOLLARS"),
        by_country: lexicon().map("currencies.by_country"),
    })
}

fn is_dollar(unit: Str) -> bool {
    lists().dollars.iter().any(|each| each == unit)
}

/// The currency of a country, by its ISO 3166-1 code.
fn country_currency(country: &str) -> Option<Str> {
    lists().by_country.get(country).copied()
}

/// Gives money without a currency the one that the text gives elsewhere, and settles "dollars".
///
/// `country` is the one that the document speaks of most; `nearby` tells the countries named around
/// a quantity and how far away, the nearest first. In this order: the currency of a quantity just
/// before; that of the same amount elsewhere in the text, where there is but one; that of the last
/// quantity before; the commonest one; that of the country; the US dollar.
pub fn resolve_currencies(
    quantities: Vec<Quantity>,
    country: Option<Str>,
    mut nearby: impl FnMut(&Quantity) -> Vec<(Str, usize)>,
) -> Vec<Quantity> {
    let local = local_dollar(&quantities);
    let mut known: FastMap<Vec<Str>, Str> = FastMap::default();
    let mut settled = quantities;
    for quantity in &mut settled {
        match code_nearby(quantity, &mut nearby, &mut known) {
            Some(code) => quantity.unit = code,
            None => settle(quantity, country, local),
        }
    }
    let mut tally: Vec<(Str, usize)> = Vec::new();
    let mut values: FastMap<(Option<Decimal>, Option<Decimal>), BTreeSet<Str>> = FastMap::default();
    for quantity in &settled {
        if quantity.measure == Measure::Money && quantity.unit_source != "context" {
            match tally.iter_mut().find(|(unit, _)| *unit == quantity.unit) {
                Some((_, count)) => *count += 1,
                None => tally.push((quantity.unit, 1)),
            }
            values.entry((quantity.low, quantity.high)).or_default().insert(quantity.unit);
        }
    }
    // The first of the commonest ones, in the order of the text.
    let most = tally.iter().map(|(_, count)| *count).max();
    let commonest = tally.iter().find(|(_, count)| Some(*count) == most).map(|(unit, _)| *unit);
    let mut nearest: Option<Quantity> = None;
    let mut resolved: Vec<Quantity> = Vec::with_capacity(settled.len());
    for mut quantity in settled {
        if quantity.measure == Measure::Money {
            if quantity.unit_source == "context" {
                quantity.unit = carried_unit(&quantity, nearest.as_ref(), &values)
                    .or(commonest)
                    .or_else(|| country.and_then(country_currency))
                    .unwrap_or("USD");
            } else if !is_conversion(&quantity, resolved.last()) {
                nearest = Some(quantity.clone());
            }
        }
        resolved.push(quantity);
    }
    resolved
}

/// The currency that the text gives an amount elsewhere.
fn carried_unit(
    quantity: &Quantity,
    nearest: Option<&Quantity>,
    values: &FastMap<(Option<Decimal>, Option<Decimal>), BTreeSet<Str>>,
) -> Option<Str> {
    if let Some(nearest) = nearest {
        if quantity.form == "elliptical" || quantity.start < nearest.end + NEAR {
            return Some(nearest.unit);
        }
    }
    match values.get(&(quantity.low, quantity.high)) {
        Some(same) if same.len() == 1 => same.iter().next().copied(),
        _ => nearest.map(|each| each.unit),
    }
}

/// True for the second amount of "5,4 milliards de rands (298 millions de dollars)".
fn is_conversion(quantity: &Quantity, before: Option<&Quantity>) -> bool {
    before.is_some_and(|before| {
        before.measure == Measure::Money
            && before.unit != quantity.unit
            && quantity.start <= before.end + 2
    })
}

/// The dollar that "$" alone means: after "500 M$ US" the local one, beside "S$" not that.
fn local_dollar(quantities: &[Quantity]) -> Option<Str> {
    let mut marked: BTreeSet<Str> = BTreeSet::new();
    for (i, quantity) in quantities.iter().enumerate() {
        // A conversion into American dollars marks them only for readers abroad.
        let before = i.checked_sub(1).map(|before| &quantities[before]);
        let converted = quantity.unit == "USD" && is_conversion(quantity, before);
        if quantity.unit_source == "text" && is_dollar(quantity.unit) && !converted {
            marked.insert(quantity.unit);
        }
    }
    let american = marked.remove("USD");
    if !american && quantities.iter().any(has_letter) {
        return Some("USD");
    }
    (american && marked.len() == 1).then(|| marked.into_iter().next()).flatten()
}

/// True for "S$2bn", "HK$400m": who writes so does not mean that dollar by "$" alone.
fn has_letter(quantity: &Quantity) -> bool {
    quantity.unit != "USD"
        && is_dollar(quantity.unit)
        && quantity.unit_source == "text"
        && quantity.noun.is_some_and(|(from, to)| to - from <= 3 && to < quantity.end)
}

/// The currency of the nearest country that has one of the candidates, which is remembered.
///
/// What the text meant by the word before goes before a country that is not in the passage.
fn code_nearby(
    quantity: &Quantity,
    nearby: &mut impl FnMut(&Quantity) -> Vec<(Str, usize)>,
    known: &mut FastMap<Vec<Str>, Str>,
) -> Option<Str> {
    let units = &quantity.units;
    // What its bare name or sign means all over the world.
    let of_all = units.iter().any(|unit| matches!(*unit, "USD" | "GBP"));
    if quantity.unit_source != "ambiguous" || of_all {
        return None;
    }
    for (country, distance) in nearby(quantity) {
        if distance > IN_PASSAGE && known.contains_key(units) {
            break;
        }
        if let Some(code) = country_currency(country).filter(|code| units.contains(code)) {
            known.insert(units.clone(), code);
            break;
        }
    }
    known.get(units).copied()
}

/// Settles a quantity in the one of its candidate currencies that the context tells.
fn settle(quantity: &mut Quantity, country: Option<Str>, local: Option<Str>) {
    if quantity.unit_source != "ambiguous" {
        return;
    }
    if local == Some("USD") && quantity.units.first() == Some(&"USD") {
        return;
    }
    let unit = country.and_then(country_currency);
    let found = [unit, local].into_iter().flatten().find(|code| quantity.units.contains(code));
    if let Some(code) = found {
        quantity.unit = code;
    }
}
