import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ledger_gold import FakeLookup, claim, document
from lxml import etree

from grandlivre.claims.model import Claim, Role
from grandlivre.errors import OutputError
from grandlivre.ledger import Ledger, reconcile
from grandlivre.ledger.natures import Nature, home_of, nature_of
from grandlivre.report.maps import country_map
from grandlivre.report.picture import picture, write_picture

BN = 10**9
SOURCE = document("a.txt", "a", published="2025-02-10")
FACTS: tuple[dict[str, Any], ...] = (
    {"investors": ("Brookfield",), "places": ("Cambrai",)},
    {"investors": ("MGX",), "places": ("Fouju",), "low": 30 * BN, "high": 50 * BN},
    {"investors": ("Mistral AI",), "places": ("Essonne",), "low": 2 * BN, "high": None},
    {"investors": ("Bpifrance",), "places": ("France",), "low": None, "high": 10 * BN},
    {"investors": ("<b>Zephyr & Cie</b>",), "places": ("Melun",), "low": BN, "high": BN},
)


def _claims(*, with_plan: bool) -> list[Claim]:
    plan = claim(SOURCE, 0, role=Role.PROGRAMME, low=109 * BN, high=109 * BN, places=("France",))
    whole = plan.id if with_plan else None
    parts = [
        claim(SOURCE, number, **{"projects": ("data center",), "part_of": whole, **fact})
        for number, fact in enumerate(FACTS, start=1)
    ]
    return [plan, *parts] if with_plan else parts


def _ledger(*, with_plan: bool = True) -> Ledger:
    return reconcile(_claims(with_plan=with_plan), [SOURCE], lookup=FakeLookup())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("with_plan", [True, False])
def test_the_picture_is_small_well_formed_and_inside_its_frame(
    language: str, with_plan: bool
) -> None:
    drawn = picture(_ledger(with_plan=with_plan), language=language)
    assert len(drawn.encode()) < 300_000
    root = etree.fromstring(drawn.encode())
    width, height = (float(each) for each in root.get("viewBox").split()[2:])
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y = float(rect.get("x") or 0), float(rect.get("y") or 0)
        assert 0 <= x <= x + float(rect.get("width")) <= width
        assert 0 <= y <= height
    assert "Zephyr & Cie" in "".join(root.itertext())


def test_the_picture_of_nothing_is_a_picture() -> None:
    etree.fromstring(picture(reconcile([], []), language="en").encode())


def test_the_picture_is_written_where_it_should_be(tmp_path: Path) -> None:
    path = write_picture(_ledger(), tmp_path / "new" / "picture.svg", language="fr")
    assert path.read_text(encoding="utf-8").startswith("<svg")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_picture(_ledger(), tmp_path / "file" / "picture.svg")


def test_the_map_numbers_its_places_by_size_and_keeps_them_inside() -> None:
    drawn = country_map(_ledger(), "FR", "", "fr")
    assert drawn is not None
    assert [spot.place for spot in drawn.spots] == ["Fouju", "Cambrai", "Essonne", "Melun"]
    _, _, width, height = re.search(
        r'viewBox="(\S+) (\S+) (\S+) (\S+)"', str(drawn.picture)
    ).groups()  # type: ignore[union-attr]
    for x, y in re.findall(r'cx="(\S+)" cy="(\S+)"', str(drawn.picture)):
        assert 0 < float(x) < float(width)
        assert 0 < float(y) < float(height)
    assert "1" in drawn.note


def test_there_is_no_map_of_an_unknown_country_or_a_single_place() -> None:
    assert country_map(_ledger(), "ZZ", "", "fr") is None
    assert country_map(_ledger(), None, "", "fr") is None
    one = claim(SOURCE, 1, investors=("MGX",), projects=("campus",), places=("Fouju",))
    assert country_map(reconcile([one], [SOURCE], lookup=FakeLookup()), "FR", "", "fr") is None


def test_natures_are_seen_from_the_country_where_most_of_it_lies() -> None:
    facts = (
        {"investors": ("MGX", "UAE"), "places": ("Fouju",)},
        {"investors": ("Bpifrance",), "places": ("France",), "low": BN, "high": BN},
        {"investors": ("Mistral IA",), "places": ("Essonne",), "low": 2 * BN, "high": 2 * BN},
        {"investors": ("Data4", "Brookfield"), "places": ("Cambrai",), "low": 5 * BN, "high": 5 * BN},
        {"investors": ("Nobody knows",), "places": ("Melun",), "low": 7 * BN, "high": 7 * BN},
        {"investors": ("Mistral", "Brookfield"), "places": ("Marseille",), "low": 11 * BN, "high": 11 * BN},
    )  # fmt: skip
    claims = [claim(SOURCE, n, **{"projects": ("data center",), **f}) for n, f in enumerate(facts)]
    ledger = reconcile(claims, [SOURCE])
    home = home_of(ledger)
    assert home == "FR"
    by_size = {entry.euros.high: nature_of(entry, home) for entry in ledger.commitments}
    assert by_size == {
        Decimal(20 * BN): Nature.FOREIGN_STATE,
        Decimal(BN): Nature.PUBLIC,
        Decimal(2 * BN): Nature.HOME,
        Decimal(5 * BN): Nature.FOREIGN,
        Decimal(7 * BN): Nature.UNKNOWN,
        Decimal(11 * BN): Nature.MIXED,
    }
