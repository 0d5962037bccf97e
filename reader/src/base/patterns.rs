//! Regular expressions of the Python modules: which of some stand in a row of words.
//!
//! Python hands its patterns over as they are written; all that are asked of one text are looked
//! for in one pass over it, by an automaton whose states are put together as texts come to them.
//! Only whether a pattern stands there is told, so that greedy and lazy repeats are the same.

use std::ops::Range;

use super::chars::chars;
use super::expressions::{parse, Form, Item};
use super::hash::FastMap;
use super::lexicon::Value;
use super::words::{self, Words};

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || chars().is_word(c)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || chars().is_decimal(c)
}

/// Characters that no pattern tells apart have one number.
#[derive(Debug, Default)]
struct Alphabet {
    /// Numbers of the first characters of Unicode.
    near: Vec<u8>,
    /// The characters that a pattern names; their numbers follow those of the others.
    named: Vec<char>,
}

/// Numbers of the characters that no pattern names.
const OTHER: u8 = 0;
const WORD: u8 = 1;
const DIGIT: u8 = 2;
const NAMED: usize = 3;
const NEAR: u32 = 0x180;

impl Alphabet {
    fn new(forms: &[Form]) -> Self {
        let mut named = vec![' '];
        forms.iter().for_each(|form| name_all(form, &mut named));
        named.sort_unstable();
        named.dedup();
        assert!(named.len() + NAMED <= 128, "too many characters");
        let mut made = Self { near: Vec::new(), named };
        made.near = (0..NEAR).filter_map(char::from_u32).map(|c| made.find(c)).collect();
        made
    }

    fn find(&self, c: char) -> u8 {
        match self.named.binary_search(&c) {
            Ok(at) => (at + NAMED) as u8,
            Err(_) if is_digit(c) => DIGIT,
            Err(_) if is_word(c) => WORD,
            Err(_) => OTHER,
        }
    }

    #[inline]
    fn of(&self, c: char) -> usize {
        usize::from(self.near.get(c as usize).copied().unwrap_or_else(|| self.find(c)))
    }

    fn len(&self) -> usize {
        self.named.len() + NAMED
    }

    /// One bit for each number that an item stands for.
    fn bits(&self, item: Item) -> u128 {
        let fits = |c: char| match item {
            Item::One(one) => c == one,
            Item::Range(first, last) => (first..=last).contains(&c),
            Item::Word => is_word(c),
            Item::Digit => is_digit(c),
        };
        let named = self.named.iter().enumerate().filter(|(_, &c)| fits(c));
        let named = named.fold(0, |bits, (at, _)| bits | 1 << (at + NAMED));
        match item {
            Item::Word => named | 1 << WORD | 1 << DIGIT,
            Item::Digit => named | 1 << DIGIT,
            _ => named,
        }
    }
}

fn name_all(form: &Form, named: &mut Vec<char>) {
    match form {
        Form::Any(items) => items.iter().for_each(|item| match *item {
            Item::One(c) => named.push(c),
            Item::Range(first, last) => named.extend(first..=last),
            Item::Word | Item::Digit => {}
        }),
        Form::Row(forms) | Form::Choice(forms) => forms.iter().for_each(|f| name_all(f, named)),
        Form::Repeat(form, ..) => name_all(form, named),
        Form::Start | Form::End => {}
    }
}

/// A place in a pattern, and where one comes to from there.
#[derive(Debug, Clone, Copy)]
enum Node {
    Any(u128, usize),
    Start(usize),
    End(usize),
    Fork(usize, usize),
    Found,
}

/// Places where a text may be in its patterns at once.
#[derive(Debug)]
struct State {
    alive: Vec<usize>,
    /// Patterns found so far, and if the text ends here: one bit each.
    found: u32,
    at_end: u32,
}

