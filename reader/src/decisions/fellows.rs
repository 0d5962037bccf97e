//! Who answers a question along with the one that answers it best.
//!
//! The members of one enumeration go together, as do the founders of a joint venture; besides, an
//! answer nearly as good as the best is one too.

use std::sync::OnceLock;

use crate::base::lexicon::lexicon;
use crate::base::{Set, Str};
use crate::claim::{Measure, Role};
use crate::decisions::earlier::Answer;
use crate::decisions::questions::{Question, BENEFICIARY, INVESTOR, PLACE};
use crate::decisions::weights::{millionths, WHO};
use crate::figures::around::{Scene, Scenes, HINT};
use crate::mentions::model::{Mention, DESCRIPTION, NAME};
use crate::page::model::Page;

/// Sentences to the enumeration in which one who is not named beside the figure is named.
const FELLOW_REACH: usize = 4;
/// Sentences after a figure in which the founders of the venture that it speaks of may be told.
const JOINED_AFTER: usize = 2;

struct Lists {
    /// How much less than the best another answer may weigh to be one as well.
    margin: [i64; 5],
    /// The same for members of one enumeration, which share their part.
    fellow_margin: i64,
    /// The same where the question is who pays: a round tells its backers in one breath.
    fellow_payer_margin: i64,
    /// How much more than "nobody" another answer must weigh.
    certainty: i64,
    /// Words of a sentence whose parties go together from then on, all words of one needed.
    joint: Vec<Vec<Set>>,
    /// The first word of each.
    joint_first: Set,
    respectively: Set,
}

fn lists() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| {
        let all = lexicon();
        let each = |name: &str| all.get(&format!("decisions.fellows.{name}"));
        let margins = each("_MARGIN").rows();
        let margin = |question: &Str| {
            let found = margins.iter().find(|(key, _)| key.text() == *question);
            found.map_or(millionths(0.0), |(_, margin)| margin.int())
        };
        let alone = |word: String| Set::new(all, &[word]);
        let joint = each("_JOINT").items().iter();
        let firsts: Vec<String> =
            joint.clone().filter_map(|words| words.texts().into_iter().next()).collect();
        Lists {
            margin: WHO.map(|question| margin(&question)),
            fellow_margin: each("_FELLOW_MARGIN").int(),
            fellow_payer_margin: each("_FELLOW_PAYER_MARGIN").int(),
            certainty: each("_CERTAINTY").int(),
            joint: joint.map(|words| words.texts().into_iter().map(alone).collect()).collect(),
            joint_first: Set::new(all, &firsts),
            respectively: all.set("decisions.fellows._RESPECTIVELY"),
        }
    })
}

/// The fellows of the best answer in an enumeration, and those nearly as good.
pub fn as_good(
    scores: &[(usize, i64)],
    best: (usize, i64),
    nothing: i64,
    role: Role,
    question: &Question,
) -> Vec<usize> {
    let known = lists();
    let ((best, top), name, scene) = (best, question.number, question.asked.scene);
    let is_payer = name == INVESTOR;
    let margin = if is_payer { known.fellow_payer_margin } else { known.fellow_margin };
    let is_rival = |&&(n, score): &&(usize, i64)| top - score < margin && n != best;
    if !scores.iter().any(|score| is_rival(&score)) {
        return Vec::new();
    }
    let reach = if name == BENEFICIARY {
        0
    } else if role.is_pledged() {
        FELLOW_REACH
    } else {
        // "At Varlay, Ostel and Dole. Together they will have 3 GW."
        usize::from(name == PLACE)
    };
    let allied = fellows(question.asked.cx, scene, best, reach);
    // Two whom earlier sentences name apart do not pay together: one of them does.
    let must_be_named = is_payer && !scene.names(best);
    let is_good = |&&(n, score): &&(usize, i64)| {
        let near = !must_be_named || scene.names(n);
        let close = top - score < known.margin[name] && score - nothing > known.certainty;
        allied.contains(&n) || (near && close)
    };
    scores.iter().filter(is_rival).filter(is_good).map(|(n, _)| *n).collect()
}

