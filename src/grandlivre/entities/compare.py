"""Are two names one? Each thing that speaks for or against it, with its weight and in words."""

from dataclasses import dataclass
from functools import cache

from grandlivre.entities.findings import Finding, findings
from grandlivre.entities.model import Decision, Feature, Judgement, Name, Ruling, Verdict
from grandlivre.entities.profile import Profile, profile
from grandlivre.reference.tables import data_rows

SAME_FROM = 2.0
"""Score from which two names are one: four to one."""
DIFFERENT_BELOW = -2.0
"""Score under which they are two; between the two, nobody can say."""

# One name is the other and a word that stands for a branch or a country: a house and its arm.
_ARMS = frozenset({"form.branch", "form.contained", "form.extended"})
_OF_AN_ARM = frozenset({"branch.one", "country.one", "form.branch"})
_OF_TWO_HOUSES = frozenset({"number.different", "country.different", "branch.different"})
_OWN_WORDS = frozenset({"words.rare", "words.uncommon"})
# The press writes legal forms as it likes: they speak, but never against the whole name.
_ONE_NAME = frozenset({"form.exact", "form.key"})
_SPOKEN = {
    Ruling.SAME: Verdict.SAME,
    Ruling.NOT_SAME: Verdict.DIFFERENT,
    Ruling.UNSURE: Verdict.UNSURE,
}
_PRIOR: Finding = ("prior", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """What a finding weighs, and how it is told."""

    bits: float
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A decision before it is put into words: what long lists of pairs can afford."""

    verdict: Verdict
    score: float
    found: tuple[Finding, ...]


def compare(first: Name, second: Name) -> Decision:
    """Say whether two names are one, and why.

    Parameters
    ----------
    first, second
        In any order: the decision has them in alphabetical order.

    Returns
    -------
    Decision
        Its score is the sum of its features' bits.

    Notes
    -----
    The score is the log-odds of a logistic regression over exclusive findings, divided by ln 2:
    with one indicator a finding it has the form of Fellegi and Sunter's weights log2(m/u)
    (1969, doi 10.1080/01621459.1969.10501049), without counting twice what two findings say
    both. The weights were measured on the reference list, whose aliases are true pairs and
    whose neighbours are false ones; ``scripts/fit_names.py`` makes them anew, and
    ``data/weights/names.tsv`` has them with their m and u.

    Exact identifiers and the reference list come before any likeness: two numbers of one scheme
    that differ are two parties, whatever their names.

    Examples
    --------
    >>> compare(Name(form="Nova Systems SAS"), Name(form="NOVA SYSTEMS")).verdict
    <Verdict.SAME: 'same'>
    >>> compare(Name(form="MGX", known="MGX", parents=("Mubadala",)),
    ...         Name(form="Mubadala", known="Mubadala")).verdict
    <Verdict.RELATED: 'related'>
    """
    one, other = profile(first), profile(second)
    if (second.form, second.known) < (first.form, first.known):
        one, other = other, one
    return told(one, other, weigh(one, other))


def told(first: Profile, second: Profile, weighed: Weighed) -> Decision:
    """A decision in the words of both languages."""
    return Decision(
        first=first.name.form,
        second=second.name.form,
        verdict=weighed.verdict,
        score=round(weighed.score, 2),
        features=tuple(_feature(*found) for found in weighed.found),
    )


def spoken(judgement: Judgement) -> Decision:
    """What a person said of two names, as a decision among the others."""
    verdict = _SPOKEN[judgement.ruling]
    by = " · ".join(part for part in (judgement.by, judgement.note) if part)
    feature = _feature(f"judged.{judgement.ruling.value}", by)
    first, second = sorted((judgement.first, judgement.second))
    return Decision(
        first=first, second=second, verdict=verdict, score=feature.bits, features=(feature,)
    )


def weigh(first: Profile, second: Profile) -> Weighed:
    """As `compare`, of names that are taken apart already, and without words."""
    certain = _certain(first.name, second.name)
    if certain is not None:
        verdict, found = certain
        return Weighed(verdict, _levels()[found[0]].bits, (found,))
    seen = findings(first, second)
    levels = _levels()
    score = levels["prior"].bits + sum(levels[level].bits for level, _ in seen)
    return Weighed(verdict_of(score, seen), score, (_PRIOR, *seen))


def _certain(first: Name, second: Name) -> tuple[Verdict, Finding] | None:
    """What identifiers and the reference list settle, whatever the names look like."""
    if not (first.known or second.known or first.ids or second.ids):
        return None
    mine, yours = (dict(each.split(":", 1) for each in name.ids) for name in (first, second))
    shared = [scheme for scheme in mine if scheme in yours]
    differing = sorted(scheme for scheme in shared if mine[scheme] != yours[scheme])
    if second.known and second.known in first.parents:
        return Verdict.RELATED, ("list.parent", f"{first.known} → {second.known}")
    if first.known and first.known in second.parents:
        return Verdict.RELATED, ("list.parent", f"{second.known} → {first.known}")
    if differing:
        return Verdict.DIFFERENT, ("id.different", ", ".join(differing))
    if shared:
        return Verdict.SAME, ("id.same", ", ".join(sorted(shared)))
    if first.known and second.known:
        if first.known == second.known:
            return Verdict.SAME, ("list.same", first.known)
        return Verdict.DIFFERENT, ("list.different", "")
    return None


def verdict_of(score: float, seen: tuple[Finding, ...]) -> Verdict:
    """What a score and the findings behind it come to.

    A house and its arm share the word that is theirs, and the arm adds a branch or a country:
    that makes them kin, however like they are.
    """
    levels = {level for level, _ in seen}
    is_arm = levels & _ARMS and levels & _OF_AN_ARM and levels & _OWN_WORDS
    if is_arm and levels.isdisjoint(_OF_TWO_HOUSES):
        return Verdict.RELATED
    if levels & _ONE_NAME:
        return Verdict.SAME
    if score >= SAME_FROM:
        # A name inside another that has more words of its own: a parent, or a place it is in.
        # A letter in a short word ("Nova", "Nora") where nothing else is theirs: two names.
        is_open = "form.extended" in levels or (
            "form.slip" in levels and levels.isdisjoint(_OWN_WORDS)
        )
        return Verdict.UNSURE if is_open else Verdict.SAME
    return Verdict.DIFFERENT if score < DIFFERENT_BELOW else Verdict.UNSURE


def _feature(level: str, what: str) -> Feature:
    told = _levels()[level]
    # A colon in French stands behind a no-break space, as in all that the tool says.
    fr, en = (f"{told.fr}\u00a0: {what}", f"{told.en}: {what}") if what else (told.fr, told.en)
    return Feature(name=level, bits=told.bits, fr=fr, en=en)


@cache
def _levels() -> dict[str, _Level]:
    return {
        row.required("level"): _Level(bits=row.parsed("bits", float), fr=row["fr"], en=row["en"])
        for row in data_rows("weights/names.tsv")
    }
