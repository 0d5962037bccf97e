//! Which mentions are members of one enumeration: "MGX, Oracle et SoftBank".

use std::ops::Range;
use std::sync::OnceLock;

use crate::base::chars::{first, is_digit};
use crate::base::lexicon::{lexicon, Lexicon};
use crate::base::{FastMap, Set, Words};
use crate::mentions::localities::is_seat;
use crate::mentions::model::{Mention, DESCRIPTION, NAME};
use crate::syntax::clauses::preposition;

const LONGEST_GLOSS: usize = 4;
const LONGEST_ASIDE: usize = 14;
const LONGEST_BRACKET: usize = 8;
const LONGEST_LINK: usize = 5;
const PAIR: usize = 2;

struct Lists {
    links: Set,
    place_links: Set,
    /// Links between a party and a place.
    links_at: Set,
    /// What stands between members that are glossed: "Varlay, near Dole; Norvane; and Ostel".
    apart: Set,
    joining: Set,
    conjunctions: Set,
    /// Words that open a gloss on the place before them: "Varlay, near Dole, Norvane and Ostel".
    near: Set,
    gloss_ends: Set,
    last: Set,
    /// Words that open what is told of a member, and no further one.
    glossing: Set,
    breaks: Set,
    unions: Set,
    articles: Set,
    /// Words between a union and its members.
    formed: Set,
    lenders: Set,
    /// Words in the names of public bodies, which are of a country rather than from it.
    bodies: Set,
    shares: Set,
    tied: Vec<String>,
    /// Words between the leader of a round and those who follow.
    joined: Vec<Vec<String>>,
    /// Those that no gloss holds.
    joined_long: Vec<Vec<String>>,
    apposition_ends: Set,
}

/// The tuples of words of a constant.
pub(super) fn phrases(all: &Lexicon, name: &str) -> Vec<Vec<String>> {
    all.get(name).items().iter().map(|each| each.texts()).collect()
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let of = |name: &str| all.set(&format!("mentions.enumerations.{name}"));
        Lists {
            links: of("_LINKS"),
            place_links: of("_PLACE_LINKS"),
            links_at: of("_LINKS").or(&of("_AT")),
            apart: of("_APART"),
            joining: of("_JOINING"),
            conjunctions: of("_CONJUNCTIONS"),
            near: of("_NEAR"),
            gloss_ends: of("_GLOSS_ENDS"),
            last: of("_LAST"),
            glossing: of("_GLOSSING"),
            breaks: of("_BREAKS"),
            unions: of("_UNIONS"),
            articles: of("_ARTICLES"),
            formed: of("_FORMED"),
            lenders: of("_LENDERS"),
            bodies: of("_BODIES"),
            shares: of("_SHARES"),
            tied: all.list("mentions.enumerations._TIED"),
            joined: phrases(all, "mentions.enumerations._JOINED"),
            joined_long: phrases(all, "mentions.enumerations._JOINED_LONG"),
            apposition_ends: of("_APPOSITION_ENDS"),
        }
    })
}

/// True where a list holds all words of a span, which may be empty: `set.issuperset(words[a:b])`.
pub(super) fn all_in(words: &Words, span: Range<usize>, set: &Set) -> bool {
    (span.start..span.end.min(words.len())).all(|at| words.has(at, set))
}

/// Gives the members of an enumeration the span of the whole of it, in place.
///
/// A description that the enumeration only spells out is left out, and its place in the sentence
/// is that of the members: "three local banks, Norvane, Orlac and Tessaly".
pub fn enumerate_mentions(mentions: &mut Vec<Mention>, words: &Words) {
    let mut run: Vec<usize> = Vec::new();
    let mut end = 0; // of the run's last member, with the gloss on it
    let mut owner: Option<(usize, usize)> = None;
    for at in 0..mentions.len() {
        let (first, last) = (mentions[at].first, mentions[at].last);
        if let Some(past) = run.last().and_then(|&run| passed(mentions, run, at, end, words)) {
            mentions[at].span = (first, last);
            end = past;
            continue;
        }
        let mention = &mentions[at];
        if owns(mention, words) || is_adjective(mention, mentions.get(at + 1), words) {
            // "Aker and Britain's Nscale", "Orlac et l'allemand Norvane": the country is no member.
            mentions[at].span = (first, last);
            owner = Some((first, last));
            continue;
        }
        let begin = match owner {
            Some((begin, till)) if first == till || first == till + 1 => begin,
            _ => first,
        };
        let linked = run.last().is_some_and(|&before| {
            let left = &mentions[before];
            is_linked(left, mention, words, end..begin, end > left.last)
        });
        if linked {
            run.push(at);
        } else {
            close(mentions, &run, words);
            run.clear();
            run.push(at);
        }
        end = match past_gloss(mentions, at, words) {
            0 => past_share(words, last),
            past => past,
        };
    }
    close(mentions, &run, words);
    spell_out(mentions, words);
    take_origins_in(mentions, words);
}