/// Members of the enumeration that names an entity: here, or else in the nearest sentence.
fn fellows(cx: &Scenes, scene: &Scene, best: usize, reach: usize) -> Vec<usize> {
    let (page, mine) = (cx.page, scene.number);
    let nearest;
    let mentions: &[usize] = match scene.mentions_of(best) {
        mentions @ [_, ..] => mentions,
        [] => {
            let all = page.entities[best].mentions.iter();
            let gap = |mention: &usize| page.mentions[*mention].sentence.abs_diff(mine);
            let Some(&near) = all.min_by_key(|mention| gap(mention)) else { return Vec::new() };
            if gap(&near) > reach {
                return Vec::new();
            }
            nearest = [near];
            &nearest
        }
    };
    let is_fellow = |other: &Mention| mentions.iter().any(|&m| page.mentions[m].span == other.span);
    let mut sentences: Vec<usize> = mentions.iter().map(|&m| page.mentions[m].sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let others = sentences.into_iter().flat_map(|sentence| page.mentions_in(sentence));
    others.filter(|(_, other)| is_fellow(other)).filter_map(|(_, other)| other.entity).collect()
}

/// Those who paid together with the one just found, where it is merely carried on.
pub fn partners(
    cx: &Scenes,
    quantity: usize,
    best: usize,
    scores: &[(usize, i64)],
    last: Option<&Answer>,
) -> Vec<usize> {
    let Some(last) = last else { return Vec::new() };
    let paid = |number: usize| last.entities.binary_search(&number).is_ok();
    if !paid(best) {
        return Vec::new();
    }
    let is_money = cx.page.quantities[quantity].quantity.measure == Measure::Money;
    // A sum may be one partner's share; the size of a campus is that of all who build it.
    let ties = cx.around(quantity).relations_of(best);
    let is_tied = ties.iter().any(|name| is_money || !name.starts_with(HINT));
    if is_tied || is_named_alone(cx.page, quantity, best, last) {
        return Vec::new();
    }
    scores.iter().map(|(number, _)| *number).filter(|&n| n != best && paid(n)).collect()
}

/// Of several who pay several sums "respectively", the one whose turn it is.
pub fn respective(cx: &Scenes, quantity: usize, chosen: Vec<usize>) -> Vec<usize> {
    let page = cx.page;
    let (sentence, scene) = (page.sentence_of(quantity), cx.of(page.quantities[quantity].sentence));
    let is_told = || page.words.any(sentence.first..sentence.last, &lists().respectively);
    if chosen.len() < 2 || !is_told() {
        return chosen;
    }
    let measure = |number: usize| page.quantities[number].quantity.measure;
    let mut row = sentence.quantities.iter().filter(|&&q| measure(q) == measure(quantity));
    let several = row.clone().count();
    let mut here: Vec<usize> = chosen.iter().copied().filter(|&n| scene.names(n)).collect();
    if several != chosen.len() || here.len() != chosen.len() {
        return chosen;
    }
    here.sort_by_key(|number| page.mentions[scene.mentions_of(*number)[0]].first);
    match row.position(|&each| each == quantity).and_then(|at| here.get(at)) {
        Some(&turn) => vec![turn],
        None => chosen,
    }
}

/// True where the text has named one of those who paid since, and without the others.
///
/// Not where it only speaks: "indique Norvane dans un communiqué".
fn is_named_alone(page: &Page, quantity: usize, best: usize, last: &Answer) -> bool {
    let placed = &page.quantities[quantity];
    let mentions = page.entities[best].mentions.iter().map(|&m| &page.mentions[m]);
    let since = mentions.rev().find(|m| m.sentence > last.sentence && m.first < placed.first);
    let Some(since) = since else { return false };
    if since.form != NAME || speaks(page, since) {
        return false;
    }
    let is_here = |sentence: usize| sentence == since.sentence || sentence == placed.sentence;
    let others = last.entities.iter().filter(|&&number| number != best);
    let mut told = others.flat_map(|&number| page.entities[number].mentions.iter());
    !told.any(|&m| is_here(page.mentions[m].sentence))
}

/// True where a verb of speech stands beside a name.
fn speaks(page: &Page, mention: &Mention) -> bool {
    page.sentences[mention.sentence].cues.iter().any(|cue| {
        matches!(cue.kind, "speech" | "say")
            && (matches!(mention.first.checked_sub(cue.last), Some(0 | 1))
                || matches!(cue.first.checked_sub(mention.last), Some(0 | 1)))
    })
}

/// Those who founded a joint venture with the one that another sentence names.
///
/// "Alpha, Beta and Gamma team up in a joint venture." What the project then costs is theirs,
/// though the sentence of the figure names nobody. So too where who they are is told right after:
/// "The venture, which unites Beta and Gamma around the fund, …".
pub fn allies(cx: &Scenes, quantity: usize, best: usize) -> Vec<usize> {
    let (page, placed) = (cx.page, &cx.page.quantities[quantity]);
    if cx.of(placed.sentence).names(best) {
        return Vec::new();
    }
    let mentions = || page.entities[best].mentions.iter().map(|&m| &page.mentions[m]);
    let told = mentions().rev().find(|m| m.last <= placed.first && m.form == NAME);
    if let Some(mention) = told.filter(|mention| joins(page, mention)) {
        return founders(page, mention.sentence, mention.span, best);
    }
    let mine = placed.sentence;
    for mention in mentions() {
        let after = mine < mention.sentence && mention.sentence <= mine + JOINED_AFTER;
        if after && mention.form == DESCRIPTION && joins(page, mention) {
            for (_, other) in page.mentions_in(mention.sentence) {
                if other.kind == "party" && other.span != (other.first, other.last) {
                    return founders(page, mention.sentence, other.span, best);
                }
            }
        }
    }
    Vec::new()
}

/// True where the sentence of a mention tells of a joint venture.
fn joins(page: &Page, mention: &Mention) -> bool {
    let sentence = &page.sentences[mention.sentence];
    let (has, known) = (|word: &Set| page.words.any(sentence.first..sentence.last, word), lists());
    has(&known.joint_first) && known.joint.iter().any(|joint| joint.iter().all(has))
}

/// Numbers of the members of an enumeration, without the one that they are allied to.
fn founders(page: &Page, sentence: usize, span: (usize, usize), best: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for (_, mention) in page.mentions_in(sentence) {
        if let Some(number) = mention.entity.filter(|_| mention.span == span) {
            if number != best && !found.contains(&number) {
                found.push(number);
            }
        }
    }
    found
}
