//! Who does what with a quantity, as far as word order tells: subject, agent, owner, receiver.
//!
//! No parser, but the few patterns that the press uses for money, read off the order of mentions,
//! verbs of paying or receiving, and prepositions. Each pattern is one strong feature for the
//! decisions.

use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{Set, Stems, Str, Words};
use crate::claim::Measure;
use crate::memo;
use crate::mentions::enumerations::is_origin;
use crate::mentions::model::Mention;
use crate::page::following::right;
use crate::page::model::{Page, PlacedQuantity, Sentence, Voice};
use crate::page::orders::{orders, supplies};
use crate::page::owners::{
    approvers, gap, owners, owners_beside, parents, partners, projects_of, Relations,
};
use crate::page::receivers::{given, is_dative, is_parted, is_passive, receivers};
use crate::page::venues::{nationality, seats};
use crate::page::verbs::{governing_verb, members_of, subject_after, subject_before};
use crate::syntax::clauses::{self, preposition};
use crate::syntax::cues::Cue;

/// Words between a verb of receiving and the sum that it receives.
const DIRECT: isize = 2;
/// Words between a sum and the round that it is of: "3 milliards d'obligations vertes".
const ISSUE_REACH: usize = 6;
/// Words after a quantity within which its verb stands.
const NEAR: isize = 4;

struct Lists {
    /// Relations within the sentence beside which those of other sentences count for nothing.
    paid_for: Stems,
    /// Those of other sentences that count none the less: of what is built, where, and for whom.
    always: Stems,
    /// Those that count for nothing where the sentence itself says who receives.
    aside: Stems,
    aims: Set,
    asides: Set,
    /// How verbs begin whose subject has others pay his bonds or his shares.
    issuing: Stems,
    issues: Set,
    joined: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let of = |name: &str| lexicon().set(&format!("page.grammar.{name}"));
        let list = |name: &str| lexicon().list(&format!("page.grammar.{name}"));
        let joined = lexicon().get("page.grammar._JOINED").items().iter();
        let joined: Vec<String> = joined.flat_map(|each| each.texts()).collect();
        Lists {
            paid_for: Stems::new(&list("_PAID_FOR")),
            always: Stems::new(&list("_ALWAYS")),
            aside: Stems::new(&list("_ASIDE")),
            aims: of("_AIMS"),
            asides: of("_ASIDES"),
            issuing: Stems::new(&list("_ISSUING")),
            issues: of("_ISSUES"),
            joined: Set::new(lexicon(), &joined),
        }
    })
}

fn is_party(mention: &Mention) -> bool {
    matches!(mention.kind, "party" | "state" | "person" | "media" | "pronoun" | "place")
}

/// Mentions that stand in a known relation to a quantity, most of them in its sentence.
pub fn relations(page: &Page, placed: &PlacedQuantity, left_clause: usize) -> Relations {
    let (sentence, known) = (&page.sentences[placed.sentence], lists());
    let verb = governing_verb(page, placed, sentence);
    let mut found = Relations::new();
    told(page, placed, left_clause, verb.as_ref(), &mut found);
    let count = found.len();
    seats(page, sentence, &mut found);
    if sentence.mentions.iter().any(|&m| page.mentions[m].noun == "demonym") {
        for &each in &sentence.quantities {
            let own = each == placed.number;
            let name = if own { "~nationality" } else { "~another's-nationality" };
            let named = nationality(page, &page.quantities[each]);
            found.extend(named.into_iter().map(|mention| (mention, name)));
        }
    }
    let told = &found[..count];
    let paid_for = told.iter().any(|(_, name)| known.paid_for.begin(name));
    let gets = told.iter().any(|(_, name)| *name == "gets");
    let themes = placed.themes.iter().filter(|(_, name)| {
        if paid_for {
            known.always.begin(name)
        } else {
            !gets || !known.aside.begin(name)
        }
    });
    let themes: Relations = themes.copied().collect();
    found.extend(themes);
    speakers(page, placed, count, verb.as_ref(), &mut found);
    found
}