/// Some patterns, looked for at once.
#[derive(Debug, Default)]
pub struct Patterns {
    alphabet: Alphabet,
    nodes: Vec<Node>,
    /// Number of the pattern of each node.
    owners: Vec<u8>,
    starts: Vec<usize>,
    /// Where a pattern may begin within the text.
    again: Vec<usize>,
    states: Vec<State>,
    steps: Vec<u32>,
    known: FastMap<(Vec<usize>, u32), u32>,
    /// The last leaps made: a state, the number of a word, and the state after that word. Few, so
    /// that they stay at hand: common words are most of a text.
    leaps: Vec<(u32, u32, u32)>,
}

const UNKNOWN: u32 = u32::MAX;
const MOST: usize = 10_000;
/// Leaps that are kept, as a power of two.
const LEAPS: u32 = 9;

impl Patterns {
    /// The patterns of a constant: one, or those of a dictionary, in order.
    pub fn of(values: &[&Value]) -> Self {
        let mut texts = Vec::new();
        for value in values {
            match value {
                Value::Map(rows) => texts.extend(rows.iter().map(|(_, each)| each.text())),
                one => texts.push(one.text()),
            }
        }
        Self::new(&texts)
    }

    pub fn new(patterns: &[&str]) -> Self {
        assert!(patterns.len() <= 32, "too many patterns");
        let forms: Vec<Form> = patterns.iter().map(|each| parse(each)).collect();
        let mut made = Self { alphabet: Alphabet::new(&forms), ..Self::default() };
        for (number, form) in forms.iter().enumerate() {
            let end = made.node(Node::Found);
            let start = made.compile(form, end);
            made.starts.push(start);
            made.owners.resize(made.nodes.len(), number as u8);
        }
        made.forget();
        made
    }

    fn node(&mut self, node: Node) -> usize {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Lays out a form that `next` follows; gives where it begins.
    fn compile(&mut self, form: &Form, next: usize) -> usize {
        match form {
            Form::Any(items) => {
                let bits = items.iter().fold(0, |bits, &each| bits | self.alphabet.bits(each));
                self.node(Node::Any(bits, next))
            }
            Form::Start => self.node(Node::Start(next)),
            Form::End => self.node(Node::End(next)),
            Form::Row(forms) => forms.iter().rev().fold(next, |next, f| self.compile(f, next)),
            Form::Choice(forms) => {
                let first = self.compile(&forms[0], next);
                forms[1..].iter().fold(first, |first, form| {
                    let other = self.compile(form, next);
                    self.node(Node::Fork(first, other))
                })
            }
            Form::Repeat(form, least, most) => {
                let mut at = next;
                match most {
                    Some(most) => {
                        for _ in *least..*most {
                            let more = self.compile(form, at);
                            at = self.node(Node::Fork(more, next));
                        }
                    }
                    None => {
                        at = self.node(Node::Found);
                        let more = self.compile(form, at);
                        self.nodes[at] = Node::Fork(more, next);
                    }
                }
                (0..*least).fold(at, |at, _| self.compile(form, at))
            }
        }
    }

    /// Lets go of all states, of which there may be too many.
    fn forget(&mut self) {
        self.states.clear();
        self.steps.clear();
        self.known.clear();
        self.leaps = vec![(UNKNOWN, UNKNOWN, 0); 1 << LEAPS];
        let starts = self.starts.clone();
        self.again = self.close(&starts, false, false).0;
        let (alive, found) = self.close(&starts, true, false);
        self.state(alive, found);
    }

    /// All places that one comes to without another character, and the patterns found there.
    fn close(&self, from: &[usize], at_start: bool, at_end: bool) -> (Vec<usize>, u32) {
        let mut seen = vec![false; self.nodes.len()];
        let (mut open, mut alive, mut found) = (from.to_vec(), Vec::new(), 0);
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match self.nodes[at] {
                Node::Start(next) if at_start => open.push(next),
                Node::End(next) if at_end => open.push(next),
                Node::Any(..) | Node::End(_) => alive.push(at),
                Node::Fork(one, other) => open.extend([one, other]),
                Node::Found => found |= 1 << self.owners[at],
                Node::Start(_) => {}
            }
        }
        (alive, found)
    }

