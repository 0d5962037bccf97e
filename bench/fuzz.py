"""Throw odd inputs at the readers, the grammar and the reader of claims, and count them.

``python -m bench.fuzz --inputs 200000`` shares the inputs out: damaged files to the readers
(`bench.damage`), texts put together from the words of the grammar to quantities, dates and
claims, and damaged tables to statements. Everything comes from the seed, so that a failing input
can be made again: the first failure ends the run and says how. The last line is the count.
"""

import sys
from pathlib import Path

if __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

import argparse
import io
import random
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from bench.corpora import bodies
from bench.damage import SUFFIXES, mutate, samples
from grandlivre.base.codec import dumps, loads
from grandlivre.base.keys import content_key
from grandlivre.base.periods import Period
from grandlivre.claims.dates.find import find_dates
from grandlivre.claims.model import Claim
from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.read import read_claims
from grandlivre.claims.statements import read_statement
from grandlivre.documents.content import Content
from grandlivre.documents.language import language_of
from grandlivre.documents.model import Document
from grandlivre.documents.passages import split
from grandlivre.documents.readers import read_content, read_stream
from grandlivre.documents.sources import Limits
from grandlivre.documents.views import view_of
from grandlivre.errors import DocumentError

_PIECES = (
    "109 milliards d'euros", "€109bn", "$5 bn", "entre 30 et 50", "de 300 à 750 MW", "1,4 GW", "1.400",
    "vingt-cinq", "une dizaine de", "half a", "huit virgule cinq milliards", "plusieurs", "jusqu'à",
    "plus de", "at least", "d'ici 2029", "fin 2027", "second semestre 2026", "T3 2027", "Q3 2027",
    "sur cinq ans", "within 18 months", "by the end of the decade", "2025-02-10", "10/02/2025", "20 h 30",
    "01 23 45 67 89", "+33 6 12", "50 %", "35 sites", "13 800 GPU", "4 000 emplois", "70 hectares", "MGX",
    "Bpifrance", "Brookfield", "le fonds canadien", "Abou Dhabi", "Fouju", "à Cambrai", "a annoncé", "investira",
    "said", "will invest", "dont", "including", "(", ")", "«", "»", ",", ".", ";", ":", "\n", "\n\n", "- ", "• ",
    " ", "\u00a0", "\u202f", "\u00ad", "\u200b", "ﬁ", "’", "…", "½", "²", "€", "$", "£", "M€", "Md€", "kW", "MWh",
    "İ", "ß", "Ⅷ", "٣٤٥", "１２３", "𝟗", "\u0301", "\ud800", "\x00", "\x1f", "\U0001f600", "0", "00", "0,0",
    "1e9", "-5", "9" * 40, "1.2.3.4", "12,34,56", "1'000'000", "milliards", "bn", "million", "crore", "lakh",
    "#", "|", "http://x.fr/2025/02/10", "C'est", "L'État", "J.-P. Dupont", "AT&T", "U.S.",
)  # fmt: skip
_CELLS = (
    "MGX; Mistral AI", "foreign investors", "10000000000", "1e9", "8,5 Md€", "up to 15", "1400", "70", "-1",
    "1456 H100", "1000000+", "NaN", "", " ", '"', '""', "2028 (first), 2033 (full)", "2026-H2", "2026-99-99",
    "under construction", "withdrawn", "EUR", "?", "(((", "a;b;c", "France; Fouju", "9" * 60, "1e999999",
    "\u00a0", "é", "\u202f12\u202f000",
)  # fmt: skip
_COLUMNS = (
    "project", "investors", "lieu", "montant", "montant_eur", "investment_usd_bn_low", "power_mw_low",
    "power_mw_high", "accelerators", "area_ha", "in_service", "start", "statut", "devise", "part_of", "x", "",
)  # fmt: skip


def text_of(rng: random.Random, stories: list[str]) -> str:
    """A text from the grammar's own words, from a damaged story, or from any characters."""
    way = rng.randrange(4)
    if way == 0:
        gaps = (" ", " ", " ", "", "\u202f")
        return "".join(rng.choice(_PIECES) + rng.choice(gaps) for _ in range(rng.randint(1, 30)))
    if way == 3:
        return "".join(
            chr(rng.choice((rng.randrange(0x300), rng.randrange(0x11000))))
            for _ in range(rng.randint(0, 80))
        )
    story = rng.choice(stories)
    start = rng.randrange(len(story))
    text = list(story[start : start + rng.randint(20, 600)])
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(text) + 1)
        if rng.random() < 0.5:
            text[at:at] = rng.choice(_PIECES)
        else:
            del text[at : at + rng.randint(1, 12)]
    return "".join(text)


def check_file(data: bytes, name: str) -> Counter[str]:
    """Any bytes give documents in sound passages or errors that say all; counts of both."""
    found: Counter[str] = Counter()
    limits = Limits(max_bytes=5_000_000, max_record_bytes=1_000_000)
    for result in read_stream(io.BytesIO(data), name, limits=limits):
        if isinstance(result, DocumentError):
            assert all((result.what, result.where, result.code)), result
            found[f"error:{result.code}"] += 1
            continue
        assert isinstance(result, Document), result
        assert result.text, result
        for field in result.fields:
            assert 0 <= field.start <= field.end <= len(result.text), field
        view = view_of(result.text)
        end = 0
        for passage in split(view.text):
            assert end <= passage.start < passage.end <= len(view.text), passage
            end = passage.end
        language_of(result.text)
        found[result.format] += 1
    assert found, "neither a document nor an error"
    return found