/// Who says the quantity, and whether it is their own money, of which the first `count` tell.
fn speakers(
    page: &Page,
    placed: &PlacedQuantity,
    count: usize,
    verb: Option<&Cue>,
    found: &mut Relations,
) {
    for (i, voice) in placed.voices.iter().enumerate() {
        let Some(entity) = page.mentions[voice.mention].entity else { continue };
        let kind = page.entities[entity].kind;
        let pays = |(m, name): &(usize, Str)| {
            page.mentions[*m].entity == Some(entity)
                && (name.starts_with("subject:pay") || name.starts_with("owner"))
        };
        let mut tail = "";
        let is_payer = matches!(kind, "party" | "state" | "place" | "pronoun");
        if is_payer && found[..count].iter().any(pays) {
            // "Amazon said it would invest", as against "Microsoft confirmed its plan".
            let itself = verb.is_some_and(|verb| (verb.first..verb.last).contains(&voice.at));
            tail = if itself { "-object" } else { "-own" };
        } else if i > 0 && voice.at != placed.voices[0].at && voice.how != "report" {
            tail = "/";
        } else if is_parted_by_semicolon(&page.words, placed, voice) {
            tail = ";";
        }
        found.push((voice.mention, speaker(voice.how, tail)));
        if tail.is_empty() {
            found.push((voice.mention, speaker(kind, "")));
            found.push((voice.mention, speaker_of(voice.how, kind, page.entities[entity].noun)));
        }
    }
}

fn is_parted_by_semicolon(words: &Words, placed: &PlacedQuantity, voice: &Voice) -> bool {
    (voice.at..placed.first).any(|at| words.is(at, ";"))
}

fn speaker(how: Str, tail: Str) -> Str {
    memo!((Str, Str) => Str, (how, tail), keep(&format!("speaker:{how}{tail}")))
}

fn speaker_of(how: Str, kind: Str, noun: Str) -> Str {
    memo!((Str, Str, Str) => Str, (how, kind, noun), {
        keep(&format!("speaker:{how}={kind}/{noun}"))
    })
}

/// Mentions of the quantity's sentence that stand in a known relation to it.
fn told(
    page: &Page,
    placed: &PlacedQuantity,
    left_clause: usize,
    verb: Option<&Cue>,
    found: &mut Relations,
) {
    let sentence = &page.sentences[placed.sentence];
    let named = sentence.mentions.iter().enumerate().filter(|(at, &number)| {
        let mention = &page.mentions[number];
        let after = || sentence.mentions.get(at + 1).map(|&after| &page.mentions[after]);
        is_party(mention) && mention.entity.is_some() && !is_origin(mention, after(), &page.words)
    });
    let parties: Vec<usize> = named.map(|(_, &number)| number).collect();
    if parties.is_empty() {
        return;
    }
    right(page, placed, &parties, found);
    let before = found.len();
    owners(page, placed, &parties, found);
    let owning = found[before..].iter().any(|(_, name)| *name == "owner0");
    owners_beside(page, placed, &parties, found);
    approvers(page, sentence, &parties, found);
    partners(page, &parties, found);
    parents(page, &parties, found);
    projects_of(page, placed, &parties, found);
    of_noun(page, placed, &parties, found);
    if placed.quantity.measure == Measure::Money {
        receivers(page, placed, &parties, found);
        orders(page, placed, &parties, found);
        if let Some(verb) = verb {
            given(page, placed, verb, &parties, found);
        }
    }
    let Some(verb) = verb else {
        label(page, placed, &parties, found);
        return;
    };
    let mut row = sentence.quantities.iter().map(|&q| &page.quantities[q]);
    if owning && row.any(|q| verb.last <= q.first && q.last <= placed.first) {
        // "Brookfield investira 20 milliards, MGX 50": the verb has another subject here.
        if let Some(subject) = subject_before(page, verb.first, &parties, sentence.first) {
            found.extend(members_of(page, subject, &parties).map(|m| (m, "another's:before")));
        }
        return;
    }
    clause(page, placed, left_clause, verb, &parties, found);
}

