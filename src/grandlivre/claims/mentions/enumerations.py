"""Which mentions are members of one enumeration: "MGX, Oracle et SoftBank"."""

from collections.abc import Sequence
from itertools import pairwise, zip_longest

from grandlivre.claims.mentions.localities import is_seat
from grandlivre.claims.mentions.model import DESCRIPTION, NAME, Mention
from grandlivre.claims.syntax.clauses import preposition

_LINKS = frozenset(
    ", et and & le la l' les the ainsi que puis with as well a un une son sa its de d' du by"
    " par unit subsidiary arm affiliate partner filiale partenaire deux trois quatre cinq six two"
    " three four five several plusieurs other autres".split()
)
_PLACE_LINKS = _LINKS | frozenset("en à au aux in at".split())
_AT = frozenset("à au aux".split())
_JOINING = frozenset((",", "et", "and", "&"))
_APART = frozenset(";")
"""What stands between members that are glossed: "Varlay, near Dole; Norvane; and Ostel"."""
_CONJUNCTIONS = frozenset("et and & ainsi puis with".split())
_NEAR = frozenset("near close outside beside près dans".split())
"""Words that open a gloss on the place before them: "Varlay, near Dole, Norvane and Ostel"."""
_GLOSS_ENDS = frozenset(", ; )".split())
_LONGEST_GLOSS = 4
_LAST = frozenset(("and", "et", "ainsi"))
_GLOSSING = frozenset("a an un une filiale".split())
"""Words that open what is told of a member, and no further one."""
_LONGEST_ASIDE, _LONGEST_BRACKET = 14, 8
_BREAKS = frozenset(". : ( )".split())
_UNIONS = frozenset(
    "consortium groupement alliance joint-venture joint-ventures coentreprise co-entreprise"
    " joint partnership pool group groupe"
    " syndicate".split()
)
_ARTICLES = frozenset("the a an la le l' une un".split())
_FORMED = frozenset(
    "formé formée composé composée constitué constituée réunissant regroupant rassemblant associant"
    " comprenant de d' des du entre formed made up of comprising uniting between consisting"
    " grouping bringing together par by banks banques lenders investors investisseurs including"
    " dont notamment , led mené emmené".split()
)
"""Words between a union and its members."""
_LENDERS = frozenset("banks banques lenders prêteurs investors investisseurs".split())
_BODIES = frozenset("board authority agency ministry office council commission bank".split())
"""Words in the names of public bodies, which are of a country rather than from it."""
_SHARES = frozenset(("%", "percent"))
_PAIR = 2
_TIED = ("-backed", "-owned", "-controlled", "-based", "-funded")
_JOINED = {
    ("with", "participation", "from"),
    ("with", "the", "participation", "of"),
    ("with", "contributions", "from"),
    ("with", "support", "from"),
    ("joined", "by"),
    ("à", "laquelle", "se", "sont", "joints"),
    ("auquel", "se", "sont", "joints"),
    ("auxquels", "se", "sont", "joints"),
    ("together", "with"),
    ("in", "partnership", "with"),
    ("in", "collaboration", "with"),
    ("en", "partenariat", "avec"),
    ("en", "collaboration", "avec"),
    ("associé", "à"),
    ("associé", "au"),
    ("avec", "la", "participation", "de"),
    ("avec", "la", "participation", "d'"),
    ("accompagné", "de"),
    ("rejoint", "par"),
}
"""Words between the leader of a round and those who follow."""
_LONG = 4
_JOINED_LONG = frozenset(joined for joined in _JOINED if len(joined) == _LONG)
"""Those that no gloss holds."""
_PAYERS = frozenset(("party", "state", "person", "media"))
_LONGEST_LINK = 5
_APPOSITION_ENDS = frozenset(", . ; : ) – -".split())


def enumerate_mentions(mentions: list[Mention], words: Sequence[str]) -> None:
    """Give the members of an enumeration the span of the whole of it, in place.

    A description that the enumeration only spells out is left out, and its place in the sentence
    is that of the members: "three local banks, Norvane, Orlac and Tessaly".
    """
    run: list[Mention] = []
    end = 0  # of the run's last member, with the gloss on it
    owner: Mention | None = None
    for mention, after in zip_longest(mentions, mentions[1:]):
        if run and run[-1].last <= mention.first < end:
            mention.span = (mention.first, mention.last)  # in the gloss on the run's last member
            continue
        if run and is_seat(run[-1], mention):
            # "le département de la Marne et la ville de Reims" are two, and neither a place.
            mention.span = (mention.first, mention.last)
            end = mention.last
            continue
        if run and end == run[-1].last and _is_gloss(run[-1], mention, words):
            mention.span = (mention.first, mention.last)
            end = mention.last + (words[mention.last] == ")")
            continue
        if _owns(mention, words) or _is_adjective(mention, after, words):
            # "Aker and Britain's Nscale", "Orlac et l'allemand Norvane": the country is no member.
            mention.span = (mention.first, mention.last)
            owner = mention
            continue
        owned = owner is not None and mention.first - owner.last in (0, 1)
        begin = owner.first if owner is not None and owned else mention.first
        if run and _linked(run[-1], mention, words[end:begin], is_glossed=end > run[-1].last):
            run.append(mention)
        else:
            _close(run, words)
            run = [mention]
        end = _past_gloss(mentions, mention, words) or _past_share(words, mention.last)
    _close(run, words)
    _spell_out(mentions, words)
    led = {
        mention.span: before.first
        for before, mention in pairwise(mentions)
        if mention.span[0] == mention.first and is_origin(before, mention, words)
    }
    for mention in mentions if led else ():
        mention.span = (led.get(mention.span, mention.span[0]), mention.span[1])


