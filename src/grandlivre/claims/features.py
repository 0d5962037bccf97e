"""What can be seen around a quantity, as named features for the weighed decisions.

A feature is a short string such as ``pay:L1`` (a verb of paying stands two or three words to the
left) or ``agent`` (the mention follows "par" or "financed by"). None names a party, a place, a
text or a word of one: classes of words, distances, order and form only, so that what was learned
on some texts holds on others.
"""

from collections.abc import Iterator, Sequence

from grandlivre.claims.cues import Cue
from grandlivre.claims.grammar import preposition, relations
from grandlivre.claims.mentions import NAME, Entity, Mention
from grandlivre.claims.page import Page, PlacedDate, PlacedQuantity
from grandlivre.documents.model import PassageKind

_BREAKS = frozenset(";:()–|•")
_CONJUNCTIONS = frozenset(
    "et mais tandis alors and but while whereas when or which qui who that dont où que qu' as".split()
)
_SKIPPED = frozenset(
    "de du des d' le la les l' un une the a an of its his her their son sa ses leur leurs en in ce cette".split()
)
_DISTANCES = (1, 3, 6, 11, 20)

ROLE_CUES = frozenset(
    "pay commit_noun programme get round valuation turnover assets market other spent part"
    " considered confirmed under_construction operational cancelled paused announced say say_prep"
    " service works negation plural_all demand sport"
    " asset_data_centre asset_compute asset_energy asset_network asset_companies asset_research"
    " asset_training asset_open_source asset_ai asset_site asset_chips".split()
)


def bucket(distance: int) -> int:
    """Coarse distance: 0 for neighbours, 5 for more than twenty words."""
    for number, limit in enumerate(_DISTANCES):
        if distance <= limit:
            return number
    return len(_DISTANCES)


