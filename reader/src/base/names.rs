//! Names of features, as numbers, and lists of them, as numbers too.
//!
//! A feature is a short string such as ``pay:L1``; it is put together once for each combination
//! of what it tells, and looked up by that from then on (`memo!`).

use std::cell::{Cell, RefCell};
use std::fmt::{Arguments, Write};
use std::hash::Hash;
use std::rc::Rc;
use std::thread::LocalKey;

use super::hash::{FastMap, Known};
use super::Str;
use crate::memo;

/// Number of a feature's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(pub u32);

/// Number of a list of names that hold together, so that what it weighs can be remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Features(pub u32);

impl Features {
    /// No features at all.
    pub const NONE: Self = Self(0);

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }
}

#[derive(Default)]
struct Pool {
    buffer: String,
    names: FastMap<Rc<str>, Name>,
    texts: Vec<Rc<str>>,
    /// Lists of a few names, filled up with `NO_NAME`: they stand in the table themselves.
    short: FastMap<[Name; FEW], Features>,
    lists: FastMap<Rc<[Name]>, Features>,
    members: Vec<Rc<[Name]>>,
}

thread_local! {
    static POOL: RefCell<Pool> = RefCell::new(Pool::default());
    static GENERATION: Cell<u32> = const { Cell::new(1) };
}

const MOST: usize = 1_000_000;
const FEW: usize = 4;
const NO_NAME: Name = Name(u32::MAX);

/// Number of a name. Called by `feature!`.
pub fn name(text: Arguments) -> Name {
    POOL.with(|pool| {
        let pool = &mut *pool.borrow_mut();
        if let Some(plain) = text.as_str() {
            return pool.of(plain);
        }
        let mut buffer = std::mem::take(&mut pool.buffer);
        buffer.clear();
        let _ = buffer.write_fmt(text);
        let found = pool.of(&buffer);
        pool.buffer = buffer;
        found
    })
}

impl Pool {
    fn of(&mut self, text: &str) -> Name {
        if let Some(known) = self.names.get(text) {
            return *known;
        }
        let new = Name(self.texts.len() as u32);
        let kept: Rc<str> = Rc::from(text);
        self.texts.push(Rc::clone(&kept));
        self.names.insert(kept, new);
        new
    }
}

/// Number of a list of names.
pub fn features(list: &[Name]) -> Features {
    POOL.with(|pool| {
        let pool = &mut *pool.borrow_mut();
        if pool.members.is_empty() {
            pool.members.push(Rc::from([]));
        }
        if list.is_empty() {
            return Features::NONE;
        }
        let mut key = [NO_NAME; FEW];
        let short = key.get_mut(..list.len());
        let is_short = short.map(|place| place.copy_from_slice(list)).is_some();
        let known = if is_short { pool.short.get(&key) } else { pool.lists.get(list) };
        if let Some(known) = known {
            return *known;
        }
        let new = Features(pool.members.len() as u32);
        let kept: Rc<[Name]> = Rc::from(list);
        pool.members.push(Rc::clone(&kept));
        if is_short {
            pool.short.insert(key, new);
        } else {
            pool.lists.insert(kept, new);
        }
        new
    })
}

/// Names of a list.
pub fn members(list: Features) -> Rc<[Name]> {
    let found = POOL.with(|pool| pool.borrow().members.get(list.0 as usize).cloned());
    found.unwrap_or_else(|| Rc::from([]))
}

/// The name as it is written.
pub fn text_of(name: Name) -> Rc<str> {
    let found = POOL.with(|pool| pool.borrow().texts.get(name.0 as usize).cloned());
    found.unwrap_or_else(|| Rc::from(""))
}

/// The number of a name of two parts, one after the other, that are both of finite lexicons.
pub fn pair(label: Str, word: Str) -> Name {
    memo!((Known, Known) => Name, (Known(label), Known(word)), {
        name(format_args!("{label}{word}"))
    })
}

