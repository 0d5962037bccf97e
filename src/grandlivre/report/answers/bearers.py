"""Who bears a name, under which others, and every decision with its score and its features."""

from collections.abc import Sequence
from dataclasses import dataclass

from grandlivre.entities.model import Decision, Feature, Kind, Name
from grandlivre.report.answers.paper import Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A merger of two settled identities, for a person to decide."""

    first: str
    first_name: str
    second: str
    second_name: str
    decision: Decision
    """What speaks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A party, a project or a place under all of its names."""

    kind: Kind
    key: str
    name: str
    names: tuple[Name, ...]
    decisions: tuple[Decision, ...]
    """Those about one of its names, the best score first."""
    offers: tuple[Offer, ...]


def bearers_answer(paper: Paper, bearers: Sequence[Bearer]) -> str:
    """Write who bears a name, and why."""
    for place, bearer in enumerate(bearers):
        if place:
            paper.blank()
        _bearer_lines(paper, bearer)
    return paper.text()


def offers_answer(paper: Paper, offers: Sequence[Offer]) -> str:
    """Write which mergers wait for a person's word; nothing where none does."""
    if not offers:
        return ""
    _offer_lines(paper, offers)
    return paper.text()


def signed(bits: float, language: str) -> str:
    """A score or a part of one.

    Examples
    --------
    >>> signed(2.25, "fr"), signed(-3, "en")
    ('+2,2', '-3.0')
    """
    text = f"{bits:+.1f}"
    return text.replace(".", ",") if language == "fr" else text


def feature_line(feature: Feature, language: str) -> str:
    """A feature with what it weighs."""
    return f"  {signed(feature.bits, language):>7}  {feature.told(language)}"


def _bearer_lines(paper: Paper, bearer: Bearer) -> None:
    say = paper.say.say
    paper.title(f"{bearer.name} ({say(f'bearer.kind.{bearer.kind.value}')})")
    known = sorted({number for name in bearer.names for number in name.ids})
    paper.line(" · ".join((bearer.key, *known)), style="dim")
    paper.blank()
    paper.heading(say("bearer.names"))
    for name in bearer.names:
        paper.line(f"{name.form}  ×\u00a0{name.uses}", indent=2)
    paper.blank()
    paper.heading(say("bearer.decisions" if bearer.decisions else "bearer.alone"))
    for decision in bearer.decisions:
        _decision_lines(paper, decision)
    if bearer.offers:
        paper.blank()
        _offer_lines(paper, bearer.offers)


def _decision_lines(paper: Paper, decision: Decision) -> None:
    verdict = paper.say.say(f"judge.verdict.{decision.verdict.value}")
    score = paper.say.say("bearer.score", score=signed(decision.score, paper.language))
    paper.spans(
        ((f"{decision.first} | {decision.second}  ", ""), (f"{verdict}, {score}", "bold")),
        indent=2,
        hang=2,
    )
    for feature in decision.features:
        paper.line(feature_line(feature, paper.language), indent=2, hang=11, style="dim")


def _offer_lines(paper: Paper, offers: Sequence[Offer]) -> None:
    paper.heading(paper.say.say("bearer.offers"))
    for offer in offers:
        paper.line(f"{offer.first_name} + {offer.second_name}", indent=2)
        paper.line(f"{offer.first} + {offer.second}", indent=2, style="dim")
        _decision_lines(paper, offer.decision)
