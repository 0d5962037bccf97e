//! Who is said to say a quantity: "X said", "« … », assure X", "selon X", "a source told X".
//!
//! An attribution is a `Voice`: a mention that speaks, and the tokens that are its words. It is
//! found from a verb of speech with its subject before or after it, from a preposition ("according
//! to"), or from the marks of a quotation, which may run over several sentences and be attributed
//! before, in its middle or after it. What a voice says is often carried on by the next sentence.

use std::cell::OnceCell;
use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{FastMap, Set};
use crate::mentions::model::PRONOUN;
use crate::page::attributions::{attributions, by_name, part_of_sentence};
use crate::page::estimates::estimator;
use crate::page::floors::floors;
use crate::page::model::{Page, PlacedQuantity, Sentence, Voice};

const SUBJECT_REACH: usize = 9;
const OBJECT_REACH: usize = 3;
const QUOTE_REACH: usize = 14;
const INVERTED: [&str; 4] = ["-il", "-elle", "-ils", "-elles"];
/// Sentences back to which a person is looked for whom a pronoun means.
const BACK: usize = 4;
/// Words of the longest quotation; a mark that was never closed must not swallow a page.
const LONGEST_QUOTE: usize = 250;
/// Characters that are looked at together for marks of quotations.
const STRETCH: usize = 64;

struct Lists {
    pointing: Set,
    pronouns: Set,
    according: Set,
    meaning: Set,
    him: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.speech.{name}"));
        Lists {
            pointing: of("_POINTING"),
            pronouns: of("_PRONOUNS"),
            according: of("_ACCORDING"),
            meaning: of("_MEANING"),
            him: Set::of(&["lui", "elle", "him", "her"]),
        }
    })
}

/// True for "a-t-il", "dit-elle": a verb with its subject behind it.
fn is_inverted(word: &str) -> bool {
    INVERTED.iter().any(|end| word.ends_with(end))
}

/// All that is attributed on a page, found where it is asked for.
struct Speech<'p> {
    page: &'p Page,
    own: Vec<OnceCell<Vec<Voice>>>,
    raw: Vec<OnceCell<Vec<Voice>>>,
    floors: OnceCell<FastMap<usize, usize>>,
    quotes: OnceCell<Vec<(usize, usize)>>,
}

impl<'p> Speech<'p> {
    fn new(page: &'p Page) -> Self {
        let none = || page.sentences.iter().map(|_| OnceCell::new()).collect();
        let (floors, quotes) = (OnceCell::new(), OnceCell::new());
        Self { page, own: none(), raw: none(), floors, quotes }
    }

    /// The voices whose words a quantity is, the nearest attribution first.
    fn heard(&self, placed: &PlacedQuantity) -> Vec<Voice> {
        let (page, first) = (self.page, placed.first);
        let sentence = &page.sentences[placed.sentence];
        if let Some(whose) = estimator(page, placed, &sentence.mentions) {
            return vec![Voice { mention: whose, how: "by", at: first, first, last: placed.last }];
        }
        let own = self.own(sentence.number).iter().copied();
        let mut found: Vec<Voice> = own.filter(|v| v.first <= first && first < v.last).collect();
        found.sort_by_key(|v| v.at.abs_diff(first));
        let mut quoted = self.quote(placed);
        if !quoted.is_empty() {
            found.retain(|v| !quoted.iter().any(|q| self.is_same(q.mention, v.mention)));
            quoted.extend(found);
            return quoted;
        }
        if found.is_empty() {
            let floors = self.floors.get_or_init(|| floors(page));
            if let Some(&speaker) = floors.get(&sentence.number) {
                return vec![self.all(sentence, speaker, "floor", sentence.first)];
            }
            self.carried(sentence, &mut found);
            self.told_after(sentence, &mut found);
        }
        found
    }

    /// A sentence as the words of a mention.
    fn all(&self, sentence: &Sentence, mention: usize, how: &'static str, at: usize) -> Voice {
        Voice { mention, how, at, first: sentence.first, last: sentence.last }
    }

    /// True where two mentions tell the same at one place.
    fn is_same(&self, one: usize, other: usize) -> bool {
        one == other || self.page.mentions[one] == self.page.mentions[other]
    }