class Surroundings:
    """The page around one quantity."""

    def __init__(self, page: Page, placed: PlacedQuantity) -> None:
        self.page = page
        self.placed = placed
        self.words = page.tokens.words
        sentence = placed.sentence
        self.sentence = sentence
        self.others = [q for q in sentence.quantities if q is not placed]
        self.left_clause, self.right_clause = self._clause()
        self.seen: dict[int, list[str]] = {}
        """Features of the entities looked at, which several questions ask for."""
        self.cue_spans: dict[str, tuple[int, int]] = {}
        """Tokens of the cue behind a feature, for the explanation."""
        self.relations: dict[int, list[str]] = {}
        for mention, name in relations(self.words, placed, self.left_clause):
            if mention.entity is not None:
                self.relations.setdefault(mention.entity.number, []).append(name)
        self.related = frozenset(name for names in self.relations.values() for name in names)

    def _clause(self) -> tuple[int, int]:
        """Tokens between which nothing breaks the sentence (semicolon, dash, bracket...)."""
        words, sentence = self.words, self.sentence
        left = self.placed.first
        while left > sentence.first and words[left - 1] not in _BREAKS:
            left -= 1
        right = self.placed.last
        while right < sentence.last and words[right] not in _BREAKS:
            right += 1
        return left, right

    def side(self, first: int, last: int) -> tuple[str, int]:
        """Which side of the quantity a span of tokens is on, and how far."""
        if last <= self.placed.first:
            return "L", self.placed.first - last
        if first >= self.placed.last:
            return "R", first - self.placed.last
        return "I", 0

    def quantities_between(self, first: int, last: int) -> int:
        """How many other quantities stand between the span and this one."""
        mine = self.placed
        if last <= mine.first:
            return sum(1 for q in self.others if last <= q.first and q.last <= mine.first)
        return sum(1 for q in self.others if mine.last <= q.first and q.last <= first)

    def cue_features(self, kinds: frozenset[str] = ROLE_CUES) -> Iterator[tuple[str, Cue]]:
        """The nearest cue of each class on each side, by class, side and distance."""
        seen: set[tuple[str, str]] = set()
        cues = sorted(
            self.sentence.cues,
            key=lambda cue: min(
                abs(cue.first - self.placed.last), abs(cue.last - self.placed.first)
            ),
        )
        for cue in cues:
            if cue.kind not in kinds:
                continue
            side, distance = self.side(cue.first, cue.last)
            if (cue.kind, side) in seen:
                continue
            seen.add((cue.kind, side))
            inside = self.left_clause <= cue.first < self.right_clause
            crossed = self.quantities_between(cue.first, cue.last)
            tail = "" if inside else "/"
            yield f"{cue.kind}:{side}{bucket(distance)}{tail}", cue
            yield f"{cue.kind}:{side}{tail}{'+' if crossed else ''}", cue

    def adjacent(self) -> Iterator[str]:
        """The cue classes right before and right after, function words skipped."""
        words, sentence = self.words, self.sentence
        i = self.placed.first
        while i > sentence.first and words[i - 1] in _SKIPPED:
            i -= 1
        for cue in sentence.cues:
            if cue.last == i and cue.kind in ROLE_CUES:
                yield f"before={cue.kind}"
        i = self.placed.last
        while i < sentence.last and words[i] in _SKIPPED:
            i += 1
        for cue in sentence.cues:
            if cue.first == i and cue.kind in ROLE_CUES:
                yield f"after={cue.kind}"

    def verb_forms(self) -> Iterator[str]:
        """Tense and mood of the verbs nearby, as far as their endings tell."""
        words = self.words
        lo = max(self.sentence.first, self.placed.first - 14)
        hi = min(self.sentence.last, self.placed.last + 10)
        for i in range(lo, hi):
            word = words[i]
            side = "L" if i < self.placed.first else "R"
            if self.page.language == "fr":
                if (
                    word in ("a", "ont", "avait", "avaient", "ayant", "avoir", "aura", "auront")
                    and i + 1 < hi
                ):
                    if words[i + 1][-1:] in "éistu" or words[min(i + 2, hi - 1)][-1:] in "éistu":
                        yield f"perfect:{side}"
                elif word in ("va", "vont", "doit", "doivent", "devrait", "devraient"):
                    yield f"{word[:3]}:{side}"
                elif word.endswith(("rait", "raient")) and len(word) > 5:
                    yield f"conditional:{side}"
                elif word.endswith(("ra", "ront")) and len(word) > 4:
                    yield f"future:{side}"
                elif word.endswith(("ait", "aient")) and len(word) > 5:
                    yield f"imperfect:{side}"
            elif word in ("will", "would", "could", "may", "might", "should", "must", "can"):
                yield f"{word}:{side}"
            elif word in ("has", "have", "had"):
                yield f"perfect:{side}"
            elif word in ("to", "is", "are", "was", "were"):
                yield f"{word}:{side}"

    def size(self) -> str:
        """Order of magnitude of the figure."""
        value = self.placed.quantity.high or self.placed.quantity.low or 0
        return f"size={len(str(int(value)))}"

    def form(self) -> Iterator[str]:
        """How the quantity itself is written and where it stands."""
        quantity, sentence, words = self.placed.quantity, self.sentence, self.words
        yield f"measure={quantity.measure.value}"
        yield self.size()
        yield f"passage={sentence.passage.kind.value}"
        if quantity.hedge:
            yield f"hedge={quantity.hedge}"
        if quantity.form != "full":
            yield f"form={quantity.form}"
        if self.placed.first > sentence.first and words[self.placed.first - 1] == "(":
            yield "bracketed"
        if self.placed.first <= sentence.first + 2:
            yield "opens"
        number = sentence.quantities.index(self.placed)
        yield f"nth={min(number, 3)}"
        before = words[self.placed.first - 1] if self.placed.first > sentence.first else "^"
        after = words[self.placed.last] if self.placed.last < sentence.last else "$"
        yield f"w-1={before if before in _FUNCTION else '*'}"
        yield f"w+1={after if after in _FUNCTION else '*'}"

    def document_features(self) -> Iterator[str]:
        """What the document at large is about."""
        for name in self.page.topics:
            yield f"topic={name}"

    def party_features(self) -> Iterator[str]:
        """Who is named around: the nearest party on either side."""
        for mention in reversed(self.sentence.mentions):
            if mention.last <= self.placed.first and mention.kind not in ("place", "media"):
                yield f"party:L={mention.kind}/{mention.noun}"
                between = [
                    c.kind
                    for c in self.sentence.cues
                    if mention.last <= c.first < self.placed.first
                ]
                if "pay" in between:
                    yield "party-pay"
                if "get" in between:
                    yield "party-get"
                break
        for mention in self.sentence.mentions:
            if mention.first >= self.placed.last and mention.kind not in ("place", "media"):
                if mention.first - self.placed.last <= 3:
                    yield f"party:R={mention.kind}/{mention.noun}"
                break
        parties = {
            m.entity.number
            for m in self.sentence.mentions
            if m.entity and m.kind in ("party", "state") and m.form == NAME
        }
        yield f"parties={min(len(parties), 4)}"


