//! Python's way of writing regular expressions, into a tree.

use super::classes::{Class, Member};

/// What an expression is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    Empty,
    Class(Class),
    Char(char),
    Row(Vec<Tree>),
    Either(Vec<Tree>),
    Repeat { body: Box<Tree>, min: usize, max: usize, greedy: bool, possessive: bool },
    Group(usize, Box<Tree>),
    Look { body: Box<Tree>, behind: bool, negated: bool },
    Same(usize),
    Start,
    End,
    VeryEnd,
    Boundary(bool),
}

const IGNORE_CASE: i64 = 2;
const MULTILINE: i64 = 8;
const DOT_ALL: i64 = 16;
const VERBOSE: i64 = 64;

struct Parser {
    text: Vec<char>,
    at: usize,
    groups: usize,
    folded: bool,
    dot_all: bool,
}

/// Reads an expression: its tree, and how many groups it has, the whole included.
pub fn parse(pattern: &str, flags: i64) -> Result<(Tree, usize), String> {
    if flags & (MULTILINE | VERBOSE) != 0 {
        return Err(format!("flags {flags}"));
    }
    let mut parser = Parser {
        text: pattern.chars().collect(),
        at: 0,
        groups: 1,
        folded: flags & IGNORE_CASE != 0,
        dot_all: flags & DOT_ALL != 0,
    };
    let tree = parser.either()?;
    match parser.peek() {
        Some(c) => Err(format!("{c:?} at {}", parser.at)),
        None => Ok((tree, parser.groups)),
    }
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Result<char, String> {
        let c = self.peek().ok_or("it ends too early")?;
        self.at += 1;
        Ok(c)
    }

    fn takes(&mut self, written: &str) -> bool {
        let ahead = self.text[self.at..].iter().copied();
        let takes = ahead.take(written.chars().count()).eq(written.chars());
        if takes {
            self.at += written.chars().count();
        }
        takes
    }

    fn either(&mut self) -> Result<Tree, String> {
        let mut found = vec![self.row()?];
        while self.takes("|") {
            found.push(self.row()?);
        }
        Ok(if found.len() == 1 { found.remove(0) } else { Tree::Either(found) })
    }

    fn row(&mut self) -> Result<Tree, String> {
        let mut found = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let one = self.atom()?;
            found.push(self.repeated(one)?);
        }
        Ok(match found.len() {
            0 => Tree::Empty,
            1 => found.remove(0),
            _ => Tree::Row(found),
        })
    }

    fn repeated(&mut self, body: Tree) -> Result<Tree, String> {
        let (min, max) = match self.peek() {
            Some('*') => (0, usize::MAX),
            Some('+') => (1, usize::MAX),
            Some('?') => (0, 1),
            Some('{') => match self.bounds() {
                Some(bounds) => bounds,
                None => return Ok(body),
            },
            _ => return Ok(body),
        };
        self.at += 1;
        let possessive = self.takes("+");
        let greedy = possessive || !self.takes("?");
        Ok(Tree::Repeat { body: Box::new(body), min, max, greedy, possessive })
    }

    /// ``{2,5}``; the place is left at its closing brace.
    fn bounds(&mut self) -> Option<(usize, usize)> {
        let close = self.text[self.at..].iter().position(|&c| c == '}')? + self.at;
        let inside: String = self.text[self.at + 1..close].iter().collect();
        let bounds = match inside.split_once(',') {
            None => inside.parse().ok().map(|n| (n, n))?,
            Some((min, max)) => (
                if min.is_empty() { 0 } else { min.parse().ok()? },
                if max.is_empty() { usize::MAX } else { max.parse().ok()? },
            ),
        };
        self.at = close;
        Some(bounds)
    }

    fn atom(&mut self) -> Result<Tree, String> {
        match self.next()? {
            '(' => self.group(),
            '[' => self.class(),
            '.' => Ok(Tree::Class(Class::any(self.dot_all))),
            '^' => Ok(Tree::Start),
            '$' => Ok(Tree::End),
            '\\' => self.escaped(),
            c => Ok(self.literal(c)),
        }
    }

    fn literal(&self, c: char) -> Tree {
        let cased = c.to_lowercase().ne([c]) || c.to_uppercase().ne([c]);
        if self.folded && cased {
            Tree::Class(Class::new(vec![Member::Range(c, c)], false, true))
        } else {
            Tree::Char(c)
        }
    }

    fn group(&mut self) -> Result<Tree, String> {
        let kind = ["?:", "?=", "?!", "?<=", "?<!", "?>"].into_iter().find(|k| self.takes(k));
        let mut number = 0;
        if kind.is_none() {
            if self.takes("?P<") {
                while self.next()? != '>' {}
            } else if self.peek() == Some('?') {
                return Err(format!("a group of another kind at {}", self.at));
            }
            number = self.groups;
            self.groups += 1;
        }
        let body = self.either()?;
        if self.next()? != ')' {
            return Err("a group without its end".to_string());
        }
        let look = |behind, negated| Tree::Look { body: Box::new(body.clone()), behind, negated };
        Ok(match kind {
            Some("?=") => look(false, false),
            Some("?!") => look(false, true),
            Some("?<=") => look(true, false),
            Some("?<!") => look(true, true),
            Some("?>") => Tree::Repeat {
                body: Box::new(body),
                min: 1,
                max: 1,
                greedy: true,
                possessive: true,
            },
            Some(_) => body,
            None => Tree::Group(number, Box::new(body)),
        })
    }

    fn escaped(&mut self) -> Result<Tree, String> {
        let c = self.next()?;
        if let Some(member) = shorthand(c) {
            return Ok(Tree::Class(Class::new(vec![member], false, false)));
        }
        Ok(match c {
            'b' => Tree::Boundary(true),
            'B' => Tree::Boundary(false),
            'A' => Tree::Start,
            'Z' => Tree::VeryEnd,
            '1'..='9' => Tree::Same(c as usize - '0' as usize),
            _ => {
                let c = self.character(c)?;
                self.literal(c)
            }
        })
    }

    /// The character that an escape stands for.
    fn character(&mut self, c: char) -> Result<char, String> {
        Ok(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'f' => '\u{c}',
            'v' => '\u{b}',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            c if c.is_ascii_alphanumeric() => return Err(format!("\\{c}")),
            c => c,
        })
    }

    fn code(&mut self, digits: usize) -> Result<char, String> {
        let end = (self.at + digits).min(self.text.len());
        let written: String = self.text[self.at..end].iter().collect();
        self.at = end;
        let code = u32::from_str_radix(&written, 16).map_err(|error| error.to_string())?;
        char::from_u32(code).ok_or_else(|| format!("no character {written}"))
    }

    fn class(&mut self) -> Result<Tree, String> {
        let negated = self.takes("^");
        let mut members = Vec::new();
        loop {
            let mut c = self.next()?;
            if c == ']' && !members.is_empty() {
                break;
            }
            if c == '\\' {
                c = self.next()?;
                if let Some(member) = shorthand(c) {
                    members.push(member);
                    continue;
                }
                c = if c == 'b' { '\u{8}' } else { self.character(c)? };
            }
            let is_range = self.peek() == Some('-') && self.text.get(self.at + 1) != Some(&']');
            if !is_range {
                members.push(Member::Range(c, c));
                continue;
            }
            self.at += 1;
            let mut last = self.next()?;
            if last == '\\' {
                let c = self.next()?;
                last = self.character(c)?;
            }
            members.push(Member::Range(c, last));
        }
        Ok(Tree::Class(Class::new(members, negated, self.folded)))
    }
}

fn shorthand(c: char) -> Option<Member> {
    Some(match c {
        'w' => Member::Word(true),
        'W' => Member::Word(false),
        'd' => Member::Digit(true),
        'D' => Member::Digit(false),
        's' => Member::Space(true),
        'S' => Member::Space(false),
        _ => return None,
    })
}