def _past_gloss(mentions: Sequence[Mention], mention: Mention, words: Sequence[str]) -> int:
    """The end of a gloss on a member: "Norvane, fonds basé à Oslo ; Telis, banque ; et Orlac"."""
    opens = words[mention.last] if mention.kind == "party" and mention.last < len(words) else ""
    if opens == "(":
        return _past_bracket(words, mention.last)
    if opens != ",":
        return 0
    after = next((m for m in mentions if m.first > mention.last), None)
    if after is None:
        return 0
    if after.form == NAME and _LINKS.issuperset(words[mention.last : after.first]):
        return 0  # the next member
    for at in range(mention.last + 1, min(mention.last + _LONGEST_ASIDE, len(words))):
        if words[at] == "," and tuple(words[at + 1 : at + 1 + _LONG]) in _JOINED_LONG:
            return at
        closes = words[at] == "," and not _LAST.isdisjoint(words[at + 1 : at + 2])
        if closes and words[mention.last + 1] in _GLOSSING:
            return at  # "Norvane, a company owned by Telis, and Orlac"
        if words[at] == ";":
            goes_on = any(
                m.kind == "party" and _LINKS.issuperset(words[at + 1 : m.first])
                for m in mentions
                if at < m.first <= at + _LONGEST_LINK
            )
            return at if goes_on else 0
        if words[at] in _BREAKS:
            return 0
    return 0


def _past_bracket(words: Sequence[str], at: int) -> int:
    """The end of what a bracket tells of a member: "Norvane (qui détient Telis), Orlac"."""
    gloss = words[at : at + _LONGEST_BRACKET]
    if ")" not in gloss or any(word[0].isdigit() for word in gloss[: gloss.index(")")]):
        return 0  # "Norvane (3 M€) et Telis (2 M€)": each has its own
    return at + gloss.index(")") + 1


def _past_share(words: Sequence[str], at: int) -> int:
    """The end of a gloss that tells a member's share: "Norvane (40 %), Telis (35 %) et Orlac"."""
    gloss = words[at : at + _LONGEST_GLOSS + 1]
    if gloss[:1] != ["("] or ")" not in gloss or _SHARES.isdisjoint(gloss):
        return at
    return at + gloss.index(")") + 1


def is_origin(mention: Mention, after: Mention | None, words: Sequence[str]) -> bool:
    """True for the country in "l'allemand Norvane" and "Norway's Norvane": whence a party is."""
    if _is_adjective(mention, after, words):
        return True
    if after is None or after.kind != "party" or after.form == DESCRIPTION:
        return False
    beside = _owns(mention, words) and after.first == mention.last + 1
    return beside and _BODIES.isdisjoint(words[after.first : after.last])


def _owns(mention: Mention, words: Sequence[str]) -> bool:
    return mention.kind == "place" and words[mention.last : mention.last + 1] == ["'s"]


def _is_adjective(mention: Mention, after: Mention | None, words: Sequence[str]) -> bool:
    """True for the country in "l'allemand Norvane", "Qatar state-backed investor Norvane"."""
    if after is None or after.kind != "party" or after.form == DESCRIPTION:
        return False
    if mention.noun == "demonym":
        return after.first == mention.last
    beside = mention.kind in ("state", "place") and 0 <= after.first - mention.last <= _PAIR
    return beside and words[mention.last].endswith(_TIED)


def _spell_out(mentions: list[Mention], words: Sequence[str]) -> None:
    """Put enumerations in the place of the plurals that they spell out."""
    told: list[Mention] = []
    for before, mention in pairwise(mentions):
        first, last = mention.span
        if (
            before.form == DESCRIPTION
            and before.kind == mention.kind == "party"
            and before.party is None
            and first == mention.first
            and (last > mention.last or _is_lead(words, before.last, first))
            and (_is_plural(before, first, last, words) or _is_union(before, first, words))
            and not is_apposed_union(before, words)
        ):
            told.append(before)
            for member in mentions:
                if member.span == (first, last) and member is not mention:
                    member.span = (before.first, last)
            mention.span = (before.first, last)
    if told:
        spelt = {id(mention) for mention in told}
        mentions[:] = [mention for mention in mentions if id(mention) not in spelt]


