"""One quantity told twice: what a headline leaves out, the body says.

A text repeats its figures: in the headline, in brackets in another currency, in a summary. Those
tellings are claims of their own, each with its evidence, but what one of them leaves open is taken
from the others, where nothing that they say differs.
"""

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from grandlivre.claims.figures.around import fineness
from grandlivre.claims.figures.draft import Draft
from grandlivre.claims.mentions.model import Entity
from grandlivre.claims.model import PLEDGED, Measure, Role
from grandlivre.documents.model import PassageKind

_LISTS = ("investors", "beneficiaries", "projects", "places")
_DATES = ("start", "end")
_APART = {
    "investors": ("beneficiaries", "projects"),
    "beneficiaries": ("investors",),
    "projects": ("investors",),
}
"""Lists of a claim that no party is in both of."""
_OF_ONE = frozenset((Role.COMMITMENT, Role.ROUND))
"""Roles of a whole that has the payers of its parts; a programme is nobody's in particular."""
_OF_WHOLES = ("investors", "projects")
"""Lists that a part has from its whole, where it has none of its own."""
_THE = frozenset("the these those les ces".split())
_YEARLY = re.compile(
    r" (?:annuel(?:le)?s?|annual(?:ly)?|yearly"
    r"|(?:par|chaque) (?:an|année)|(?:a|per|each|every) year) "
)
_YEARLY_REACH = 3
"""Words on either side of a sum among which those of a year make it a year's share."""
_FIRST, _NEARBY = 8, 4
"""Tellings of one amount that others are compared with: the first, and the nearest on each side."""


def settle_tellings(drafts: Sequence[Draft], words: Sequence[str]) -> None:
    """Take what a sum is from where the text tells it in full, in place.

    Headlines are short and their verbs loose ("Norvane banks $2bn"): the sentences say what is
    meant. "The $2bn" is what the text told before.
    """
    told: dict[tuple[object, ...], Draft] = {}
    sums = [draft for draft in drafts if draft.placed.quantity.measure is Measure.MONEY]
    heading = [draft.around.sentence.passage.kind is PassageKind.TITLE for draft in sums]
    for draft, is_heading in zip(reversed(sums), reversed(heading), strict=True):
        if not is_heading:
            told[_amount(draft)] = draft
        elif (body := told.get(_amount(draft))) and body.role is not draft.role:
            draft.role, draft.stage, draft.purpose = body.role, body.stage, body.purpose
            draft.body = body
            draft.reasons.clear()
            for name in ("role", "stage", "purpose"):
                draft.because(name, "headed", (body.placed.first, body.placed.last))
    for draft, is_heading in zip(sums, heading, strict=True):
        first = told.get(_amount(draft))
        if first is None or first is draft or is_heading or first.role is draft.role:
            continue
        if draft.placed.first and words[draft.placed.first - 1] in _THE:
            draft.role = first.role
            draft.reasons = [reason for reason in draft.reasons if reason.field != "role"]
            draft.because("role", "twin", (first.placed.first, first.placed.last))


def _amount(draft: Draft) -> tuple[object, ...]:
    quantity = draft.placed.quantity
    return quantity.low, quantity.high, quantity.unit


def share(drafts: Sequence[Draft], words: Sequence[str]) -> None:
    """Complete the tellings of one quantity from one another, in place."""
    for draft in drafts:
        if draft.body is not None:
            draft.investors = list(draft.body.investors)
            draft.beneficiaries = list(draft.body.beneficiaries)
    for former, latter in pairwise(drafts):
        if _converts(former, latter, words):
            _copy(former, latter)
    groups: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        quantity = draft.placed.quantity
        value = quantity.high if quantity.high is not None else quantity.low
        groups.setdefault((quantity.measure, value, quantity.unit), []).append(draft)
    for group in groups.values():
        if len(group) > 1:
            _complete(group)


def share_wholes(drafts: Sequence[Draft], sums: Set[tuple[int, int]] = frozenset()) -> None:
    """Give each telling of one quantity the whole that the first one to name one names.

    Parameters
    ----------
    drafts
        All claims of a page, in the making.
    sums
        Numbers of quantities where the first and others make the second: such parts are spent when
        the whole is, be they pledged or not.
    """
    groups: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        groups.setdefault((draft.placed.quantity.measure, *_amount(draft)), []).append(draft)
    for group in groups.values():
        named = next((draft for draft in group if draft.whole is not None), None)
        if named is None or named.whole is None:
            continue
        for draft in group:
            # Where both name it, it is meant in the words of the first.
            known = draft.whole is None or _is_same_amount(draft.whole, named.whole)
            if known and compatible(draft, named):
                draft.whole = named.whole
    _gather(drafts)
    for draft in drafts:
        whole = draft.whole
        if whole is None:
            continue
        pledged = draft.role in PLEDGED and whole.role in PLEDGED
        if pledged and whole.role in _OF_ONE:
            _take_names(draft, whole)
        if pledged or (draft.placed.number, whole.placed.number) in sums:
            _take_end(draft, whole)