    /// The attributions that a sentence holds.
    fn own(&self, number: usize) -> &[Voice] {
        self.own[number].get_or_init(|| {
            let mut found = self.found(number).to_vec();
            for voice in &mut found {
                voice.mention = self.meant(voice.mention, number);
            }
            // What is hoped for ends where another speaks: "X expects growth, and Y says …".
            let hoped = |voice: &Voice| voice.how == "hope";
            if found.iter().any(hoped) {
                let said: Vec<usize> = found.iter().filter(|v| !hoped(v)).map(|v| v.at).collect();
                for voice in found.iter_mut().filter(|v| hoped(v)) {
                    let later = said.iter().copied().filter(|&at| at > voice.at);
                    voice.last = later.fold(voice.last, usize::min);
                }
            }
            found
        })
    }

    /// The same before it is told whom a pronoun means.
    fn found(&self, number: usize) -> &[Voice] {
        self.raw[number].get_or_init(|| {
            let sentence = &self.page.sentences[number];
            let mut found = attributions(self.page, sentence);
            if found.is_empty() {
                found.extend(self.unnamed(sentence));
            }
            found
        })
    }

    /// Whom a pronoun that says something means: who spoke in the sentence before.
    fn meant(&self, number: usize, sentence: usize) -> usize {
        let page = self.page;
        let mention = &page.mentions[number];
        if mention.form != PRONOUN || !page.words.has(mention.first, &lists().pronouns) {
            return number;
        }
        for before in (sentence.saturating_sub(BACK)..sentence).rev() {
            let is_said = |v: &&Voice| matches!(v.how, "say" | "end" | "source" | "label");
            let mut told = self.found(before).iter().filter(is_said).peekable();
            if told.peek().is_none() {
                return number;
            }
            let (mut spoken, mut person) = (None, None);
            for voice in told.filter(|v| page.mentions[v.mention].form != PRONOUN) {
                spoken = Some(voice.mention);
                if page.mentions[voice.mention].kind == "person" {
                    person = spoken;
                }
            }
            if let Some(person) = person {
                return person;
            }
            if let Some(spoken) = spoken {
                let it = matches!(page.words.get(mention.first), "il" | "elle");
                return if it { spoken } else { number };
            }
        }
        number
    }

    /// Who is meant by a pronoun that says: "she insisted", "a-t-il dit", "à l'en croire".
    fn unnamed(&self, sentence: &Sentence) -> Option<Voice> {
        let (page, words) = (self.page, &self.page.words);
        let at = (sentence.first..sentence.last).find(|&i| self.means(sentence, i))?;
        if is_inverted(words.get(at)) && !says(sentence, at, 2) {
            return None;
        }
        let number = sentence.number;
        for near in ((number + 1).saturating_sub(BACK)..number + 1).rev() {
            let mut mentions = page.mentions_in(near).rev();
            let person =
                mentions.find(|(_, m)| m.first < at && m.kind == "person" && m.entity.is_some());
            let Some((person, _)) = person else { continue };
            let known = page.mentions_in(near).filter(|(_, m)| m.entity.is_some());
            let known: Vec<usize> = known.map(|(each, _)| each).collect();
            let mention = by_name(page, person, &known);
            let (first, last) = part_of_sentence(words, sentence, at);
            return Some(Voice { mention, how: "end", at, first, last });
        }
        None
    }

    /// True for a pronoun that stands with a verb of speech or with "selon".
    fn means(&self, sentence: &Sentence, i: usize) -> bool {
        let (words, known) = (&self.page.words, lists());
        if words.has(i, &known.meaning) {
            let pronoun = words.has(i, &known.pronouns);
            return (pronoun && i + 1 < sentence.last && says(sentence, i + 1, 1))
                || (words.is(i, "en") && words.is(i + 1, "croire"))
                || (words.has(i, &known.according) && words.has(i + 1, &known.him));
        }
        is_inverted(words.get(i))
    }

    /// What the sentence before ended in saying.
    fn carried(&self, sentence: &Sentence, found: &mut Vec<Voice>) {
        let Some(number) = sentence.number.checked_sub(1) else { return };
        let before = &self.page.sentences[number];
        if (before.kind, before.section) != (sentence.kind, sentence.section) {
            return;
        }
        for voice in self.own(number) {
            if matches!(voice.how, "say" | "end" | "source") && voice.last >= before.last {
                found.push(self.all(sentence, voice.mention, "carried", voice.at));
            }
        }
    }