/// Subject and objects of the verb that a quantity belongs to.
fn clause(
    page: &Page,
    placed: &PlacedQuantity,
    left_clause: usize,
    verb: &Cue,
    parties: &[usize],
    found: &mut Relations,
) {
    let (words, sentence) = (&page.words, &page.sentences[placed.sentence]);
    let asides = asides(words, sentence);
    let is_aside = |m: &Mention| asides.contains(&m.span.0) || asides.contains(&m.first);
    let stays = |m: &usize| !is_aside(&page.mentions[*m]);
    let parties: Vec<usize> = parties.iter().copied().filter(stays).collect();
    let mut kind = if verb.kind == "give" { "pay" } else { verb.kind };
    if kind == "pay" && is_passive(page, verb) {
        kind = "paid"; // "Norvane was promised $3m": it is no payer
    } else if kind == "pay" && (issues(page, placed, verb) || supplies(page, verb, &parties)) {
        kind = "get"; // "Norvane announced a private placement of $3m", "will supply Telis with"
    }
    let after = if verb.first >= placed.last { subject_after(page, verb, &parties) } else { None };
    let subject = after.or_else(|| subject_before(page, verb.first, &parties, sentence.first));
    if let Some(subject) = subject {
        subjects(page, placed, left_clause, verb, (subject, kind), &parties, found);
    }
    objects(page, placed, verb, (subject, kind), &parties, found);
}

/// Who the subject of a verb is, and who acts beside him.
fn subjects(
    page: &Page,
    placed: &PlacedQuantity,
    left_clause: usize,
    verb: &Cue,
    (number, kind): (usize, Str),
    parties: &[usize],
    found: &mut Relations,
) {
    let (sentence, subject) = (&page.sentences[placed.sentence], &page.mentions[number]);
    let tells = tells(sentence, verb);
    let direct = verb.kind == "get" && (0..=DIRECT).contains(&gap(verb.last, placed.first));
    for member in members_of(page, number, parties) {
        if tells && matches!(page.mentions[member].kind, "person" | "media") {
            found.push((member, "subject:tell")); // a minister's announcement is not his own money
            continue;
        }
        found.push((member, subject_of(':', kind)));
        if subject.first < left_clause {
            found.push((member, subject_of('/', kind)));
        }
        if direct {
            found.push((member, "gets")); // "X touchera 85 M$", not "X obtained permission for …"
        }
    }
    for &number in parties {
        let mention = &page.mentions[number];
        let inside = subject.span.1 <= mention.first && mention.last <= verb.first;
        if inside && preposition(&page.words, mention.span.0, sentence.first) == "with" {
            found.push((number, subject_of('+', kind))); // "X, alongside Y, will invest"
        }
    }
}

/// Whom a verb is done to, or by.
fn objects(
    page: &Page,
    placed: &PlacedQuantity,
    verb: &Cue,
    (subject, kind): (Option<usize>, Str),
    parties: &[usize],
    found: &mut Relations,
) {
    let (words, floor) = (&page.words, page.sentences[placed.sentence].first);
    if kind == "paid" {
        for &number in parties {
            let mention = &page.mentions[number];
            if mention.first >= verb.last && preposition(words, mention.span.0, floor) == "by" {
                found.push((number, "right:by-pay")); // "was promised $3m by Ottawa"
            }
        }
    }
    if verb.first < placed.first {
        for &number in parties {
            let mention = &page.mentions[number];
            if (verb.last..placed.first).contains(&mention.first) {
                let governed = preposition(words, mention.span.0, floor);
                found.push((number, object_of(kind, governed)));
                if governed == "*" && kind != "get" && is_dative(page, verb, number, placed) {
                    found.push((number, "dative"));
                }
            }
        }
    } else if gap(placed.last, verb.first) <= NEAR {
        // "10 millions pour financer les entreprises"
        if verb.first > 0 && words.has(verb.first - 1, &lists().aims) {
            return;
        }
        for &number in parties {
            let start = page.mentions[number].span.0;
            if (0..=1).contains(&gap(verb.last, start))
                && matches!(preposition(words, start, verb.last), "^" | "*")
                && Some(number) != subject
            {
                found.push((number, "right:object")); // "5 millions rémunéreront X"
            }
        }
    }
}

