//! The words of quantities, of both languages at once, as Python put them together.

use std::sync::OnceLock;

use crate::base::chars;
use crate::base::lexicon::{keep, lexicon, Value};
use crate::base::{Decimal, FastMap, FastSet, Str};
use crate::claim::Measure;
use crate::pattern::classes::is_word;
use crate::pattern::Pattern;

/// What bounds a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    Low,
    High,
    Exact,
}

impl Bound {
    fn of(value: &Value) -> Self {
        match value.text() {
            "min" | "low" => Self::Low,
            "max" | "high" => Self::High,
            _ => Self::Exact,
        }
    }
}

/// What a currency or unit, as it is written, means.
#[derive(Debug, Clone)]
pub struct UnitForm {
    pub measure: Measure,
    pub unit: Str,
    pub codes: Vec<Str>,
    pub factor: Decimal,
    /// The ways of writing it that count; None where case does not matter.
    pub written: Option<Vec<String>>,
    /// True where it is a plain word too, so that only "million" and the like make it money.
    pub needs_scale: bool,
}

/// The forms that begin with one word: the word alone, and longer ones.
#[derive(Debug, Clone)]
pub struct UnitWords {
    pub alone: Option<UnitForm>,
    pub longer: Option<Phrases>,
    pub by_form: FastMap<String, UnitForm>,
}

/// Phrases of which the longest is looked for that stands at a place. Letters or digits end those
/// that end in one, signs do not.
#[derive(Debug, Clone, Default)]
pub struct Phrases {
    spelt: Vec<Vec<char>>,
    drawn: Vec<Vec<char>>,
}

impl Phrases {
    pub fn new<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for phrase in phrases {
            let letters: Vec<char> = phrase.chars().collect();
            let is_spelt = letters.last().is_some_and(|&c| chars::is_alnum(c));
            (if is_spelt { &mut found.spelt } else { &mut found.drawn }).push(letters);
        }
        for list in [&mut found.spelt, &mut found.drawn] {
            list.sort_by_key(|each| std::cmp::Reverse(each.len()));
        }
        found
    }

    /// Whether any phrase, whatever ends it, is of a kind.
    pub fn any(&self, is_such: impl Fn(&[char]) -> bool) -> bool {
        self.spelt.iter().chain(&self.drawn).any(|each| is_such(each))
    }

    /// The end of the longest phrase that stands at a place.
    pub fn match_end(&self, text: &[char], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        let spelt = self.spelt.iter().find(|each| {
            rest.starts_with(each) && !rest.get(each.len()).is_some_and(|&c| is_alnum(c))
        });
        let found = spelt.or_else(|| self.drawn.iter().find(|each| rest.starts_with(each)));
        found.map(|each| at + each.len())
    }
}

/// A letter or a digit: ``[^\W_]``.
#[inline]
pub fn is_alnum(c: char) -> bool {
    c != '_' && is_word(c)
}

/// All forms of both languages; every key and pattern is in lower case.
///
/// Expressions named ``*_back`` read a text that was turned around.
pub struct Forms {
    pub cardinals: FastMap<String, i64>,
    pub collectives: FastMap<String, Decimal>,
    pub collective: Phrases,
    pub several: FastMap<String, i64>,
    pub fractions: FastMap<String, Decimal>,
    pub lead: Phrases,
    pub lead_back: Pattern,
    pub scales: FastMap<String, Decimal>,
    pub scale: Phrases,
    pub signs: FastMap<String, Decimal>,
    pub currency_codes: FastMap<String, Vec<Str>>,
    pub prefix: Pattern,
    pub prefix_back: Pattern,
    pub scaling: FastMap<String, usize>,
    pub unit_words: FastMap<String, UnitWords>,
    pub counted: FastMap<String, Measure>,
    pub count_words: FastMap<String, Phrases>,
    pub uncounted: FastSet<String>,
    pub hedges: FastMap<String, Bound>,
    pub hedge: Pattern,
    pub hedge_back: Pattern,
    pub hedge_ends: FastSet<String>,
    pub after: FastMap<String, Bound>,
    pub openings: FastMap<String, Str>,
    pub opening_back: Pattern,
    /// Phrases that bound a figure and that evidence leaves outside.
    pub outside: FastSet<String>,
}

