//! The quantities that another one may be a part of, with their features.
//!
//! A text tells its large figures several times; those tellings are one candidate, the telling
//! nearest before the part standing for all, so that they do not take votes from one another.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::hash::BuildHasherDefault;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::names::pair;
use crate::base::{features, Decimal, FastMap, Features, Name, Set, Str};
use crate::claim::{Measure, PassageKind, Role};
use crate::figures::around::{Scenes, Surroundings};
use crate::page::formers::may_be_part;
use crate::page::lists::{heads, rows};
use crate::page::model::{Page, PlacedQuantity};
use crate::parts::beside::asides;
use crate::parts::pairs::{Parts, Value};
use crate::parts::partwords::PartWords;
use crate::quantities::model::Quantity;
use crate::quantities::sums::{runs, sums};
use crate::{feature, memo_at};

/// Sentences between a part and its whole at most, unless the whole is a programme.
const FURTHEST: usize = 30;
/// Different larger values looked at on either side: a table must not cost as its square.
const MOST_BEFORE: usize = 12;
const MOST_AFTER: usize = 5;
const MOST_PROGRAMMES: usize = 3;
/// Programmes that are too few to make another one together.
const FEW: usize = 2;
pub(super) struct Lists {
    /// Words before a whole without which it seldom follows its parts.
    pub(super) tying: Set,
    /// Words of part that are seldom said of a figure that stands alone.
    telling: Set,
}

pub(super) fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("parts.wholes.{name}"));
        Lists { tying: of("_TYING"), telling: of("_TELLING") }
    })
}

/// Roles of money that nothing pledged is a part of.
pub(super) fn is_aside(role: Role) -> bool {
    matches!(role, Role::Valuation | Role::Turnover | Role::Market | Role::Assets)
}

/// What is known of a quantity when its whole is looked for: entities by number, sorted.
#[derive(Debug, Clone)]
pub struct Told {
    pub role: Role,
    pub investors: Vec<usize>,
    pub projects: Vec<usize>,
    pub places: Vec<usize>,
}

pub(super) static NOTHING: Told =
    Told { role: Role::Other, investors: Vec::new(), projects: Vec::new(), places: Vec::new() };

/// What is told of all quantities of a page, by number.
pub type AllTold = [Told];

/// What stands around a quantity, and the same as features.
pub(super) struct Around {
    pub(super) part: Features,
    pub(super) whole: Features,
}

/// The quantities of a page by measure, with their sizes.
pub struct Wholes {
    pub(super) rows: [Vec<usize>; Measure::ALL.len()],
    /// Of each quantity its place in its row.
    pub(super) place: Vec<usize>,
    /// The tellings of each value, and of each quantity the number of its tellings.
    told: Vec<Vec<usize>>,
    telling: Vec<usize>,
    pub(super) largest: [Decimal; Measure::ALL.len()],
    pub(super) sizes: Vec<Decimal>,
    /// Of each quantity of the page the number of its value: looking decimals up is slow.
    pub(super) values: Vec<usize>,
    words: Vec<OnceCell<Around>>,
    pub(super) shares: Vec<OnceCell<Vec<Decimal>>>,
    /// Of each quantity that is settled the value of its whole.
    pub(super) settled: Vec<Option<Option<usize>>>,
    pub(super) found: FastMap<usize, Parts>,
    pub(super) programmes: Option<Vec<usize>>,
    pub(super) grand: Option<FastMap<usize, Vec<usize>>>,
    /// For each quantity of a run the values that it makes with its fellows.
    pub(super) summed: FastMap<usize, Vec<usize>>,
}

pub(super) fn value(placed: &PlacedQuantity) -> Value {
    let quantity = &placed.quantity;
    let high = quantity.high.filter(|each| !each.is_zero());
    (high.or(quantity.low).unwrap_or(Decimal::ZERO), quantity.unit)
}

pub(super) fn measure(placed: &PlacedQuantity) -> usize {
    placed.quantity.measure as usize
}

fn is_head(page: &Page, quantity: usize) -> bool {
    matches!(page.sentence_of(quantity).kind, PassageKind::Title | PassageKind::Heading)
}

