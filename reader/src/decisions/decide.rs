//! The decisions: what each quantity is, who pays and receives, where, when, and who says so.
//!
//! Every question is answered by weighing the features of its candidates with fitted tables
//! (`weights`); the weightiest feature is kept as the reason.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::base::{Features, Name, Str};
use crate::claim::{Measure, Purpose, Role, Stage};
use crate::decisions::choices::{Weighed, MONEY, OTHER, PURPOSE, STAGE};
use crate::decisions::earlier::{nobody, Answer, Earlier, Numbers};
use crate::decisions::features::{role_features, Given};
use crate::decisions::fellows::{allies, as_good, partners, respective};
use crate::decisions::finest::finest;
use crate::decisions::leanings::leanings;
use crate::decisions::nearby::Nearby;
use crate::decisions::questions::{
    is_put, Asked, Question, BENEFICIARY, INVESTOR, PLACE, PROJECT, SPEAKER,
};
use crate::decisions::shared::Shared;
use crate::decisions::threads::{Bound, Thread, Threads};
use crate::decisions::weighing::{Ballot, Beings};
use crate::decisions::weights::{probability, tables, Tables, UNIT, WHO};
use crate::figures::around::Scenes;
use crate::figures::draft::Draft;
use crate::mentions::assets::{is_field, is_umbrella};
use crate::page::model::Page;
use crate::parts::repeats::{settle_tellings, share, share_wholes};

/// The fields that the questions of `WHO` are answered in.
const FIELD_OF: [Str; 5] = ["investors", "beneficiaries", "projects", "places", "attributed_to"];

/// Roles of money that is always somebody's, if not in the same words.
fn is_of_somebody(role: Role) -> bool {
    matches!(role, Role::Valuation | Role::Turnover | Role::Assets)
}

/// Answer all questions for all quantities of a page, in order.
pub fn decide(cx: &Scenes) -> Vec<Draft> {
    let tables = tables();
    Decision::new(cx, &tables).drafts()
}

/// The questions put to one page, with what the answers so far are needed for.
pub(super) struct Decision<'s> {
    pub(super) cx: &'s Scenes<'s>,
    pub(super) page: &'s Page,
    pub(super) tables: &'s Tables,
    earlier: [Earlier; 5],
    threads: Threads,
    /// By sentence those who may answer there.
    nearby: Vec<Option<Rc<Nearby>>>,
    beings: Rc<Beings>,
    /// Room for the features of one candidate.
    parts: RefCell<Vec<Features>>,
    /// By entity what its name says of it as a thing that is built.
    wordings: Vec<OnceCell<Wording>>,
}

/// What a name says: that it is of a field ("l'IA"), that it stands for others ("le projet").
struct Wording {
    is_field: bool,
    is_umbrella: bool,
}