fn subject_of(mark: char, kind: Str) -> Str {
    memo!((char, Str) => Str, (mark, kind), keep(&format!("subject{mark}{kind}")))
}

fn object_of(kind: Str, governed: Str) -> Str {
    memo!((Str, Str) => Str, (kind, governed), keep(&format!("object:{kind}:{governed}")))
}

/// Where who speaks in an aside is named: ", explique Norvane," governs nothing else.
fn asides(words: &Words, sentence: &Sentence) -> Vec<usize> {
    // Before the first word stands, as Python counts, the last one.
    let before = |at: usize| at.checked_sub(1).unwrap_or(words.len().saturating_sub(1));
    let cues = sentence.cues.iter().filter(|cue| cue.kind == "speech");
    cues.filter(|c| words.has(before(c.first), &lists().asides)).map(|c| c.last).collect()
}

/// True for who announces, places or seeks a round of his own: others pay it.
fn issues(page: &Page, placed: &PlacedQuantity, verb: &Cue) -> bool {
    let (words, known) = (&page.words, lists());
    if verb.first > placed.first || !known.issuing.begin(words.get(verb.first)) {
        return false;
    }
    let (low, high) =
        (verb.first.max(placed.first.saturating_sub(ISSUE_REACH)), placed.last + ISSUE_REACH);
    let joined = (placed.last..high).find(|&at| words.has(at, &known.joined));
    let near = low..joined.unwrap_or(high);
    page.sentences[placed.sentence].cues.iter().any(|cue| {
        cue.kind == "round"
            && near.contains(&cue.first)
            && words.has(cue.first, &known.issues)
            && !is_parted(page, placed, cue)
    })
}

fn tells(sentence: &Sentence, verb: &Cue) -> bool {
    let mut cues = sentence.cues.iter();
    cues.any(|c| c.first == verb.first && matches!(c.kind, "speech" | "vow"))
}

/// Who a noun of giving belongs or goes to: "le chèque de X", "a loan to X", "stake in X".
fn of_noun(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    let (words, sentence) = (&page.words, &page.sentences[placed.sentence]);
    if !sentence.cues.iter().any(|cue| cue.kind == "giving") {
        return;
    }
    let rest = &clauses::lists().rest;
    let rest = (placed.last..sentence.last).find(|&at| words.has(at, rest));
    let rest = rest.unwrap_or(sentence.last);
    let nouns = || sentence.cues.iter().filter(|c| c.kind == "giving" && c.first < rest);
    for &number in parties {
        let first = page.mentions[number].span.0;
        let governed = preposition(words, first, sentence.first);
        if !matches!(governed, "of" | "by" | "from" | "to" | "in" | "for") {
            continue;
        }
        for noun in nouns() {
            if (1..=3).contains(&gap(noun.last, first)) {
                found.push((number, giving_of(governed, "")));
                break;
            }
            let inside = noun.last <= placed.first && placed.last <= first;
            if inside && placed.first - noun.last <= 3 && first - placed.last <= 3 {
                let side = if first < placed.first { "L" } else { "R" };
                found.push((number, giving_of(governed, side)));
                break;
            }
        }
    }
}

fn giving_of(governed: Str, side: Str) -> Str {
    memo!((Str, Str) => Str, (governed, side), keep(&format!("giving:{governed}{side}")))
}

/// What opens the line where no verb governs the quantity.
fn label(page: &Page, placed: &PlacedQuantity, parties: &[usize], found: &mut Relations) {
    let first = &page.mentions[parties[0]];
    if first.last <= placed.first {
        let opens = gap(page.sentences[placed.sentence].first, first.first) <= 2;
        for member in members_of(page, parties[0], parties) {
            found.push((member, "label"));
            if opens {
                found.push((member, "label^"));
            }
        }
    }
}