    /// Who the next sentence ascribes this one to: "That, according to X, is what …".
    fn told_after(&self, sentence: &Sentence, found: &mut Vec<Voice>) {
        let Some(after) = self.page.sentences.get(sentence.number + 1) else { return };
        if !self.page.words.has(after.first, &lists().pointing) {
            return;
        }
        for voice in self.own(after.number) {
            if matches!(voice.how, "source" | "end") && voice.at <= after.first + SUBJECT_REACH {
                found.push(self.all(sentence, voice.mention, "carried", voice.at));
            }
        }
    }

    /// First and last tokens of the quotations of the page, the end exclusive.
    fn quotes(&self) -> &[(usize, usize)] {
        self.quotes.get_or_init(|| {
            let mut found = Vec::new();
            let mut opened: Option<usize> = None;
            for (place, mark) in marks(&self.page.text) {
                let at = self.page.at(place);
                let either = mark == '"';
                let Some(first) = opened.filter(|_| !matches!(mark, '«' | '“')) else {
                    if !matches!(mark, '»' | '”') {
                        opened = Some(at);
                    }
                    continue;
                };
                let length = at.saturating_sub(first);
                opened = (either && length > LONGEST_QUOTE).then_some(at);
                if 1 < length && length <= LONGEST_QUOTE {
                    found.push((first, at + 1));
                }
            }
            found
        })
    }

    /// The voice of the quotation that a quantity stands in.
    fn quote(&self, placed: &PlacedQuantity) -> Vec<Voice> {
        let quotes = self.quotes();
        let until = quotes.partition_point(|&(first, _)| first <= placed.first);
        let Some(&(first, last)) = quotes[..until].last().filter(|q| q.1 > placed.first) else {
            return Vec::new();
        };
        // What follows the closing mark attributes rather than what went before the opening one.
        let distance = |at: usize| at.checked_sub(last).unwrap_or(first.wrapping_sub(at));
        let is_near = |voice: &&Voice| {
            let inside = first < voice.at && voice.at < last;
            let opens = voice.at == first;
            voice.how != "by" && !inside && (opens || distance(voice.at) <= QUOTE_REACH)
        };
        let sentences = self.number(first).saturating_sub(1)
            ..self.page.sentences.len().min(self.number(last - 1) + 2);
        let near: Vec<Voice> =
            sentences.flat_map(|n| self.own(n).iter().filter(is_near).copied()).collect();
        let far = |at: usize| distance(at) + if at >= last { 0 } else { OBJECT_REACH };
        let best = near.iter().map(|v| v.at).min_by_key(|&at| far(at));
        let best = near.iter().filter(|v| Some(v.at) == best);
        best.map(|v| Voice { how: "quote", first, last, ..*v }).collect()
    }

    /// The sentence of a token.
    fn number(&self, token: usize) -> usize {
        self.page.sentences.partition_point(|s| s.first <= token).saturating_sub(1)
    }
}

/// The quotation marks of a text, each with its place.
fn marks(text: &[char]) -> impl Iterator<Item = (usize, char)> + '_ {
    let is_mark = |c: char| matches!(c, '«' | '“' | '»' | '”' | '"');
    // Most stretches have none, which is told of all their characters at once.
    let stretches = text.chunks(STRETCH).enumerate();
    let marked =
        stretches.filter(move |(_, some)| some.iter().fold(false, |any, &c| any | is_mark(c)));
    let each = marked.flat_map(|(number, some)| (number * STRETCH..).zip(some.iter().copied()));
    each.filter(move |(_, c)| is_mark(*c))
}

/// True where a verb of speech begins at a word or within a few.
fn says(sentence: &Sentence, at: usize, reach: usize) -> bool {
    sentence.cues.iter().any(|cue| {
        matches!(cue.kind, "speech" | "vow" | "remark") && at <= cue.first && cue.first < at + reach
    })
}

/// Give each quantity of a page the voices that say it, in place.
pub fn voices_of(page: &mut Page) {
    let speech = Speech::new(page);
    let found: Vec<Vec<Voice>> = page.quantities.iter().map(|q| speech.heard(q)).collect();
    for (placed, voices) in page.quantities.iter_mut().zip(found) {
        placed.voices = voices;
    }
}
