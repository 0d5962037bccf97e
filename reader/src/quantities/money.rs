//! Money without its currency, in cents, and the reading of "1.500" that the amount decides.
//!
//! "20 milliards investis" is money; "20 millions de foyers" is not.

use std::sync::OnceLock;

use super::counts::is_closed;
use super::numerals::written;
use super::window::{is_count, Amount, Window, MILLION, ONE};
use crate::base::chars;
use crate::base::Decimal;
use crate::claim::Measure;
use crate::pattern::Pattern;

struct Patterns {
    cents: Pattern,
    of_which: Pattern,
    token: Pattern,
    determined: Pattern,
    money_noun: Pattern,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    PATTERNS.get_or_init(|| {
        let of = |name: &str| Pattern::of(&format!("quantities.money.{name}"));
        Patterns {
            cents: of("_CENTS"),
            of_which: of("_OF_WHICH"),
            token: of("_TOKEN"),
            determined: of("_DETERMINED"),
            money_noun: of("_MONEY_NOUN"),
        }
    })
}

/// Reads "13 cents" as 0.13 of the currency that the text counts in.
pub fn read_cents(window: &Window, amount: &mut Amount) {
    let low = &window.low;
    let at = amount.end + usize::from(low.get(amount.end) == Some(&' '));
    if !matches!(low.get(at), Some('c' | 'e' | 'p' | '¢')) {
        return;
    }
    let Some(end) = patterns().cents.match_end(low, amount.end) else { return };
    let word = written(&window.low, amount.end, end);
    let word = word.trim();
    amount.value = amount.value.over(Decimal::whole(100));
    amount.measure = Some(Measure::Money);
    amount.noun = Some((amount.end, end));
    amount.end = end;
    amount.other = false;
    let unit = match word {
        "pence" => "GBP",
        _ if word.contains("euro") => "EUR",
        _ => {
            amount.stated = false;
            return;
        }
    };
    (amount.unit, amount.units) = (unit, vec![unit]);
}

/// True for a word that begins as "cents" and "pence" do.
pub fn is_cents(word: &[char]) -> bool {
    patterns().cents.match_end(word, 0).is_some()
}

/// Decides whether "20 milliards" without a currency is money: "20 millions de foyers" is not.
pub fn read_bare_money(window: &Window, amount: &mut Amount) {
    let (known, raw, low, end) = (patterns(), &window.raw, &window.low, amount.end);
    let mark = low.get(end);
    if mark == Some(&'-') && low.get(end + 1).is_some_and(|&c| chars::is_alpha(c)) {
        amount.other = true;
        return;
    }
    if mark == Some(&' ') {
        if known.of_which.match_end(low, end).is_some() {
            amount.other = false;
            return;
        }
        if let Some(after) = known.token.match_end(raw, end + 1) {
            let is_money = known.money_noun.match_end(low, end + 1).is_some();
            if !is_money && is_other_noun(window, amount, end + 1, after) {
                amount.other = true;
                return;
            }
        }
    }
    amount.other = false;
    amount.measure = Some(Measure::Money);
    amount.stated = false;
}

/// True where the words after "20 millions" name something counted: homes, tonnes, users.
fn is_other_noun(window: &Window, amount: &Amount, after: usize, end: usize) -> bool {
    let (raw, low) = (&window.raw, &window.low);
    let text = written(low, after, end);
    let is_small = |at: usize| raw.get(at).is_some_and(|&c| chars::is_lower(c));
    if matches!(&text[..], "de" | "of") || text.starts_with("d'") {
        let start = after + if text.starts_with("d'") { 2 } else { text.len() + 1 };
        return is_small(start) && patterns().determined.match_end(low, after).is_none();
    }
    // In English the noun follows at once; a French number of millions needs "de" before it.
    let is_english =
        matches!(&amount.scale_word[..], "million" | "billion" | "trillion" | "bn" | "tn" | "mn");
    if !is_english || text.ends_with("ed") || text.ends_with("ly") {
        return false;
    }
    if is_closed(low, amount.end) || !is_small(after) {
        return false;
    }
    amount.scale_word != "million"
        || amount.numeral.value >= Decimal::whole(2)
        || !window.french(after)
}

/// Chooses between thousands and decimals: "1.500 personnes", "1.125 billion", "2,444MW".
pub fn settle(window: &Window, amount: &mut Amount) {
    let Some((decimal, digits)) = amount.numeral.decimal.clone() else { return };
    let money = amount.measure == Some(Measure::Money);
    if amount.scale == ONE && (is_count(amount.measure) || money) {
        // Nobody counts fractions of a job, and cents have two digits, never three.
        return;
    }
    let word = &amount.scale_word;
    let whole = if amount.scale >= MILLION && !word.is_empty() { "000" } else { "0" };
    if digits.ends_with(whole) {
        // Nobody writes the zeros that end a decimal fraction.
        return;
    }
    let french = if ["milliard", "Md", "md", "Mrd"].iter().any(|each| word.starts_with(each))
        || word == "millions"
    {
        true
    } else if matches!(&word[..], "billion" | "trillion" | "bn" | "tn") {
        false
    } else {
        window.french(amount.start)
    };
    if (amount.numeral.separator == Some(',')) == french {
        amount.value = amount.value.over(amount.numeral.value).times(decimal);
    }
}