impl<'s> Decision<'s> {
    fn new(cx: &'s Scenes<'s>, tables: &'s Tables) -> Self {
        let page = cx.page;
        Self {
            cx,
            page,
            tables,
            earlier: [(); 5].map(|_| Earlier::new(page.entities.len(), page.quantities.len())),
            threads: Threads::default(),
            nearby: vec![None; cx.page.sentences.len()],
            beings: Rc::default(),
            parts: RefCell::default(),
            wordings: page.entities.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// All claims in the making, decided.
    fn drafts(&mut self) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = (0..self.page.quantities.len()).map(Draft::new).collect();
        let shared = Shared::new(self.page);
        let mut given: Vec<Given> = Vec::new();
        for draft in &mut drafts {
            self.what(draft, &given, &shared);
            given.push((draft.number, draft.role, draft.stage));
        }
        settle_tellings(self.cx, &mut drafts);
        for draft in &mut drafts {
            self.who(draft);
        }
        if drafts.len() < 2 {
            return drafts; // a lone figure is told once, and is a part of nothing
        }
        share(self.cx, &mut drafts);
        self.parts(&mut drafts);
        share_wholes(self.cx, &mut drafts, &self.page.sums);
        drafts
    }

    /// Who, for what, where, when, and who says so.
    fn who(&mut self, draft: &mut Draft) {
        let (asked, tables) = (self.asked(draft), self.tables);
        let beings = Rc::clone(&self.beings);
        let ballot = Ballot::new(&tables.who, &asked, &beings);
        self.parties(draft, &ballot);
        let projects = self.choose(draft, &ballot, PROJECT, None);
        let others = projects.into_iter().filter(|each| !draft.investors.contains(each));
        draft.projects = self.built(others.collect());
        let bound = self.bound(&asked);
        let places = self.choose(draft, &ballot, PLACE, Some(&bound));
        draft.places = finest(self.page, places, asked.around.sentence);
        draft.speakers = self.choose(draft, &ballot, SPEAKER, None);
        let end = self.when(draft, &asked, &bound);
        let thread = self.thread(&asked, end);
        self.threads.add(thread, asked.group);
    }

    fn asked(&mut self, draft: &Draft) -> Asked<'s> {
        let sentence = self.page.quantities[draft.number].sentence;
        let cx = self.cx;
        let nearby =
            self.nearby[sentence].get_or_insert_with(|| Rc::new(Nearby::new(cx, sentence)));
        Asked::new(cx, draft.number, draft.role, Rc::clone(nearby))
    }

    /// Role, stage and purpose.
    fn what(&self, draft: &mut Draft, given: &[Given], shared: &Shared) {
        let around = self.cx.around(draft.number);
        let features = role_features(self.cx, around, given, shared);
        let is_money = self.page.quantities[draft.number].quantity.measure == Measure::Money;
        let choice = if is_money { MONEY } else { OTHER };
        let weighed = self.tables.joint.weigh(features);
        let role = Role::of(self.answer(draft, "role", &weighed, choice, None));
        draft.role = role.unwrap_or(Role::Other);
        let scores = weighed.scores(choice);
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum = scores.iter().fold(0.0, |sum, score| sum + (score - top).max(-60.0).exp());
        draft.confidence = 1.0 / sum;
        let known = Some(shared.names.roles[draft.role as usize]);
        let stage = Stage::of(self.answer(draft, "stage", &weighed, STAGE, known));
        draft.stage = stage.unwrap_or(Stage::Announced);
        let purpose = Purpose::of(self.answer(draft, "purpose", &weighed, PURPOSE, known));
        draft.purpose = purpose.unwrap_or(Purpose::Other);
    }

