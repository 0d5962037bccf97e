//! Regular expressions of the Python modules, taken apart.

use std::iter::Peekable;
use std::str::Chars;

/// One of the characters that a place of a pattern may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Item {
    One(char),
    Range(char, char),
    Word,
    Digit,
}

/// A pattern, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    Any(Vec<Item>),
    Start,
    End,
    Row(Vec<Form>),
    Choice(Vec<Form>),
    Repeat(Box<Form>, usize, Option<usize>),
}

/// Takes a pattern apart.
///
/// # Panics
///
/// Where a pattern has what none of ours had, which is a mistake of ours and found by any test.
pub fn parse(pattern: &str) -> Form {
    Parser { rest: pattern.chars().peekable() }.choice()
}

struct Parser<'a> {
    rest: Peekable<Chars<'a>>,
}

impl Parser<'_> {
    fn choice(&mut self) -> Form {
        let mut rows = vec![self.row()];
        while self.rest.next_if_eq(&'|').is_some() {
            rows.push(self.row());
        }
        Form::Choice(rows)
    }

    fn row(&mut self) -> Form {
        let mut row = Vec::new();
        while !matches!(self.rest.peek(), None | Some('|' | ')')) {
            row.push(self.repeated());
        }
        Form::Row(row)
    }

    fn repeated(&mut self) -> Form {
        let form = self.form();
        let (least, most) = match self.rest.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => self.bounds(),
            _ => return form,
        };
        self.rest.next();
        self.rest.next_if_eq(&'?');
        Form::Repeat(Box::new(form), least, most)
    }

    /// The two numbers of ``{0,2}``, up to the brace that closes.
    fn bounds(&mut self) -> (usize, Option<usize>) {
        self.rest.next();
        let mut told = String::new();
        while let Some(c) = self.rest.next_if(|&c| c != '}') {
            told.push(c);
        }
        let (least, most) = told.split_once(',').unwrap_or((&told, &told));
        (least.parse().unwrap_or(0), most.parse().ok())
    }

    fn form(&mut self) -> Form {
        match self.rest.next() {
            Some('(') => self.group(),
            Some('[') => self.list(),
            Some('^') => Form::Start,
            Some('$') => Form::End,
            Some('\\') => {
                let escaped = self.rest.next();
                Form::Any(vec![escape(escaped)])
            }
            Some(c) if c != '.' => Form::Any(vec![Item::One(c)]),
            other => panic!("no such form: {other:?}"),
        }
    }

    fn group(&mut self) -> Form {
        let kind = (self.rest.next(), self.rest.next());
        let form = self.choice();
        self.rest.next();
        match kind {
            (Some('?'), Some(':')) => form,
            // What only must follow is taken in: at the end nothing else asks for it.
            (Some('?'), Some('=')) if self.rest.peek().is_none() => form,
            other => panic!("no such group: {other:?}"),
        }
    }

    fn list(&mut self) -> Form {
        let mut items = Vec::new();
        while let Some(c) = self.rest.next_if(|&c| c != ']') {
            let item = match c {
                '\\' => escape(self.rest.next()),
                c => Item::One(c),
            };
            let last = items.last().copied();
            match (last, c, self.rest.peek().copied()) {
                (Some(Item::One(first)), '-', Some(end)) if end != ']' => {
                    self.rest.next();
                    items.pop();
                    items.push(Item::Range(first, end));
                }
                _ => items.push(item),
            }
        }
        self.rest.next();
        Form::Any(items)
    }
}

fn escape(c: Option<char>) -> Item {
    match c {
        Some('w') => Item::Word,
        Some('d') => Item::Digit,
        Some(c) if !c.is_alphanumeric() => Item::One(c),
        other => panic!("no such escape: {other:?}"),
    }
}
