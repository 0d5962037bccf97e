//! The questions put to each quantity about who, what and where, with their candidates.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::OnceLock;

use crate::base::lexicon::{keep, lexicon};
use crate::base::{Features, Str};
use crate::claim::{Measure, Role};
use crate::decisions::bearings::{
    asks_more, is_hinted, particular, role_group, tied, unrelated, what_names, Group, GROUPS,
};
use crate::decisions::earlier::{
    continuity_names, interruption_names, nobody, Answer, Continuity, Earlier, Groups, Numbers,
    Since, LONG_AGO,
};
use crate::decisions::features::size_name;
use crate::decisions::nearby::Nearby;
use crate::decisions::nothing::{dealing, none_beside, none_paid, none_there, none_to_it};
use crate::decisions::threads::Bound;
use crate::decisions::weights::WHO;
use crate::figures::around::{Scene, Scenes, Surroundings};
use crate::figures::nearby::mention_parts;
use crate::figures::occasions::{at_occasion, occasion};
use crate::page::model::Page;

/// The questions by their places in `WHO`.
pub const INVESTOR: usize = 0;
pub const BENEFICIARY: usize = 1;
pub const PROJECT: usize = 2;
pub const PLACE: usize = 3;
pub const SPEAKER: usize = 4;

fn cues_of_none() -> &'static [Str] {
    static LISTS: OnceLock<Vec<Str>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let kinds = lexicon().list("decisions.questions._CUES_OF_NONE");
        kinds.iter().map(|kind| keep(kind)).collect()
    })
}

/// One quantity of known role, ready for the questions.
pub struct Asked<'s> {
    pub cx: &'s Scenes<'s>,
    pub around: &'s Surroundings,
    pub scene: &'s Scene,
    pub nearby: Rc<Nearby>,
    /// Group of the quantity's role: its name, and its number.
    pub group: Str,
    pub group_number: Group,
    /// Features of entities in no relation to the quantity, where others are.
    pub unrelated: Features,
    occasion: OnceCell<Str>,
}

impl<'s> Asked<'s> {
    pub fn new(cx: &'s Scenes<'s>, quantity: usize, role: Role, nearby: Rc<Nearby>) -> Self {
        let around = cx.around(quantity);
        let measure = cx.page.quantities[quantity].quantity.measure;
        let group_number = role_group(role, measure);
        Self {
            cx,
            around,
            scene: cx.of(around.sentence),
            nearby,
            group: GROUPS[usize::from(group_number)],
            group_number,
            unrelated: unrelated(&around.related),
            occasion: OnceCell::new(),
        }
    }

    fn page(&self) -> &'s Page {
        self.cx.page
    }

    /// Number of the section that the quantity stands in.
    pub fn section(&self) -> i64 {
        self.page().sentences[self.around.sentence].section
    }

    /// Whether the quantity's sentence names an entity.
    #[inline]
    pub fn names(&self, number: usize) -> bool {
        self.scene.names(number)
    }

    /// The same, or the entity is of another sentence and stands in a relation to the quantity.
    #[inline]
    pub fn is_tied(&self, number: usize) -> bool {
        self.names(number) || self.around.relations.iter().any(|(each, _)| *each == number)
    }

    /// Features of how an entity is tied to the quantity, and where it stands to it.
    pub fn bearing(&self, number: usize) -> Vec<Features> {
        let (is_named, names) = (self.names(number), self.around.relations_of(number));
        if !is_named && names.is_empty() {
            return vec![self.unrelated];
        }
        let mut found = Vec::with_capacity(8);
        if !names.is_empty() {
            found.push(tied(self.group, names));
        }
        // What is merely hinted at leaves an entity out of the relations that others have.
        if is_hinted(names) {
            found.push(self.unrelated);
        }
        if is_named {
            mention_parts(self.cx, self.around, number, &mut found);
        }
        found
    }

    /// What a sum is for: a loan, a stake, an order, a grant; empty for all else.
    pub fn occasion(&self) -> Str {
        self.occasion.get_or_init(|| {
            let (page, around) = (self.page(), self.around);
            let placed = around.placed(page);
            if placed.quantity.measure != Measure::Money {
                return "";
            }
            let (left, right) = (around.left_clause, around.right_clause);
            occasion(&page.words, placed.first, placed.last, left, right)
        })
    }

    /// Features of the answer "nobody" or "nothing" that are the same for every question.
    pub fn nothing(&self) -> [Features; 4] {
        let (page, around) = (self.page(), self.around);
        let kinds = &self.scene.kinds;
        let has_party = kinds.iter().any(|kind| matches!(*kind, "party" | "state"));
        let related = &around.related[..];
        let cues = cues_of_none().iter().copied();
        let cues: Vec<Str> = cues.filter(|kind| around.clause_cues.contains(kind)).collect();
        [
            *self.nearby.nothing.get_or_init(|| {
                none_there(page.sentences[around.sentence].kind, &page.topics, kinds)
            }),
            none_to_it(self.group, size_name(page, around), has_party),
            none_beside(if related.is_empty() { &["unrelated"] } else { related }),
            none_beside(&cues),
        ]
    }
}

/// One question put to one quantity, beside the answers to it so far.
pub struct Question<'q, 's> {
    pub asked: &'q Asked<'s>,
    /// The question's place in `WHO`.
    pub number: usize,
    earlier: &'q Earlier,
    /// Where the question is who receives, numbers of those who pay, sorted.
    pub payers: Vec<usize>,
    /// Where the question is where, what else the text tells of who pays and for what.
    pub bound: Option<&'q Bound<'s>>,
    pub last: Option<&'q Answer>,
    pub carried: Numbers,
    /// Numbers of the entities that may answer from anywhere on the page, sorted.
    pub summoned: Vec<usize>,
    /// How far back the answer before was given; None where there was none.
    since: Since,
    groups: Groups,
    all_along: OnceCell<Vec<usize>>,
    /// Log-odds of each candidate, in millionths, once they were weighed.
    pub scores: OnceCell<Vec<(usize, i64)>>,
}

