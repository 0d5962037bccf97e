//! Numbers that count what another number counted: "2 000 autres", "as many as 900 of which".
//!
//! Each rule asks for words that tie the number to the one before it, or for a number that nothing
//! else would write that way. A number that stands alone without any is a rank, a version, a day or
//! a page, and is left alone.

use std::sync::OnceLock;

use super::counts::{is_clash, is_closed};
use super::numerals::{ends_so, goes_on, written};
use super::window::{is_count, named, Amount, Window, BILLION, MILLION, ONE};
use crate::base::lexicon::lexicon;
use crate::base::{Decimal, FastSet};
use crate::claim::Measure;
use crate::pattern::Pattern;

macro_rules! patterns {
    ($($field:ident = $name:literal),+ $(,)?) => {
        struct Lists {
            $($field: Pattern,)+
            unknown_unit: FastSet<String>,
            us_ends: FastSet<String>,
            same_place: FastSet<String>,
        }

        fn lists() -> &'static Lists {
            static LISTS: OnceLock<Lists> = OnceLock::new();
            LISTS.get_or_init(|| {
                let set = |name: &str| lexicon().get(name).texts().into_iter().collect();
                let verbs = lexicon().get("quantities.ellipsis.US").texts();
                let last_two = |verb: &String| verb.chars().skip(verb.chars().count() - 2).collect();
                Lists {
                    $($field: Pattern::of(concat!("quantities.ellipsis.", $name)),)+
                    unknown_unit: set("quantities.ellipsis._UNKNOWN_UNIT"),
                    us_ends: verbs.iter().map(last_two).collect(),
                    same_place: set("quantities.ellipsis._SAME_PLACE"),
                }
            })
        }
    };
}

patterns! {
    token = "_TOKEN", verb = "_VERB", per_cent = "_PER_CENT", others = "_OTHERS",
    of_which = "_OF_WHICH", of_it = "_OF_IT", in_all = "_IN_ALL", ones = "_ONES",
    pieces = "_PIECES", part = "_PART", against = "_AGAINST", listed = "_LISTED",
    linked = "_LINKED", pronoun = "_PRONOUN", led = "_LED", whole = "_WHOLE",
    and_the = "_AND_THE", named = "_NAMED", last_word = "_LAST_WORD", word = "_WORD",
    us = "OF_US", sentence_end = "SENTENCE_END", participle = "_PARTICIPLE",
    no_participle = "_NO_PARTICIPLE", such = "_SUCH", ranked = "_RANKED",
    the_first = "_THE_FIRST", amounting = "_AMOUNTING", of_the = "_OF_THE", which = "_WHICH",
    giving = "_GIVING", than_our = "_THAN_OUR", clause = "_CLAUSE",
}

/// What ends a sentence, its next word included.
pub fn sentence_ends() -> &'static Pattern {
    &lists().sentence_end
}

/// The last thing that the text counted.
#[derive(Debug, Clone)]
pub struct Antecedent {
    pub amount: Amount,
    /// The words before it, in lower case.
    pub before: Vec<char>,
    /// The words after it.
    pub after: Vec<char>,
    /// Characters between it and the number in question.
    pub gap: isize,
    /// How many sentences ended in between.
    pub sentences: usize,
    /// True where it was itself carried from another.
    pub again: bool,
}