def check_grammar(text: str) -> Counter[str]:
    """Quantities and dates of a text keep their contract: in order, within it, sound."""
    view = view_of(text).text
    end = 0
    found: Counter[str] = Counter(texts=1)
    for quantity in find_quantities(view):
        assert end <= quantity.start < quantity.end <= len(view), quantity
        _check_ends(quantity.low, quantity.high)
        end = quantity.end
        found["quantities"] += 1
    for mention in find_dates(view, "2025-02-10"):
        assert 0 <= mention.start < mention.end <= len(view), mention
        if mention.value is not None:
            Period.parse(mention.value)
        found["dates"] += 1
    return found


def check_claims(text: str) -> Counter[str]:
    """Claims of a text quote it exactly, and survive their way to JSON and back."""
    document = Document(
        id=content_key("doc", text), name="fuzz.txt", text=text, published="2025-02-10"
    )
    claims = read_claims(document)
    _check(document, claims)
    return Counter(texts=1, claims=len(claims))


def check_statements(text: str) -> Counter[str]:
    """Rows of a table give sound claims or none."""
    found: Counter[str] = Counter(tables=1)
    data = text.encode("utf-8", "surrogatepass")
    for document in read_content(Content(name="fuzz.csv", head=data)):
        if isinstance(document, Document):
            claims = read_statement(document)
            _check(document, claims)
            found["claims"] += len(claims)
    return found


def table_of(rng: random.Random) -> str:
    """A small table of odd cells under odd columns."""
    columns = [rng.choice(_COLUMNS) for _ in range(rng.randint(2, 9))]
    mark = rng.choice(",;\t")
    rows = [mark.join(columns)]
    for _ in range(rng.randint(1, 3)):
        cells = [rng.choice(_CELLS) for _ in columns]
        rows.append(mark.join(f'"{cell}"' if rng.random() < 0.5 else cell for cell in cells))
    return "\n".join(rows)


def _check(document: Document, claims: tuple[Claim, ...]) -> None:
    seen: set[str] = set()
    for claim in claims:
        evidence = claim.evidence
        assert document.text[evidence.start : evidence.end] == evidence.quote, claim
        assert evidence.quote, claim
        assert claim.unit, claim
        assert claim.part_of is None or claim.part_of in {each.id for each in claims}, claim
        assert claim.id not in seen, claim
        seen.add(claim.id)
        _check_ends(claim.low, claim.high)
        assert loads(Claim, dumps(claim)) == claim, claim


def _check_ends(low: Decimal | None, high: Decimal | None) -> None:
    assert low is not None or high is not None
    assert low is None or low.is_finite()
    assert high is None or high.is_finite()
    assert low is None or high is None or low <= high, (low, high)


def campaigns() -> dict[str, tuple[float, Callable[[random.Random], Counter[str]]]]:
    """What is tried, with its share of the inputs."""
    files = samples()
    stories = [body for body, _ in bodies()]

    def one_file(rng: random.Random) -> Counter[str]:
        return check_file(mutate(rng.choice(files), files, rng), f"fuzz.{rng.choice(SUFFIXES)}")

    return {
        "readers": (0.4, one_file),
        "grammar": (0.35, lambda rng: check_grammar(text_of(rng, stories))),
        "claims": (0.15, lambda rng: check_claims(text_of(rng, stories))),
        "statements": (0.1, lambda rng: check_statements(table_of(rng))),
    }


def fuzz(inputs: int, seed: int, only: str | None = None, slow: float = 10.0) -> dict[str, int]:
    """Run every campaign; counts by campaign.

    Raises
    ------
    AssertionError
        At the first input that breaks a contract, or takes longer than `slow` seconds; whatever
        else was raised is passed on. The campaign and the input's number are printed.
    """
    counts: dict[str, int] = {}
    for name, (share, trial) in campaigns().items():
        if only not in (None, name):
            continue
        count = max(1, round(inputs * (share if only is None else 1)))
        found: Counter[str] = Counter()
        started, slowest = time.monotonic(), 0.0
        for number in range(count):
            begun = time.process_time()  # a busy machine is no fault of the input
            try:
                found += trial(random.Random(f"{seed}:{name}:{number}"))
                slowest = max(slowest, time.process_time() - begun)
                assert slowest < slow, f"took {slowest:.1f} s"
            except BaseException:
                again = f"--only {name} --seed {seed}, input {number}"
                print(f"{name}: input {number} failed ({again})", file=sys.stderr)
                raise
        took = time.monotonic() - started
        shown = ", ".join(f"{what} {many:,}" for what, many in found.most_common(6))
        print(
            f"{name:<11}{count:>9,} inputs in {took:6.1f} s, slowest {slowest:.2f} s: {shown}",
            flush=True,
        )
        counts[name] = count
    return counts


def main() -> int:
    """Fuzz from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=("readers", "grammar", "claims", "statements"))
    parser.add_argument("--slow", type=float, default=10.0, help="seconds one input may take")
    asked = parser.parse_args()
    counts = fuzz(asked.inputs, asked.seed, asked.only, asked.slow)
    print(f"{sum(counts.values()):,} inputs, no crash, no broken contract (seed {asked.seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
