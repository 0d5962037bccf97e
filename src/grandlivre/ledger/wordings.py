"""What the words around a figure say of it beyond the claim's own fields.

A claim holds who, what, where and how much. An auditor also notes how a text puts it: private
money, a mere intention, a first tranche, "what remains". Only the figure's own sentence is read,
and only words that stand close to the figure.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from grandlivre.base.fold import fold
from grandlivre.claims.dates.lengths import PAST, read_length
from grandlivre.claims.model import Evidence
from grandlivre.ledger.grouping.statements import Statement
from grandlivre.reference.places import demonyms

_REACH = 300
_NEAR = 48
_PASSAGE = 300
"""How far around a figure its passage goes, in characters."""
_WORDS = re.compile(r"\w+")
_CUT = re.compile(r"(?<=[.!?…])\s+(?=[^\W\d_a-zà-ÿ]|[«“\"•–-])|[\n\r]")


class Telling(StrEnum):
    """Whose money a text says that it is."""

    PRIVATE = "private"
    PUBLIC = "public"
    FOREIGN = "foreign"
    HOME = "home"
    """Of the country that is asked about."""


class Vehicle(StrEnum):
    """What a text says that a sum makes up, or is held by."""

    FOUNDATION = "foundation"
    FUND = "fund"
    VENTURE = "venture"
    LOAN = "loan"


_VEHICLES = {
    Vehicle.FOUNDATION: r"(?:fondations?|foundations?)",
    Vehicle.FUND: r"(?:fonds|funds?)",
    Vehicle.VENTURE: r"(?:coentreprises?|joint ventures?|societe commune)",
    Vehicle.LOAN: r"(?:prets?|emprunts?|loans?)",
}
_OF = r"(?:dotee?s?|endowed|worth|with|de|d.|of|a hauteur de)"
_HELD_BY = {
    vehicle: (
        # "a fund of 3", right before the figure; "une fondation dotée d'environ".
        re.compile(
            rf"\b(?:une?|an?|cette?|this) (?:\w+ )?{word}(?: \w+)?(?: {_OF})+"
            r"(?: ?(?:plus de|pres de|environ|some|about|over|nearly|more than))?\W*$"
        ),
        # "a €3bn fund": right after it.
        re.compile(rf"^\W*(?:euros?|dollars?)?\W*(?:\w+ )?{word}\b"),
    )
    for vehicle, word in _VEHICLES.items()
}

_MONEY = (
    r"(?:investissements?|financements?|fonds|argent|capitaux|capital|deniers|investments?"
    r"|funding|financing|funds|money|spending)"
)
_SCHEME = r"(?:plan|programme|initiative|enveloppe|effort|package|program|envelope)"
_ADJECTIVES = {
    Telling.PRIVATE: r"(?:prives?|privees?|private)",
    Telling.PUBLIC: r"(?:publics?|publiques?)",
    Telling.FOREIGN: r"(?:etrangers?|etrangeres?|foreign|overseas)",
    Telling.HOME: r"(?:domestic|domestiques?|home-?grown|nationaux|nationales?|national)",
}
_TOLD = {
    telling: re.compile(
        rf"\b{_MONEY}(?: \w+)? {adjective}\b|\b{adjective}(?: sector)? {_MONEY}\b"
        + ("" if telling is Telling.HOME else rf"|\b{_SCHEME} {adjective}\b")
    )
    for telling, adjective in _ADJECTIVES.items()
}
_MOSTLY = {
    telling: re.compile(
        r"\b(?:mostly|mainly|largely|chiefly|primarily|predominantly|essentiellement|surtout"
        r"|principalement|majoritairement|largement)(?: \w+)?"
        rf" {adjective}\b"
        rf"|\b{adjective}(?: \w+)? (?:pour l.essentiel|pour la plupart|for the most)\b"
    )
    for telling, adjective in _ADJECTIVES.items()
}
# "Saudi funds", "investissements privés américains": the nation stands on either side of the money.
_NATIONS = (
    re.compile(rf"\b{_MONEY} ([\w-]+)(?: ([\w-]+))?"),
    re.compile(rf"\b(?:([\w-]+) )?([\w-]+)(?: (?:private|public)(?: sector)?)? {_MONEY}\b"),
)
_BOTH = re.compile(r"\bpubli(?:c|que)s?(?: |-)(?:and |et )?priv(?:ate|e)")
_INTENT = re.compile(
    r"\b(?:intentions?|envisage\w*|souhait\w+|esper\w+|pourrai\w+|reflechi\w*|etudi(?:e|ent)"
    r"|intend\w*|consider(?:s|ing)|hop(?:es|ing) to|would like|could|might|may|mulls?|mulling"
    r"|in talks|en discussions?|weighs?|weighing)\b"
)
_DENIED = re.compile(
    r"\b(?:dement(?:i|ie|is|ies|ir|ent|ait|aient|ant)?|den(?:y|ies|ied|ying|ial)|refut\w+"
    r"|(?:n a|n avait|n ont) jamais (?:prevu|envisage|promis)|never (?:planned|meant|intended))\b"
)
_GIVEN_UP = re.compile(
    r"\b(?:abandon\w*|renon\w+|annul\w+|retir\w+|jet\w+ l eponge|cancel\w*|scrap\w*|drop\w*"
    r"|withdr\w+|shelv\w*|pull\w* out)\b"
)
_FIRST = re.compile(
    r"\b(?:premiere?s?|initial\w*|first) (?:tranche|financement|investissement|versement|phase"
    r"|etape|enveloppe|mise|apport|batch|instal+ment|funding|investment|step|stage|round|slice)\b"
    r"|\bpour commencer\b|\bto start with\b|\bto begin with\b"
)
_REST = re.compile(
    r"\b(?:le |les )?(?:reste|restants?|restantes?|solde|surplus)\b"
    r"|\b(?:the )?(?:rest|remaining|remainder|remains?|balance|left over)\b|\bthe other\b"
)
_RECKONED = re.compile(
    r"\b(?:il (?:reste|manque|resterait|manquerait)|reste(?:nt|raient|rait)?"
    r"|notre (?:addition|total|calcul)|soit un total|nos calculs"
    r"|our (?:addition|total|sum|count|tally)|still without|unaccounted|unattributed|left to find"
    r"|missing|(?:are|is) still|remains? (?:to be|without))\b"
)
_ONE_USE = re.compile(
    r"\b(?:notamment|entre autres|en particulier|dont|y compris|par exemple|including|includes?"
    r"|notably|among (?:other|them)|in particular|such as|for instance|among which)\b"
)
_AGAIN = re.compile(
    r"\b(?:deja (?:annonce|promis|connu|prevu|devoile|revele)\w*|confirm\w+ (?:une?|l.|des|les|an?"
    r"|the) ?(?:annonce|revelation|information|announcement|pledge|promesse)\w*|reannonc\w+"
    r"|already (?:announced|promised|known|unveiled|counted|pledged)|reannounc\w+|re-announc\w+"
    r"|announced (?:earlier|last year|in \w+ 20\d\d)|de nouveau annonce\w*)\b"
)
_PART_WORDS = re.compile(
    r"\b(?:dont|parmi lesquels|parmi lesquelles|y compris|dans le cadre d[eu’']s?|au sein d[eu’']s?"
    r"|(?:une )?première tranche|(?:le )?reste|(?:le )?solde|restants?|une partie d[eu’']s?"
    r"|of which|out of|including|as part of|part of|(?:a )?first tranche|the other|the rest"
    r"|the remaining|three quarters of|half of)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:ans|annees|years|an|year)\b")


def before(statement: Statement) -> str:
    """The figure's sentence up to the figure, folded: no accents, no capitals."""
    claim, text = statement.claim, statement.text
    start = claim.evidence.start
    if not text:
        head = claim.evidence.prefix
    else:
        head = text[max(0, start - _REACH) : start]
    return fold(_CUT.split(head)[-1])


