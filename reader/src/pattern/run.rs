//! A match of an expression in a text.

use super::classes::{is_word, Class};
use super::program::{Node, Program, Step, MOST_SLOTS};
use super::Match;

const UNSET: usize = usize::MAX;
const FEW: usize = 8;

/// Where groups begin and end; those of an expression of few groups need no memory of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    None,
    Few([usize; 2 * FEW]),
    Many(Vec<usize>),
}

impl Saved {
    fn of(groups: usize) -> Self {
        match groups {
            0 | 1 => Self::None,
            _ if groups <= FEW => Self::Few([UNSET; 2 * FEW]),
            _ => Self::Many(vec![UNSET; 2 * groups]),
        }
    }

    #[inline]
    fn places(&self) -> &[usize] {
        match self {
            Self::None => &[],
            Self::Few(places) => places,
            Self::Many(places) => places,
        }
    }

    #[inline]
    fn place(&mut self, at: usize) -> Option<&mut usize> {
        match self {
            Self::None => None,
            Self::Few(places) => places.get_mut(at),
            Self::Many(places) => places.get_mut(at),
        }
    }

    /// Where a group begins and ends.
    #[inline]
    pub fn get(&self, group: usize) -> Option<(usize, usize)> {
        match self.places().get(2 * group..2 * group + 2) {
            Some(&[from, to]) if from != UNSET && to != UNSET => Some((from, to)),
            _ => None,
        }
    }
}

/// A match under way. Python's order of trying is kept, so that the same match is found.
pub struct Run<'a> {
    program: &'a Program,
    text: &'a [char],
    saved: Saved,
    loops: [(usize, usize); MOST_SLOTS],
}

impl<'a> Run<'a> {
    /// `groups` tells whether the places of groups are asked for.
    #[inline]
    pub fn new(program: &'a Program, text: &'a [char], groups: bool) -> Self {
        let count = if groups || program.looks_back { program.groups } else { 0 };
        Self { program, text, saved: Saved::of(count), loops: [(0, UNSET); MOST_SLOTS] }
    }

    /// The end of a match that begins at a place.
    #[inline]
    pub fn match_end(&mut self, at: usize) -> Option<usize> {
        if at > self.text.len() || !self.program.first.may(self.text.get(at)) {
            return None;
        }
        self.go(self.program.start, at)
    }

    /// Where the first match from a place on begins and ends.
    pub fn find(&mut self, at: usize) -> Option<(usize, usize)> {
        for start in at..=self.text.len() {
            if let Some(end) = self.match_end(start) {
                return Some((start, end));
            }
        }
        None
    }

    pub fn match_at(mut self, at: usize) -> Option<Match> {
        let end = self.match_end(at)?;
        Some(self.found(at, end))
    }

    pub fn search(mut self, at: usize) -> Option<Match> {
        let (start, end) = self.find(at)?;
        Some(self.found(start, end))
    }

    fn found(self, start: usize, end: usize) -> Match {
        Match { start, end, groups: self.saved }
    }