impl Wholes {
    pub fn new(cx: &Scenes) -> Self {
        let page = cx.page;
        let count = page.quantities.len();
        let mut made = Self {
            rows: Default::default(),
            place: Vec::with_capacity(count),
            told: Vec::new(),
            telling: Vec::with_capacity(count),
            largest: [Decimal::ZERO; Measure::ALL.len()],
            sizes: Vec::with_capacity(count),
            values: Vec::with_capacity(count),
            words: (0..count).map(|_| OnceCell::new()).collect(),
            shares: (0..count).map(|_| OnceCell::new()).collect(),
            settled: vec![None; count],
            found: FastMap::default(),
            programmes: None,
            grand: None,
            summed: FastMap::default(),
        };
        let hasher = BuildHasherDefault::default;
        let mut values: FastMap<Value, usize> = FastMap::with_capacity_and_hasher(count, hasher());
        let mut tellings: FastMap<(usize, usize), usize> =
            FastMap::with_capacity_and_hasher(count, hasher());
        for placed in &page.quantities {
            let (measure, value) = (measure(placed), value(placed));
            let fresh = values.len();
            let number = *values.entry(value).or_insert(fresh);
            made.sizes.push(value.0);
            made.values.push(number);
            made.place.push(made.rows[measure].len());
            made.rows[measure].push(placed.number);
            let fresh = made.told.len();
            let telling = *tellings.entry((measure, number)).or_insert(fresh);
            if telling == fresh {
                made.told.push(Vec::new());
            }
            made.told[telling].push(placed.number);
            made.telling.push(telling);
            made.largest[measure] = made.largest[measure].max(value.0);
        }
        let every: Vec<&Quantity> = page.quantities.iter().map(|each| &each.quantity).collect();
        for (part, makes) in runs(&every, &rows(&page.items, &page.quantities)) {
            let makes = made.values[makes];
            let known = made.summed.entry(part).or_default();
            if !known.contains(&makes) {
                known.push(makes);
            }
        }
        made
    }

    /// All tellings of a quantity's value, itself included.
    pub fn tellings(&self, quantity: usize) -> &[usize] {
        &self.told[self.telling[quantity]]
    }

    /// Numbers of the quantities of each value that is told more than once.
    pub fn repeated(&self) -> Vec<Vec<usize>> {
        self.told.iter().filter(|row| row.len() > 1).cloned().collect()
    }

    /// The number of a quantity's value, which all its tellings have.
    pub fn value(&self, quantity: usize) -> usize {
        self.values[quantity]
    }

    /// Numbers of the quantities that head the items of each list, running reports apart.
    pub fn lists(&self, cx: &Scenes) -> Vec<Vec<usize>> {
        let items = cx.page.items.iter().filter(|(_, item)| !item.timed);
        let every = items.map(|(number, item)| (*number, *item)).collect();
        let heads = heads(&every, &cx.page.quantities);
        heads.iter().map(|(_, row)| row.iter().map(|(_, number)| *number).collect()).collect()
    }

    /// Keep what a quantity was found to be a part of, for those after it.
    pub fn settle(&mut self, cx: &Scenes, part: usize, whole: Option<usize>) {
        let settled = whole.map(|whole| self.values[whole]);
        self.settled[part] = Some(settled);
        if let Some(number) = settled {
            self.found.entry(number).or_default().add(value(&cx.page.quantities[part]));
        }
    }