/// The end of a run where a mention only tells of its last member.
fn passed(mentions: &[Mention], run: usize, at: usize, end: usize, words: &Words) -> Option<usize> {
    let (left, mention) = (&mentions[run], &mentions[at]);
    if left.last <= mention.first && mention.first < end {
        return Some(end); // in the gloss on the run's last member
    }
    if is_seat(left, mention) {
        // "le département de la Marne et la ville de Reims" are two, and neither a place.
        return Some(mention.last);
    }
    if end == left.last && is_gloss(left, mention, words) {
        return Some(mention.last + usize::from(words.is(mention.last, ")")));
    }
    None
}

/// Lets an enumeration begin with the country that its first member is from.
fn take_origins_in(mentions: &mut [Mention], words: &Words) {
    let mut led: FastMap<(usize, usize), usize> = FastMap::default();
    for pair in mentions.windows(2) {
        let (before, mention) = (&pair[0], &pair[1]);
        if mention.span.0 == mention.first && is_origin(before, Some(mention), words) {
            led.insert(mention.span, before.first);
        }
    }
    if !led.is_empty() {
        for mention in mentions {
            if let Some(&begin) = led.get(&mention.span) {
                mention.span.0 = begin;
            }
        }
    }
}

/// The end of a gloss on a member: "Norvane, fonds basé à Oslo ; Telis, banque ; et Orlac".
fn past_gloss(mentions: &[Mention], number: usize, words: &Words) -> usize {
    let known = lists();
    let mention = &mentions[number];
    let opens = if mention.kind == "party" { words.get(mention.last) } else { "" };
    if opens == "(" {
        return past_bracket(words, mention.last);
    }
    if opens != "," {
        return 0;
    }
    let rest = &mentions[number + 1..];
    let Some(after) = rest.iter().find(|m| m.first > mention.last) else { return 0 };
    if after.form == NAME && all_in(words, mention.last..after.first, &known.links) {
        return 0; // the next member
    }
    for at in mention.last + 1..(mention.last + LONGEST_ASIDE).min(words.len()) {
        let joins = |phrase: &Vec<String>| is_phrase(words, at + 1, phrase);
        let word = words.get(at);
        if word == "," && known.joined_long.iter().any(joins) {
            return at;
        }
        if word == ","
            && words.has(at + 1, &known.last)
            && words.has(mention.last + 1, &known.glossing)
        {
            return at; // "Norvane, a company owned by Telis, and Orlac"
        }
        if word == ";" {
            let near = |m: &&Mention| at < m.first && m.first <= at + LONGEST_LINK;
            let goes_on = rest
                .iter()
                .take_while(|m| m.first <= at + LONGEST_LINK)
                .filter(near)
                .any(|m| m.kind == "party" && all_in(words, at + 1..m.first, &known.links));
            return if goes_on { at } else { 0 };
        }
        if words.has(at, &known.breaks) {
            return 0;
        }
    }
    0
}

/// True where the words from one on are those of a phrase.
pub(super) fn is_phrase(words: &Words, at: usize, phrase: &[String]) -> bool {
    at + phrase.len() <= words.len() && phrase.iter().enumerate().all(|(i, w)| words.is(at + i, w))
}

/// The end of what a bracket tells of a member: "Norvane (qui détient Telis), Orlac".
fn past_bracket(words: &Words, at: usize) -> usize {
    let Some(close) = words.span(at..at + LONGEST_BRACKET).position(|word| word == ")") else {
        return 0;
    };
    if words.span(at..at + close).any(|word| is_digit(first(word))) {
        return 0; // "Norvane (3 M€) et Telis (2 M€)": each has its own
    }
    at + close + 1
}

