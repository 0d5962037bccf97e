import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.errors import ConfigError
from grandlivre.reference.messages import messages
from grandlivre.reference.parameters import Scale, generations, parameters
from grandlivre.reference.parameters.pooling import fault
from grandlivre.reference.parameters.units import mean_rate


def own(folder: Path, text: str) -> Path:
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_parameter_is_replaced_by_name(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'construction_months = {low = 14, median = 20, high = 30, reason = "ours", source = "us"}',
    )
    found = parameters(path)
    replaced = found["construction_months"]
    spread = replaced.distribution
    assert (spread.scale, spread.low, spread.median, spread.high) == (Scale.LOG, 14, 20, 30)
    assert replaced.reason == "ours — us"
    assert replaced.origin == "my.toml"
    assert replaced.is_judgement
    assert replaced.meaning_fr == parameters()["construction_months"].meaning_fr
    assert found["permit_years"] is parameters()["permit_years"]
    assert parameters()["construction_months"].origin == "grandlivre"


def test_another_unit_is_converted(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'construction_months = {low = 1, median = 1.5, high = 2, unit = "years", reason = "r"}\n'
        'capex_hosting_meur_per_mw = {median = 10, unit = "USD/W", year = 2024, reason = "r"}',
    )
    found = parameters(path)
    assert found["construction_months"].distribution.median == pytest.approx(18)
    cost = found["capex_hosting_meur_per_mw"].distribution
    assert cost.median == pytest.approx(10 * mean_rate("USD", 2024))


def test_a_figure_alone_has_no_spread(tmp_path: Path) -> None:
    path = own(
        tmp_path,
        'odds_announced = {median = 1, reason = "as promised"}\n'
        'cost_overrun_ratio = {median = 1, reason = "as promised"}',
    )
    for name in ("odds_announced", "cost_overrun_ratio"):
        spread = parameters(path)[name].distribution
        assert (spread.low, spread.median, spread.high, spread.tail_alpha) == (1, 1, 1, None)


