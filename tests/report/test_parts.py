import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_gold import FakeLookup, claim, document

from grandlivre.base.interval import Interval
from grandlivre.claims.model import Evidence, Role, Stage
from grandlivre.ledger import Conflict, ConflictKind, Words, reconcile
from grandlivre.ledger.natures import NATURES, Nature
from grandlivre.ledger.words import ASSETS, PURPOSES, STAGES, USES, money, money_range
from grandlivre.report.charts import Scale, nice_top, range_bar, step_bar, ticks
from grandlivre.report.evidence import quote_of, safe_url
from grandlivre.report.findings import deck_of, headline
from grandlivre.report.summary import summary
from grandlivre.report.texts import KINDS, METHOD, TEXTS, count

BN = 10**9


def _all_words() -> list[tuple[str, Words]]:
    tables = {
        "texts": TEXTS,
        "natures": NATURES,
        "purposes": PURPOSES,
        "uses": USES,
        "assets": ASSETS,
        "stages": STAGES,
        "kinds": KINDS,
    }
    found = [
        (f"{name}:{key}", words) for name, table in tables.items() for key, words in table.items()
    ]
    return [*found, *((f"method:{number}", words) for number, words in enumerate(METHOD))]


@pytest.mark.parametrize(("key", "words"), _all_words())
def test_every_text_is_complete_in_both_languages(key: str, words: Words) -> None:
    assert words.fr
    assert words.en
    assert set(re.findall(r"\{(\w+)\}", words.fr)) == set(re.findall(r"\{(\w+)\}", words.en))
    assert not re.search(r"[^\u00a0\u202f][;:!?»]|«[^\u00a0]", words.fr)


def test_every_kind_of_conflict_has_a_name() -> None:
    assert set(KINDS) == set(ConflictKind)
    assert set(NATURES) == set(Nature)


@settings(deadline=None)
@given(st.decimals(min_value=1, max_value=10**13, allow_nan=False, allow_infinity=False, places=0))
def test_axes_start_from_zero_and_hold_the_largest_value(largest: Decimal) -> None:
    top = nice_top([largest])
    assert largest <= top <= 3 * largest
    marks = ticks(Scale(top))
    assert marks[0] == (0, 0.0)
    assert marks[-1][0] == top
    assert 3 <= len(marks) <= 12


ENDS = st.one_of(st.none(), st.integers(0, 200))


@settings(deadline=None)
@given(ENDS, ENDS, st.integers(1, 200))
def test_bars_stay_on_the_picture(low: int | None, high: int | None, top: int) -> None:
    if low is not None and high is not None and low > high:
        low, high = high, low
    euros = Interval(
        low=None if low is None else Decimal(low), high=None if high is None else Decimal(high)
    )
    scale = Scale(Decimal(top))
    for bar in (
        range_bar(euros, None, [euros], Nature.HOME, scale),
        step_bar(euros, Decimal(1), Nature.HOME, scale),
    ):
        for place in re.findall(r'(?:x|x1|x2|cx)="([\d.]+)%"', str(bar)):
            assert 0 <= float(place) <= 100
        for x, width in re.findall(r'x="([\d.]+)%" y="\d+" width="([\d.]+)%"', str(bar)):
            assert float(x) + float(width) <= 100.5


@pytest.mark.parametrize(
    ("value", "unit", "fr", "en"),
    [
        (109 * BN, "EUR", "109 Md€", "€109bn"),
        (8_500_000_000, "EUR", "8,5 Md€", "€8.5bn"),
        (400_000_000, "EUR", "400 M€", "€400m"),
        (999_600_000, "EUR", "1 Md€", "€1bn"),
        (1_470_395_729_482, "EUR", "1 470 Md€", "€1,470bn"),
        (500 * BN, "USD", "500 Md$", "$500bn"),
        (95 * BN, "SEK", "95 Md SEK", "SEK 95bn"),
        (0, "EUR", "0 €", "€0"),
        (21_234, "EUR", "21 234 €", "€21,234"),
    ],
)  # fmt: skip
def test_sums_of_money_in_words(value: int, unit: str, fr: str, en: str) -> None:
    words = money(Decimal(value), unit)
    assert re.sub(r"\s", " ", words.fr) == fr
    assert re.sub(r"\s", " ", words.en) == en


def test_ranges_of_money_in_words() -> None:
    mixed = money_range(Interval(low=Decimal(400_000_000), high=Decimal(2 * BN)))
    assert (re.sub(r"\s", " ", mixed.fr), mixed.en) == ("400 M€–2 Md€", "€400m–2bn")
    assert money_range(Interval()).en == "amount unknown"