    /// Words of part and whole around a quantity.
    pub fn words<'c>(&self, cx: &'c Scenes, quantity: usize) -> &'c PartWords {
        cx.around(quantity).part_words(cx.page)
    }

    pub(super) fn around(&self, cx: &Scenes, quantity: usize) -> &Around {
        self.words[quantity].get_or_init(|| {
            let words = self.words(cx, quantity);
            let names = |words: &[Str]| -> Features {
                features(&words.iter().map(|word| pair("", word)).collect::<Vec<Name>>())
            };
            Around { part: names(&words.part), whole: names(&words.whole) }
        })
    }

    /// Larger quantities of the same measure, each with its features.
    ///
    /// `around` is the quantity that may be a part; `told` what is known of all of the page.
    pub fn candidates(
        &mut self,
        cx: &Scenes,
        around: &Surroundings,
        told: &AllTold,
    ) -> Vec<(usize, Vec<Features>)> {
        let page = cx.page;
        let mine = around.placed(page);
        let (before, after) = self.larger(page, mine);
        self.weigh_programmes(page, told);
        let (values, sizes) = (&self.values, &self.sizes);
        let size = sizes[mine.number];
        let chief = self.programmes.iter().flatten().copied();
        let mut far: Vec<usize> = chief.filter(|&q| sizes[q] > size).collect();
        let grand = self.grand.iter().flat_map(|grand| grand.get(&values[mine.number]));
        for &q in grand.flatten() {
            if q != mine.number && !far.contains(&q) {
                far.push(q);
            }
        }
        far.retain(|&q| {
            let mut known = before.iter().chain(&after);
            measure(&page.quantities[q]) == measure(mine)
                && !known.any(|&each| values[each] == values[q])
        });
        let (mut rank, mut found) = (0, Vec::with_capacity(before.len() + far.len() + after.len()));
        let mut names = Vec::with_capacity(16);
        for other in before.into_iter().chain(far).chain(after) {
            if !may_be_part(page, mine.number, other) {
                continue;
            }
            let mut standing = "after";
            if page.quantities[other].first < mine.first {
                standing = ["before0", "before1", "before2"][rank.min(2)];
                rank += usize::from(!told.get(other).is_some_and(|told| is_aside(told.role)));
            }
            found.push((other, self.parts(cx, around, other, told, standing, &mut names)));
        }
        found
    }

    /// Features of the answer that a quantity is no part of any other.
    pub fn nothing(&mut self, cx: &Scenes, around: &Surroundings, told: &AllTold) -> Features {
        let page = cx.page;
        let mine = around.placed(page);
        let my = told.get(mine.number).unwrap_or(&NOTHING);
        self.weigh_programmes(page, told);
        let words = &self.words(cx, mine.number).part;
        let is_money = mine.quantity.measure == Measure::Money;
        let is_worded = words.iter().any(|word| lists().telling.holds(word));
        let mut found = vec![
            pair("none:", my.role.as_str()),
            pair("none:", if is_money { "money" } else { "else" }),
            pair("none:", around.sentence(page).kind.as_str()),
            pair("none:", if is_worded { "worded" } else { "plain" }),
        ];
        found.extend(words.iter().map(|word| pair("none:", word)));
        found.push(pair("none:payers=", ["0", "1", "2"][my.investors.len().min(2)]));
        let programmes = self.programmes.as_ref().map_or(0, Vec::len);
        found.push(memo_at!(Name, programmes, feature!("none:programmes={programmes}")));
        // What speaks of no whole in lists.
        if let Some(item) = page.items.get(&mine.sentence) {
            found.push(pair("none:item:", if item.colon { "colon" } else { "plain" }));
            if item.shares {
                found.push(feature!("none:item:shares"));
            }
        }
        let asides = asides(cx, around);
        found.extend(asides.iter().map(|&name| feature!("none:{}", crate::base::text_of(name))));
        features(&found)
    }

    /// The nearest telling of each larger value before a quantity, and of others after it.
    fn larger(&self, page: &Page, mine: &PlacedQuantity) -> (Vec<usize>, Vec<usize>) {
        let (row, at) = (&self.rows[measure(mine)], self.place[mine.number]);
        let size = self.sizes[mine.number];
        let sentence = |q: usize| page.quantities[q].sentence;
        let mut seen: Vec<usize> = Vec::new();
        for &other in row[..at].iter().rev() {
            if mine.sentence > sentence(other) + FURTHEST || seen.len() >= MOST_BEFORE {
                break;
            }
            if self.sizes[other] > size {
                self.keep(page, &mut seen, other);
            }
        }
        let is_seen =
            |row: &[usize], q: usize| row.iter().any(|&each| self.values[each] == self.values[q]);
        let mut later: Vec<usize> = Vec::new();
        for &other in &row[at + 1..] {
            if sentence(other) > mine.sentence + FURTHEST || later.len() >= MOST_AFTER {
                break;
            }
            if self.sizes[other] > size && !is_seen(&seen, other) && !is_seen(&later, other) {
                later.push(other);
            }
        }
        seen.sort_by_key(|&q| Reverse(page.quantities[q].first));
        (seen, later)
    }

    /// Of the tellings of one value the first is kept, unless a heading tells it.
    fn keep(&self, page: &Page, row: &mut Vec<usize>, other: usize) {
        match row.iter_mut().find(|each| self.values[**each] == self.values[other]) {
            Some(held) if is_head(page, *held) && !is_head(page, other) => *held = other,
            Some(_) => {}
            None => row.push(other),
        }
    }

    /// The first programmes that the page tells of, and what they make together: for values of
    /// programmes those of others.
    fn weigh_programmes(&mut self, page: &Page, told: &AllTold) {
        if self.programmes.is_some() {
            return;
        }
        let is_programme =
            |q: &usize| told.get(*q).is_some_and(|told| told.role == Role::Programme);
        let all: Vec<usize> = (0..page.quantities.len()).filter(is_programme).collect();
        let mut grand: FastMap<usize, Vec<usize>> = FastMap::default();
        if all.len() > FEW {
            let every: Vec<&Quantity> = all.iter().map(|&q| &page.quantities[q].quantity).collect();
            let mut pairs: Vec<(usize, usize)> = sums(&every).into_iter().collect();
            pairs.sort_unstable();
            for (part, whole) in pairs.into_iter().map(|(i, j)| (all[i], all[j])) {
                let totals = grand.entry(self.values[part]).or_default();
                if totals.iter().all(|&q| self.values[q] != self.values[whole]) {
                    totals.push(whole);
                }
            }
        }
        self.grand = Some(grand);
        let mut chief = Vec::new();
        // A page of thousands of programmes must not be gone through as often.
        let mut first: FastMap<usize, usize> = FastMap::default();
        for &q in &all {
            match first.get(&self.values[q]) {
                None => {
                    first.insert(self.values[q], chief.len());
                    chief.push(q);
                }
                Some(&at) if is_head(page, chief[at]) && !is_head(page, q) => chief[at] = q,
                Some(_) => {}
            }
        }
        chief.truncate(MOST_PROGRAMMES);
        self.programmes = Some(chief);
    }
}