def after(statement: Statement) -> str:
    """The figure's sentence from the figure on, folded."""
    claim, text = statement.claim, statement.text
    end = claim.evidence.end
    tail = text[end : end + _REACH] if text else claim.evidence.suffix
    return fold(_CUT.split(tail, maxsplit=1)[0])


def part_words(statement: Statement) -> str | None:
    """The words near the figure that make it a part of something, as the text writes them."""
    claim, text = statement.claim, statement.text
    start, end = claim.evidence.start, claim.evidence.end
    head = text[max(0, start - _NEAR) : start] if text else claim.evidence.prefix
    tail = text[end : end + _NEAR] if text else claim.evidence.suffix
    found = list(_PART_WORDS.finditer(_CUT.split(head)[-1]))
    last = found[-1] if found else _PART_WORDS.search(_CUT.split(tail, maxsplit=1)[0])
    return " ".join(last.group().split()) if last is not None else None


def are_in_one_sentence(text: str, one: Evidence, other: Evidence) -> bool:
    """True where two quotes of a text stand in one sentence of it."""
    first, second = sorted((one, other), key=lambda each: each.start)
    return _CUT.search(text, first.end, second.start) is None


def is_named_near(statement: Statement, names: Iterable[str]) -> bool:
    """True where one of some folded names stands in the passage around the figure."""
    claim, text = statement.claim, statement.text
    where = claim.evidence
    around = (
        text[max(0, where.start - _PASSAGE) : where.end + _PASSAGE]
        if text
        else f"{where.prefix} {where.quote} {where.suffix}"
    )
    told = f" {' '.join(_WORDS.findall(fold(around)))} "
    return any(f" {' '.join(_WORDS.findall(name))} " in told for name in names if name)


