//! Places of the world: every French commune, cities, regions, countries.
//!
//! The table is that of the package, as it is (`places` among the doors); rows are read when one
//! is asked for.

use std::hash::Hasher;
use std::sync::OnceLock;

use crate::base::hash::Fast;
use crate::base::lexicon::{keep, lexicon};
use crate::base::wire::Malformed;
use crate::base::{FastMap, Set, Str, Words};
use crate::text::fold::fold_into;

/// The first of the places of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub name: Str,
    /// ``country``, ``world_region``, ``city``...: the words of `PlaceKind` in Python.
    pub kind: Str,
    /// ISO 3166-1 code; empty for a group of countries.
    pub country: Str,
    /// True where the name is also a common word or a person's: it needs a context.
    pub ambiguous: bool,
}

/// All places by name.
struct Gazetteer {
    names: Vec<Str>,
    rows: Vec<Str>,
    /// How many of the rows are towns: the others contain others.
    towns: usize,
    /// Number of the one place that has a name of its own.
    single: FastMap<Str, u32>,
    /// Numbers of the places of one name, each with a mark where the name is weak there.
    further: FastMap<Str, Str>,
    seen: Seen,
}

/// A bit for each name, at a place that it tells: what stands with a capital is no place mostly, and
/// one look at a small table says so of most words.
struct Seen {
    bits: Vec<u64>,
    shift: u32,
}

