import itertools

import pytest

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.parameters import generations
from grandlivre.reference.parameters.accelerators import read_generations
from grandlivre.reference.parameters.rows import rows
from grandlivre.reference.parameters.units import mean_rate

_HEAD = (
    "name\tvendor\tshipped\tall_in_kw\tprice\tcurrency\tprice_year\tmemory_gb\tfp64_tflops\tbf16_tflops\t"
    "fp8_tflops\tfp4_tflops\tdomain\tsupply_per_year\trows\tnote_fr\tnote_en\n"
)
_LINE = "Zeta\tSomebody\t2027.5\t3\t1000\tUSD\t2024\t96\t\t1200\t2400\t\t16\t\t85 https://example.org\t\t\n"


def test_a_line_becomes_a_generation_in_euros() -> None:
    [found] = read_generations(_HEAD + _LINE, rows(), name="x.tsv").values()
    assert found.price_eur == pytest.approx(1000 * mean_rate("USD", 2024))
    assert found.dense_tflops == (("bf16", 1200.0), ("fp8", 2400.0))
    assert found.rows == ("gpu_flops_bf16_dense#85", "https://example.org")
    assert found.supply_per_year is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (_LINE + _LINE, "Zeta stands twice"),
        (_LINE.replace("85 ", "99999 "), "there is no row 99999"),
        (_LINE.replace("\t16\t", "\tmany\t"), "domain is 'many'"),
    ],
)
def test_a_malformed_line_is_refused_with_its_place(line: str, says: str) -> None:
    with pytest.raises(ReferenceDataError, match=says) as told:
        read_generations(_HEAD + line, rows(), name="x.tsv")
    assert "x.tsv, line" in told.value.where


def test_generations_are_in_the_order_in_which_they_ship() -> None:
    known = list(generations().values())
    assert [each.shipped for each in known] == sorted(each.shipped for each in known)
    assert {"H100", "H200", "B200", "GB200", "GB300", "MI355X", "VR NVL144", "Rubin Ultra"} <= set(
        generations()
    )


def test_peaks_double_as_precision_halves_or_nearly() -> None:
    for each in generations().values():
        dense = dict(each.dense_tflops)
        assert "bf16" in dense, each.name
        told = [dense[name] for name in ("bf16", "fp8", "fp4") if name in dense]
        for finer, coarser in itertools.pairwise(told):
            assert 1.9 < coarser / finer < 4.5, each.name


def test_power_and_price_are_near_what_rows_say() -> None:
    """All-in power of racks, worked out here again from the rows."""
    known = generations()
    for name, number, accelerators in (
        ("GB200", 69, 72), ("GB300", 77, 72), ("VR NVL144", 126, 72), ("Rubin Ultra", 127, 144),
    ):  # fmt: skip
        row = rows()[number]
        rack = float(row.central or row.low or 0)
        assert known[name].all_in_kw == pytest.approx(rack / accelerators * 1.075 * 1.146, rel=0.08)
    for each in known.values():
        assert 20_000 < each.price_eur < 250_000, each.name
        assert each.note_fr, each.name
        assert each.note_en, each.name