impl<'q, 's> Question<'q, 's> {
    pub fn new(
        asked: &'q Asked<'s>,
        number: usize,
        earlier: &'q Earlier,
        mut payers: Vec<usize>,
        bound: Option<&'q Bound<'s>>,
    ) -> Self {
        payers.sort_unstable();
        let (last, page, around) = (earlier.last(), asked.cx.page, asked.around);
        let carried = last.map_or_else(nobody, |each| Rc::clone(&each.entities));
        let mut summoned = carried.to_vec();
        if number == SPEAKER {
            // Who speaks a quotation may be named some sentences away from the figure; and whom no
            // word makes a speaker is none, however near he stands.
            let voices = around.placed(page).voices.iter();
            summoned.extend(voices.filter_map(|voice| page.mentions[voice.mention].entity));
        } else {
            if let Some(bound) = bound {
                bound.add_places(&mut summoned);
            }
            summoned.extend_from_slice(around.summoned_for(WHO[number]));
        }
        summoned.sort_unstable();
        summoned.dedup();
        let since = last.map(|last| {
            let gap = around.sentence.saturating_sub(last.sentence);
            (gap.min(LONG_AGO), last.section == asked.section())
        });
        // Groups of the roles before and now, where the question is who receives. Of a round and
        // of its slices that is the same.
        let groups =
            last.filter(|_| number == BENEFICIARY).map(|last| (last.group, asked.group_number));
        Self {
            asked,
            number,
            earlier,
            payers,
            bound,
            last,
            carried,
            summoned,
            since,
            groups,
            all_along: OnceCell::new(),
            scores: OnceCell::new(),
        }
    }

    /// All features of a candidate, in parts.
    ///
    /// `bearing` tells how it is tied to the quantity, and where it stands to it; they are added to
    /// `found`.
    pub fn parts(&self, number: usize, bearing: &[Features], found: &mut Vec<Features>) {
        let asked = self.asked;
        let standing = asked.nearby.standing(asked.cx, number);
        let being = standing.being;
        found.extend([
            continuity_names(self.continuity(number)),
            self.dealing(number),
            self.occasional(number),
            self.thread(number),
            what_names(asked.group, being),
        ]);
        found.extend_from_slice(bearing);
        found.extend(standing.parts());
        if asks_more(being.0) == Some(self.number) {
            found.push(particular(asked.group, being));
        }
    }

    /// Whether an entity pays for what the question is who receives: few do both.
    pub fn dealing(&self, number: usize) -> Features {
        if self.payers.binary_search(&number).is_ok() {
            dealing(self.asked.group)
        } else {
            Features::NONE
        }
    }

    /// What an entity is to a sum of such an occasion, where the question is who receives it.
    pub fn occasional(&self, number: usize) -> Features {
        if self.number != BENEFICIARY || self.asked.occasion().is_empty() {
            return Features::NONE;
        }
        let cx = self.asked.cx;
        let (kind, rank) = (cx.page.entities[number].kind, cx.ranks[number]);
        let pays = self.payers.binary_search(&number).is_ok();
        at_occasion(self.asked.occasion(), kind, self.asked.names(number), rank, pays)
    }

    /// What the text tells of a place besides, where the project and the payers are known.
    pub fn thread(&self, number: usize) -> Features {
        self.bound.map_or(Features::NONE, |bound| bound.of_place(number))
    }

    /// Whether an entity answered the same question for the quantities just before.
    pub fn continuity(&self, number: usize) -> Continuity {
        let carried = &self.carried;
        let along = || self.earlier.all_along(self.asked.section());
        (
            self.since,
            self.asked.names(number),
            if carried.is_empty() { None } else { Some(carried.binary_search(&number).is_ok()) },
            self.earlier.ever(number),
            self.all_along.get_or_init(along).contains(&number),
            self.groups,
        )
    }

    /// The same for all entities that never answered it on the page.
    pub fn novelty(&self, here: bool) -> Continuity {
        let told = if self.carried.is_empty() { None } else { Some(false) };
        (self.since, here, told, false, false, self.groups)
    }

    /// Whether an entity answered the question for any quantity of the page before.
    #[inline]
    pub fn ever(&self, number: usize) -> bool {
        self.earlier.ever(number)
    }

    /// Whether the quantity before was answered with anybody.
    pub fn interruption(&self) -> Features {
        let any = !self.carried.is_empty();
        interruption_names((self.since, self.asked.group_number, any, self.groups))
    }

    /// Whether a place was told before of the same project, or of the same payers.
    pub fn unbound(&self) -> Features {
        self.bound.map_or(Features::NONE, Bound::no_place)
    }

    /// Whether anybody pays, where the question is who receives.
    pub fn unpaid(&self) -> Features {
        if self.number != BENEFICIARY {
            return Features::NONE;
        }
        none_paid(self.asked.group, self.asked.occasion(), !self.payers.is_empty())
    }
}

/// False for what a quantity of such a role is never told: who invests a valuation.
///
/// That is by what claims are: nobody invests a turnover, nobody receives a market.
pub fn is_put(question: Str, role: Role) -> bool {
    match role {
        Role::Valuation | Role::Assets => {
            !matches!(question, "investor" | "project" | "place" | "part_of")
        }
        Role::Turnover => !matches!(question, "investor" | "place"),
        Role::Market => !matches!(question, "beneficiary" | "project"),
        _ => true,
    }
}