/// What a number without a unit counts, where the words around it say that another does.
///
/// `start` is where the number and its hedges start; `hedged`, whether a hedge stands before it.
pub fn carried(
    window: &Window,
    amount: &Amount,
    start: usize,
    last: &Antecedent,
    hedged: bool,
) -> Option<Amount> {
    let (known, low, end) = (lists(), &window.low, amount.end);
    let from = last.amount.end.max(start.saturating_sub(24)).min(start);
    let before = &low[from..start];
    let counts = is_count(last.amount.measure);
    let near = last.sentences < 2;
    if counts {
        let piece = known.pieces.match_end(low, end).or_else(|| known.ones.match_end(low, end));
        if let Some(after) = piece {
            // "40.000 cartes" are those that the text has told of, be it long before.
            let chips = last.amount.measure == Some(Measure::Accelerators);
            return (chips || last.sentences < 4).then(|| like(&last.amount, amount, after));
        }
    }
    let others = known.others.match_at(low, end);
    let other_word = others.as_ref().and_then(|m| m.group(1)).map(|(a, b)| written(low, a, b));
    if !counts && other_word.as_deref() == Some("others") {
        return None;
    }
    if known.such.match_end(low, end).is_some() {
        return None;
    }
    if let (Some(others), true) = (&others, near) {
        let after = others.end();
        if is_closed(low, after) || known.verb.match_end(low, after).is_some() {
            return Some(like(
                &last.amount,
                amount,
                if other_word.is_some() { after } else { end },
            ));
        }
    }
    let of_those = if counts { &known.of_which } else { &known.of_it };
    if near && of_those.match_end(low, end).is_some() {
        return Some(like(&last.amount, amount, end));
    }
    let whole = ends_so(before, before.len(), ", ") && known.whole.is_found(&last.before, 0);
    // "Dont 200 disponibles dès 2028", "les 100 premiers sont attendus": no noun, but what it is.
    let qualified = low.get(end) == Some(&' ')
        && !counts
        && is_qualified(low, end)
        && (known.part.is_found(before, 0) || known.against.is_found(before, 0));
    let ranks = ["les ", "first ", "last ", "other ", "remaining "];
    if ranks.iter().any(|each| ends_so(before, before.len(), each))
        && known.the_first.is_found(before, 0)
    {
        if let Some(after) = known.ranked.match_end(low, end) {
            if last.sentences == 0 && is_closed(low, after) {
                return Some(like(&last.amount, amount, end));
            }
        }
    }
    if amount.other && !qualified && !(whole && is_french_verb(window, end)) {
        return None;
    }
    if near && !amount.numeral.year && known.in_all.match_end(low, end).is_some() {
        return Some(like(&last.amount, amount, end));
    }
    if amount.numeral.year || known.per_cent.match_end(low, end).is_some() {
        return None;
    }
    let closes = || is_closed(low, end) || known.verb.match_end(low, end).is_some();
    if !(whole || qualified || closes()) {
        return None;
    }
    let alike = like(&last.amount, amount, end);
    if !is_plausible(&alike, &last.amount) {
        return None;
    }
    let holds = whole
        || is_tied(window, amount, before, last, hedged)
        || (!counts && last.sentences < 2 && is_told(window, &alike, before, last))
        || (last.sentences == 0 && is_gapped(window, &alike, start, last));
    holds.then_some(alike)
}

/// True where a clause leaves out its verb: "Norvane a apporté 180 millions, Larkspur 40".
fn is_gapped(window: &Window, alike: &Amount, start: usize, last: &Antecedent) -> bool {
    let (known, low, end) = (lists(), &window.low, alike.end);
    let from = last.amount.end.max(start.saturating_sub(24)).min(start);
    let before = &low[from..start];
    if last.amount.measure != Some(Measure::Money) {
        return false;
    }
    if last.amount.scale == ONE && !alike.numeral.grouped {
        return false;
    }
    if known.and_the.is_found(before, 0) {
        return [" de ", " d'", " of ", " from "].iter().any(|each| goes_on(low, end, each));
    }
    // "900 000 euros pour l'un et pour l'autre 450 000": what led the first leads the second.
    let lead = known.last_word.search(&last.before, 0).and_then(|found| found.group(1));
    if let (Some((a, b)), true) = (lead, alike.numeral.grouped) {
        let word = format!(" {} ", written(&last.before, a, b));
        if ends_so(before, before.len(), &word) {
            return true;
        }
    }
    let from = last.amount.end.max(start.saturating_sub(40));
    matches!(low.get(end), Some(',' | '.' | ';'))
        && !known.led.is_found(before, 0)
        && known.named.is_found(&window.raw[..start], from)
}

/// True where a participle or the like follows, and nothing that it could be a noun's.
pub fn is_qualified(low: &[char], end: usize) -> bool {
    let known = lists();
    let Some(after) = known.participle.match_end(low, end) else { return false };
    !known.no_participle.is_found(&low[end..after], 0) && is_closed(low, after)
}

