"""Currencies: every active code, every way of writing one."""

import re
from datetime import date

import pytest

from grandlivre.errors import ReferenceDataError
from grandlivre.reference.currencies import (
    code_forms,
    country_currency,
    currencies,
    forms,
    narrow,
)
from grandlivre.reference.tables import parse_rows

# ISO 4217, list one of January 2026, without metals, test codes and bond-market units.
ACTIVE = re.findall(
    r"[A-Z]{3}",
    """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD
KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE
SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV
WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
""",
)


NO_MINOR = {
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
    "XAF", "XOF", "XPF",
}  # fmt: skip
THOUSANDTHS = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}


@pytest.mark.parametrize("code", ACTIVE)
def test_every_active_code_is_known(code: str) -> None:
    currency = currencies()[code]
    assert currency.is_active
    assert forms()[code.lower()][0] == code
    for name in (currency.name_en, currency.plural_en, currency.name_fr, currency.plural_fr):
        assert code in forms()[name.lower()]


def test_codes_are_codes() -> None:
    for code, currency in currencies().items():
        assert code == currency.code
        assert re.fullmatch(r"[A-Z]{3}", code)
        assert 0 <= currency.digits <= 4


def test_minor_digits() -> None:
    digits = {code: currency.digits for code, currency in currencies().items()}
    assert {code for code in ACTIVE if digits[code] == 0} == NO_MINOR
    assert {code for code in ACTIVE if digits[code] == 3} == THOUSANDTHS


def test_ended_currencies_come_after_active_ones() -> None:
    assert currencies()["FRF"].ended == date(2001, 12, 31)
    for form, codes in forms().items():
        assert codes, form
        assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("€", "EUR"), ("$", "USD"), ("£", "GBP"), ("¥", "JPY"), ("₹", "INR"), ("₩", "KRW"),
        ("a$", "AUD"), ("c$", "CAD"), ("ca$", "CAD"), ("us$", "USD"), ("hk$", "HKD"),
        ("s$", "SGD"), ("nz$", "NZD"), ("r$", "BRL"), ("rs", "INR"), ("kr", "SEK"),
        ("zł", "PLN"), ("chf", "CHF"), ("dh", "AED"), ("dollars canadiens", "CAD"),
        ("couronnes suédoises", "SEK"), ("swedish kronor", "SEK"), ("dollar", "USD"),
        ("livres sterling", "GBP"), ("pounds", "GBP"), ("francs suisses", "CHF"),
        ("francs", "CHF"), ("pesos", "MXN"), ("roupies", "INR"), ("rupees", "INR"),
        ("yuan", "CNY"), ("dirhams", "AED"), ("riyal", "SAR"), ("won", "KRW"), ("yens", "JPY"),
        ("dirhams émiratis", "AED"), ("riyals saoudiens", "SAR"), ("billets verts", "USD"),
        ("u.s. dollars", "USD"), ("dollars américains", "USD"), ("sterling", "GBP"),
        ("norwegian kroner", "NOK"), ("couronnes danoises", "DKK"), ("krona", "SEK"),
        ("dollars de hong kong", "HKD"), ("renminbi", "CNY"), ("euros", "EUR"),
    ],
)  # fmt: skip
def test_likeliest_currency_of_a_form(form: str, first: str) -> None:
    assert forms()[form][0] == first


def test_forms_are_lower_case_and_plain() -> None:
    for form in forms():
        assert form == form.lower().strip()
        assert "\u00a0" not in form
        assert "’" not in form


@pytest.mark.parametrize(
    ("word", "country", "code"),
    [
        ("dollars", "CA", "CAD"), ("dollars", "AU", "AUD"), ("dollars", "TW", "TWD"),
        ("$", "NZ", "NZD"), ("couronnes", "NO", "NOK"), ("couronnes", "CZ", "CZK"),
        ("kr", "DK", "DKK"), ("livres", "EG", "EGP"), ("francs", "SN", "XOF"),
        ("pesos", "CL", "CLP"), ("roupies", "PK", "PKR"), ("dirhams", "MA", "MAD"),
        ("riyals", "QA", "QAR"), ("¥", "CN", "CNY"), ("dollars", "FR", "USD"),
    ],
)  # fmt: skip
def test_country_narrows_a_shared_word(word: str, country: str, code: str) -> None:
    narrowed = narrow(forms()[word], (country,))
    assert narrowed[0] == code
    assert set(narrowed) == set(forms()[word])


def test_nearest_country_wins() -> None:
    assert narrow(forms()["dollars"], ("AU", "CA"))[0] == "AUD"
    assert narrow(forms()["dollars"], ())[0] == "USD"


def test_each_country_has_one_main_currency() -> None:
    seen: dict[str, str] = {}
    for code, currency in currencies().items():
        for country in currency.countries:
            assert seen.setdefault(country, code) == code
            assert country_currency(country) == code
    assert len(seen) > 245
    assert {country_currency(c) for c in ("FR", "DE", "HR", "BG", "EU")} == {"EUR"}


def test_codes_count_only_as_written() -> None:
    assert code_forms()["all"] == {"ALL"}
    assert code_forms()["amd"] == {"AMD"}
    assert "kr" not in code_forms()
    for form, written in code_forms().items():
        assert form in forms()
        assert all(each.lower() == form for each in written)


def test_a_row_that_is_malformed_says_where() -> None:
    with pytest.raises(ReferenceDataError, match=r"x\.tsv, line 3: 1 cells for 2 columns"):
        list(parse_rows("# head\na\tb\nonly\n", name="x.tsv"))
    (row,) = parse_rows("a\tb\n\tsome\n", name="x.tsv")
    with pytest.raises(ReferenceDataError, match="line 2: no a"):
        row.required("a")
    with pytest.raises(ReferenceDataError, match="b is 'some'"):
        row.number("b")
