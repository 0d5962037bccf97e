"""The attributions that one sentence holds: "X said", "« … », assure X", "selon X", "X : « … »".

A verb of speech has its subject before or after it; a remark ("soupire X") is one only where it
frames what is said; a hope ("X expects") is its subject's word where the money is another's.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.mentions.model import DESCRIPTION, PRONOUN, Mention
from grandlivre.claims.page.model import Sentence, Voice
from grandlivre.claims.page.owners import is_parent
from grandlivre.claims.syntax.clauses import BE, OBLIQUE, preposition
from grandlivre.claims.syntax.cues import Cue

_SPEAKERS = frozenset(("party", "state", "person", "media", "pronoun"))
_PLACES = frozenset(("country", "metonym"))
_KINDS = frozenset(("speech", "remark", "hope", "vow", "source"))
_HOWS = {"vow": "vow", "hope": "hope"}
"""How verbs that are not of mere speech are heard."""
_ARTICLES = frozenset("le la l' les un une the a an son sa its his her leur their".split())
_BEFORE_INVERTED = frozenset(", » \" ” ’ ) ! ? – — - ( comme as qu'".split())
_AUXILIARIES = frozenset(
    "a ont avait avaient has have had ayant l' l lui leur en y s' se déjà also still now then even"
    " later already once again had".split()
)
_DETERMINERS = frozenset("l' la le une un the an this that cette son sa its d' de en of".split())
"""Words after which "annonce", "report" and the like are nouns."""
_ADDING = frozenset("ajoute ajoutent ajouté add adds added".split())
_ASIDES = frozenset(", qui who which himself herself lui-même elle-même".split())
_OFFICES = frozenset("office spokesman spokeswoman spokesperson team statement".split())
_STOPS = frozenset("; : ( )".split())
_ENDS = frozenset('. , ; : ! ? on in » ” " « “ -'.split())
_CLITICS = frozenset("en le la les l'".split())
"""Words that are objects where they stand between a party and its verb: "X le situe à"."""
_HIDDEN = frozenset("source sources proche proches close person people".split())
_REPORTS = frozenset("report reports information informations article scoop".split())
_CONFIRMING = frozenset(
    "confirmant confirme confirmait confirmer corroborant confirming confirms confirmed"
    " corroborating".split()
)
"""Words by which one source says what another said before: then both say it."""
_STUDIES = frozenset(
    "study studies report note analysis survey estimate estimates figures calculations model"
    " analysts economists experts researchers étude études rapport enquête analyse estimation"
    " estimations calculs chiffres analystes économistes experts chercheurs".split()
)
"""What speaks for its author: "a note by X puts it at", "les analystes de X tablent sur"."""
_THAT = frozenset(": « “ \" that que qu'".split())
_RELATIVES = frozenset("who which qui".split())
_QUOTING = frozenset(("«", "“", '"'))
_COMPLEMENT = frozenset("de du d' des of for chargé chargée".split())
"""Words after an office that tell whose it is: "le président de la Région, Jean Valmont"."""
_LONGEST_COMPLEMENT = 7
_WHERE = frozenset("in of at for from de du d' des à au en".split())
"""Words after a subject that tell whose or where it is, before its verb comes."""
_TIMES = frozenset(
    "at last this earlier yesterday late early after during when dans lors à au en ce cette hier"
    " lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday"
    " saturday sunday today avant peu début fin mi by".split()
)
"""Words after a verb of speech that tell when and where, not what: ", X reported last week"."""
_PROMISING = ("prom", "pledg", "vow")
_THAT_WHICH = frozenset("that which que qu' qu’".split())
_SUBJECT_REACH, _OBJECT_REACH, _SOURCE_REACH, _NEAR_AGENT = 9, 3, 7, 5
_VALUE_REACH, _LABEL_REACH, _CONFIRMING_REACH = 8, 4, 4


def attributions(words: Sequence[str], sentence: Sentence) -> Iterator[Voice]:
    """The attributions of one sentence."""
    named = {token for m in sentence.mentions for token in range(m.first, m.last)}
    cues = [c for c in sentence.cues if c.kind in _KINDS and c.first not in named]
    colon = ":" in words[sentence.first : sentence.last]
    speakers = [m for m in sentence.mentions if _may_speak(m)] if cues or colon else []
    if not speakers:
        return
    seen: set[int] = set()
    for cue in cues:
        if cue.first in seen:
            continue
        if cue.kind == "source":
            found = _source(words, sentence, cue, speakers)
        else:
            found = _spoken(words, sentence, cue, speakers)
        for voice in found:
            seen.add(cue.first)
            for member in _fellows(by_name(voice.mention, speakers, words), speakers):
                yield Voice(member, voice.how, voice.at, voice.first, voice.last)
    if colon and not seen:
        yield from _introduced(words, sentence, speakers)
    yield from _reports(words, sentence, speakers)


def by_name(head: Mention, speakers: Sequence[Mention], words: Sequence[str]) -> Mention:
    """The name that stands beside an office: "rappelle le maire, Jean Valmont"."""
    if head.kind != "person" or head.form != DESCRIPTION or head.noun == "hidden":
        return head
    for mention in speakers:
        if mention.first > head.last and words[mention.first - 1] == ",":
            between = words[head.last : mention.first - 1]
            beside = not between or (
                between[0] in _COMPLEMENT
                and len(between) <= _LONGEST_COMPLEMENT
                and "," not in between
            )
            return mention if beside and mention.kind == "person" else head
    return head


def _introduced(
    words: Sequence[str], sentence: Sentence, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """Who speaks after a colon: "Valmont : trois sites", "Le maire s'emporte : « … »"."""
    for at in range(sentence.first + 1, sentence.last - 1):
        if words[at] != ":":
            continue
        quoted = words[at + 1] in _QUOTING
        for mention in speakers:
            if mention.last > at or mention.form == PRONOUN:
                break
            alone = mention.last == at and mention.first - sentence.first <= _LABEL_REACH
            if alone and (quoted or (mention.kind == "person" and mention.form != DESCRIPTION)):
                yield Voice(mention, "label", at, at + 1, sentence.last)
                return
            governed = preposition(words, mention.span[0], sentence.first)
            if quoted and mention.kind == "person" and governed not in OBLIQUE:
                yield Voice(mention, "label", at, at + 1, sentence.last)
                return


def _may_speak(mention: Mention) -> bool:
    if mention.entity is None:
        return False
    if mention.kind == "place":
        return mention.noun in _PLACES
    return mention.kind in _SPEAKERS


def _fellows(head: Mention, speakers: Sequence[Mention]) -> list[Mention]:
    """The members of the enumeration that a speaker is in, itself included."""
    if head.span == (head.first, head.last):
        return [head]
    return [m for m in speakers if m is head or m.span == head.span]


def _source(
    words: Sequence[str], sentence: Sentence, cue: Cue, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """What follows "selon" or "according to a report by"; a source close to X is not X."""
    for i, mention in enumerate(speakers):
        gap = mention.first - cue.last
        if gap < 0:
            continue
        if mention.form == DESCRIPTION and mention.kind == "media" and i + 1 < len(speakers):
            author = speakers[i + 1]
            if preposition(words, author.first, mention.last) in ("by", "of", "from"):
                continue  # "a report by X"
        between = words[cue.last : mention.first]
        if gap <= _SOURCE_REACH and "," not in between and _HIDDEN.isdisjoint(between):
            first, last = part_of_sentence(words, sentence, cue.first)
            yield Voice(mention, "source", cue.first, first, last)
        return


def part_of_sentence(words: Sequence[str], sentence: Sentence, at: int) -> tuple[int, int]:
    """The part of a sentence between semicolons that a token stands in."""
    first, last = at, at
    while first > sentence.first and words[first - 1] != ";":
        first -= 1
    while last < sentence.last and words[last] != ";":
        last += 1
    return first, last


def _spoken(
    words: Sequence[str], sentence: Sentence, cue: Cue, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """A verb of speech with its subject."""
    ends = {m.last for m in speakers}  # "La Lettre A évalue": the "a" is the name's
    verb = cue.first
    if verb - 1 in ends and words[verb - 1] in _CLITICS:
        verb -= 1
    elif verb > sentence.first and words[verb - 1] in _DETERMINERS:
        return
    while verb > sentence.first and words[verb - 1] in _AUXILIARIES and verb not in ends:
        verb -= 1
    after = words[cue.last] if cue.last < sentence.last else "."
    if words[cue.last - 1] in _ADDING and (
        after[:1].isdigit() or (after not in _THAT and words[verb - 1] not in _BEFORE_INVERTED)
    ):
        return  # "Microsoft ajoute 5 milliards", "the city adds a grant of": no speech
    participle = words[cue.last - 1].endswith(("é", "ée", "és", "ées", "ed"))
    agent = _agent(words, cue, speakers, participle and after in ("à", "at"))
    if agent is not None:
        yield Voice(agent, "by", cue.first, *part_of_sentence(words, sentence, cue.first))
        return
    lasting = words[cue.last - 1].endswith("ing") or words[cue.first].endswith("ing")
    if not lasting and not BE.isdisjoint(words[max(sentence.first, verb - 2) : cue.first]):
        return
    if participle and verb == cue.first and words[cue.last - 1][-1] != "d":
        return  # "un projet estimé à": no verb of its own
    part = part_of_sentence(words, sentence, cue.first)
    how = _HOWS.get(cue.kind, "end")
    subject = _relative(words, verb, speakers)
    if subject is not None:
        yield Voice(subject, _HOWS.get(cue.kind, "say"), cue.first, cue.first, sentence.last)
        return
    subject = _after(words, sentence, cue, verb, speakers)
    if subject is not None:
        yield Voice(subject, how, cue.first, *part)
        return
    subject = _before(words, sentence, cue, verb, speakers)
    if subject is None:
        told = next((m for m in speakers if m.first >= cue.last), None)
        if (
            words[cue.last - 1] in ("told", "tells")
            and told is not None
            and told.kind == "media"
            and told.first - cue.last <= 1
        ):
            yield Voice(told, "end", cue.first, sentence.first, sentence.last)
        return
    yield from _said_by(words, sentence, cue, subject, speakers)


def _said_by(
    words: Sequence[str],
    sentence: Sentence,
    cue: Cue,
    subject: Mention,
    speakers: Sequence[Mention],
) -> Iterator[Voice]:
    """What a subject before its verb says: what follows, what went before, or the sum told of."""
    hearer = _hearer(words, cue, subject, speakers)
    if hearer is not subject:
        yield Voice(hearer, "end", cue.first, sentence.first, sentence.last)
        return
    after = words[cue.last] if cue.last < sentence.last else "."
    part = part_of_sentence(words, sentence, cue.first)
    how = _HOWS.get(cue.kind, "end")
    opens = subject.span[0]
    while opens > sentence.first and words[opens - 1] in _ARTICLES:
        opens -= 1
    aside = opens > sentence.first and words[opens - 1] in (",", "»", '"', "”", "–", "—", "-")
    closes = after in _ENDS or after in _TIMES or words[cue.last - 1] in ("told", "tells")
    if aside and closes:
        yield Voice(subject, how, cue.first, *part)
    elif (
        opens > sentence.first
        and words[opens - 1] in _THAT_WHICH
        and after not in _THAT
        and subject.kind != "party"
        and not words[cue.last - 1].startswith(_PROMISING)
    ):
        # "the €2bn that the minister announced in May", unless what he said follows; a company
        # announces its own money.
        how = _HOWS.get(cue.kind, "say")
        yield Voice(subject, how, cue.first, part[0], sentence.last)
    elif cue.kind != "remark" or after in _THAT:
        how = _HOWS.get(cue.kind, "say")
        yield Voice(subject, how, cue.first, cue.first, sentence.last)


def _hearer(
    words: Sequence[str], cue: Cue, subject: Mention, speakers: Sequence[Mention]
) -> Mention:
    """Who is quoted: the medium that a hidden source told, or else the subject itself."""
    if subject.noun != "hidden" or words[cue.last - 1] not in ("told", "tells"):
        return subject
    told = next((m for m in speakers if m.first >= cue.last), None)
    near = told is not None and told.kind == "media" and told.first - cue.last <= 1
    return told if told is not None and near else subject


def _agent(
    words: Sequence[str], cue: Cue, speakers: Sequence[Mention], is_valued: bool
) -> Mention | None:
    """By whom it is said: "first reported by X", "chiffré à 90 millions d'euros par X"."""
    reach = _VALUE_REACH if is_valued else _OBJECT_REACH
    soon = words[cue.last : cue.last + reach]
    if "by" not in soon and "par" not in soon:
        return None
    agent = next((m for m in speakers if m.first > cue.last), None)
    if agent is None or preposition(words, agent.span[0], cue.last) == "by":
        return agent
    titled = words[agent.first - 1] == "," and agent.first - cue.last <= _NEAR_AGENT
    return agent if titled else None  # "by its president, X"


def _after(
    words: Sequence[str], sentence: Sentence, cue: Cue, verb: int, speakers: Sequence[Mention]
) -> Mention | None:
    """The subject of a verb that stands before it: "…, assure X", "» said X"."""
    if verb > sentence.first and words[verb - 1] not in _BEFORE_INVERTED:
        return None
    if words[cue.last - 1] in ("told", "tells"):
        return None  # who follows is told: "OpenAI, meanwhile, has told its backers"
    start = cue.last
    for mention in speakers:
        if mention.first < start:
            continue
        between = [w for w in words[start : mention.first] if w not in _ARTICLES]
        if len(between) > _OBJECT_REACH or not _ENDS.isdisjoint(between):
            return None
        if preposition(words, mention.first, cue.last) == "to":
            start = mention.last  # "assurait à l'AFP le maire"
            continue
        return mention if len(between) <= 1 else None
    return None


def _relative(words: Sequence[str], verb: int, speakers: Sequence[Mention]) -> Mention | None:
    """The subject that a clause about it parts from its verb: "X, who runs the fund, said"."""
    if words[verb - 1] != ",":
        return None
    for mention in reversed(speakers):
        opened = mention.last + 1 < verb and words[mention.last] == ","
        if opened and words[mention.last + 1] in _RELATIVES:
            return mention
    return None


def _before(
    words: Sequence[str], sentence: Sentence, cue: Cue, verb: int, speakers: Sequence[Mention]
) -> Mention | None:
    """The subject that stands before its verb, what a preposition governs passed over."""
    seated = words[verb - 1] == "on"  # "À Bercy, on rappelle"
    for at in range(len(speakers) - 1, -1, -1):
        mention = speakers[at]
        if mention.last > verb or (at and is_parent(words, speakers[at - 1], mention)):
            continue
        if verb - mention.last > _SUBJECT_REACH:
            return None
        between = words[mention.last : verb]
        if not _STOPS.isdisjoint(between):
            return None
        if between and between[0] == "'s" and _OFFICES.isdisjoint(between):
            return None
        if any(
            c.kind in ("pay", "get", "speech", "vow") and mention.last <= c.first and c.last <= verb
            for c in sentence.cues
        ):
            return None
        governed = preposition(words, mention.span[0], sentence.first)
        if governed in ("by", "of", "from", "at"):
            noun = mention.span[0] - 1
            while noun > sentence.first and words[noun - 1] in _ARTICLES:
                noun -= 1
            if not _STUDIES.isdisjoint(words[max(noun - 2, sentence.first) : noun + 1]):
                return mention
        if governed == "for" and words[mention.span[0] - 2].startswith("spokes"):
            return mention  # "a spokesman for the ministry"
        if seated and governed in ("to", "at", "of"):
            return mention
        if governed in OBLIQUE or governed == "(":
            continue
        if between and between[0] in _WHERE:
            between = []  # "a diplomat in the Gulf state puts it at"
        apart = between and between[0] not in _ASIDES
        return None if apart and len(between) > _OBJECT_REACH else mention
    return None


def _reports(
    words: Sequence[str], sentence: Sentence, speakers: Sequence[Mention]
) -> Iterator[Voice]:
    """Whose report is told of: "confirming a report in X", "une information de X"."""
    for mention in speakers:
        if mention.kind != "media":
            continue
        at = mention.first - 1
        while at > sentence.first and words[at] in _ARTICLES:
            at -= 1
        if at > sentence.first and words[at - 1] in _REPORTS:
            before = words[max(at - _CONFIRMING_REACH, sentence.first) : at]
            how = "source" if _CONFIRMING.isdisjoint(before) else "report"
            yield Voice(mention, how, at, sentence.first, sentence.last)