/// True where a verb or the writing says that a number without a unit is money or megawatts.
///
/// "It had promised 180." after "€300m", "les 3,6 que prévoyait le budget", "12,5 de dette".
fn is_told(window: &Window, alike: &Amount, before: &[char], last: &Antecedent) -> bool {
    let (known, low, end, numeral) = (lists(), &window.low, alike.end, &alike.numeral);
    let money = last.amount.measure == Some(Measure::Money);
    if alike.scale == ONE && money {
        return false;
    }
    if known.amounting.is_found(before, 0) {
        return true;
    }
    let which = || known.which.match_end(low, end).is_some();
    if last.sentences == 0 && known.of_the.is_found(before, 0) && which() {
        return true;
    }
    if numeral.kind == "words" && numeral.value < Decimal::whole(5) {
        return false;
    }
    let from = last.amount.end.max(alike.start.saturating_sub(56)).min(alike.start);
    let reach = &low[from..alike.start];
    if money && (known.giving.is_found(reach, 0) || known.than_our.is_found(before, 0)) {
        return true;
    }
    if numeral.kind != "digits" || numeral.value.0 % ONE.0 == 0 {
        return false;
    }
    if ends_so(before, before.len(), " les ") || ends_so(before, before.len(), " the ") {
        return last.sentences == 0 && which();
    }
    // A decimal fraction that no unit follows is no rank and no day.
    known.clause.is_found(before, 0)
}

/// A counted noun named without a number shortly before: "the number of chips at 100,000".
pub fn mention_before(window: &Window, start: usize) -> Option<Antecedent> {
    let (known, low, forms) = (lists(), &window.low, window.forms);
    // "Nous en comptons 600": the pronoun may stand for what the sentence before told of.
    let pronoun = known.pronoun.is_found(&low[..start], start.saturating_sub(24));
    let reach = start.saturating_sub(if pronoun { 320 } else { 160 });
    let mut words = Vec::new();
    let mut at = reach;
    while let Some(found) = known.word.search(&low[..start], at) {
        words.push((found.start(), found.end()));
        at = found.end();
    }
    for (from, to) in words.into_iter().rev() {
        let Some(phrases) = forms.count_words.get(&*written(low, from, to)) else { continue };
        let Some(end) = phrases.match_end(low, from).filter(|&end| end <= start) else { continue };
        let form = written(low, from, end);
        let Some(&measure) = forms.counted.get(&*form) else { continue };
        let told = matches!(measure, Measure::Accelerators | Measure::Jobs | Measure::People);
        let is_one = form != "gpu" && forms.counted.contains_key(&format!("{form}s"));
        if !told || is_one || is_clash(low, from, end) {
            continue;
        }
        let mut between = window.raw[end..start].to_vec();
        between.push('A');
        let sentences = known.sentence_end.find_all(&between).len();
        if sentences > 1 + usize::from(pronoun) {
            return None;
        }
        return Some(Antecedent {
            amount: named(measure, from, end),
            before: Vec::new(),
            after: low[end..low.len().min(end + 16)].to_vec(),
            gap: (start - end) as isize,
            sentences,
            again: false,
        });
    }
    None
}

/// True after "nous sommes" and the like.
pub fn is_us(low: &[char], start: usize) -> bool {
    // Most words are told by their last two letters. What ends a text may stand before the end of
    // its last line.
    let end = start - usize::from(start > 0 && low[start - 1] == '\n');
    let Some(at) = end.checked_sub(3) else { return false };
    low[end - 1] == ' '
        && lists().us_ends.contains(&*written(low, at, end - 1))
        && lists().us.is_found(&low[..start], start.saturating_sub(16))
}

/// People counted by "nous sommes 240" and "we are 240".
pub fn of_us(window: &Window, amount: &mut Amount, start: usize) -> bool {
    if !is_us(&window.low, start) {
        return false;
    }
    if amount.numeral.year || !is_closed(&window.low, amount.end) {
        return false;
    }
    (amount.measure, amount.unit) = (Some(Measure::People), "count");
    true
}

/// True where a verb in the plural follows.
pub fn is_verb(after: &[char]) -> bool {
    lists().verb.match_end(after, 0).is_some()
}