    /// Goes on from a step at a place; where the match ends.
    fn go(&mut self, mut step: Step, mut at: usize) -> Option<usize> {
        let program = self.program;
        loop {
            match &program.nodes[step] {
                Node::Accept => return Some(at),
                Node::Chars(chars, next) => {
                    let end = at + chars.len();
                    if self.text.get(at..end)? != &chars[..] {
                        return None;
                    }
                    (at, step) = (end, *next);
                }
                Node::Class(class, next) => {
                    if !class.has(*self.text.get(at)?) {
                        return None;
                    }
                    (at, step) = (at + 1, *next);
                }
                Node::Either(ways) => {
                    let c = self.text.get(at);
                    for (first, way) in &ways[..] {
                        if first.may(c) {
                            if let Some(end) = self.go(*way, at) {
                                return Some(end);
                            }
                        }
                    }
                    return None;
                }
                Node::Many { class, min, max, greedy, possessive, next } => {
                    if *possessive {
                        at = self.run_of(class, at, *min, *max)?;
                        step = *next;
                    } else if *greedy {
                        return self.most(class, (*min, *max), at, *next);
                    } else {
                        return self.fewest(class, (*min, *max), at, *next);
                    }
                }
                Node::Loop { body, min, max, greedy, slot, next } => {
                    return self.again((*body, *next, *slot), (*min, *max), *greedy, at);
                }
                Node::Again(entry) => {
                    let Node::Loop { body, min, max, greedy, slot, next } = &program.nodes[*entry]
                    else {
                        return None;
                    };
                    return self.repeat((*body, *next, *slot), (*min, *max), *greedy, at);
                }
                Node::Once { body, next } => {
                    at = self.go(*body, at)?;
                    step = *next;
                }
                Node::Save(place, next) => {
                    let Some(saved) = self.saved.place(*place) else {
                        step = *next;
                        continue;
                    };
                    let before = std::mem::replace(saved, at);
                    let end = self.go(*next, at);
                    if let (None, Some(saved)) = (end, self.saved.place(*place)) {
                        *saved = before;
                    }
                    return end;
                }
                Node::Look { body, negated, next } => {
                    if self.go(*body, at).is_some() == *negated {
                        return None;
                    }
                    step = *next;
                }
                Node::Behind { body, width, negated, next } => {
                    let holds = at >= *width && self.go(*body, at - width) == Some(at);
                    if holds == *negated {
                        return None;
                    }
                    step = *next;
                }
                Node::Same(group, next) => {
                    let (from, to) = self.saved.get(*group)?;
                    let end = at + (to - from);
                    if self.text.get(at..end)? != &self.text[from..to] {
                        return None;
                    }
                    (at, step) = (end, *next);
                }
                Node::Start(next) => {
                    if at != 0 {
                        return None;
                    }
                    step = *next;
                }
                Node::End(next) => {
                    let left = self.text.len() - at;
                    if left > 1 || (left == 1 && self.text[at] != '\n') {
                        return None;
                    }
                    step = *next;
                }
                Node::VeryEnd(next) => {
                    if at != self.text.len() {
                        return None;
                    }
                    step = *next;
                }
                Node::Boundary(holds, next) => {
                    let before = at > 0 && is_word(self.text[at - 1]);
                    let after = self.text.get(at).is_some_and(|&c| is_word(c));
                    if (before != after) != *holds {
                        return None;
                    }
                    step = *next;
                }
            }
        }
    }

    /// The end of the longest run of a class.
    fn run_of(&self, class: &Class, at: usize, min: usize, max: usize) -> Option<usize> {
        let most = self.text.len().min(at.saturating_add(max));
        let end = self.text[at..most].iter().position(|&c| !class.has(c)).map_or(most, |n| at + n);
        (end - at >= min).then_some(end)
    }

    fn most(
        &mut self,
        class: &Class,
        (min, max): (usize, usize),
        at: usize,
        next: Step,
    ) -> Option<usize> {
        let mut end = self.run_of(class, at, min, max)?;
        loop {
            if let Some(found) = self.go(next, end) {
                return Some(found);
            }
            if end == at + min {
                return None;
            }
            end -= 1;
        }
    }

    fn fewest(
        &mut self,
        class: &Class,
        (min, max): (usize, usize),
        at: usize,
        next: Step,
    ) -> Option<usize> {
        let last = self.run_of(class, at, min, max)?;
        (at + min..=last).find_map(|end| self.go(next, end))
    }

    /// Enters a loop.
    fn again(
        &mut self,
        steps: (Step, Step, usize),
        bounds: (usize, usize),
        greedy: bool,
        at: usize,
    ) -> Option<usize> {
        let before = std::mem::replace(&mut self.loops[steps.2], (0, UNSET));
        let found = self.turn(steps, bounds, greedy, at);
        if found.is_none() {
            self.loops[steps.2] = before;
        }
        found
    }

    /// The end of a turn of a loop.
    fn repeat(
        &mut self,
        steps: (Step, Step, usize),
        bounds: (usize, usize),
        greedy: bool,
        at: usize,
    ) -> Option<usize> {
        let before = self.loops[steps.2];
        self.loops[steps.2].0 += 1;
        let found = self.turn(steps, bounds, greedy, at);
        if found.is_none() {
            self.loops[steps.2] = before;
        }
        found
    }

    fn turn(
        &mut self,
        (body, next, slot): (Step, Step, usize),
        (min, max): (usize, usize),
        greedy: bool,
        at: usize,
    ) -> Option<usize> {
        let (count, last) = self.loops[slot];
        // A turn that took nothing is the last one.
        let may_go_on = count < max && (count < min || last != at);
        let may_stop = count >= min;
        if !greedy && may_stop {
            if let Some(found) = self.go(next, at) {
                return Some(found);
            }
        }
        if may_go_on {
            self.loops[slot].1 = at;
            if let Some(found) = self.go(body, at) {
                return Some(found);
            }
            self.loops[slot] = (count, last);
        }
        if greedy && may_stop {
            return self.go(next, at);
        }
        None
    }
}