def test_counts_follow_each_languages_plural() -> None:
    assert [re.sub(r"\s", " ", count(n, "documents", "fr")) for n in (0, 1, 2)] == [
        "0 texte",
        "1 texte",
        "2 textes",
    ]
    assert [re.sub(r"\s", " ", count(n, "documents", "en")) for n in (0, 1, 2)] == [
        "0 texts",
        "1 text",
        "2 texts",
    ]


def test_only_web_addresses_are_linked() -> None:
    assert safe_url(document("a", url="https://example.org")) == "https://example.org"
    for url in ("javascript:alert(1)", "data:text/html,x", "seeds/a.txt", ""):
        assert safe_url(document("a", url=url)) is None


@settings(deadline=None)
@given(
    st.text(alphabet="ab. \n•!", min_size=0, max_size=700), st.text(alphabet="ab. \n", max_size=700)
)
def test_a_quote_is_shown_whole_whatever_stands_around_it(before: str, after: str) -> None:
    quote = "20 milliards d’euros"
    source = document("a.txt", before + quote + after)
    evidence = Evidence(quote=quote, start=len(before), end=len(before) + len(quote))
    shown = quote_of(claim(source, 1, evidence=evidence), source, "fr")
    assert shown.quote == quote
    assert len(shown.before) + len(shown.after) < 520


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_summary_can_be_quoted(language: str) -> None:
    source = document("a.txt", "a", published="2025-02-10")
    plan = claim(source, 0, role=Role.PROGRAMME, low=109 * BN, high=109 * BN, places=("France",))
    claims = [
        plan,
        claim(
            source,
            1,
            investors=("Brookfield",),
            projects=("data center",),
            places=("France",),
            part_of=plan.id,
        ),
        claim(
            source,
            2,
            investors=("MGX",),
            projects=("campus",),
            places=("Fouju",),
            part_of=plan.id,
            low=30 * BN,
            high=50 * BN,
        ),
        claim(
            source,
            3,
            investors=("Oracle",),
            projects=("campus",),
            places=("Cambrai",),
            stage=Stage.CANCELLED,
        ),
    ]
    text = summary(reconcile(claims, [source], lookup=FakeLookup()), [source], language=language)
    first = re.sub(r"\s", " ", text.splitlines()[0])
    assert (
        first
        == {
            "fr": "Des 109 Md€ annoncés, 50–70 Md€ ont un nom ; 39–59 Md€ n’en ont pas.",
            "en": "Of the €109bn announced, €50bn–70bn can be put to a name; €39bn–59bn cannot.",
        }[language]
    )
    assert "Oracle" not in text
    assert "MGX" in text


@pytest.mark.parametrize(("language", "more"), [("fr", "et 2 autres"), ("en", "and 2 more")])
def test_the_summary_says_how_many_contradictions_it_leaves_out(language: str, more: str) -> None:
    source = document("a.txt", "a", published="2025-02-10")
    ledger = reconcile([], [source], lookup=FakeLookup())
    found = Conflict(
        id="cfl_1", kind=ConflictKind.AMOUNT, entries=(), sides=(), size=None,
        explanation=Words(fr="a", en="a"), repairs=(),
    )  # fmt: skip
    text = summary(replace(ledger, conflicts=(found,) * 5), [source], language=language)
    assert sum("•" in line for line in text.splitlines()) == 4
    assert more in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_summary_of_nothing_says_so(language: str) -> None:
    assert summary(reconcile([], []), [], language=language)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ((40, 60), "All of the €100bn announced can be put to a name: €100bn"),
        ((80, 60), "What texts tie to the €100bn announced already comes to €140bn: more than"),
        ((20, 60), "Of the €100bn announced, €80bn can be put to a name; €20bn cannot"),
    ],
)
def test_the_headline_says_how_much_of_a_plan_has_a_name(parts: tuple[int, int], says: str) -> None:
    documents = [document("a.txt", "a"), document("b.txt", "b")]
    claims = []
    for source in documents:
        plan = claim(
            source, 0, role=Role.PROGRAMME, low=100 * BN, high=100 * BN, places=("France",)
        )
        claims.append(plan)
        claims += [
            claim(
                source, number, investors=(party,), projects=("campus",), places=("France",),
                low=part * BN, high=part * BN, part_of=plan.id,
            )
            for number, (party, part) in enumerate(zip(("Oracle", "MGX"), parts, strict=True), 1)
        ]  # fmt: skip
    ledger = reconcile(claims, documents, lookup=FakeLookup())
    assert headline(ledger, "en").plain().startswith(says)


def test_one_text_says_and_several_say() -> None:
    ledger = reconcile([], [], lookup=FakeLookup())
    one = [deck_of(ledger, 1, ["2025"], language) for language in ("fr", "en")]
    assert one[0].startswith("Ce que dit 1\u00a0texte (2025)")
    assert one[1].startswith("What 1\u00a0text says (2025): ")
    assert deck_of(ledger, 2, ["2025"], "en").startswith("What 2\u00a0texts say, or ")