/// True for "of which", "d'entre elles" after a number.
pub fn is_of_which(low: &[char], end: usize) -> bool {
    lists().of_which.match_end(low, end).is_some()
}

/// True where the words around a number tie it to the one before.
fn is_tied(
    window: &Window,
    amount: &Amount,
    before: &[char],
    last: &Antecedent,
    hedged: bool,
) -> bool {
    let (known, numeral) = (lists(), &amount.numeral);
    let counts = is_count(last.amount.measure);
    if numeral.kind == "collective" {
        return counts && last.sentences < 3;
    }
    if numeral.grouped && counts && last.sentences < 4 && amount.scale == ONE {
        // A number with its thousands set apart is an amount of something.
        let mark = || if window.french(amount.start) { '.' } else { ',' };
        return numeral.decimal.is_none() || numeral.separator == Some(mark());
    }
    if last.sentences > 1 {
        return false;
    }
    if known.part.is_found(before, 0) || known.pronoun.is_found(before, 0) {
        return true;
    }
    if before == [' ', '('] && window.low.get(amount.end) == Some(&' ') {
        return !numeral.year; // "2 400 emplois (600 dans un premier temps)"
    }
    let led = || known.led.is_found(before, 0);
    if numeral.kind == "words"
        && numeral.value > Decimal::whole(4)
        && !(led() || known.linked.is_found(before, 0))
    {
        return true;
    }
    if last.sentences > 0 {
        return false;
    }
    if (hedged && !led()) || known.against.is_found(before, 0) {
        return true;
    }
    if last.again && last.gap < 60 && !led() {
        return true;
    }
    if known.listed.is_found(before, 0) {
        let word = |text: &[char], at: usize| {
            let (from, to) = known.token.match_at(text, at)?.group(1)?;
            Some(written(text, from, to))
        };
        if let (Some(mine), Some(theirs)) = (word(&window.low, amount.end), word(&last.after, 0)) {
            let both = known.same_place.contains(&*mine) && known.same_place.contains(&*theirs);
            return mine == theirs || both;
        }
    }
    false
}

/// True for a word that cannot be a French noun in the plural, so that it must be a verb.
fn is_french_verb(window: &Window, end: usize) -> bool {
    let known = lists();
    let found = known.token.match_at(&window.low, end).and_then(|found| found.group(1));
    let Some((from, to)) = found else { return false };
    let word = written(&window.low, from, to);
    if word.ends_with(['s', 'x', 'z']) || to - from < 3 || known.unknown_unit.contains(&*word) {
        return false;
    }
    window.french(end)
}

/// Parts and rivals of a quantity are of its order of magnitude; days and ranks are not.
fn is_plausible(alike: &Amount, last: &Amount) -> bool {
    let (mine, theirs) = (alike.value, last.value);
    theirs.is_zero()
        || (mine.times(Decimal::whole(250)) >= theirs && mine <= theirs.times(Decimal::whole(300)))
}

/// The number in the unit of another, in its millions too where it is as small as they are.
fn like(counted: &Amount, amount: &Amount, end: usize) -> Amount {
    let numeral = amount.numeral.clone();
    let thousand = Decimal::whole(1000);
    let mut scale = ONE;
    if amount.scale == ONE {
        if !is_count(counted.measure) {
            // "900 milliards; sa tour en coûtera deux mille": neither are thousands of yen.
            let few = numeral.value.times(Decimal::whole(300)) < counted.value;
            if counted.measure != Some(Measure::Money)
                || numeral.value < thousand
                || (counted.scale >= BILLION && few)
            {
                scale = counted.scale;
            }
        } else if counted.scale >= MILLION && numeral.value < thousand {
            scale = counted.scale;
        }
    }
    let mut value = amount.value;
    if let (Some((decimal, _)), true, Some(',')) =
        (&numeral.decimal, scale > ONE, numeral.separator)
    {
        value = *decimal;
    }
    let mut alike = Amount::new(amount.start, end, numeral, value.times(scale));
    alike.scale = amount.scale.times(scale);
    alike.scale_word.clone_from(&counted.scale_word);
    (alike.measure, alike.unit) = (counted.measure, counted.unit);
    alike.units.clone_from(&counted.units);
    alike.stated = counted.stated;
    alike
}