def are_all_named(statement: Statement, names: Iterable[Iterable[str]]) -> bool:
    """True where the figure's text names each of some parties, by one of its folded names."""
    told = f" {' '.join(_WORDS.findall(fold(statement.text)))} "
    return bool(statement.text) and all(
        any(f" {' '.join(_WORDS.findall(name))} " in told for name in each if name)
        for each in names
    )


def nature_told(statement: Statement, home: str | None = None) -> frozenset[Telling]:
    """Whose money the words beside a figure say that it is.

    Parameters
    ----------
    statement
        The figure in its sentence.
    home
        Code of the country whose money is home money; None where none is asked about, so that a
        nation's name says nothing.

    Returns
    -------
    frozenset of Telling
        Empty for a scheme that is public and private.
    """
    head, tail = before(statement)[-_NEAR:], after(statement)[:_NEAR]
    if _BOTH.search(head) or _BOTH.search(tail):
        return frozenset()
    told = {
        telling
        for telling, pattern in _TOLD.items()
        if (pattern.search(head) or pattern.search(tail)) and not _is_mostly(telling, head, tail)
    }
    if home is not None:
        nations = {code for part in (head, tail) for code in _nations(part)}
        told.update(Telling.HOME if code == home else Telling.FOREIGN for code in nations)
    return frozenset(told)


def _is_mostly(telling: Telling, head: str, tail: str) -> bool:
    """True for "mostly private": the rest may be anybody's."""
    return any(_MOSTLY[telling].search(words) for words in (head, tail))


def _nations(words: str) -> Iterator[str]:
    """Countries whose money some folded words speak of; a union of countries is no country."""
    for pattern in _NATIONS:
        for found in pattern.finditer(words):
            near = [each for each in found.groups() if each]
            for name in (*near, " ".join(near)):
                code = demonyms().get(name)
                if code is not None and code != "EU" and not code.startswith("X-"):
                    yield code


def vehicle_told(statement: Statement) -> Vehicle | None:
    """What the words that hold a figure say that it makes up; None where they say nothing."""
    head, tail = before(statement), after(statement)
    is_english = statement.claim.evidence.quote.lstrip()[:1] in "$€£"
    for kind, (pattern, behind) in _HELD_BY.items():
        if pattern.search(head) or (is_english and behind.search(tail)):
            return kind
    return None


def is_intent(statement: Statement) -> bool:
    """True where the sentence speaks of the figure as of something that is only wished for."""
    return _INTENT.search(before(statement)) is not None


def is_denial(statement: Statement) -> bool:
    """True where the sentence denies that it was ever so; not that it was given up."""
    parts = (before(statement), after(statement))
    return any(map(_DENIED.search, parts)) and not any(map(_GIVEN_UP.search, parts))


def is_first_tranche(statement: Statement) -> bool:
    """True for "a first tranche of 10": more is to come."""
    return bool(
        _FIRST.search(before(statement)[-_NEAR:]) or _FIRST.search(after(statement)[:_NEAR])
    )


def is_rest(statement: Statement) -> bool:
    """True for "the other five": with the parts told before it, it makes up the whole."""
    head, tail = before(statement)[-24:], after(statement)[:24]
    return _REST.search(head) is not None or _REST.match(tail.lstrip()) is not None


def is_reckoned(statement: Statement) -> bool:
    """True for what a text works out itself: "that leaves ten", "our addition: 99"."""
    head, tail = before(statement)[-_NEAR:], after(statement)[:_NEAR]
    return _RECKONED.search(head) is not None or _RECKONED.search(tail) is not None


def is_again(statement: Statement) -> bool:
    """True where the sentence says that this was announced before."""
    return bool(_AGAIN.search(before(statement)) or _AGAIN.search(after(statement)))


def is_one_use(statement: Statement, names: frozenset[str]) -> bool:
    """True where a place or project, by its folded name, is only one use of the figure."""
    tail = after(statement)
    cue = _ONE_USE.search(tail)
    if cue is None:
        return False
    return any(name and tail.find(name) > cue.end() for name in names)


def due_year(statement: Statement) -> str | None:
    """The year that a length of time right after the figure leads to: "over five years"."""
    years = years_told(statement)
    if years is None or statement.today is None:
        return None
    return str(statement.today.year + years)


def years_told(statement: Statement) -> int | None:
    """Over how many years the money is to be spent: "over five years" right after a figure."""
    tail = after(statement)[:_NEAR]
    unit = _YEARS.search(tail)
    if unit is None:
        return None
    length = read_length(tail[: unit.start()], unit.group())
    if length is None or length.lead not in ("sur", "over", "within", "in", "en", "sous"):
        return None
    if length.manner in PAST or unit.start() - length.back > 24:
        return None
    return round(length.number) if 1 <= length.number <= 30 else None