    /// The weightiest answer to one of several choices, its reason kept.
    ///
    /// `more` is a feature that was not known when the others were weighed: the role.
    fn answer<'w>(
        &self,
        draft: &mut Draft,
        field: Str,
        weighed: &'w Weighed,
        choice: usize,
        more: Option<Name>,
    ) -> &'w str {
        let scores = weighed.scores(choice);
        let known = more.map(|name| (name, weighed.more(choice, name)));
        let score = |at: usize| scores[at] + known.as_ref().map_or(0.0, |(_, more)| more(at));
        let mut answer = 0;
        for at in 1..scores.len() {
            if score(at) > score(answer) {
                answer = at;
            }
        }
        let (mut feature, weight) = weighed.strongest(choice, answer);
        if let Some((name, more)) = known {
            if more(answer) > weight {
                feature = name;
            }
        }
        let spans = self.cx.around(draft.number).cue_spans.borrow();
        let tokens = spans.iter().find(|(name, _)| *name == feature).map(|(_, span)| *span);
        draft.because(field, feature, tokens);
        weighed.answer(choice, answer)
    }

    /// Who pays and who receives; who seems to do both does what more speaks for.
    fn parties(&mut self, draft: &mut Draft, ballot: &Ballot) {
        let asked = ballot.asked;
        let paying = Question::new(asked, INVESTOR, &self.earlier[INVESTOR], Vec::new(), None);
        let mut payers = Vec::new();
        if is_put(WHO[INVESTOR], draft.role) {
            payers = self.answers(draft, &paying, ballot, &[]);
        }
        let earlier = &self.earlier[BENEFICIARY];
        let receiving = Question::new(asked, BENEFICIARY, earlier, payers.clone(), None);
        let mut receivers = Vec::new();
        if is_put(WHO[BENEFICIARY], draft.role) {
            let backers = self.backers(draft);
            receivers = self.answers(draft, &receiving, ballot, &backers);
        }
        let does_both = |number: &usize| receiving.payers.binary_search(number).is_ok();
        if receivers.iter().any(does_both) {
            let gets =
                |number: &usize| ballot.lead(&receiving, *number) > ballot.lead(&paying, *number);
            receivers.retain(|number| !does_both(number) || gets(number));
            if receivers.iter().any(does_both) {
                payers = self.answers(draft, &paying, ballot, &receivers);
            }
        }
        if draft.role.is_pledged() {
            draft.confidence *= certainty(&paying, ballot, &receivers);
        }
        self.explain(draft, &paying, ballot, &payers);
        self.explain(draft, &receiving, ballot, &receivers);
        self.earlier[INVESTOR].add(self.answer_for(asked, &payers));
        self.earlier[BENEFICIARY].add(self.answer_for(asked, &receivers));
        draft.investors = payers;
        draft.beneficiaries = receivers;
    }

    /// Those who paid for the round that a sentence values somebody by: it is not they.
    fn backers(&self, draft: &Draft) -> Numbers {
        let mine = self.page.quantities[draft.number].sentence;
        match self.earlier[INVESTOR].last() {
            Some(last) if last.sentence == mine && draft.role == Role::Valuation => {
                Rc::clone(&last.entities)
            }
            _ => nobody(),
        }
    }

    /// What a quantity was answered with, for those after it.
    fn answer_for(&self, asked: &Asked, chosen: &[usize]) -> Answer {
        let entities = match chosen {
            [] => nobody(),
            [only] => Rc::from([*only]),
            several => {
                let mut sorted = several.to_vec();
                sorted.sort_unstable();
                sorted.dedup();
                Rc::from(sorted)
            }
        };
        Answer {
            sentence: asked.around.sentence,
            section: asked.section(),
            entities,
            group: asked.group_number,
        }
    }

    fn latest(&self, question: usize) -> Numbers {
        self.earlier[question].last().map_or_else(nobody, |last| Rc::clone(&last.entities))
    }

    /// What else the page tells of those who pay for a quantity, and of what it is for.
    fn bound(&self, asked: &Asked<'s>) -> Bound<'s> {
        let (who, what) = (self.latest(INVESTOR), self.latest(PROJECT));
        Bound::new(self.cx, asked.scene, who, what, &self.threads)
    }

    /// What the quantity just answered leaves to those after it.
    fn thread(&self, asked: &Asked, end: Option<usize>) -> Thread {
        Thread {
            payers: self.latest(INVESTOR),
            projects: self.latest(PROJECT),
            places: self.latest(PLACE),
            end,
            section: asked.section(),
            sentence: asked.around.sentence,
        }
    }

    /// The entities that answer a question best, if any answers it better than "none".
    fn choose(
        &mut self,
        draft: &mut Draft,
        ballot: &Ballot,
        number: usize,
        bound: Option<&Bound>,
    ) -> Vec<usize> {
        let mut chosen = Vec::new();
        if is_put(WHO[number], draft.role) {
            let earlier = &self.earlier[number];
            let question = Question::new(ballot.asked, number, earlier, Vec::new(), bound);
            chosen = self.answers(draft, &question, ballot, &[]);
            self.explain(draft, &question, ballot, &chosen);
        }
        let answer = self.answer_for(ballot.asked, &chosen);
        self.earlier[number].add(answer);
        chosen
    }

    /// Numbers of the entities whose scores are good enough, the best first.
    fn answers(
        &self,
        draft: &Draft,
        question: &Question,
        ballot: &Ballot,
        barred: &[usize],
    ) -> Vec<usize> {
        let kept: Vec<(usize, i64)>;
        let mut scores = ballot.scores(question);
        if !barred.is_empty() {
            kept = scores.iter().filter(|(n, _)| !barred.contains(n)).copied().collect();
            scores = &kept;
        }
        let Some(top) = scores.iter().map(|(_, score)| *score).max() else { return Vec::new() };
        let (name, known) = (question.number, leanings());
        let mut nothing = ballot.nothing(question) - known.who[name];
        if name == BENEFICIARY && is_of_somebody(draft.role) {
            nothing -= known.somebody;
        }
        let mut chosen = Vec::new();
        if top > nothing {
            let best = scores.iter().find(|(_, score)| *score == top).map_or(0, |(n, _)| *n);
            chosen.push(best);
            let fellows = as_good(scores, (best, top), nothing, draft.role, question);
            if !fellows.is_empty() {
                chosen.extend(fellows);
                let score = |number: usize| {
                    scores.binary_search_by_key(&number, |(n, _)| *n).map_or(top, |at| scores[at].1)
                };
                chosen.sort_by_key(|&number| {
                    let first = self.page.entities[number].mentions.first();
                    (score(number) < top, first.map_or(0, |&m| self.page.mentions[m].first))
                });
            }
        }
        if name == INVESTOR {
            if let [only] = chosen[..] {
                chosen.extend(partners(self.cx, draft.number, only, scores, question.last));
            }
            if let Some(&first) = chosen.first() {
                let founders = allies(self.cx, draft.number, first);
                if founders.is_empty() {
                    chosen = respective(self.cx, draft.number, chosen);
                } else {
                    chosen = founders;
                    chosen.insert(0, first);
                }
            }
        }
        chosen
    }

    /// Those that are built; "le projet" yields to what it stands for.
    fn built(&self, mut projects: Vec<usize>) -> Vec<usize> {
        projects.retain(|&number| !self.wording(number).is_field);
        let is_plain = |number: &usize| !self.wording(*number).is_umbrella;
        if projects.iter().any(is_plain) {
            projects.retain(is_plain);
        }
        projects
    }

    fn wording(&self, number: usize) -> &Wording {
        self.wordings[number].get_or_init(|| {
            let name = &self.page.entities[number].name;
            Wording { is_field: is_field(name), is_umbrella: is_umbrella(name) }
        })
    }

    /// Keep the reasons for the chosen entities.
    fn explain(&self, draft: &mut Draft, question: &Question, ballot: &Ballot, chosen: &[usize]) {
        for &number in chosen {
            let here = question.asked.scene.mentions_of(number).first();
            let first = here.or(self.page.entities[number].mentions.first());
            let tokens = first.map(|&m| &self.page.mentions[m]);
            let mut parts = self.parts.borrow_mut();
            parts.clear();
            ballot.parts(question, number, &mut parts);
            let feature = self.tables.who.strongest(question.number, &parts);
            let field = FIELD_OF[question.number];
            draft.because(field, feature, tokens.map(|each| (each.first, each.last)));
        }
    }
}

/// How sure it is who pays, or that nobody is named; who receives is no rival any more.
fn certainty(paying: &Question, ballot: &Ballot, receivers: &[usize]) -> f64 {
    let others = ballot.scores(paying).iter().filter(|(number, _)| !receivers.contains(number));
    let Some(top) = others.map(|(_, score)| *score).max() else { return 1.0 };
    let nothing = ballot.nothing(paying) - leanings().who[paying.number];
    probability((top - nothing).abs() as f64 / UNIT)
}