_FUNCTION = frozenset(
    "de du des d' le la l' un une à au aux en par pour sur avec dans ( ) , . : ; - – et ou dont est sont"
    " the a an of to in by for on with from and or at as is are was its per ^ $ que qu' qui sous plus".split()
)


def role_features(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> list[str]:
    """Features for what the quantity is, and for its stage.

    Parameters
    ----------
    around
        The quantity in question.
    earlier
        The quantities before it with the roles given to them.
    """
    for name, cue in around.cue_features():
        around.cue_spans[name] = (cue.first, cue.last)
    features = list(around.cue_spans)
    features.extend(around.adjacent())
    features.extend(around.verb_forms())
    features.extend(around.form())
    features.extend(around.document_features())
    features.extend(around.party_features())
    features.extend(_standing(around))
    features.extend(_sequence(around, earlier))
    return list(dict.fromkeys(features))


def _standing(around: Surroundings) -> Iterator[str]:
    """How the figure compares with the document's others, and who is its subject."""
    mine = around.placed.quantity
    value = mine.high if mine.high is not None else mine.low
    others = [q.quantity for q in around.page.quantities if q.quantity.measure is mine.measure]
    values = [q.high if q.high is not None else q.low for q in others]
    if value is not None and len(values) > 1 and value >= max(v for v in values if v is not None):
        yield "largest"
    if value is not None:
        yield f"times={min(sum(1 for v in values if v == value), 3)}"
        if mine.measure.value == "money" and value >= 60_000_000_000:
            yield "huge"
            if value >= 150_000_000_000:
                yield "immense"
    kinds = {e.number: (e.kind, e.noun) for e in around.page.entities}
    for number, names in around.relations.items():
        kind, noun = kinds[number]
        for name in names:
            if name.startswith(("subject", "owner", "label", "right:by", "right:of:near")):
                yield f"{name.partition('/')[0]}={kind}/{noun}"
                yield f"{name.partition(':')[0]}~{kind}"
                if around.page.entities[number].is_several:
                    yield "payers=several"
    if not around.related:
        yield "unrelated"


def _sequence(around: Surroundings, earlier: Sequence[tuple[PlacedQuantity, str]]) -> Iterator[str]:
    """What the quantity just before was taken for."""
    mine = around.placed
    for other, role in reversed(earlier):
        if (other.quantity.measure.value == "money") != (mine.quantity.measure.value == "money"):
            continue
        gap = mine.sentence.number - other.sentence.number
        if gap == 0:
            yield f"prev-here={role}"
            if mine.first - other.last <= 4:
                yield f"prev-next={role}"
        elif gap <= 2 and other.sentence.passage.section == mine.sentence.passage.section:
            yield f"prev-section={role}"
        elif gap <= 2:
            yield f"prev-near={role}"
        return
    yield "prev-none"


def mention_features(around: Surroundings, mention: Mention) -> list[str]:
    """Features of one mention of the quantity's own sentence."""
    words, sentence = around.words, around.sentence
    first, last = mention.span
    side, distance = around.side(first, last)
    if side == "I":  # the enumeration holds the quantity: "Italie (1,19 milliard), Allemagne"
        first, last = mention.first, mention.last
        side, distance = around.side(first, last)
    far = bucket(distance)
    inside = around.left_clause <= mention.first < around.right_clause
    crossed = min(around.quantities_between(first, last), 2)
    lo, hi = (last, around.placed.first) if side == "L" else (around.placed.last, first)
    between = {cue.kind for cue in sentence.cues if lo <= cue.first and cue.last <= hi}
    rivals = sum(
        1
        for m in sentence.mentions
        if lo <= m.first
        and m.last <= hi
        and m.kind == mention.kind
        and m.entity is not mention.entity
    )
    prep = preposition(words, first, sentence.first)
    kind = mention.kind
    out = [
        f"{side}{far}",
        f"{side}/{'in' if inside else 'out'}",
        f"{side}x{crossed}",
        f"{side}rivals={min(rivals, 3)}",
        f"prep={prep}:{side}",
        f"{kind}:{side}",
        f"form={mention.form}",
        f"noun={mention.noun}:{side}",
        f"{side}r{min(rivals, 2)}x{crossed}{'' if inside else '/'}",
    ]
    if mention.kind in ("place", "state"):
        out.append(f"what={mention.kind}/{mention.noun}")
        out.append(f"prep={prep}:{mention.noun}")
    for cue_kind in (
        "pay",
        "get",
        "say",
        "round",
        "part",
        "cancelled",
        "valuation",
        "turnover",
        "spent",
        "other",
        "programme",
        "commit_noun",
        "say_prep",
        "service",
        "works",
    ):
        if cue_kind in between:
            out.append(f"{side}>{cue_kind}")
    if hi - lo <= 2 and prep == "of" and side == "R":
        out.append("right-of")
    after = last
    if after < sentence.last:
        follower = words[after]
        if follower == "'s":
            out.append(f"possessive:{side}{'near' if distance < 6 else ''}")
        elif follower in (":", "–", "-", "(", ","):
            out.append(f"next={follower}:{side}")
        nexts = {c.kind for c in sentence.cues if after <= c.first <= after + 2}
        for cue_kind in ("pay", "get", "say", "service", "works", "cancelled", "confirmed"):
            if cue_kind in nexts:
                out.append(f"subject-{cue_kind}:{side}")
    befores = {c.kind for c in sentence.cues if first - 3 <= c.last - 1 < first}
    for cue_kind in (
        "pay",
        "get",
        "say",
        "say_prep",
        "asset_data_centre",
        "asset_compute",
        "title_person",
    ):
        if cue_kind in befores:
            out.append(f"after-{cue_kind}:{side}")
    if first > sentence.first and words[first - 1] in ("que", "qu'", "whom"):
        out.append("relative")
    same_kind = [m for m in sentence.mentions if m.kind == kind]
    if same_kind and same_kind[0] is mention:
        out.append(f"first:{side}")
        if first <= sentence.first + 3:
            out.append(f"opens:{side}:{sentence.passage.kind.value}")
    return out


def entity_features(around: Surroundings, entity: Entity) -> list[str]:
    """Features of an entity as a candidate for the quantity, wherever it is mentioned."""
    known = around.seen.get(entity.number)
    if known is None:
        known = around.seen[entity.number] = _entity_features(around, entity)
    return known.copy()


def _entity_features(around: Surroundings, entity: Entity) -> list[str]:
    sentence = around.sentence
    out: list[str] = [f"kind={entity.kind}", f"e-noun={entity.noun}"]
    related = around.relations.get(entity.number)
    if related:
        out.extend(related)
        out.append("related")
    else:
        rivals = {name.partition(":")[0] for name in around.related}
        out.extend(f"unrelated&{name}" for name in rivals)
    here = [m for m in sentence.mentions if m.entity is entity]
    if here:
        left = [m for m in here if m.last <= around.placed.first]
        right = [m for m in here if m.first >= around.placed.last]
        if left:
            out.extend(mention_features(around, left[-1]))
        if right:
            out.extend(mention_features(around, right[0]))
        out.append("here")
    else:
        rivals = {
            m.entity.number
            for m in sentence.mentions
            if m.entity is not None and _alike(m.entity, entity)
        }
        out.append(f"absent:rivals={min(len(rivals), 3)}")
    out.extend(_discourse(around, entity, bool(here)))
    return list(dict.fromkeys(out))


def _alike(left: Entity, right: Entity) -> bool:
    group = ("party", "state")
    return left.kind == right.kind or (left.kind in group and right.kind in group)


def _discourse(around: Surroundings, entity: Entity, here: bool) -> Iterator[str]:
    """How present the entity is in what was said before."""
    page, sentence = around.page, around.sentence
    before = [m for m in entity.mentions if m.first < sentence.first]
    tag = "h" if here else "a"
    if before:
        last = before[-1]
        number = last.sentence
        gap = sentence.number - number
        yield f"{tag}:back={min(gap, 4)}"
        home = page.sentences[number]
        rivals = [m for m in home.mentions if m.entity is not None and _alike(m.entity, entity)]
        if rivals and rivals[0].entity is entity:
            yield f"{tag}:back-first={min(gap, 3)}"
        if rivals and rivals[-1].entity is entity:
            yield f"{tag}:back-last={min(gap, 3)}"
        if len({m.entity.number for m in rivals if m.entity}) == 1:
            yield f"{tag}:back-only={min(gap, 3)}"
        if home.passage.section == sentence.passage.section:
            yield f"{tag}:section"
    else:
        ahead = [m for m in entity.mentions if m.first >= sentence.last]
        if ahead:
            gap = ahead[0].sentence - sentence.number
            yield f"{tag}:ahead={min(gap, 4)}"
            if sentence.passage.kind in (PassageKind.TITLE, PassageKind.HEADING):
                yield f"{tag}:title-ahead={min(gap, 3)}"
    rank = page.rank(entity)
    yield f"{tag}:rank={min(rank, 4)}"
    if entity.mentions and entity.mentions[0].sentence == 0:
        yield f"{tag}:in-title"
    yield from _company(around, entity, tag)
    if entity.kind == "place":
        yield from _placed(around, entity)


_FINENESS = {"town": 3, "region": 2, "metonym": 1, "country": 1, "demonym": 1, "world": 0}


def _placed(around: Surroundings, entity: Entity) -> Iterator[str]:
    """Whether a place heads the section, is a dateline, or is coarser than another one near."""
    page, sentence = around.page, around.sentence
    heading = page.head_places[sentence.number]
    if heading is not None:
        yield "heads-section" if heading is entity else "other-heads-section"
    if page.dateline is entity:
        yield "dateline"
    mine = _FINENESS.get(entity.noun, 3)
    near = [
        _FINENESS.get(m.entity.noun, 3) for m in sentence.mentions
        if m.kind == "place" and m.entity is not None and m.entity is not entity
    ]
    if near and max(near) > mine:
        yield "coarser"
    elif near and mine > max(near):
        yield "finer"
    if entity.country and entity.country == page.country:
        yield f"home:{entity.noun}"


def _company(around: Surroundings, entity: Entity, tag: str) -> Iterator[str]:
    """Members of an enumeration near by ("led by X, Y and Z"), and the lead of a list."""
    page, sentence = around.page, around.sentence
    for number in range(sentence.number, min(sentence.number + 3, len(page.sentences))):
        for mention in page.sentences[number].mentions:
            if mention.entity is not entity or mention.span == (mention.first, mention.last):
                continue
            members = sum(1 for m in page.sentences[number].mentions if m.span == mention.span)
            if members >= 3:
                yield f"{tag}:enumeration{number - sentence.number}"
                yield "enumeration"
                break
    if sentence.passage.kind is PassageKind.BULLET:
        lead = sentence.number - 1
        while lead > 0 and page.sentences[lead].passage.kind is PassageKind.BULLET:
            lead -= 1
        parties = [m for m in page.sentences[lead].mentions if m.kind in ("party", "state")]
        if any(m.entity is entity for m in parties):
            yield f"{tag}:lead"


def date_features(around: Surroundings, placed: PlacedDate) -> list[str]:
    """Features of a date of the same sentence as the end, or the start, of the quantity."""
    sentence, words = around.sentence, around.words
    side, distance = around.side(placed.first, placed.last)
    lo, hi = (
        (placed.last, around.placed.first) if side == "L" else (around.placed.last, placed.first)
    )
    between = {cue.kind for cue in sentence.cues if lo <= cue.first and cue.last <= hi}
    crossed = min(around.quantities_between(placed.first, placed.last), 2)
    inside = around.left_clause <= placed.first < around.right_clause
    relation = placed.date.relation
    out = [
        f"rel={relation}",
        f"{side}{bucket(distance)}",
        f"rel={relation}:{side}x{crossed}",
        f"{side}/{'in' if inside else 'out'}",
        f"shape={_shape(placed.date.value)}",
        f"when={_when(placed.date.value, around.page.published)}:{relation}",
        f"when={_when(placed.date.value, around.page.published)}",
        f"measure={around.placed.quantity.measure.value}",
    ]
    near = {c.kind for c in sentence.cues if placed.first - 6 <= c.first <= placed.last + 4}
    for kind in (
        "service",
        "works",
        "pay",
        "say",
        "announced",
        "get",
        "round",
        "operational",
        "cancelled",
        "paused",
    ):
        if kind in near:
            out.append(f"near-{kind}")
        if kind in between:
            out.append(f"between-{kind}")
    out.append(f"prep={preposition(words, placed.first, sentence.first)}")
    return out


def _shape(value: str | None) -> str:
    if value is None:
        return "none"
    return {4: "year", 7: "part", 10: "day"}.get(len(value), "other")


def _when(value: str | None, published: str | None) -> str:
    if value is None or published is None:
        return "?"
    gap = int(value[:4]) - int(published[:4])
    return str(max(-2, min(gap, 4)))