/// The end of a gloss that tells a member's share: "Norvane (40 %), Telis (35 %) et Orlac".
fn past_share(words: &Words, at: usize) -> usize {
    let gloss = at..at + LONGEST_GLOSS + 1;
    if !words.is(at, "(") || !words.any(gloss.clone(), &lists().shares) {
        return at;
    }
    match words.span(gloss).position(|word| word == ")") {
        Some(close) => at + close + 1,
        None => at,
    }
}

/// True for the country in "l'allemand Norvane" and "Norway's Norvane": whence a party is.
pub fn is_origin(mention: &Mention, after: Option<&Mention>, words: &Words) -> bool {
    if is_adjective(mention, after, words) {
        return true;
    }
    match after {
        Some(after) if after.kind == "party" && after.form != DESCRIPTION => {
            let beside = owns(mention, words) && after.first == mention.last + 1;
            beside && !words.any(after.first..after.last, &lists().bodies)
        }
        _ => false,
    }
}

fn owns(mention: &Mention, words: &Words) -> bool {
    mention.kind == "place" && words.is(mention.last, "'s")
}

/// True for the country in "l'allemand Norvane", "Qatar state-backed investor Norvane".
fn is_adjective(mention: &Mention, after: Option<&Mention>, words: &Words) -> bool {
    let after = match after {
        Some(after) if after.kind == "party" && after.form != DESCRIPTION => after,
        _ => return false,
    };
    if mention.noun == "demonym" {
        return after.first == mention.last;
    }
    let beside = matches!(mention.kind, "state" | "place")
        && (mention.last..=mention.last + PAIR).contains(&after.first);
    beside && lists().tied.iter().any(|end| words.get(mention.last).ends_with(end.as_str()))
}

/// Puts enumerations in the place of the plurals that they spell out.
fn spell_out(mentions: &mut Vec<Mention>, words: &Words) {
    let mut told: Vec<usize> = Vec::new();
    for at in 1..mentions.len() {
        let (before, mention) = (&mentions[at - 1], &mentions[at]);
        let (first, last) = mention.span;
        if before.form == DESCRIPTION
            && before.kind == "party"
            && mention.kind == "party"
            && before.party.is_none()
            && first == mention.first
            && (last > mention.last || is_lead(words, before.last, first))
            && (is_plural(before, first, last, words) || is_union(before, first, words))
            && !is_apposed_union(before, words)
        {
            told.push(at - 1);
            let begin = before.first;
            for member in mentions.iter_mut().filter(|each| each.span == (first, last)) {
                member.span = (begin, last);
            }
        }
    }
    if !told.is_empty() {
        let mut at = 0;
        mentions.retain(|_| {
            at += 1;
            told.binary_search(&(at - 1)).is_err()
        });
    }
}

/// True for "a group of banks led by Norvane", which stands for them all.
fn is_lead(words: &Words, after: usize, first: usize) -> bool {
    first > 1
        && matches!(words.get(first - 2), "led" | "mené")
        && words.any(after..first, &lists().lenders)
}

/// True for "three local banks, Norvane, Orlac and Tessaly".
fn is_plural(before: &Mention, first: usize, last: usize, words: &Words) -> bool {
    let beside = words.get(before.head).ends_with(['s', 'x']) && first == before.last + 1;
    beside && closes(words, words.get(before.last), last)
}

/// True for "un consortium formé de Norvane et Telis", "a joint venture between X and Y".
fn is_union(before: &Mention, first: usize, words: &Words) -> bool {
    let between = before.last..first;
    // "Selon le groupe, Norvane et Telis …": a comma alone forms nothing.
    words.has(before.head, &lists().unions)
        && all_in(words, between.clone(), &lists().formed)
        && words.span(between).any(|word| word != ",")
}

/// True for "Norvane, the joint venture of Telis and Orlac, will build": it acts, not they.
pub fn is_apposed_union(before: &Mention, words: &Words) -> bool {
    before.first > 2
        && words.has(before.first - 1, &lists().articles)
        && words.is(before.first - 2, ",")
        && words.has(before.head, &lists().unions)
}

