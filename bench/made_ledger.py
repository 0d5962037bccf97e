"""A made-up ledger that is consistent, with what is true of it, and the claims that tell it.

Two hundred undertakings of made-up companies in French towns: single pledges, wholes with parts
that make them up, programmes with items, ranges, sums in dollars told alike by all, revisions in
time, megawatts. Each is told by two to five sources, who differ as sources do without
contradicting one another: one names the country and not the town, one leaves out the date or a
partner, one calls it a matter of AI. Seeded: one seed, one ledger.
"""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from grandlivre.base.keys import content_key
from grandlivre.claims.model import Claim, Evidence, Measure, Purpose, Role, Stage
from grandlivre.documents.model import Document
from grandlivre.reference.places import PlaceKind, gazetteer

_FIRST = (
    "Alv Bran Cord Dest Elm Fjor Gald Hest Ister Jarn Kelm Lorv Mont Norv Ostr Perl Quill Rest Sarn"
    " Tolv Urb Vest Wald Xan Yld Zerm"
).split()
_SECOND = "ane ello ique oux ard esta ibur olan umbra yse".split()
_LAST = "Capital Compute Infra Partners Cloud Datacentres Energie Holding".split()
_PAPERS = [f"Gazette {name}" for name in _FIRST]
_MILLION = 10**6
_START = date(2025, 1, 6)


@dataclass
class Truth:
    """One undertaking, as it is."""

    number: int
    party: str
    partner: str | None
    place: str
    amount: tuple[int, int]
    """In millions of its unit, equal ends where it is exact."""
    unit: str = "EUR"
    role: Role = Role.COMMITMENT
    project: str = "data center"
    purpose: Purpose = Purpose.DATA_CENTRE
    end: str = "2029"
    stage: Stage = Stage.ANNOUNCED
    megawatts: int | None = None
    whole: int | None = None
    parts: list[int] = field(default_factory=list)
    earlier: int | None = None
    """What it was before it was revised, in millions."""


@dataclass
class Made:
    """A made-up ledger: what is true, and what the texts say."""

    truths: list[Truth]
    documents: list[Document]
    claims: list[Claim]
    about: dict[str, int]
    """Number of the undertaking by claim id."""


