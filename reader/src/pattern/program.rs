//! An expression as steps, each naming the one after it.

use super::classes::Class;
use super::parse::Tree;

/// Number of a step.
pub type Step = usize;

/// What may begin a match: a table of Latin-1, and whether anything beyond may.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct First {
    pub latin: [u64; 4],
    pub beyond: bool,
    /// True where nothing at all may do, so that the table says nothing.
    pub open: bool,
}

impl First {
    const OPEN: Self = Self { latin: [u64::MAX; 4], beyond: true, open: true };
    const NONE: Self = Self { latin: [0; 4], beyond: false, open: false };

    fn or(mut self, other: Self) -> Self {
        for (mine, its) in self.latin.iter_mut().zip(other.latin) {
            *mine |= its;
        }
        self.beyond |= other.beyond;
        self.open |= other.open;
        self
    }

    /// True where a match may begin with what stands there.
    #[inline]
    pub fn may(&self, c: Option<&char>) -> bool {
        match c {
            None => self.open,
            Some(&c) => {
                let code = c as usize;
                self.open
                    || if code < 256 {
                        self.latin[code / 64] >> (code % 64) & 1 == 1
                    } else {
                        self.beyond
                    }
            }
        }
    }
}

/// One step of a match.
#[derive(Debug, Clone)]
pub enum Node {
    Accept,
    /// These characters, one after another.
    Chars(Box<[char]>, Step),
    Class(Box<Class>, Step),
    /// The first of several ways that leads to the end.
    Either(Box<[(First, Step)]>),
    /// One character of a class, again and again.
    Many {
        class: Box<Class>,
        min: usize,
        max: usize,
        greedy: bool,
        possessive: bool,
        next: Step,
    },
    /// A body again and again; `slot` counts.
    Loop {
        body: Step,
        min: usize,
        max: usize,
        greedy: bool,
        slot: usize,
        next: Step,
    },
    /// The end of a loop's body.
    Again(Step),
    /// What is found first is kept, however it goes on.
    Once {
        body: Step,
        next: Step,
    },
    Save(usize, Step),
    Look {
        body: Step,
        negated: bool,
        next: Step,
    },
    Behind {
        body: Step,
        width: usize,
        negated: bool,
        next: Step,
    },
    Same(usize, Step),
    Start(Step),
    End(Step),
    VeryEnd(Step),
    Boundary(bool, Step),
}

/// All steps of an expression.
#[derive(Debug, Clone)]
pub struct Program {
    pub nodes: Vec<Node>,
    pub start: Step,
    pub first: First,
    pub groups: usize,
    pub slots: usize,
    /// Whether a group must be met again, so that its place is needed for the match itself.
    pub looks_back: bool,
}

/// Loops within one another or beside one another that an expression may have.
pub const MOST_SLOTS: usize = 8;

const ACCEPT: Step = 0;

impl Program {
    pub fn new(tree: &Tree, groups: usize) -> Result<Self, String> {
        let mut program = Self {
            nodes: vec![Node::Accept],
            start: 0,
            first: First::OPEN,
            groups,
            slots: 0,
            looks_back: false,
        };
        program.start = program.put(tree, ACCEPT)?;
        program.first = program.first_of(program.start, 0);
        program.looks_back = program.nodes.iter().any(|node| matches!(node, Node::Same(..)));
        if program.slots > MOST_SLOTS {
            return Err(format!("{} loops", program.slots));
        }
        Ok(program)
    }