def _is_lead(words: Sequence[str], after: int, first: int) -> bool:
    """True for "a group of banks led by Norvane", which stands for them all."""
    return words[first - 2] in ("led", "mené") and not _LENDERS.isdisjoint(words[after:first])


def _is_plural(before: Mention, first: int, last: int, words: Sequence[str]) -> bool:
    """True for "three local banks, Norvane, Orlac and Tessaly"."""
    beside = words[before.head][-1:] in "sx" and first - before.last == 1
    return beside and _closes(words, words[before.last], last)


def _is_union(before: Mention, first: int, words: Sequence[str]) -> bool:
    """True for "un consortium formé de Norvane et Telis", "a joint venture between X and Y"."""
    between = words[before.last : first]
    # "Selon le groupe, Norvane et Telis …": a comma alone forms nothing.
    formed = _FORMED.issuperset(between) and any(word != "," for word in between)
    return formed and words[before.head] in _UNIONS


def is_apposed_union(before: Mention, words: Sequence[str]) -> bool:
    """True for "Norvane, the joint venture of Telis and Orlac, will build": it acts, not they."""
    at = before.first - 1
    return (
        at > 1 and words[at] in _ARTICLES and words[at - 1] == "," and words[before.head] in _UNIONS
    )


def _closes(words: Sequence[str], mark: str, last: int) -> bool:
    """True where an enumeration after such a mark is an apposition: after a comma it must end."""
    after = words[last] if last < len(words) else "."
    return mark == ":" or (mark == "," and after in _APPOSITION_ENDS)


def _close(run: Sequence[Mention], words: Sequence[str]) -> None:
    if len(run) == _PAIR and run[0].kind != "place":
        # "Selon A, B investira" and "A, le groupe de B, investira" name no two together: of two,
        # a comma alone makes no enumeration.
        between = words[run[0].last : run[1].first]
        if _CONJUNCTIONS.isdisjoint(between):
            for member in run:
                member.span = (member.first, member.last)
            return
    start = 0
    if (
        len(run) > _PAIR
        and words[run[0].last] == ","
        and preposition(words, run[0].first, 0) == "say"
    ):
        # "Selon A, B et C investiront": who says it is not one of those who do it.
        run[0].span = (run[0].first, run[0].last)
        start = 1
    for member in run[start:]:
        member.span = (run[start].first, run[-1].last)


def _may_pay(mention: Mention) -> bool:
    if mention.kind == "place":
        return mention.noun in ("country", "metonym")
    return mention.kind in _PAYERS


def _is_gloss(left: Mention, right: Mention, words: Sequence[str]) -> bool:
    """True for the Somme of "Le Bosquel, in the Somme, and Bouchain": it says where one is."""
    start = left.last + 1
    if left.kind != "place" or right.kind != "place" or words[left.last] not in (",", "("):
        return False
    if not start < right.first <= start + _LONGEST_GLOSS or right.last >= len(words):
        return words[left.last] == "(" and words[right.last : right.last + 1] == [")"]
    opens = words[start]
    # "in the Aude, in the Gard and in the Var" are three, "Varlay, in the Aude, and Ostel" two.
    is_of_region = (
        opens == "in"
        and words[start + 1] == "the"
        and "in" not in words[max(0, left.first - 2) : left.first]
    )
    return (opens in _NEAR or is_of_region) and words[right.last] in _GLOSS_ENDS


def _linked(left: Mention, right: Mention, between: Sequence[str], *, is_glossed: bool) -> bool:
    """True where only words of enumerating stand between two mentions."""
    if not 0 < len(between) <= _LONGEST_LINK or "filiale" in between[:-1]:
        return False  # "Norvane, filiale de Telis" names one who acts, and not two
    told = [word for word in between if word != ","]
    if told and told[-1] in _ARTICLES:
        told.pop()
    if tuple(told) in _JOINED and _may_pay(right):
        return left.kind == right.kind
    if left.kind != right.kind and not (_may_pay(left) and _may_pay(right)):
        return False
    if (left.kind == "place") is not (right.kind == "place"):
        # "EuroHPC et l'Allemagne" pay together; "Norvane, France" does not.
        return _LINKS.union(_AT).issuperset(between) and not _CONJUNCTIONS.isdisjoint(between)
    links = _PLACE_LINKS if left.kind == "place" else _LINKS
    if is_glossed:
        links = links | _APART
    return links.issuperset(between) and not (_JOINING | _APART).isdisjoint(between)