@pytest.mark.parametrize(
    ("text", "what", "remedy", "french"),
    [
        ('construction_month = {median = 1, reason = "r"}', "no parameter is called", "construction_months", "aucun paramètre"),
        ('zzz = {median = 1, reason = "r"}', "no parameter is called zzz", "lists all", "aucun paramètre"),
        ('permit_years = {median = 1, unit = "MW", reason = "r"}', "MW cannot be turned into years", "give it in years", "ne se convertit pas"),
        ('permit_years = {median = 1, unit = "yers", reason = "r"}', "yers is no unit; near ones are years", "give it in years", "n’est pas une unité"),
        ('permit_years = {low = 3, median = 2, high = 4, reason = "r"}', "out of order", "correct the figures", "dans le désordre"),
        ('permit_years = {low = 0, median = 2, high = 4, reason = "r"}', "only positive", "correct the figures", "positifs"),
        ('mfu_share = {low = 0.2, median = 0.5, high = 1.0, reason = "r"}', "strictly between 0 and 1", "correct the figures", "strictement"),
        ('pue = {low = 0.8, median = 1.2, high = 1.4, reason = "r"}', "under the floor", "correct the figures", "plancher"),
        ('permit_years = {low = 3, median = 4, reason = "r"}', "one of low and high is missing", "neither", "il manque low ou high"),
        ('permit_years = {low = 3, high = 4, reason = "r"}', "the median is missing", "give median", "la médiane manque"),
        ('permit_years = {median = "2", reason = "r"}', "median is no number", "without quotes", "n’est pas un nombre"),
        ('permit_years = {median = true, reason = "r"}', "median is no number", "without quotes", "n’est pas un nombre"),
        ("permit_years = {median = 2}", "neither reason nor source", "say why", "ni raison ni source"),
        ("permit_years = 2", "no table of fields", "give it low", "n’est pas une table"),
        ('permit_years = {median = 2, hihg = 3, reason = "r"}', "nothing is called hihg", "high", "rien ne s’appelle"),
        ('permit_years = {median = 2, unit = "months", year = 99999, reason = "r"}', "is no year of money", "1999 to 2100", "n’est pas une année"),
        ('permit_years = {low = 1, median = 2, high = 3, tail_alpha = nan, reason = "r"}', "exponent", "correct the figures", "exposant"),
        ("permit_years = {", "not TOML", "correct the file", "TOML"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_with_its_remedy(
    tmp_path: Path, text: str, what: str, remedy: str, french: str
) -> None:
    path = own(tmp_path, text)
    with pytest.raises(ConfigError) as told:
        parameters(path)
    assert what in told.value.what
    assert remedy in told.value.remedy
    assert told.value.where.startswith(str(path))
    assert french in messages("fr").error(told.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        parameters(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        generations(tmp_path / "none.toml")


NEW = """
[generations."Next One"]
vendor = "Somebody"
shipped = 2028.5
all_in_kw = 6.0
price_eur = 150000
price_year = 2028
memory_gb = 1500
dense_tflops = {bf16 = 9000, fp8 = 40000}
domain = 144
reason = "the maker's talk"
"""


def test_a_generation_of_ones_own_comes_beside_the_others(tmp_path: Path) -> None:
    found = generations(own(tmp_path, NEW))
    assert list(found)[-1] == "Next One"
    assert found["Next One"].dense_tflops == (("bf16", 9000.0), ("fp8", 40000.0))
    assert found["Next One"].domain == 144
    assert found["Next One"].origin == "my.toml"
    assert set(found) == {*generations(), "Next One"}


def test_what_is_not_said_of_a_known_generation_stays(tmp_path: Path) -> None:
    path = own(tmp_path, '[generations.GB300]\nall_in_kw = 2.05\nreason = "measured"')
    changed, known = generations(path)["GB300"], generations()["GB300"]
    assert changed.all_in_kw == 2.05
    assert (changed.price_eur, changed.dense_tflops) == (known.price_eur, known.dense_tflops)
    assert changed.rows == ("measured",)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (NEW.replace("shipped = 2028.5\n", ""), "lacks shipped"),
        (NEW.replace("bf16", "bf32"), "has no bf16"),
        (NEW.replace("domain = 144", "domain = 0"), "not positive"),
        (NEW.replace("vendor", "vendr"), "nothing is called vendr"),
        (NEW.replace('reason = "the maker\'s talk"', ""), "neither reason nor source"),
        ("generations = 3", "generations is no table"),
    ],
)
def test_a_malformed_generation_is_told(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(ConfigError, match=what):
        generations(own(tmp_path, text))


values = st.one_of(
    st.floats(), st.integers(-(10**6), 10**6), st.booleans(), st.text('ab€"\\ ', max_size=8),
    st.sampled_from(["years", "months", "MW", "USD/W", "M EUR/MW"]),
)  # fmt: skip
fields = st.sampled_from(
    ["low", "median", "high", "unit", "year", "tail_alpha", "floor", "ceiling", "reason", "odd",
     "shipped", "all_in_kw", "price_eur", "price_year", "memory_gb", "domain", "vendor"]
)  # fmt: skip


def toml(value: object) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=True)
    return str(value).lower()


@settings(max_examples=200)
@given(
    st.sampled_from(["permit_years", "mfu_share", "capex_hosting_meur_per_mw", "generations.Zeta"]),
    st.dictionaries(fields, values, max_size=6),
)
def test_whatever_is_written_is_taken_or_told(
    tmp_path_factory: pytest.TempPathFactory, name: str, entry: dict[str, object]
) -> None:
    """No traceback: every file gives assumptions that can be drawn from, or an error with a place."""
    body = "\n".join(f"{key} = {toml(value)}" for key, value in entry.items())
    path = own(tmp_path_factory.mktemp("own"), f"[{name}]\n{body}\n")
    try:
        found, made = parameters(path), generations(path)
    except ConfigError as error:
        assert error.where
        assert error.remedy
        return
    assert all(fault(each.distribution) is None for each in found.values())
    assert all(each.price_eur > 0 for each in made.values())
