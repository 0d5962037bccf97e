//! A document laid out for reading: words, sentences, cues, mentions, dates and quantities.
//!
//! Things stand in columns of the page and name one another by their numbers there; everything
//! that the rules look at is addressed by token number.

use std::ops::Range;

use crate::base::{FastMap, FastSet, Str, Words};
use crate::claim::PassageKind;
use crate::dates::model::DateMention;
use crate::mentions::model::{Entity, Mention};
use crate::quantities::model::Quantity;
use crate::syntax::cues::Cue;

/// One passage with what stands in it; tokens from `first` to `last`, the end exclusive.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub number: usize,
    pub first: usize,
    pub last: usize,
    pub kind: PassageKind,
    /// Number of the section that the passage is of.
    pub section: i64,
    pub cues: Vec<Cue>,
    /// Numbers of the page's mentions, in order.
    pub mentions: Vec<usize>,
    /// Numbers of the page's dates.
    pub dates: Vec<usize>,
    /// Numbers of the page's quantities.
    pub quantities: Vec<usize>,
}

impl Sentence {
    /// True for cookie banners, sign-up lines and the like.
    pub fn is_furniture(&self) -> bool {
        self.kind == PassageKind::Furniture
    }
}

/// A mention that speaks, and the tokens that are its words, the end exclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Voice {
    pub mention: usize,
    /// ``source``, ``say``, ``end``, ``vow``, ``by``, ``report``, ``hope``, ``label``, ``quote``,
    /// ``floor`` or ``carried``.
    pub how: Str,
    /// Token of the verb or preposition.
    pub at: usize,
    pub first: usize,
    pub last: usize,
}

/// A quantity, the tokens it takes and its sentence.
#[derive(Debug, Clone)]
pub struct PlacedQuantity {
    pub number: usize,
    pub quantity: Quantity,
    pub first: usize,
    pub last: usize,
    /// Number of its sentence.
    pub sentence: usize,
    /// Who is said to say it, the nearest attribution first.
    pub voices: Vec<Voice>,
    /// Mentions of other sentences that stand in a relation to it, with the relation's name.
    pub themes: Vec<(usize, Str)>,
}

/// A date, and the tokens it takes.
#[derive(Debug, Clone)]
pub struct PlacedDate {
    pub date: DateMention,
    pub first: usize,
    pub last: usize,
}

/// Where a sentence stands in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    pub list: i64,
    pub item: i64,
    /// Number of the sentence right before the list; -1 where there is none.
    pub lead: i64,
    /// True for the entries of a running report, which have nothing but the day in common.
    pub timed: bool,
    /// True where that sentence ends with a colon.
    pub colon: bool,
    /// True where it says that what follows are parts of something.
    pub shares: bool,
}

/// What a figure is to the one that is told in its stead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Former {
    /// ``grown``, ``swapped`` or ``compared``.
    pub how: Str,
    /// Number of the other quantity.
    pub latter: usize,
}

/// A document, laid out.
#[derive(Debug, Default)]
pub struct Page {
    /// The view's text.
    pub text: Vec<char>,
    pub words: Words,
    /// Where each token starts and ends in the text, in code points.
    pub starts: Vec<usize>,
    pub ends: Vec<usize>,
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub quantities: Vec<PlacedQuantity>,
    pub dates: Vec<PlacedDate>,
    pub language: Str,
    pub published: Option<String>,
    /// ISO code of the country that the document speaks of most.
    pub country: Option<Str>,
    pub topics: Vec<Str>,
    /// Numbers of quantities where the first may be a part of the second, for they add up.
    pub sums: FastSet<(usize, usize)>,
    /// Number of the place that the text was sent from.
    pub dateline: Option<usize>,
    pub dateline_at: Range<usize>,
    /// Numbers of the places that are told only as those of events.
    pub venues: FastSet<usize>,
    /// For each sentence the number of the place that heads its section.
    pub head_places: Vec<Option<usize>>,
    /// Where the sentences stand that are in a list, by their numbers.
    pub items: FastMap<usize, Item>,
    /// The figures that are told as what was, by their numbers.
    pub formers: FastMap<usize, Former>,
}

impl Page {
    /// The sentence of a quantity.
    #[inline]
    pub fn sentence_of(&self, quantity: usize) -> &Sentence {
        &self.sentences[self.quantities[quantity].sentence]
    }

    /// The mentions of a sentence, in order, with their numbers.
    #[inline]
    pub fn mentions_in(
        &self,
        sentence: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, &Mention)> {
        self.sentences[sentence]
            .mentions
            .iter()
            .map(move |&number| (number, &self.mentions[number]))
    }

    /// Number of the first token that starts at or after a position of the text.
    pub fn at(&self, position: usize) -> usize {
        self.starts.partition_point(|&start| start < position)
    }

    /// Number of the first token that ends after a position of the text.
    pub fn until(&self, position: usize) -> usize {
        self.ends.partition_point(|&end| end < position + 1)
    }
}