/// True where an enumeration after such a mark is an apposition: after a comma it must end.
fn closes(words: &Words, mark: &str, last: usize) -> bool {
    let ends = last >= words.len() || words.has(last, &lists().apposition_ends);
    mark == ":" || (mark == "," && ends)
}

fn close(mentions: &mut [Mention], run: &[usize], words: &Words) {
    let (Some(&opening), Some(&closing)) = (run.first(), run.last()) else { return };
    let apart = |mention: &mut Mention| mention.span = (mention.first, mention.last);
    if run.len() == PAIR && mentions[opening].kind != "place" {
        // "Selon A, B investira" and "A, le groupe de B, investira" name no two together: of two,
        // a comma alone makes no enumeration.
        let between = mentions[opening].last..mentions[closing].first;
        if !words.any(between, &lists().conjunctions) {
            run.iter().for_each(|&member| apart(&mut mentions[member]));
            return;
        }
    }
    let mut run = run;
    if run.len() > PAIR
        && words.is(mentions[opening].last, ",")
        && preposition(words, mentions[opening].first, 0) == "say"
    {
        // "Selon A, B et C investiront": who says it is not one of those who do it.
        apart(&mut mentions[opening]);
        run = &run[1..];
    }
    let whole = (mentions[run[0]].first, mentions[closing].last);
    for &member in run {
        mentions[member].span = whole;
    }
}

fn may_pay(mention: &Mention) -> bool {
    if mention.kind == "place" {
        return matches!(mention.noun, "country" | "metonym");
    }
    matches!(mention.kind, "party" | "state" | "person" | "media")
}

/// True for the Somme of "Le Bosquel, in the Somme, and Bouchain": it says where one is.
fn is_gloss(left: &Mention, right: &Mention, words: &Words) -> bool {
    let start = left.last + 1;
    if left.kind != "place" || right.kind != "place" {
        return false;
    }
    if !matches!(words.get(left.last), "," | "(") {
        return false;
    }
    if !(start < right.first && right.first <= start + LONGEST_GLOSS) || right.last >= words.len() {
        return words.is(left.last, "(") && words.is(right.last, ")");
    }
    // "in the Aude, in the Gard and in the Var" are three, "Varlay, in the Aude, and Ostel" two.
    let is_of_region = words.is(start, "in")
        && words.is(start + 1, "the")
        && !words.span(left.first.saturating_sub(2)..left.first).any(|word| word == "in");
    (words.has(start, &lists().near) || is_of_region) && words.has(right.last, &lists().gloss_ends)
}

/// True where only words of enumerating stand between two mentions.
fn is_linked(
    left: &Mention,
    right: &Mention,
    words: &Words,
    between: Range<usize>,
    is_glossed: bool,
) -> bool {
    let known = lists();
    if !(1..=LONGEST_LINK).contains(&between.end.saturating_sub(between.start)) {
        return false;
    }
    if words.span(between.start..between.end - 1).any(|word| word == "filiale") {
        return false; // "Norvane, filiale de Telis" names one who acts, and not two
    }
    if may_pay(right) && is_joined(words, between.clone()) {
        return left.kind == right.kind;
    }
    if left.kind != right.kind && !(may_pay(left) && may_pay(right)) {
        return false;
    }
    if (left.kind == "place") != (right.kind == "place") {
        // "EuroHPC et l'Allemagne" pay together; "Norvane, France" does not.
        return all_in(words, between.clone(), &known.links_at)
            && words.any(between, &known.conjunctions);
    }
    let links = if left.kind == "place" { &known.place_links } else { &known.links };
    let is_link = |at: usize| words.has(at, links) || (is_glossed && words.has(at, &known.apart));
    between.clone().all(is_link)
        && (words.any(between.clone(), &known.joining) || words.any(between, &known.apart))
}

/// True for "joined by", commas and a last article aside.
fn is_joined(words: &Words, between: Range<usize>) -> bool {
    let mut told = [""; LONGEST_LINK];
    let mut count = 0;
    for word in words.span(between.clone()).filter(|word| *word != ",").take(LONGEST_LINK) {
        told[count] = word;
        count += 1;
    }
    let last = between.rev().find(|&at| !words.is(at, ","));
    if last.is_some_and(|at| words.has(at, &lists().articles)) {
        count -= 1;
    }
    lists().joined.iter().any(|phrase| phrase[..] == told[..count])
}
