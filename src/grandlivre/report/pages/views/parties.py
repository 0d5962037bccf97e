"""Parties: who pays and who receives."""

from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from grandlivre.base.fold import fold
from grandlivre.errors import AskError
from grandlivre.ledger.natures import nature_of_party
from grandlivre.report.charts import Scale, nice_top, range_bar
from grandlivre.report.findings import country_name
from grandlivre.report.pages.frame import Frame
from grandlivre.report.pages.index import Borne
from grandlivre.report.pages.model import Address, PageKind
from grandlivre.report.pages.rows import axis_ticks, ends, entry_list
from grandlivre.report.pages.views.conflicts import brief

_MOST_ROWS = 100
_MOST_OTHERS = 300
"""Names of other parties that a form proposes; any other can be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party in the list."""

    url: str
    name: str
    country: str
    note: str
    sum: str
    bar: Markup
    """What it promised along an axis; empty where nothing is counted."""
    pays: str
    receives: str
    search: str


def parties(frame: Frame, address: Address) -> dict[str, object]:
    """All parties, those of the largest sums first."""
    asked = fold(address.query.text).split()
    found = [each for each in frame.index.parties.values() if _holds(each, asked)]
    most = frame.most_rows
    pages = max(1, -(-len(found) // most))
    page = min(address.query.page, pages)
    scale = Scale(nice_top(end for each in found if each.counted for end in ends(each.sum)))
    shown = found[(page - 1) * most : page * most]
    present = {nature_of_party(each.entity, frame.index.home) for each in shown if each.counted}
    return {
        "query": address.query,
        "rows": [_row(frame, each, scale) for each in shown],
        "ticks": axis_ticks(scale, frame.language),
        "present": [each.value for each in present],
        "count": frame.count(len(found), "party"),
        "page": page,
        "pages": pages,
        "cut": len(found) > most and not frame.links.is_live,
        "shown": min(len(found), most),
    }


def _holds(borne: Borne, asked: list[str]) -> bool:
    if not asked:
        return True
    names = fold(" ".join((borne.entity.name, borne.entity.name_en, *borne.entity.forms)))
    return all(word in names for word in asked)


def _row(frame: Frame, borne: Borne, scale: Scale) -> PartyRow:
    entity = borne.entity
    nature = nature_of_party(entity, frame.index.home)
    counted = bool(borne.counted)
    return PartyRow(
        url=frame.url(PageKind.PARTY, entity.key),
        name=entity.called(frame.language),
        country=country_name(entity.country, frame.language) if entity.country else "",
        note=frame.say("parties.generic") if entity.is_generic else "",
        sum=frame.money(borne.sum) if counted else "",
        bar=range_bar(borne.sum, None, (), nature, scale) if counted else Markup(""),
        pays=str(len(borne.pays) or ""),
        receives=str(len(borne.receives) or ""),
        search=fold(" ".join((entity.name, entity.name_en, *entity.forms))),
    )


def party(frame: Frame, address: Address) -> dict[str, object]:
    """One party: its names, what it pays for, what it receives."""
    index = frame.index
    borne = index.parties.get(address.key)
    if borne is None:
        raise AskError("no such party", where=address.key, remedy="look at the list of them")
    entity, language = borne.entity, frame.language
    pays = [index.entries[key] for key in borne.pays[:_MOST_ROWS]]
    receives = [index.entries[key] for key in borne.receives[:_MOST_ROWS]]
    entries = [*borne.pays, *borne.receives]
    clashes = {c.id: c for key in entries for c in index.conflicts_of.get(key, ())}
    called = entity.called(language)
    return {
        "name": called,
        "country": country_name(entity.country, language) if entity.country else "",
        "is_known": entity.is_known,
        "is_generic": entity.is_generic,
        "forms": [form for form in entity.forms if form != called],
        "ids": [_identified(each) for each in entity.ids],
        "parents": _parents(frame, borne),
        "sum": frame.money(borne.sum) if borne.counted else "",
        "counted": frame.count(len(borne.counted), "entry"),
        "pays": entry_list(frame, pays) if pays else None,
        "receives": entry_list(frame, receives) if receives else None,
        "clashes": [brief(frame, each) for each in list(clashes.values())[:6]],
        "more": len(borne.pays) + len(borne.receives) - len(pays) - len(receives),
        "all_url": frame.url(PageKind.LEDGER),
        **(_to_judge(frame, borne) if frame.may_write else {}),
    }


def _to_judge(frame: Frame, borne: Borne) -> dict[str, object]:
    """Names of a party, and others that may be names of the same one, the largest first."""
    entity, language = borne.entity, frame.language
    forms = sorted(entity.forms, key=lambda form: form != entity.called(language))
    others = (
        each.entity.called(language)
        for each in frame.index.parties.values()
        if each.entity.key != entity.key
    )
    return {"judged": forms, "others": [*forms[1:], *islice(others, _MOST_OTHERS)]}


def _identified(told: str) -> tuple[str, str]:
    """An identifier as its scheme and its value."""
    scheme, _, value = told.partition(":")
    names = {"siren": "SIREN", "lei": "LEI", "wikidata": "Wikidata"}
    return names.get(scheme, scheme), value


def _parents(frame: Frame, borne: Borne) -> list[tuple[str, str]]:
    index = frame.index
    return [
        (frame.url(PageKind.PARTY, key), index.parties[key].entity.called(frame.language))
        for key in borne.entity.parents
        if key in index.parties
    ]