class _Maker:
    def __init__(self, seed: int, entries: int) -> None:
        self._draw = random.Random(seed)
        self._entries = entries
        towns = [each.name for each in gazetteer().all() if each.kind is PlaceKind.COMMUNE]
        alone = [name for name in sorted(set(towns)) if len(gazetteer().lookup(name)) == 1]
        self._towns = self._draw.sample(alone, entries * 2)
        names = [f"{a}{b} {c}" for a in _FIRST for b in _SECOND for c in _LAST]
        # Past two thousand, names are numbered: "Alvane Capital 2".
        rounds = 2 * entries // len(names) + 1
        names = [name if n == 1 else f"{name} {n}" for n in range(1, rounds + 1) for name in names]
        self._parties = self._draw.sample(names, 2 * entries)
        self.truths: list[Truth] = []
        self.documents: list[Document] = []
        self.claims: list[Claim] = []
        self.about: dict[str, int] = {}

    def make(self) -> Made:
        while len(self.truths) < self._entries:
            draw = self._draw.random()
            left = self._entries - len(self.truths)
            if draw < 0.08 and left >= 8:
                self._programme()
            elif draw < 0.3 and left >= 4:
                self._whole()
            else:
                self._single()
        return Made(self.truths, self.documents, self.claims, self.about)

    def _truth(self, amount: tuple[int, int], **more: object) -> Truth:
        number = len(self.truths)
        made = Truth(
            number=number,
            party=self._party(number),
            partner=self._parties[-1 - number] if self._draw.random() < 0.2 else None,
            place=self._towns[number],
            amount=amount,
            end=str(self._draw.randint(2027, 2034)),
            stage=self._draw.choice([Stage.ANNOUNCED, Stage.ANNOUNCED, Stage.CONFIRMED]),
        )
        if self._draw.random() < 0.3:
            made.project = (
                f"Campus {self._draw.choice(_FIRST)}{self._draw.choice(_SECOND)} {number}"
            )
        made = replace(made, **more)  # type: ignore[arg-type]
        self.truths.append(made)
        return made

    def _party(self, number: int) -> str:
        """A company of its own; one in ten has pledged something elsewhere before."""
        if number and self._draw.random() < 0.1:
            return self._draw.choice(self.truths).party
        return self._parties[number]

    def _amount(self) -> int:
        """Two digits, from a hundred millions to a hundred billions."""
        scale = 10 ** self._draw.randint(1, 3)
        return (self._draw.randint(1, 9) * 10 + self._draw.randint(1, 9)) * scale

    def _single(self) -> None:
        amount = self._amount()
        draw = self._draw.random()
        if draw < 0.15:
            made = self._truth((amount, amount + amount // 2))
        elif draw < 0.25:
            made = self._truth((amount, amount), unit="USD")
        elif draw < 0.37:
            made = self._truth((amount, amount), earlier=round(amount * 0.7))
        else:
            made = self._truth((amount, amount))
        if self._draw.random() < 0.3:
            made.megawatts = self._draw.randint(5, 90) * 10
        day = self._day()
        if made.earlier is not None:
            papers = self._papers(2)
            for paper in papers:
                text = self._text(paper, day)
                self._claim(text, made, amount=(made.earlier, made.earlier))
            day += timedelta(days=self._draw.randint(120, 200))
            papers = [papers[0], *self._papers(1)]
        else:
            papers = self._papers(self._draw.randint(2, 4))
        for paper in papers:
            text = self._text(paper, day)
            self._claim(text, made)
            if made.megawatts is not None:
                self._power(text, made)

    def _whole(self) -> None:
        """A pledge for a country and the two or three sites that make it up."""
        shares = [self._amount() for _ in range(self._draw.randint(2, 3))]
        total = sum(shares)
        whole = self._truth((total, total), place="France", project="data center")
        parts = [
            self._truth(
                (share, share),
                party=whole.party,
                partner=whole.partner,
                whole=whole.number,
                end=whole.end,
            )
            for share in shares
        ]
        whole.parts = [each.number for each in parts]
        day = self._day()
        for paper in self._papers(self._draw.randint(2, 3)):
            text = self._text(paper, day)
            told = self._claim(text, whole)
            for each in parts:
                rest = "the other " if each is parts[-1] else ""
                self._claim(text, each, part_of=told.id, prefix=rest)

    def _programme(self) -> None:
        """A national plan whose items do not fill it."""
        amounts = [self._amount() for _ in range(self._draw.randint(3, 6))]
        total = round(sum(amounts) * 1.3)
        plan = self._truth(
            (total, total),
            place="France",
            role=Role.PROGRAMME,
            project=f"Plan {self._draw.choice(_FIRST)}{self._draw.choice(_SECOND)}",
            purpose=Purpose.AI,
        )
        items = [self._truth((each, each), whole=plan.number) for each in amounts]
        plan.parts = [each.number for each in items]
        day = self._day()
        for paper in self._papers(3):
            text = self._text(paper, day)
            told = self._claim(text, plan)
            for each in items:
                self._claim(text, each, part_of=told.id)

    def _day(self) -> date:
        return _START + timedelta(days=self._draw.randint(0, 300))

    def _papers(self, count: int) -> list[str]:
        return self._draw.sample(_PAPERS, count)

    def _text(self, paper: str, day: date) -> Document:
        shift = timedelta(days=self._draw.randint(0, 12))
        number = len(self.documents)
        text = Document(
            id=content_key("doc", "made", number),
            name=f"made-{number}.txt",
            text="",
            language="en",
            publisher=paper,
            published=(day + shift).isoformat(),
        )
        self.documents.append(text)
        return text

    def _claim(
        self,
        text: Document,
        made: Truth,
        *,
        amount: tuple[int, int] | None = None,
        part_of: str | None = None,
        prefix: str = "",
    ) -> Claim:
        low, high = amount or made.amount
        is_plan = made.role is Role.PROGRAMME
        told = Claim(
            id=content_key("clm", text.id, len(self.claims)),
            document=text.name,
            document_id=text.id,
            evidence=Evidence(
                quote="", start=len(self.claims), end=len(self.claims), prefix=prefix
            ),
            measure=Measure.MONEY,
            low=Decimal(low * _MILLION),
            high=Decimal(high * _MILLION),
            unit=made.unit,
            role=made.role,
            investors=() if is_plan else self._named(made),
            projects=(made.project,),
            places=(self._placed(made),),
            purpose=Purpose.AI if self._draw.random() < 0.1 else made.purpose,
            end=None if is_plan or self._draw.random() < 0.2 else made.end,
            stage=made.stage,
            part_of=part_of,
        )
        self.claims.append(told)
        self.about[told.id] = made.number
        return told

    def _named(self, made: Truth) -> tuple[str, ...]:
        if made.partner is None or self._draw.random() < 0.4:
            return (made.party,)
        return (made.party, made.partner)

    def _placed(self, made: Truth) -> str:
        """Its town, or more loosely."""
        if made.place == "France" or self._draw.random() < 0.85:
            return made.place
        (town,) = gazetteer().lookup(made.place)
        wider = gazetteer().by_id(town.parent)
        if wider is None or gazetteer().lookup(wider.name)[0].id != wider.id:
            return "France"
        return wider.name

    def _power(self, text: Document, made: Truth) -> None:
        assert made.megawatts is not None
        watts = Decimal(made.megawatts * _MILLION)
        money = self.claims[-1]
        key = content_key("clm", text.id, len(self.claims))
        self.claims.append(
            replace(money, id=key, measure=Measure.POWER, unit="W", role=Role.CAPACITY, low=watts,
                    high=watts)
        )  # fmt: skip
        self.about[key] = made.number


def make(seed: int, entries: int = 200) -> Made:
    """Make a consistent ledger.

    Parameters
    ----------
    seed
        One seed, one ledger.
    entries
        How many undertakings.
    """
    return _Maker(seed, entries).make()