    /// Number of a state.
    fn state(&mut self, mut alive: Vec<usize>, found: u32) -> u32 {
        // What is found need not be found again.
        alive.retain(|&at| found >> self.owners[at] & 1 == 0);
        alive.sort_unstable();
        alive.dedup();
        let key = (alive, found);
        if let Some(&known) = self.known.get(&key) {
            return known;
        }
        let at_end = found | self.close(&key.0, false, true).1;
        let number = self.states.len() as u32;
        self.states.push(State { alive: key.0.clone(), found, at_end });
        self.steps.resize(self.steps.len() + self.alphabet.len(), UNKNOWN);
        self.known.insert(key, number);
        number
    }

    #[inline]
    fn step(&mut self, state: u32, class: usize) -> u32 {
        let at = state as usize * self.alphabet.len() + class;
        match self.steps[at] {
            UNKNOWN => {
                let next = self.walk(state, class);
                self.steps[at] = next;
                next
            }
            next => next,
        }
    }

    fn walk(&mut self, state: u32, class: usize) -> u32 {
        let state = &self.states[state as usize];
        let nexts: Vec<usize> = state
            .alive
            .iter()
            .filter_map(|&at| match self.nodes[at] {
                Node::Any(bits, next) if bits >> class & 1 == 1 => Some(next),
                _ => None,
            })
            .collect();
        let (mut alive, found) = self.close(&nexts, false, false);
        let found = state.found | found;
        alive.extend(&self.again);
        self.state(alive, found)
    }

    /// Which patterns stand among some words with a blank between them: one bit each.
    pub fn found<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> u32 {
        if self.states.len() > MOST {
            self.forget();
        }
        let blank = self.alphabet.of(' ');
        let mut state = 0;
        for (at, word) in words.enumerate() {
            if at > 0 {
                state = self.step(state, blank);
            }
            state = self.read(state, word);
        }
        self.states[state as usize].at_end
    }

    /// The same of the words of a span; common ones are not read letter by letter each time.
    pub fn found_in(&mut self, words: &Words, span: Range<usize>) -> u32 {
        if self.states.len() > MOST {
            self.forget();
        }
        let blank = self.alphabet.of(' ');
        let mut state = 0;
        for at in span.start..span.end.min(words.len()) {
            if at > span.start {
                state = self.step(state, blank);
            }
            let (from, id) = (state, words.id(at));
            let place = (from << 16 ^ id).wrapping_mul(0x9e37_79b9) >> (32 - LEAPS);
            let (known, word, after) = self.leaps[place as usize];
            state = if (known, word) == (from, id) && id != words::UNKNOWN {
                after
            } else {
                let after = self.read(from, words.get(at));
                self.leaps[place as usize] = (from, id, after);
                after
            };
        }
        self.states[state as usize].at_end
    }

    /// The state after the letters of a word.
    fn read(&mut self, state: u32, word: &str) -> u32 {
        word.chars().fold(state, |state, c| self.step(state, self.alphabet.of(c)))
    }
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    fn found(patterns: &[&str], text: &str) -> u32 {
        Patterns::new(patterns).found(text.split(' '))
    }

    #[test]
    fn finds_each_pattern_where_it_stands() {
        let patterns = [
            r"(?:^| )(?:dont|including)(?: [\w'’-]+)?$",
            r"(?:^| )(?:an?|une?)(?: [\w-]+){0,2}? (?:third|quart)s?(?= |$)",
            r"^(?:de |[a-z€$]+ )?left(?= |$)",
        ];
        assert_eq!(found(&patterns, "10 milliards dont pres"), 1);
        assert_eq!(found(&patterns, "10 milliards dont pres de"), 0);
        assert_eq!(found(&patterns, "une bonne moitie quart , dont"), 3);
        assert_eq!(found(&patterns, "un bon gros tout petit quart"), 0);
        assert_eq!(found(&patterns, "€ left , including"), 5);
        assert_eq!(found(&patterns, "€ leftover"), 0);
        assert_eq!(found(&patterns, ""), 0);
    }
}