/// Names in order, each once: `dict.fromkeys`.
pub fn each_once(list: &mut Vec<Name>) {
    let mut kept = 0;
    for i in 0..list.len() {
        if !list[..kept].contains(&list[i]) {
            list[kept] = list[i];
            kept += 1;
        }
    }
    list.truncate(kept);
}

/// Forgets all names when there are too many, between two pages: a hostile text must not fill the
/// memory. Numbers given before mean nothing from then on.
pub fn tidy() {
    let full = POOL.with(|pool| {
        let pool = pool.borrow();
        pool.texts.len() > MOST || pool.members.len() > MOST
    });
    if full {
        POOL.with(|pool| *pool.borrow_mut() = Pool::default());
        GENERATION.with(|each| each.set(each.get() + 1));
    }
}

/// How often all names were forgotten: what was kept by their numbers holds for one generation.
#[inline]
pub fn generation() -> u32 {
    GENERATION.with(Cell::get)
}

/// The number of a feature's name, written as for `format!`.
#[macro_export]
macro_rules! feature {
    ($($told:tt)*) => { $crate::base::name(format_args!($($told)*)) };
}

/// Where what was worked out is kept, by its key.
pub trait Table<K, V>: Default {
    fn find(&self, key: &K) -> Option<V>;
    fn keep(&mut self, key: K, value: V);
}

/// More keys than a table keeps.
const FULL: usize = 20_000;

impl<K: Eq + Hash, V: Clone> Table<K, V> for FastMap<K, V> {
    #[inline]
    fn find(&self, key: &K) -> Option<V> {
        self.get(key).cloned()
    }

    fn keep(&mut self, key: K, value: V) {
        if self.len() >= FULL {
            self.clear();
        }
        self.insert(key, value);
    }
}

/// A row, for keys that are small whole numbers.
impl<V: Clone> Table<usize, V> for Vec<Option<V>> {
    #[inline]
    fn find(&self, &at: &usize) -> Option<V> {
        self.get(at).cloned().flatten()
    }

    fn keep(&mut self, at: usize, value: V) {
        if self.len() <= at {
            self.resize(at + 1, None);
        }
        self[at] = Some(value);
    }
}

/// What a table knows of a key, or else what `work` makes of it. Called by `memo!` and `memo_at!`.
#[inline]
pub fn remembered<K, V: Clone, T: Table<K, V>>(
    known: &'static LocalKey<RefCell<(u32, T)>>,
    key: K,
    work: impl FnOnce() -> V,
) -> V {
    let now = generation();
    let found = known.with(|known| {
        let known = known.borrow();
        if known.0 == now {
            known.1.find(&key)
        } else {
            None
        }
    });
    found.unwrap_or_else(|| {
        let value = work();
        known.with(|known| {
            let mut known = known.borrow_mut();
            if known.0 != now {
                *known = (now, T::default());
            }
            known.1.keep(key, value.clone());
        });
        value
    })
}

/// What was worked out for each key, within one generation of names.
///
/// ```text
/// memo!(Being => Features, key, { features(&[feature!("kind={}", key.0)]) })
/// ```
#[macro_export]
macro_rules! memo {
    ($key:ty => $value:ty, $told:expr, $work:expr) => {{
        thread_local! {
            static KNOWN: std::cell::RefCell<(u32, $crate::base::FastMap<$key, $value>)> =
                std::cell::RefCell::new((0, $crate::base::FastMap::default()));
        }
        let key: $key = $told;
        $crate::base::names::remembered(&KNOWN, key, || -> $value { $work })
    }};
}

/// The same for keys that are small whole numbers: what is known stands in a row.
///
/// ```text
/// memo_at!(Features, usize::from(here), { features(&[feature!("here={here}")]) })
/// ```
#[macro_export]
macro_rules! memo_at {
    ($value:ty, $told:expr, $work:expr) => {{
        thread_local! {
            static KNOWN: std::cell::RefCell<(u32, Vec<Option<$value>>)> =
                const { std::cell::RefCell::new((0, Vec::new())) };
        }
        let at: usize = $told;
        $crate::base::names::remembered(&KNOWN, at, || -> $value { $work })
    }};
}
