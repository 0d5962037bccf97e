"""How far publishers agree with the others, in words and as bars."""

from grandlivre.ledger import SourceRecord
from grandlivre.ledger.fusion.model import Suspicion
from grandlivre.report.publishers import publishers


def record(name: str, tested: int, **more: object) -> SourceRecord:
    known = {
        "name": name,
        "kind": "press",
        "documents": 1,
        "origins": 1,
        "claims": tested,
        "tested": tested,
        "agreeing": tested / 2,
        "reliability": 0.5,
        "low": 0.25,
        "high": 0.75,
    }
    return SourceRecord(**(known | more))  # type: ignore[arg-type]


def test_those_of_most_figures_come_first_and_those_of_few_not_at_all() -> None:
    shown = publishers([record("Bref", 2), record("Anse", 3), record("Cap", 9)], "en")
    assert [each.name for each in shown] == ["Cap", "Anse"]
    assert len(publishers([record(f"P{n:02}", 5) for n in range(40)], "en")) == 15


def test_an_interval_is_a_span_of_the_bar_and_said_in_the_readers_language() -> None:
    (english,) = publishers([record("Cap", 4)], "en")
    (french,) = publishers([record("Cap", 4)], "fr")
    assert 'class="range" x="25.0%" y="3" width="50.0%"' in english.bar
    assert 'class="best" x1="50.0%"' in english.bar
    assert (english.interval, english.tested) == ("25–75%", "4\u00a0figures")
    assert (french.interval, french.tested) == ("25–75\u00a0%", "4\u00a0chiffres")


def test_a_suspicion_names_the_other_one() -> None:
    suspicion = Suspicion(source="Digue", probability=0.9, shared_figures=())
    (shown,) = publishers([record("Cap", 4, copies_of=(suspicion,))], "fr")
    assert shown.suspicion == "peut-être d’après Digue"