    fn add(&mut self, node: Node) -> Step {
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// Adds the steps of a tree that is followed by `next`; the first of them.
    fn put(&mut self, tree: &Tree, next: Step) -> Result<Step, String> {
        Ok(match tree {
            Tree::Empty => next,
            Tree::Char(c) => self.chars(*c, next),
            Tree::Class(class) => self.add(Node::Class(Box::new(class.clone()), next)),
            Tree::Row(row) => {
                let mut next = next;
                for each in row.iter().rev() {
                    next = self.put(each, next)?;
                }
                next
            }
            Tree::Either(ways) => {
                let mut found = Vec::new();
                for way in ways {
                    let step = self.put(way, next)?;
                    found.push((self.first_of(step, 0), step));
                }
                self.add(Node::Either(found.into_boxed_slice()))
            }
            Tree::Repeat { body, min, max, greedy, possessive } => {
                self.repeat(body, (*min, *max), *greedy, *possessive, next)?
            }
            Tree::Group(number, body) => {
                let end = self.add(Node::Save(2 * number + 1, next));
                let body = self.put(body, end)?;
                self.add(Node::Save(2 * number, body))
            }
            Tree::Look { body, behind, negated } => {
                let (inside, negated) = (self.put(body, ACCEPT)?, *negated);
                if *behind {
                    let width = width(body).ok_or("looks behind at any width")?;
                    self.add(Node::Behind { body: inside, width, negated, next })
                } else {
                    self.add(Node::Look { body: inside, negated, next })
                }
            }
            Tree::Same(number) => self.add(Node::Same(*number, next)),
            Tree::Start => self.add(Node::Start(next)),
            Tree::End => self.add(Node::End(next)),
            Tree::VeryEnd => self.add(Node::VeryEnd(next)),
            Tree::Boundary(holds) => self.add(Node::Boundary(*holds, next)),
        })
    }

    /// A character; with those after it in one step.
    fn chars(&mut self, c: char, next: Step) -> Step {
        if next == self.nodes.len() - 1 {
            if let Node::Chars(rest, after) = &self.nodes[next] {
                let joined: Vec<char> = std::iter::once(c).chain(rest.iter().copied()).collect();
                let after = *after;
                return self.add(Node::Chars(joined.into_boxed_slice(), after));
            }
        }
        self.add(Node::Chars(Box::new([c]), next))
    }

    fn repeat(
        &mut self,
        body: &Tree,
        (min, max): (usize, usize),
        greedy: bool,
        possessive: bool,
        next: Step,
    ) -> Result<Step, String> {
        let class = match body {
            Tree::Class(class) => Some(class.clone()),
            Tree::Char(c) => {
                let one = super::classes::Member::Range(*c, *c);
                Some(Class::new(vec![one], false, false))
            }
            _ => None,
        };
        if let Some(class) = class {
            let class = Box::new(class);
            return Ok(self.add(Node::Many { class, min, max, greedy, possessive, next }));
        }
        if possessive {
            let inside = if (min, max) == (1, 1) {
                self.put(body, ACCEPT)?
            } else {
                self.repeat(body, (min, max), true, false, ACCEPT)?
            };
            return Ok(self.add(Node::Once { body: inside, next }));
        }
        if (min, max) == (0, 1) {
            let way = self.put(body, next)?;
            let (with, without) = ((self.first_of(way, 0), way), (self.first_of(next, 0), next));
            let ways = if greedy { [with, without] } else { [without, with] };
            return Ok(self.add(Node::Either(Box::new(ways))));
        }
        let slot = self.slots;
        self.slots += 1;
        let again = self.add(Node::Again(0));
        let body = self.put(body, again)?;
        let step = self.add(Node::Loop { body, min, max, greedy, slot, next });
        self.nodes[again] = Node::Again(step);
        Ok(step)
    }

    /// What a match from a step on may begin with.
    fn first_of(&self, step: Step, depth: usize) -> First {
        if depth > 24 {
            return First::OPEN;
        }
        match &self.nodes[step] {
            Node::Chars(chars, _) => {
                let mut first = First::NONE;
                match chars.first().map(|&c| c as usize) {
                    Some(code) if code < 256 => first.latin[code / 64] |= 1 << (code % 64),
                    _ => first.beyond = true,
                }
                first
            }
            Node::Class(class, _) => of_class(class),
            Node::Either(ways) => ways.iter().fold(First::NONE, |all, (first, _)| all.or(*first)),
            Node::Many { class, min, next, .. } => {
                let first = of_class(class);
                if *min > 0 {
                    first
                } else {
                    first.or(self.first_of(*next, depth + 1))
                }
            }
            Node::Loop { body, min, next, .. } => {
                let first = self.first_of(*body, depth + 1);
                if *min > 0 {
                    first
                } else {
                    first.or(self.first_of(*next, depth + 1))
                }
            }
            Node::Save(_, next) | Node::Behind { next, .. } | Node::Look { next, .. } => {
                self.first_of(*next, depth + 1)
            }
            Node::Once { body, next } => match self.first_of(*body, depth + 1) {
                first if first.open => self.first_of(*next, depth + 1).or(first),
                first => first,
            },
            _ => First::OPEN,
        }
    }
}

fn of_class(class: &Class) -> First {
    let (latin, beyond) = class.table();
    First { latin, beyond, open: false }
}

/// How many characters a tree takes, where that is always the same.
fn width(tree: &Tree) -> Option<usize> {
    match tree {
        Tree::Char(_) | Tree::Class(_) => Some(1),
        Tree::Row(row) => row.iter().map(width).sum(),
        Tree::Either(ways) => {
            let first = width(ways.first()?)?;
            ways.iter().all(|way| width(way) == Some(first)).then_some(first)
        }
        Tree::Repeat { body, min, max, .. } if min == max => Some(width(body)? * min),
        Tree::Repeat { .. } | Tree::Same(_) => None,
        Tree::Group(_, body) => width(body),
        _ => Some(0),
    }
}