/// The forms, put together once in a process.
pub fn quantity_forms() -> &'static Forms {
    static FORMS: OnceLock<Forms> = OnceLock::new();
    FORMS.get_or_init(read)
}

fn rows(name: &str) -> &'static [(Value, Value)] {
    lexicon().get(&format!("forms.{name}")).rows()
}

fn table<T>(name: &str, value: impl Fn(&Value) -> T) -> FastMap<String, T> {
    rows(name).iter().map(|(key, each)| (key.text().to_string(), value(each))).collect()
}

fn decimal(value: &Value) -> Decimal {
    match value {
        Value::Int(number) => Decimal::whole(i128::from(*number)),
        other => Decimal::parse(other.text()).unwrap_or_default(),
    }
}

fn kept(value: &Value) -> Vec<Str> {
    value.items().iter().map(|each| keep(each.text())).collect()
}

fn words(name: &str) -> FastSet<String> {
    lexicon().get(name).texts().into_iter().collect()
}

fn read() -> Forms {
    let pattern = |name: &str| Pattern::of(&format!("forms.{name}"));
    let measure = |value: &Value| Measure::of(value.text()).unwrap_or(Measure::Money);
    let counted = table("counted", measure);
    let collectives = table("collectives", decimal);
    let scales = table("scales", decimal);
    let phrases = |table: &FastMap<String, Decimal>| Phrases::new(table.keys().map(String::as_str));
    let mut by_first: FastMap<String, Vec<&str>> = FastMap::default();
    for form in counted.keys() {
        let first = form.split(|c| !is_alnum(c)).next().unwrap_or("");
        by_first.entry(first.to_string()).or_default().push(form);
    }
    let fractions = table("fractions", decimal);
    let several = table("several", Value::int);
    let leads: Vec<&str> = several
        .keys()
        .chain(fractions.keys())
        .map(String::as_str)
        .chain(["un", "une", "a", "an", "one", "a couple of", "couple of"])
        .collect();
    Forms {
        cardinals: table("cardinals", Value::int),
        collective: phrases(&collectives),
        lead: Phrases::new(leads.into_iter()),
        lead_back: pattern("lead_back"),
        scale: phrases(&scales),
        signs: table("signs", decimal),
        currency_codes: table("currency_codes", kept),
        prefix: pattern("prefix"),
        prefix_back: pattern("prefix_back"),
        scaling: table("scaling", |value| value.int() as usize),
        unit_words: rows("unit_words").iter().map(unit_words).collect(),
        count_words: by_first
            .iter()
            .map(|(word, forms)| (word.clone(), Phrases::new(forms.iter().copied())))
            .collect(),
        uncounted: words("forms.uncounted"),
        hedges: table("hedges", Bound::of),
        hedge: pattern("hedge"),
        hedge_back: pattern("hedge_back"),
        hedge_ends: words("forms.hedge_ends"),
        after: table("after", Bound::of),
        openings: table("openings", |value| keep(value.text())),
        opening_back: pattern("opening_back"),
        outside: words("quantities.forms.OUTSIDE"),
        collectives,
        counted,
        fractions,
        scales,
        several,
    }
}

fn unit_words((word, forms): &(Value, Value)) -> (String, UnitWords) {
    let by_form: FastMap<String, UnitForm> = forms
        .rows()
        .iter()
        .map(|(form, each)| (form.text().to_string(), unit_form(each)))
        .collect();
    let word = word.text().to_string();
    let longer: Vec<&str> = by_form.keys().map(String::as_str).filter(|f| *f != word).collect();
    let longer = (!longer.is_empty()).then(|| Phrases::new(longer.into_iter()));
    (word.clone(), UnitWords { alone: by_form.get(&word).cloned(), longer, by_form })
}

fn unit_form(value: &Value) -> UnitForm {
    let [measure, unit, codes, factor, written, needs_scale] = value.items() else {
        panic!("a unit of six fields");
    };
    UnitForm {
        measure: Measure::of(measure.text()).unwrap_or(Measure::Money),
        unit: keep(unit.text()),
        codes: kept(codes),
        factor: decimal(factor),
        written: (*written != Value::None).then(|| written.texts()),
        needs_scale: needs_scale.int() != 0,
    }
}