def _is_same_amount(left: Draft, right: Draft) -> bool:
    return _amount(left) == _amount(right)


def _gather(drafts: Sequence[Draft]) -> None:
    """Of a whole of which nobody is named, those pay together who pay for its parts."""
    orphans = {id(d.whole) for d in drafts if d.whole is not None and not d.whole.investors}
    for draft in drafts:
        whole = draft.whole
        if whole is None or id(whole) not in orphans or whole.role not in _OF_ONE:
            continue
        if draft.role in PLEDGED:
            added = [entity for entity in draft.investors if entity not in whole.investors]
            if _agrees(whole, "investors", added):
                whole.investors = [*whole.investors, *added]


def _take_names(draft: Draft, whole: Draft) -> None:
    """Of a part of which nobody is named, those who pay for the whole pay as well."""
    for name in _OF_WHOLES:
        if not getattr(draft, name) and _agrees(draft, name, getattr(whole, name)):
            setattr(draft, name, list(getattr(whole, name)))


def _take_end(draft: Draft, whole: Draft) -> None:
    """A part is spent by the end of its whole, where one party or one section tells of both."""
    if draft.end is not None or whole.end is None or _is_yearly(draft):
        return
    draft.end = whole.end
    draft.because("end", "whole", (whole.placed.first, whole.placed.last))


def _is_yearly(draft: Draft) -> bool:
    """True for "un versement annuel de 300 millions", "$2bn a year"."""
    placed, words = draft.placed, draft.around.words
    near = words[max(placed.first - _YEARLY_REACH, 0) : placed.last + _YEARLY_REACH]
    return _YEARLY.search(f" {' '.join(near)} ") is not None


def _converts(former: Draft, latter: Draft, words: Sequence[str]) -> bool:
    """True for "£31bn ($42bn)": the second is the first in another unit."""
    left, right = former.placed, latter.placed
    return (
        left.quantity.measure is right.quantity.measure
        and left.quantity.unit != right.quantity.unit
        and right.first - left.last == 1
        and words[left.last] == "("
        and right.last < len(words)
        and words[right.last] in (")", ",", ";")
    ) or (
        left.quantity.measure is Measure.AREA is right.quantity.measure
        and right.first - left.last == 1
        and words[left.last] == "("
    )


def _copy(former: Draft, latter: Draft) -> None:
    latter.role, latter.stage, latter.purpose = former.role, former.stage, former.purpose
    for name in (*_LISTS, "speakers", *_DATES):
        setattr(latter, name, getattr(former, name))


def _complete(group: list[Draft]) -> None:
    for i, draft in enumerate(group):
        for other in fellows(group, i):
            if not compatible(draft, other):
                continue
            for name in _LISTS:
                if not getattr(draft, name) and _agrees(draft, name, getattr(other, name)):
                    setattr(draft, name, list(getattr(other, name)))
            for name in _DATES:
                if getattr(draft, name) is None:
                    setattr(draft, name, getattr(other, name))
            # What a telling carries from elsewhere yields to what another one says itself.
            if _tells_where(other, draft):
                draft.places = list(other.places)


def _tells_where(draft: Draft, other: Draft) -> bool:
    """True where one telling names its places itself, and the other has some no finer from afar."""
    named = [place for place in draft.places if place.number in draft.around.scene.entities]
    carried = [fineness(place) for place in other.places]
    if not named or not carried:
        return False
    away = other.around.scene.entities.isdisjoint([place.number for place in other.places])
    return away and max(map(fineness, named)) >= max(carried)


def fellows(group: Sequence[Draft], i: int) -> list[Draft]:
    """The other tellings that may complete one: the first ones of the text, and those near it."""
    # A price list tells one amount a thousand times: each with each would never end.
    first = max(i - _NEARBY, 0)
    near = [*group[max(first, _FIRST) : i], *group[max(i + 1, _FIRST) : i + 1 + _NEARBY]]
    return [other for other in group[:_FIRST] if other is not group[i]] + near


def _agrees(draft: Draft, name: str, added: list[Entity]) -> bool:
    """True unless one party would come to pay and to receive, or be its own project."""
    apart = _APART.get(name, ())
    return not any(entity in getattr(draft, each) for entity in added for each in apart)


def compatible(left: Draft, right: Draft) -> bool:
    """True where neither contradicts the other on who pays and what it is."""
    if (left.role in PLEDGED) != (right.role in PLEDGED):
        return False
    payers, others = set(map(id, left.investors)), set(map(id, right.investors))
    if payers and others and not payers & others:
        return False
    if not payers or not others:
        # Without a payer on one side, something else must tie the two.
        places = {id(e) for e in left.places} & {id(e) for e in right.places}
        headline = min(left.placed.sentence.number, right.placed.sentence.number) <= 1
        return bool(places) or headline or left.role is right.role is Role.PROGRAMME
    return True