impl Seen {
    /// Sixteen bits for each name, or more.
    fn of<'n>(names: impl Iterator<Item = &'n Str> + Clone) -> Self {
        let size = (16 * names.clone().count()).next_power_of_two().max(64);
        let mut made = Self { bits: vec![0; size / 64], shift: 64 - size.trailing_zeros() };
        for name in names {
            let at = made.place(name);
            made.bits[at / 64] |= 1 << (at % 64);
        }
        made
    }

    #[inline]
    fn place(&self, name: &str) -> usize {
        let mut hasher = Fast::default();
        hasher.write(name.as_bytes());
        (hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    /// False for what is none of the names, mostly.
    #[inline]
    fn may_hold(&self, name: &str) -> bool {
        let at = self.place(name);
        self.bits.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();

/// Takes over the table of places; once in a process, later calls change nothing.
pub fn load(table: &[u8]) -> Result<(), Malformed> {
    if GAZETTEER.get().is_none() {
        let read = std::str::from_utf8(table).ok().and_then(Gazetteer::read);
        let read = read.ok_or_else(|| Malformed("no table of places".to_string()))?;
        let _ = GAZETTEER.set(read);
    }
    Ok(())
}

fn gazetteer() -> &'static Gazetteer {
    GAZETTEER.get().expect("the places are loaded first")
}

impl Gazetteer {
    fn read(table: &str) -> Option<Self> {
        let table: Str = Box::leak(table.to_string().into_boxed_str());
        let blocks: Vec<Str> = table.split("\n\n").collect();
        let [_, plain, others, others_keys, towns, containers_names, containers, keys, numbers] =
            blocks[..]
        else {
            return None;
        };
        // Simple names are folded all at once.
        let folded: String = plain
            .bytes()
            .map(|byte| match byte {
                b'\n' => '\n',
                each if each.is_ascii_alphanumeric() => char::from(each.to_ascii_lowercase()),
                _ => ' ',
            })
            .collect();
        let folded: Str = Box::leak(folded.into_boxed_str());
        let single: FastMap<Str, u32> =
            folded.split('\n').chain(others_keys.split('\n')).zip(0..).collect();
        let further: FastMap<Str, Str> = keys.split('\n').zip(numbers.split('\n')).collect();
        let names =
            [plain, others, containers_names].into_iter().flat_map(|block| block.split('\n'));
        let mut rows: Vec<Str> = towns.split('\n').collect();
        let count = rows.len();
        rows.extend(containers.split('\n'));
        let made = Self {
            names: names.collect(),
            rows,
            towns: count,
            seen: Seen::of(single.keys().chain(further.keys())),
            single,
            further,
        };
        (made.names.len() == made.rows.len()).then_some(made)
    }

    /// A place, and the inhabitants that it has or that one of its kind may have.
    fn place(&self, number: usize) -> Option<(Place, i64)> {
        let mut cells = self.rows.get(number)?.split('\t');
        let (kind, typical) = match cells.next()? {
            "w" => ("world_region", 1_000_000_000),
            "c" => ("country", 0),
            "r" => ("region", 0),
            "a" => ("area", 1_000_000),
            "d" => ("department", 0),
            "u" => ("county", 100_000),
            "m" => ("commune", 0),
            "f" => ("former_commune", 0),
            _ => ("city", 0),
        };
        let mut cell = |at: usize| cells.nth(at).unwrap_or("");
        let (country, population, flags) = (cell(0), cell(2), cell(2));
        let inhabitants = population.parse().unwrap_or(0);
        let weight = if inhabitants == 0 { typical } else { inhabitants };
        let place =
            Place { name: self.names[number], kind, country, ambiguous: flags.contains('?') };
        Some((place, weight))
    }

    /// The most populous place of a folded name; of equals the first.
    fn find(&self, key: &str) -> Option<Place> {
        if !self.seen.may_hold(key) {
            return None;
        }
        let Some(numbers) = self.further.get(key) else {
            return self.place(*self.single.get(key)? as usize).map(|(place, _)| place);
        };
        let mut best: Option<(Place, i64)> = None;
        for written in numbers.split(' ') {
            let (digits, weak) = match written.strip_suffix('?') {
                Some(digits) => (digits, true),
                None => (written, false),
            };
            let found = digits.parse().ok().and_then(|number| self.place(number));
            if let Some((mut place, weight)) = found {
                place.ambiguous |= weak;
                if best.map_or(true, |(_, most)| weight > most) {
                    best = Some((place, weight));
                }
            }
        }
        best.map(|(place, _)| place)
    }
}

/// The most populous place of a name: `gazetteer().lookup(name)[0]`.
pub fn lookup(name: &str) -> Option<Place> {
    let mut key = String::with_capacity(name.len());
    fold_into(name, &mut key);
    lookup_folded(&key)
}

/// The same of a folded name.
pub fn lookup_folded(folded: &str) -> Option<Place> {
    let places = gazetteer();
    let spelt = saint(folded);
    let key = spelt.as_deref().unwrap_or(folded);
    places.find(key).or_else(|| match key.split_once(' ') {
        Some(("le" | "la" | "les" | "l" | "the", rest)) => places.find(rest),
        _ => None,
    })
}

/// A folded name with its abbreviated saints written out; none where it has no such.
fn saint(folded: &str) -> Option<String> {
    let may_hold = folded.as_bytes().windows(2).any(|two| two == b"st");
    if !may_hold || !folded.split(' ').any(|word| matches!(word, "st" | "ste")) {
        return None;
    }
    let words = folded.split(' ').map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// Names of the countries by ISO code, in English and in French.
pub fn countries() -> impl Iterator<Item = (Str, Str, Str)> {
    let places = gazetteer();
    (places.towns..places.rows.len()).filter_map(move |number| {
        let mut cells = places.rows[number].split('\t');
        if cells.next() != Some("c") {
            return None;
        }
        let (code, name) = (cells.next().unwrap_or(""), places.names[number]);
        let french = cells.nth(6).filter(|each| !each.is_empty()).unwrap_or(name);
        Some((code, name, french))
    })
}

/// All adjectives and inhabitants, one word or more in lower case, with the code of the country.
pub fn demonyms() -> &'static FastMap<Str, Str> {
    static DEMONYMS: OnceLock<FastMap<Str, Str>> = OnceLock::new();
    DEMONYMS.get_or_init(|| pairs("reference.demonyms").collect())
}

/// The same for a word of a page, which costs less.
#[inline]
pub fn demonym_at(words: &Words, at: usize) -> Option<Str> {
    static NUMBERED: OnceLock<(Set, FastMap<u32, Str>)> = OnceLock::new();
    let (are, known) = NUMBERED.get_or_init(|| {
        let all = demonyms().iter();
        let known: FastMap<u32, Str> =
            all.filter_map(|(form, code)| Some((lexicon().word(form)?, *code))).collect();
        (Set::of_ids(known.keys().copied()), known)
    });
    let id = words.id(at);
    // Few words are any.
    if are.has_id(id) {
        known.get(&id).copied()
    } else {
        None
    }
}

/// Code of the government that the press means by a capital, folded.
pub fn metonym(folded: &str) -> Option<Str> {
    static METONYMS: OnceLock<FastMap<Str, Str>> = OnceLock::new();
    METONYMS.get_or_init(|| pairs("reference.metonyms").collect()).get(folded).copied()
}

fn pairs(name: &str) -> impl Iterator<Item = (Str, Str)> {
    lexicon().get(name).rows().iter().map(|(key, value)| (keep(key.text()), keep(value.text())))
}
