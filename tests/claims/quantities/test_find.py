"""The grammar of quantities: what is found, how it is bounded, and what is left alone."""

import json
import random
import re
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grandlivre.claims.model import Measure
from grandlivre.claims.quantities.currencies import resolve_currencies
from grandlivre.claims.quantities.find import find_quantities
from grandlivre.claims.quantities.model import Quantity
from grandlivre.documents.views import view_of

m, p, e, a, s = "money", "power", "energy", "area", "sites"
g, j, h = "accelerators", "jobs", "people"

ROOT = Path(__file__).parents[3]


def triples(text: str) -> list[tuple[str, str, float | None, float | None, str]]:
    """Each quantity of a text as the tables below write it."""
    return [
        (
            text[q.start : q.end],
            q.measure.value,
            None if q.low is None else float(q.low),
            None if q.high is None else float(q.high),
            q.unit,
        )
        for q in find_quantities(text)
    ]


CASES: list[tuple[str, list[tuple[str, str, float | None, float | None, str]]]] = [
    # French money
    ("vingt milliards d'euros", [("vingt milliards d'euros", m, 20e9, 20e9, "EUR")]),
    (
        "une dizaine de milliards d'euros",
        [("une dizaine de milliards d'euros", m, 10e9, 10e9, "EUR")],
    ),
    (
        "une quarantaine de milliards de dollars",
        [("une quarantaine de milliards de dollars", m, 40e9, 40e9, "USD")],
    ),
    (
        "plusieurs centaines de millions d'euros",
        [("plusieurs centaines de millions d'euros", m, 2e8, None, "EUR")],
    ),
    (
        "des dizaines de milliards d'euros",
        [("des dizaines de milliards d'euros", m, 2e10, None, "EUR")],
    ),
    (
        "huit virgule cinq milliards d'euros",
        [("huit virgule cinq milliards d'euros", m, 8.5e9, 8.5e9, "EUR")],
    ),
    ("un milliard et demi d'euros", [("un milliard et demi d'euros", m, 1.5e9, 1.5e9, "EUR")]),
    ("deux millions et demi d'euros", [("deux millions et demi d'euros", m, 2.5e6, 2.5e6, "EUR")]),
    ("2 millions et demi d'euros", [("2 millions et demi d'euros", m, 2.5e6, 2.5e6, "EUR")]),
    (
        "trois cents milliards de dollars",
        [("trois cents milliards de dollars", m, 3e11, 3e11, "USD")],
    ),
    ("mille milliards de dollars", [("mille milliards de dollars", m, 1e12, 1e12, "USD")]),
    ("deux mille mille euros", []),
    ("a thousand thousand thousand dollars", []),
    ("un billion de dollars", [("un billion de dollars", m, 1e12, 1e12, "USD")]),
    ("un million d'euros", [("un million d'euros", m, 1e6, 1e6, "EUR")]),
    ("deux à trois milliards d'euros", [("deux à trois milliards d'euros", m, 2e9, 3e9, "EUR")]),
    ("un demi-milliard d'euros", [("un demi-milliard d'euros", m, 5e8, 5e8, "EUR")]),
    ("quelques milliards d'euros", [("quelques milliards d'euros", m, 2e9, None, "EUR")]),
    ("la somme de 15 Md€ sera", [("15 Md€", m, 15e9, 15e9, "EUR")]),
    ("15 Mds€ et 3 Mds €", [("15 Mds€", m, 15e9, 15e9, "EUR"), ("3 Mds €", m, 3e9, 3e9, "EUR")]),
    ("109 Mds d'euros", [("109 Mds d'euros", m, 109e9, 109e9, "EUR")]),
    ("9,9 Mds USD", [("9,9 Mds USD", m, 9.9e9, 9.9e9, "USD")]),
    (
        "15 Mds $, dont 9,6 Mds $",
        [("15 Mds $", m, 15e9, 15e9, "USD"), ("9,6 Mds $", m, 9.6e9, 9.6e9, "USD")],
    ),
    ("80 Md$", [("80 Md$", m, 80e9, 80e9, "USD")]),
    (
        "856 M€, 12,5M€ et 300 k€",
        [
            ("856 M€", m, 856e6, 856e6, "EUR"),
            ("12,5M€", m, 12.5e6, 12.5e6, "EUR"),
            ("300 k€", m, 3e5, 3e5, "EUR"),
        ],
    ),
    ("45 K€ par an", [("45 K€", m, 45e3, 45e3, "EUR")]),
    ("400 M$ de revenus", [("400 M$", m, 4e8, 4e8, "USD")]),
    ("jusqu'à 2 G$", [("jusqu'à 2 G$", m, None, 2e9, "USD")]),
    (
        "500 M$ US et 690 M$ CA",
        [("500 M$ US", m, 5e8, 5e8, "USD"), ("690 M$ CA", m, 69e7, 69e7, "CAD")],
    ),
    (
        "300 millions de dollars canadiens",
        [("300 millions de dollars canadiens", m, 3e8, 3e8, "CAD")],
    ),
    ("20 milliards € pour", [("20 milliards €", m, 20e9, 20e9, "EUR")]),
    ("20 milliards d'€ pour", [("20 milliards d'€", m, 20e9, 20e9, "EUR")]),
    ("1 500 euros", [("1 500 euros", m, 1500, 1500, "EUR")]),
    ("1.500 euros", [("1.500 euros", m, 1500, 1500, "EUR")]),
    ("2 000 000 d'euros", []),
    ("1,5 million d'euros", [("1,5 million d'euros", m, 1.5e6, 1.5e6, "EUR")]),
    ("10 MEUR et 3 MUSD", [("10 MEUR", m, 1e7, 1e7, "EUR"), ("3 MUSD", m, 3e6, 3e6, "USD")]),
    (
        "entre 30 et 50 milliards d'euros",
        [("entre 30 et 50 milliards d'euros", m, 30e9, 50e9, "EUR")],
    ),
    (
        "compris entre 30 et 50 milliards d'euros",
        [("entre 30 et 50 milliards d'euros", m, 30e9, 50e9, "EUR")],
    ),
    (
        "une fourchette de 30 à 50 milliards d'euros",
        [("30 à 50 milliards d'euros", m, 30e9, 50e9, "EUR")],
    ),
    ("30 à 50 Md€", [("30 à 50 Md€", m, 30e9, 50e9, "EUR")]),
    ("30-50 Md€", [("30-50 Md€", m, 30e9, 50e9, "EUR")]),
    ("5 ou 6 milliards d'euros", [("5 ou 6 milliards d'euros", m, 5e9, 6e9, "EUR")]),
    ("8 voire 10 milliards d'euros", [("8 voire 10 milliards d'euros", m, 8e9, 10e9, "EUR")]),
    (
        "entre 500 millions et 1 milliard d'euros",
        [("entre 500 millions et 1 milliard d'euros", m, 5e8, 1e9, "EUR")],
    ),
    (
        "entre 800 et 1,2 milliard d'euros",
        [("entre 800 et 1,2 milliard d'euros", m, 8e8, 1.2e9, "EUR")],
    ),
    (
        "il passera de 30 à 50 milliards d'euros",
        [("30", m, 30e9, 30e9, "EUR"), ("50 milliards d'euros", m, 50e9, 50e9, "EUR")],
    ),
    ("plus de 17 milliards d'euros", [("plus de 17 milliards d'euros", m, 17e9, None, "EUR")]),
    ("plus d'un milliard d'euros", [("plus d'un milliard d'euros", m, 1e9, None, "EUR")]),
    ("pas moins d'un million d'euros", [("pas moins d'un million d'euros", m, 1e6, None, "EUR")]),
    (
        "un peu moins de 3 milliards d'euros",
        [("un peu moins de 3 milliards d'euros", m, None, 3e9, "EUR")],
    ),
    ("au moins 5 M€", [("au moins 5 M€", m, 5e6, None, "EUR")]),
    ("au plus 700 M$", [("au plus 700 M$", m, None, 7e8, "USD")]),
    ("300 M$ au maximum", [("300 M$ au maximum", m, None, 3e8, "USD")]),
    ("300 M€ au minimum", [("300 M€ au minimum", m, 3e8, None, "EUR")]),
    ("1 milliard d'euros, voire plus", [("1 milliard d'euros, voire plus", m, 1e9, None, "EUR")]),
    ("près de 5 Md€", [("près de 5 Md€", m, 5e9, 5e9, "EUR")]),
    ("de l'ordre de 5 Md€", [("de l'ordre de 5 Md€", m, 5e9, 5e9, "EUR")]),
    ("à hauteur de 5 Md€", [("5 Md€", m, 5e9, 5e9, "EUR")]),
    ("estimé à plus de 5 Md€", [("plus de 5 Md€", m, 5e9, None, "EUR")]),
    ("525 millions de couronnes", [("525 millions de couronnes", m, 525e6, 525e6, "SEK")]),
    ("3 milliards de francs CFA", [("3 milliards de francs CFA", m, 3e9, 3e9, "XOF")]),
    ("5 milliards de livres sterling", [("5 milliards de livres sterling", m, 5e9, 5e9, "GBP")]),
    ("100 milliards de yens", [("100 milliards de yens", m, 1e11, 1e11, "JPY")]),
    ("11 milliards de dirhams", [("11 milliards de dirhams", m, 11e9, 11e9, "AED")]),
    (
        "un million trois cent mille euros",
        [("un million trois cent mille euros", m, 1.3e6, 1.3e6, "EUR")],
    ),
    (
        "1 milliard 200 millions d'euros",
        [("1 milliard 200 millions d'euros", m, 1.2e9, 1.2e9, "EUR")],
    ),
    ("0,99 € par semaine", [("0,99 €", m, 0.99, 0.99, "EUR")]),
    ("13 cents le kilowattheure", [("13 cents", m, 0.13, 0.13, "")]),
    ("le milliard d'euros promis", [("milliard d'euros", m, 1e9, 1e9, "EUR")]),
    (
        "cinquante-deux milliards d'euros",
        [("cinquante-deux milliards d'euros", m, 52e9, 52e9, "EUR")],
    ),
    (
        "quatre-vingt-dix-sept millions d'euros",
        [("quatre-vingt-dix-sept millions d'euros", m, 97e6, 97e6, "EUR")],
    ),
    ("20 milliards investis en France", [("20 milliards", m, 20e9, 20e9, "")]),
    ("700 millions soient compris", [("700 millions", m, 7e8, 7e8, "")]),
    ("40 milliards des Émirats arabes unis", [("40 milliards", m, 40e9, 40e9, "")]),
    ("20 milliards de Brookfield", [("20 milliards", m, 20e9, 20e9, "")]),
    ("10 milliards d'ici à 2029", [("10 milliards", m, 10e9, 10e9, "")]),
    ("2,5 millions de foyers", []),
    ("70 milliards de paramètres", []),
    ("20 millions de tonnes de CO2", []),
    ("3 milliards de requêtes par jour", []),
    # English money
    ("half a trillion dollars", [("half a trillion dollars", m, 5e11, 5e11, "USD")]),
    ("a trillion dollars", [("a trillion dollars", m, 1e12, 1e12, "USD")]),
    ("a couple of billion dollars", [("a couple of billion dollars", m, 2e9, 2e9, "USD")]),
    ("tens of billions of dollars", [("tens of billions of dollars", m, 2e10, None, "USD")]),
    ("hundreds of millions of pounds", [("hundreds of millions of pounds", m, 2e8, None, "GBP")]),
    ("several billion euros", [("several billion euros", m, 2e9, None, "EUR")]),
    ("a few hundred million dollars", [("a few hundred million dollars", m, 2e8, None, "USD")]),
    ("billions of dollars", []),
    ("spent billions of dollars", [("billions of dollars", m, 2e9, None, "USD")]),
    ("€8.5bn", [("€8.5bn", m, 8.5e9, 8.5e9, "EUR")]),
    ("€2.5-billion plan", [("€2.5-billion", m, 2.5e9, 2.5e9, "EUR")]),
    ("a 600-million-dollar centre", [("600-million-dollar", m, 6e8, 6e8, "USD")]),
    ("a $1bn plan", [("$1bn", m, 1e9, 1e9, "USD")]),
    ("a one-billion-euro plan", [("a one-billion-euro", m, 1e9, 1e9, "EUR")]),
    ("a billion-dollar campus", [("a billion-dollar", m, 1e9, 1e9, "USD")]),
    ("US$46.3m", [("US$46.3m", m, 46.3e6, 46.3e6, "USD")]),
    ("A$20bn (US$13bn)", [("A$20bn", m, 20e9, 20e9, "AUD"), ("US$13bn", m, 13e9, 13e9, "USD")]),
    ("¥100bn ($676m)", [("¥100bn", m, 1e11, 1e11, "JPY"), ("$676m", m, 676e6, 676e6, "USD")]),
    ("Rs 378 crore", [("Rs 378 crore", m, 3.78e9, 3.78e9, "INR")]),
    ("Rs 3,78,000", [("Rs 3,78,000", m, 378000, 378000, "INR")]),
    ("₹1 lakh crore", [("₹1 lakh crore", m, 1e12, 1e12, "INR")]),
    ("GBP 500 million", [("GBP 500 million", m, 5e8, 5e8, "GBP")]),
    ("EUR 20 bn", [("EUR 20 bn", m, 20e9, 20e9, "EUR")]),
    ("20 billion euros", [("20 billion euros", m, 20e9, 20e9, "EUR")]),
    ("SEK 210bn", [("SEK 210bn", m, 210e9, 210e9, "SEK")]),
    ("QR2 billion", [("QR2 billion", m, 2e9, 2e9, "QAR")]),
    ("RM20 billion", [("RM20 billion", m, 20e9, 20e9, "MYR")]),
    ("HK$5bn and NT$30bn", [("HK$5bn", m, 5e9, 5e9, "HKD"), ("NT$30bn", m, 30e9, 30e9, "TWD")]),
    ("$5 million CAD", [("$5 million CAD", m, 5e6, 5e6, "CAD")]),
    ("$64,000 a year", [("$64,000", m, 64000, 64000, "USD")]),
    ("£1 for your first month", [("£1", m, 1, 1, "GBP")]),
    ("$4.99 a month", [("$4.99", m, 4.99, 4.99, "USD")]),
    ("between €30bn and €50bn", [("between €30bn and €50bn", m, 30e9, 50e9, "EUR")]),
    ("30-50bn euros", [("30-50bn euros", m, 30e9, 50e9, "EUR")]),
    ("$30-50bn", [("$30-50bn", m, 30e9, 50e9, "USD")]),
    ("$12 billion to $14 billion", [("$12 billion to $14 billion", m, 12e9, 14e9, "USD")]),
    (
        "between $5.05 billion and $5.15 billion",
        [("between $5.05 billion and $5.15 billion", m, 5.05e9, 5.15e9, "USD")],
    ),
    ("rose from $5bn to $10bn", [("$5bn", m, 5e9, 5e9, "USD"), ("$10bn", m, 10e9, 10e9, "USD")]),
    ("ranging from $5bn to $10bn", [("$5bn to $10bn", m, 5e9, 10e9, "USD")]),
    ("more than $100 billion", [("more than $100 billion", m, 1e11, None, "USD")]),
    ("as much as $10bn", [("as much as $10bn", m, None, 1e10, "USD")]),
    ("no more than $10bn", [("no more than $10bn", m, None, 1e10, "USD")]),
    ("just under £7m", [("just under £7m", m, None, 7e6, "GBP")]),
    ("well over $10bn", [("well over $10bn", m, 1e10, None, "USD")]),
    ("$1bn or more", [("$1bn or more", m, 1e9, None, "USD")]),
    ("$1bn-plus", [("$1bn-plus", m, 1e9, None, "USD")]),
    ("$10bn+", [("$10bn+", m, 1e10, None, "USD")]),
    ("some $5bn", [("some $5bn", m, 5e9, 5e9, "USD")]),
    ("come close to 1 trillion yen", [("1 trillion yen", m, 1e12, 1e12, "JPY")]),
    ("close to 1 trillion yen", [("close to 1 trillion yen", m, 1e12, 1e12, "JPY")]),
    (
        "two and a half billion dollars",
        [("two and a half billion dollars", m, 2.5e9, 2.5e9, "USD")],
    ),
    ("a billion and a half dollars", [("a billion and a half dollars", m, 1.5e9, 1.5e9, "USD")]),
    (
        "eight point five billion dollars",
        [("eight point five billion dollars", m, 8.5e9, 8.5e9, "USD")],
    ),
    ("5 billion parameters", []),
    ("two million homes", []),
    ("1.2 billion people", [("1.2 billion people", h, 1.2e9, 1.2e9, "count")]),
    ("R5bn", [("R5bn", m, 5e9, 5e9, "ZAR")]),
    ("CHF 3m", [("CHF 3m", m, 3e6, 3e6, "CHF")]),
    ("50 pence a unit", [("50 pence", m, 0.5, 0.5, "GBP")]),
    ("3tn won", [("3tn won", m, 3e12, 3e12, "KRW")]),
    ("10.1 trillion won", [("10.1 trillion won", m, 10.1e12, 10.1e12, "KRW")]),
    # power, energy, area
    ("1,4 GW", [("1,4 GW", p, 1.4e9, 1.4e9, "W")]),
    ("2,444MW of demand from the centre for the grid", [("2,444MW", p, 2444e6, 2444e6, "W")]),
    ("44 mégawatts", [("44 mégawatts", p, 44e6, 44e6, "W")]),
    ("520 megawatts", [("520 megawatts", p, 520e6, 520e6, "W")]),
    ("un gigawatt", [("un gigawatt", p, 1e9, 1e9, "W")]),
    ("a full gigawatt", [("a full gigawatt", p, 1e9, 1e9, "W")]),
    ("as much as one gigawatt", [("as much as one gigawatt", p, None, 1e9, "W")]),
    ("700 MW au maximum", [("700 MW au maximum", p, None, 7e8, "W")]),
    ("un maximum de 4,5 GW", [("un maximum de 4,5 GW", p, None, 4.5e9, "W")]),
    ("a maximum of 4.5GW", [("a maximum of 4.5GW", p, None, 4.5e9, "W")]),
    ("little more than 3GW", [("little more than 3GW", p, 3e9, None, "W")]),
    ("passerait de 300 à 750 MW", [("300", p, 3e8, 3e8, "W"), ("750 MW", p, 75e7, 75e7, "W")]),
    ("rising from 150MW to 250MW", [("150MW", p, 15e7, 15e7, "W"), ("250MW", p, 25e7, 25e7, "W")]),
    ("from 300 to 750MW", [("300", p, 3e8, 3e8, "W"), ("750MW", p, 75e7, 75e7, "W")]),
    ("entre 400 et 1 000 MW", [("entre 400 et 1 000 MW", p, 4e8, 1e9, "W")]),
    ("30 à 50 MW", [("30 à 50 MW", p, 3e7, 5e7, "W")]),
    ("a 100-megawatt data centre", [("100-megawatt", p, 1e8, 1e8, "W")]),
    ("plusieurs dizaines de mégawatts", [("plusieurs dizaines de mégawatts", p, 2e7, None, "W")]),
    ("hundreds of megawatts", [("hundreds of megawatts", p, 2e8, None, "W")]),
    (
        "vingt-huit virgule six gigawatts",
        [("vingt-huit virgule six gigawatts", p, 28.6e9, 28.6e9, "W")],
    ),
    ("300 et 500 MW", [("300", p, 3e8, 3e8, "W"), ("500 MW", p, 5e8, 5e8, "W")]),
    ("700 watts per chip", [("700 watts", p, 700, 700, "W")]),
    (
        "1.4 million megawatt-hours a year",
        [("1.4 million megawatt-hours", e, 1.4e12, 1.4e12, "Wh")],
    ),
    ("28 TWh par an", [("28 TWh", e, 28e12, 28e12, "Wh")]),
    ("6,969GWh of power for the company in the year", [("6,969GWh", e, 6969e9, 6969e9, "Wh")]),
    ("70 hectares", [("70 hectares", a, 7e5, 7e5, "m2")]),
    ("une vingtaine d'hectares", [("une vingtaine d'hectares", a, 2e5, 2e5, "m2")]),
    (
        "400 acres (1.6 sq km)",
        [
            ("400 acres", a, 1618742.56896, 1618742.56896, "m2"),
            ("1.6 sq km", a, 1.6e6, 1.6e6, "m2"),
        ],
    ),
    ("450,000 square metres", [("450,000 square metres", a, 45e4, 45e4, "m2")]),
    ("20.745 m² de salles dans le bâtiment", [("20.745 m²", a, 20745, 20745, "m2")]),
    ("12.000 m² de salles dans le bâtiment", [("12.000 m²", a, 12000, 12000, "m2")]),
    ("350 000 m2", [("350 000 m2", a, 35e4, 35e4, "m2")]),
    ("2 million square feet", [("2 million square feet", a, 185806.08, 185806.08, "m2")]),
    ("2m sq ft", [("2m sq ft", a, 185806.08, 185806.08, "m2")]),
    ("a 300-acre site", [("300-acre", a, 1214056.92672, 1214056.92672, "m2")]),
    ("500 m de long", []),
    ("12 m³ d'eau", []),
    ("400.000 volts", []),
    # accelerators
    ("13.800 puces GB300 de Nvidia", [("13.800 puces", g, 13800, 13800, "count")]),
    ("100 000 puces Nvidia", [("100 000 puces", g, 1e5, 1e5, "count")]),
    (
        "23,000 of Nvidia's most advanced chips",
        [("23,000 of Nvidia's most advanced chips", g, 23000, 23000, "count")],
    ),
    ("120,000 GPUs", [("120,000 GPUs", g, 12e4, 12e4, "count")]),
    ("500 GPU seront installés", [("500 GPU", g, 500, 500, "count")]),
    ("100k GPUs", [("100k GPUs", g, 1e5, 1e5, "count")]),
    (
        "One hundred thousand Nvidia GPUs",
        [("One hundred thousand Nvidia GPUs", g, 1e5, 1e5, "count")],
    ),
    (
        "jusqu'à 25 000 processeurs graphiques",
        [("jusqu'à 25 000 processeurs graphiques", g, None, 25000, "count")],
    ),
    ("half a million chips", [("half a million chips", g, 5e5, 5e5, "count")]),
    ("up to one million TPUs", [("up to one million TPUs", g, None, 1e6, "count")]),
    ("13,800 GB300 accelerators", [("13,800 GB300 accelerators", g, 13800, 13800, "count")]),
    ("18,000 GB200 by way of Scaleway", [("18,000 GB200", g, 18000, 18000, "count")]),
    ("10,000 H100s", [("10,000 H100s", g, 10000, 10000, "count")]),
    (
        "environ 1,2 million de processeurs graphiques",
        [("environ 1,2 million de processeurs graphiques", g, 1.2e6, 1.2e6, "count")],
    ),
    ("un demi-million de GPU", [("un demi-million de GPU", g, 5e5, 5e5, "count")]),
    ("the H100 GPU costs", []),
    ("Nvidia's GB300 chips", []),
    # jobs
    ("plus de 3 000 emplois", [("plus de 3 000 emplois", j, 3000, None, "count")]),
    ("3,000 temporary jobs", [("3,000 temporary jobs", j, 3000, 3000, "count")]),
    ("30 full-time jobs", [("30 full-time jobs", j, 30, 30, "count")]),
    ("300 emplois à temps plein", [("300 emplois", j, 300, 300, "count")]),
    ("28.000 emplois directs", [("28.000 emplois", j, 28000, 28000, "count")]),
    ("des centaines d'emplois", [("des centaines d'emplois", j, 200, None, "count")]),
    ("tens of thousands of jobs", [("tens of thousands of jobs", j, 20000, None, "count")]),
    (
        "dizaines de milliers d'emplois",
        [("dizaines de milliers d'emplois", j, 20000, None, "count")],
    ),
    ("un millier d'emplois indirects", [("un millier d'emplois", j, 1000, 1000, "count")]),
    ("deux mille cinq cents emplois", [("deux mille cinq cents emplois", j, 2500, 2500, "count")]),
    (
        "deux cent cinquante mille emplois",
        [("deux cent cinquante mille emplois", j, 250000, 250000, "count")],
    ),
    ("Au moins 400 postes pendant le chantier", [("Au moins 400 postes", j, 400, None, "count")]),
    (
        "1,500 well-paid, permanent jobs",
        [("1,500 well-paid, permanent jobs", j, 1500, 1500, "count")],
    ),
    ("700 direct and permanent jobs", [("700 direct and permanent jobs", j, 700, 700, "count")]),
    (
        "thousands of skilled positions",
        [("thousands of skilled positions", j, 2000, None, "count")],
    ),
    ("10,000+ jobs", [("10,000+ jobs", j, 10000, None, "count")]),
    ("dozens of jobs", [("dozens of jobs", j, 24, None, "count")]),
    ("300 à 400 emplois", [("300 à 400 emplois", j, 300, 400, "count")]),
    ("de 50 à 100 emplois", [("50 à 100 emplois", j, 50, 100, "count")]),
    (
        "créera 300 emplois à Lille, 200 à Lyon et 100 à Metz",
        [
            ("300 emplois", j, 300, 300, "count"),
            ("200", j, 200, 200, "count"),
            ("100", j, 100, 100, "count"),
        ],
    ),
    (
        "300 emplois, contre 250 l'an dernier",
        [("300 emplois", j, 300, 300, "count"), ("250", j, 250, 250, "count")],
    ),
    (
        "1 000 emplois pérennes, sans compter 2 000 autres pendant les travaux",
        [("1 000 emplois", j, 1000, 1000, "count"), ("2 000 autres", j, 2000, 2000, "count")],
    ),
    (
        "neither 3,000 temporary jobs nor 180 lasting ones",
        [
            ("3,000 temporary jobs", j, 3000, 3000, "count"),
            ("180 lasting ones", j, 180, 180, "count"),
        ],
    ),
    (
        "200 emplois permanents, calcule l'agglomération. Une centaine, tempère la maire.",
        [("200 emplois", j, 200, 200, "count"), ("Une centaine", j, 100, 100, "count")],
    ),
    # people
    ("1.500 personnes", [("1.500 personnes", h, 1500, 1500, "count")]),
    ("630 âmes", [("630 âmes", h, 630, 630, "count")]),
    ("les 630 habitants", [("630 habitants", h, 630, 630, "count")]),
    ("6,000 employees", [("6,000 employees", h, 6000, 6000, "count")]),
    ("1.098 signataires", [("1.098 signataires", h, 1098, 1098, "count")]),
    ("quelque 6 400 ouvriers", [("quelque 6 400 ouvriers", h, 6400, 6400, "count")]),
    ("1200 leaders du cloud", [("1200 leaders", h, 1200, 1200, "count")]),
    ("Une dizaine de représentants", [("Une dizaine de représentants", h, 10, 10, "count")]),
    (
        "quelque 350 salariés, dont une centaine à Londres",
        [("quelque 350 salariés", h, 350, 350, "count"), ("une centaine", h, 100, 100, "count")],
    ),
    ("some twenty researchers", [("some twenty researchers", h, 20, 20, "count")]),
    ("two people familiar with the matter", []),
    # sites
    ("35 sites", [("35 sites", s, 35, 35, "count")]),
    ("six centres de données", [("six centres de données", s, 6, 6, "count")]),
    ("three sites in Licking County", [("three sites", s, 3, 3, "count")]),
    ("cinq nouveaux sites", [("cinq nouveaux sites", s, 5, 5, "count")]),
    ("quatre centres en service", [("quatre centres", s, 4, 4, "count")]),
    ("trois data centers", [("trois data centers", s, 3, 3, "count")]),
    ("five data centres", [("five data centres", s, 5, 5, "count")]),
    ("thirty-five sites", [("thirty-five sites", s, 35, 35, "count")]),
    ("five fast-track sites", [("five fast-track sites", s, 5, 5, "count")]),
    ("cinq centres de recherche", []),
    ("three data centre companies", []),
    ("un immense centre de calcul", []),
    ("a data centre", []),
    (
        "Twelve sites and a dozen campuses",
        [("Twelve sites", s, 12, 12, "count"), ("a dozen campuses", s, 12, 12, "count")],
    ),
    # ellipses
    (
        "120,000 GPUs, up to 60,000 of which will be deployed",
        [("120,000 GPUs", g, 12e4, 12e4, "count"), ("up to 60,000", g, None, 6e4, "count")],
    ),
    (
        "une quarantaine de milliards de dollars de puces Nvidia, environ 400 000 au total.",
        [
            ("une quarantaine de milliards de dollars", m, 40e9, 40e9, "USD"),
            ("environ 400 000", g, 4e5, 4e5, "count"),
        ],
    ),
    (
        "145 millions d'euros pour Isak, 125 pour Wirtz et 95 pour Ekitike",
        [
            ("145 millions d'euros", m, 145e6, 145e6, "EUR"),
            ("125", m, 125e6, 125e6, "EUR"),
            ("95", m, 95e6, 95e6, "EUR"),
        ],
    ),
    (
        "70 milliards côté canadien contre 31 milliards en Suède",
        [("70 milliards", m, 70e9, 70e9, ""), ("31 milliards", m, 31e9, 31e9, "")],
    ),
    (
        "12 data centres in operation and 28 more under way",
        [("12 data centres", s, 12, 12, "count"), ("28 more", s, 28, 28, "count")],
    ),
    (
        "exploite 48 MW et veut en obtenir 94 de plus",
        [("48 MW", p, 48e6, 48e6, "W"), ("94", p, 94e6, 94e6, "W")],
    ),
    ("350 000 foyers, et non de six millions", []),
    (".5 GW and $.5bn", [(".5 GW", p, 5e8, 5e8, "W"), ("$.5bn", m, 5e8, 5e8, "USD")]),
    ("2x100 MW", [("100 MW", p, 1e8, 1e8, "W")]),
    ("€1.2-€1.5bn", [("€1.2-€1.5bn", m, 1.2e9, 1.5e9, "EUR")]),
    (
        "trois quarts de milliard d'euros",
        [("trois quarts de milliard d'euros", m, 7.5e8, 7.5e8, "EUR")],
    ),
    ("scores of jobs", [("scores of jobs", j, 40, None, "count")]),
    (
        "les centres compteront 300 salariés. Nous sommes 240 aujourd'hui.",
        [("300 salariés", h, 300, 300, "count"), ("240", h, 240, 240, "count")],
    ),
    (
        "EQT a apporté 180 millions d'euros, Michelin Ventures 40.",
        [("180 millions d'euros", m, 18e7, 18e7, "EUR"), ("40", m, 4e7, 4e7, "EUR")],
    ),
    ("the number of chips at about 100,000.", [("about 100,000", g, 1e5, 1e5, "count")]),
    (
        "71 M€, dont 24 millions de billetterie",
        [("71 M€", m, 71e6, 71e6, "EUR"), ("24 millions", m, 24e6, 24e6, "")],
    ),
    (
        "30,000 members and 2,000 adults",
        [("30,000 members", h, 30000, 30000, "count"), ("2,000 adults", h, 2000, 2000, "count")],
    ),
    (
        "Sur les 35 sites recensés, huit se trouvent dans le Nord",
        [("35 sites", s, 35, 35, "count"), ("huit", s, 8, 8, "count")],
    ),
    (
        "Un tour de table de 24 M€. Armor en apporte dix, le fonds Brocéliande six, et",
        [("24 M€", m, 24e6, 24e6, "EUR"), ("dix", m, 1e7, 1e7, "EUR"), ("six", m, 6e6, 6e6, "EUR")],
    ),
    # never
    ("le 9 février 2025 à 18 h 30", []),
    ("en 2025, 12 % des 44e et 7th rangs", []),
    ("Tél. 01 42 00 00 00", []),
    ("nos 214 partenaires", []),
    ("MRS5, PA13x, GPT-4, A100", []),
    ("version 9.2 et article 12.3", []),
    ("une note de 0 / 5", []),
    ("IA-France-109-milliards", []),
    ("https://x.fr/39020-5-mds-eur", []),
    ("12.05.2026, 07:40", []),
    ("In 2024 Microsoft engineers said", []),
    ("en 2027 sites", []),
    ("sept banques et neuf pays", []),
    ("25h de travail, 37,5 °C, 120 km/h", []),
    ("3-2 à la mi-temps", []),
    ("code postal 59400 Cambrai", []),
    ("Q3 2027, H1 2026 and 1Q26", []),
    ("A 5-year, 12-storey building", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_case(text: str, expected: list[tuple[str, str, float | None, float | None, str]]) -> None:
    got = triples(text)
    assert [(q[0], q[1], q[4]) for q in got] == [(q[0], q[1], q[4]) for q in expected]
    for mine, theirs in zip(got, expected, strict=True):
        assert mine[2] == pytest.approx(theirs[2])
        assert mine[3] == pytest.approx(theirs[3])


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_case_inside_a_sentence(
    text: str, expected: list[tuple[str, str, float | None, float | None, str]]
) -> None:
    """What stands around a quantity changes neither its span nor its value."""
    got = triples(f"Alors ({text}) : fin.")
    if text.startswith(("spent", "billions", "R5bn", "Un tour", "EQT")):
        return
    assert [q[0] for q in got] == [q[0] for q in expected]


CURRENCIES = {
    "€": "EUR", "euros": "EUR", "EUR": "EUR", "£": "GBP", "livres sterling": "GBP", "GBP": "GBP",
    "USD": "USD", "dollars américains": "USD", "dollars canadiens": "CAD", "CAD": "CAD", "yens": "JPY",
    "JPY": "JPY", "francs suisses": "CHF", "CHF": "CHF", "couronnes suédoises": "SEK", "SEK": "SEK",
    "couronnes danoises": "DKK", "couronnes norvégiennes": "NOK", "zlotys": "PLN", "roupies indiennes": "INR",
    "reais": "BRL", "won": "KRW", "shekels": "ILS", "rands": "ZAR", "forints": "HUF", "ringgits": "MYR",
}  # fmt: skip


@pytest.mark.parametrize("written", sorted(CURRENCIES))
def test_currency_after_the_number_in_french(written: str) -> None:
    link = "" if written.isupper() or len(written) == 1 else "de "
    link = "d'" if written == "euros" else link
    (found,) = find_quantities(f"une aide de 3,2 milliards {link}{written} sur cinq ans")
    assert (found.unit, found.low) == (CURRENCIES[written], Decimal("3.2e9"))


SIGNS = {
    "€": "EUR", "£": "GBP", "US$": "USD", "C$": "CAD", "A$": "AUD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "NT$": "TWD", "R$": "BRL", "₹": "INR", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₽": "RUB",
    "CHF ": "CHF", "SEK ": "SEK", "NOK ": "NOK", "DKK ": "DKK", "EUR ": "EUR", "GBP ": "GBP", "CZK ": "CZK",
    "HUF ": "HUF", "AED ": "AED", "SAR ": "SAR", "PLN ": "PLN", "RMB ": "CNY", "Rs ": "INR", "Rs. ": "INR",
}  # fmt: skip


@pytest.mark.parametrize("sign", sorted(SIGNS))
@pytest.mark.parametrize("scale", ["bn", " bn", " billion", "-billion", "B"])
def test_currency_before_the_number_in_english(sign: str, scale: str) -> None:
    (found,) = find_quantities(f"a plan worth {sign}4.5{scale} for the region")
    assert (found.unit, found.low) == (SIGNS[sign], Decimal("4.5e9"))


SCALES = {
    "k€": 1e3, "K€": 1e3, "M€": 1e6, "Md€": 1e9, "Mds€": 1e9, "Mds €": 1e9, "Mrd €": 1e9, "mds d'euros": 1e9,
    "millions d'euros": 1e6, "milliards d'euros": 1e9, "MEUR": 1e6, "bn euros": 1e9, "mn euros": 1e6,
    "million euros": 1e6, "billion euros": 1e9, "trillion euros": 1e12, "tn euros": 1e12, "M d'euros": 1e6,
    "milliers d'euros": None, "thousand euros": 1e3, "milliards €": 1e9, "mln EUR": 1e6,
}  # fmt: skip


@pytest.mark.parametrize("scale", [scale for scale, value in SCALES.items() if value])
def test_scale(scale: str) -> None:
    (found,) = find_quantities(f"soit 12 {scale}, dit-on")
    assert found.measure is Measure.MONEY
    assert float(found.low or 0) == 12 * (SCALES[scale] or 0)
    assert found.unit == "EUR"


UNITS = {
    "W": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9, "TW": 1e12, "mégawatts": 1e6, "gigawatts": 1e9, "megawatts": 1e6,
    "kWh": 1e3, "MWh": 1e6, "GWh": 1e9, "TWh": 1e12, "mégawattheures": 1e6, "gigawatt-hours": 1e9,
    "m²": 1, "m2": 1, "hectares": 1e4, "ha": 1e4, "km²": 1e6, "acres": 4046.8564224, "square metres": 1,
    "square feet": 0.09290304, "sq ft": 0.09290304, "mètres carrés": 1, "sq km": 1e6,
}  # fmt: skip


@pytest.mark.parametrize("unit", sorted(UNITS))
@pytest.mark.parametrize("shape", ["{} {}", "{}{}", "plus de {} {}", "a {}-{} hall"])
def test_unit(unit: str, shape: str) -> None:
    if shape == "{}{}" and not (unit.isupper() or unit in ("kW", "kWh", "MWh", "GWh", "TWh", "m²")):
        return
    (found,) = find_quantities("soit " + shape.format("37", unit) + " en tout")
    assert float(found.low or 0) == pytest.approx(37 * UNITS[unit])


HEDGES = [
    ("plus de {}", "low"), ("au moins {}", "low"), ("pas moins de {}", "low"), ("au-delà de {}", "low"),
    ("more than {}", "low"), ("over {}", "low"), ("at least {}", "low"), ("upwards of {}", "low"),
    ("in excess of {}", "low"), ("no fewer than {}", "low"), ("just over {}", "low"), ("{} or more", "low"),
    ("{} ou plus", "low"), ("{} au moins", "low"), ("jusqu'à {}", "high"), ("au plus {}", "high"),
    ("moins de {}", "high"), ("un peu moins de {}", "high"), ("up to {}", "high"), ("as many as {}", "high"),
    ("fewer than {}", "high"), ("no more than {}", "high"), ("at most {}", "high"), ("a maximum of {}", "high"),
    ("un maximum de {}", "high"), ("{} au maximum", "high"), ("{} at most", "high"), ("près de {}", "exact"),
    ("environ {}", "exact"), ("quelque {}", "exact"), ("about {}", "exact"), ("some {}", "exact"),
    ("around {}", "exact"), ("nearly {}", "exact"), ("close to {}", "exact"), ("roughly {}", "exact"),
    ("{} environ", "exact"), ("{} or so", "exact"), ("à peu près {}", "exact"), ("~{}", "exact"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "bound"), HEDGES)
@pytest.mark.parametrize(
    "amount", ["250 MW", "1 200 emplois", "3 milliards d'euros", "une dizaine de sites"]
)
def test_hedges_are_quoted_and_bound(shape: str, bound: str, amount: str) -> None:
    quoted = shape.format(amount)
    text = f"soit ({quoted})."
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == quoted
    assert (found.low is None) is (bound == "high")
    assert (found.high is None) is (bound == "low")


@pytest.mark.parametrize(
    "verb", ["dépasse", "exceeds", "avoisine", "estimé à", "totalling", "worth"]
)
def test_verbs_bound_but_are_not_quoted(verb: str) -> None:
    text = f"un coût qui {verb} 300 MW"
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == "300 MW"
    assert (found.high is None) is (verb in ("dépasse", "exceeds"))


def test_number_words_of_both_languages() -> None:
    french = {0: "", 17: "dix-sept", 21: "vingt et un", 71: "soixante et onze", 80: "quatre-vingts",
              93: "quatre-vingt-treize", 100: "cent", 200: "deux cents", 345: "trois cent quarante-cinq",
              1000: "mille", 2500: "deux mille cinq cents", 12000: "douze mille",
              250000: "deux cent cinquante mille"}  # fmt: skip
    english = {17: "seventeen", 21: "twenty-one", 93: "ninety-three", 100: "a hundred", 200: "two hundred",
               345: "three hundred and forty-five", 1000: "a thousand", 2500: "two thousand five hundred",
               12000: "twelve thousand", 250000: "two hundred and fifty thousand"}  # fmt: skip
    for table, noun in ((french, "emplois"), (english, "jobs")):
        for value, words in table.items():
            if words:
                assert [q.low for q in find_quantities(f"({words} {noun})")] == [value], words


# --- notations ---------------------------------------------------------------------------------

NOTATIONS = {
    "1 234 567": "{:,}".format, "1.234.567": "{:,}".format, "1,234,567": "{:,}".format, "1'234'567": "{:,}".format,
    "1234567": "{}".format,
}  # fmt: skip
SEPARATORS = {"1 234 567": " ", "1.234.567": ".", "1,234,567": ",", "1'234'567": "'", "1234567": ""}


@given(
    st.integers(2, 10**12),
    st.sampled_from(sorted(NOTATIONS)),
    st.sampled_from(["emplois", "jobs", "GPU"]),
)
def test_whole_numbers_in_every_notation(value: int, notation: str, noun: str) -> None:
    written = NOTATIONS[notation](value).replace(",", SEPARATORS[notation])
    if 1900 <= value < 2100 and notation == "1234567":
        return
    text = f"prévoit ({written} {noun})."
    (found,) = find_quantities(text)
    assert (found.low, found.high) == (value, value)
    assert text[found.start : found.end] == f"{written} {noun}"


@given(
    st.decimals(min_value="0.1", max_value="9999.99", places=2),
    st.sampled_from([",", "."]),
    st.sampled_from(
        [("{} milliards d'euros", 9), ("{} Md€", 9), ("{} M€", 6), ("€{}bn", 9), ("{} GW", 9)]
    ),
)
def test_decimals_in_every_notation(value: Decimal, point: str, shape: tuple[str, int]) -> None:
    written = str(value).replace(".", point)
    (found,) = find_quantities("soit " + shape[0].format(written))
    assert found.low == value.scaleb(shape[1])


def test_one_separator_is_read_by_the_language_around() -> None:
    french = "La puissance du site est de 1.300 MW pour les serveurs et 1,125 GW dans la zone."
    english = "The power of the site is 1,300 MW for the servers and 1.125 GW in the zone."
    for text in (french, english):
        assert [q.low for q in find_quantities(text)] == [Decimal("1300e6"), Decimal("1.125e9")]
    assert find_quantities("The deal is worth 1.125 billion euros")[0].low == Decimal("1.125e9")
    assert find_quantities("The deal is worth 1,500 billion yen")[0].low == Decimal("1.5e12")
    assert find_quantities("un plan de 1.500 milliards d'euros")[0].low == Decimal("1.5e12")


# --- forms, units and hedges told --------------------------------------------------------------


def test_forms() -> None:
    text = "passer de 300 à 750 MW; 49 € par mois; 100 emplois à Lyon et 50 à Metz"
    assert [q.form for q in find_quantities(text)] == [
        "change", "change", "unit_price", "full", "elliptical",
    ]  # fmt: skip


def test_hedge_names() -> None:
    text = "environ 5 MW, plus de 5 MW, jusqu'à 5 MW, 5 à 6 MW, plusieurs MW, 5 MW"
    assert [q.hedge for q in find_quantities(text)] == [
        "approx", "min", "max", "range", "several", None,
    ]  # fmt: skip


def test_noun_is_where_the_unit_stands() -> None:
    text = "Le plan : 300 nouveaux emplois, 5 milliards d'euros, US$3m et 20 MW."
    found = [text[slice(*q.noun)] for q in find_quantities(text) if q.noun]
    assert found == ["emplois", "euros", "US$", "MW"]


def test_ambiguous_words_keep_their_candidates() -> None:
    (found,) = find_quantities("525 millions de couronnes")
    assert found.unit_source == "ambiguous"
    assert set(found.units) >= {"SEK", "NOK", "DKK", "CZK"}


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("2 G$", "CA", "CAD"), ("300 millions de dollars", "CA", "CAD"), ("$5bn", None, "USD"), ("$5bn", "AU", "AUD"),
        ("$5bn", "FR", "USD"), ("10 milliards de couronnes", "NO", "NOK"), ("10 milliards de couronnes", "DK", "DKK"),
        ("10 milliards de couronnes", "CZ", "CZK"), ("3 milliards de livres", "EG", "EGP"), ("£3bn", None, "GBP"),
        ("3 milliards de livres", None, "GBP"), ("11 milliards de dirhams", "MA", "MAD"), ("¥100bn", "CN", "CNY"),
        ("Rs 400 crore", "PK", "PKR"), ("20 milliards investis", "SE", "SEK"), ("20 milliards investis", None, "USD"),
        ("US$5bn", "CA", "USD"), ("5 milliards d'euros", "CA", "EUR"),
    ],
)  # fmt: skip
def test_currency_by_country(text: str, country: str | None, code: str) -> None:
    assert [q.unit for q in resolve_currencies(find_quantities(text), country)] == [code]
    assert [q.unit for q in resolve_currencies(find_quantities(text), lambda _: country)] == [code]


def test_money_without_a_currency_takes_it_from_the_text() -> None:
    text = (
        "Face aux 500 milliards de dollars américains, la France annonce 109 milliards d'euros. Loin de là, "
        "au printemps, on parlait déjà de cet écart qui se creuse encore : 500 milliards contre 109 milliards."
    )
    units = [q.unit for q in resolve_currencies(find_quantities(text))]
    assert units == ["USD", "EUR", "USD", "EUR"]


def test_conversion_in_brackets_does_not_set_the_currency() -> None:
    text = "5,4 milliards de rands (298 millions de dollars US), après 20,4 milliards l'an dernier"
    assert [q.unit for q in resolve_currencies(find_quantities(text))] == ["ZAR", "USD", "ZAR"]


def test_marked_american_dollars_leave_the_plain_ones_to_the_other_country() -> None:
    text = "250 M$ ici. Amazon avait promis 500 M$ US (690 M$ CA)."
    assert [q.unit for q in resolve_currencies(find_quantities(text))] == ["CAD", "USD", "CAD"]


def test_mapping_context() -> None:
    (found,) = resolve_currencies(find_quantities("$5bn"), {"USD": "SGD"})
    assert found.unit == "SGD"


# --- any text at all ---------------------------------------------------------------------------

PIECES = st.sampled_from(
    "1 5 12 300 1.500 1,098 2025 7e 12% 0 , . ; : - – ( ) « » \n € $ £ US$ k M G bn Md Mds MW GW m² ha "
    "de d' à et ou entre between from to and plus moins environ jusqu'à up of the les un une a half demi "
    "milliard milliards million billion mille cent vingt deux two hundred dizaine dozen plusieurs several "
    "euros dollars emplois jobs GPU puces sites personnes people autres more dont 10 au maximum or so".split(
        " "
    )
)


def check(text: str) -> list[Quantity]:
    """Read a text and assert what holds of any."""
    found = find_quantities(text)
    last = 0
    for quantity in found:
        assert last <= quantity.start < quantity.end <= len(text)
        last = quantity.end
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.low >= 0
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        assert quantity.unit or quantity.unit_source == "context"
        if quantity.noun is not None:
            assert 0 <= quantity.noun[0] < quantity.noun[1] <= len(text)
    for quantity in resolve_currencies(found):
        assert quantity.unit
    return found


@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@given(st.text(st.characters(codec="utf-16", exclude_categories=())))
def test_any_code_points(text: str) -> None:
    check(text + "\ud800 5 MW\x00\u202e")


@settings(max_examples=500)
@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", ""]))
def test_any_words_of_the_grammar(words: list[str], glue: str) -> None:
    check(glue.join(words))


@given(st.text(), st.text())
def test_text_far_away_changes_nothing(before: str, after: str) -> None:
    filler = "\n\n" + "Rien de nouveau ici. " * 60 + "\n\n"
    text = before + filler + "Le site coûte 8,5 milliards d'euros.\n\n" + filler + after
    assert "8,5 milliards d'euros" in [text[q.start : q.end] for q in check(text)]


HOSTILE = {
    "digits": "9" * 10_000, "grouped": "1 000" * 4000, "dots": "1." * 10_000, "words": "cent " * 6000,
    "milliards": "milliards " * 4000, "entre": "entre 5 et " * 3000, "hedges": "plus de " * 4000, "demi": "un demi " * 4000,
    "units": "5 M" * 8000, "spaces": " " * 20_000 + "5 MW", "lines": "5\n" * 10_000, "pieces": "5 cartes " * 3000,
    "brackets": "(((" * 9000 + "5", "apostrophes": "d'" * 10_000, "hyphens": "5-" * 10_000, "quotes": "«" * 10_000,
    "adjectives": "5 " + "new " * 8000 + "jobs", "commas": "5, " * 9000, "surrogates": "\ud800" * 9000, "nul": "\x00" * 9000,
    "others": "5 emplois, 3 autres " * 1500, "capitals": "MILLIARD " * 4000, "one word": "a" * 30_000, "years": "2025 " * 5000,
    "bullets": "• 5 GPU\n" * 3000, "marks": "\u202e5\u202d MW " * 2500,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    """Ten times the text takes about ten times as long: nothing is looked at again and again."""
    text = HOSTILE[name]

    def cost(length: int) -> float:
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            check(text[:length])
            best = min(best, time.process_time() - start)
        return best

    small, large = cost(len(text) // 8), cost(len(text))
    # Eight times as long with linear cost, sixty-four times with a quadratic one.
    assert large < 30 * small + 0.02
    assert large < 3


def test_amounts_do_not_depend_on_line_wraps() -> None:
    text = "Le projet est doté de 8,5 milliards d'euros et de plus de 3 000 emplois sur le site."
    words = text.split(" ")
    for seed in range(20):
        draw = random.Random(seed)
        wrapped = words[0]
        for word in words[1:]:
            wrapped += ("\n" if word[0].islower() and draw.random() < 0.3 else " ") + word
        assert [(q.low, q.unit) for q in find_quantities(wrapped)] == [
            (Decimal("8.5e9"), "EUR"), (Decimal(3000), "count"),
        ]  # fmt: skip


# --- against people ----------------------------------------------------------------------------


def score(folder: Path, texts: Path, endings: tuple[str, ...]) -> Counter[tuple[str, str]]:
    """Hits, predictions and gold quantities of a folder of gold files, by measure."""
    tally: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        stem = path.name.removesuffix(".gold.json")
        source = next(
            (texts / (stem + end) for end in endings if (texts / (stem + end)).exists()), None
        )
        if source is None:
            continue
        text = re.sub(r"\A---\n.*?\n---\n", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        view = view_of(text)
        left = []
        for quantity in resolve_currencies(find_quantities(view.text), most_paid_in(gold)):
            left.append((*view.to_source(quantity.start, quantity.end), quantity))
            tally[quantity.measure.value, "predicted"] += 1
        for claim in gold["claims"]:
            tally[claim["measure"], "gold"] += 1
            at = -1
            for _ in range(claim["occurrence"]):
                at = text.index(claim["quote"], at + 1)
            end = at + len(claim["quote"])
            for found in left:
                start, stop, quantity = found
                if start < end and at < stop and quantity.measure.value == claim["measure"]:
                    left.remove(found)
                    tally[claim["measure"], "span"] += 1
                    tally[claim["measure"], "exact span"] += (start, stop) == (at, end)
                    tally[claim["measure"], "value"] += (
                        close(quantity.low, claim["low"])
                        and close(quantity.high, claim["high"])
                        and quantity.unit == claim["unit"]
                    )
                    break
    return tally


def most_paid_in(gold: dict[str, object]) -> str | None:
    """The country whose dollar the text counts in, which the places of a document tell elsewhere."""
    units = Counter(claim["unit"] for claim in gold["claims"])  # type: ignore[attr-defined]
    return "CA" if units["CAD"] > units["USD"] else None


def close(mine: Decimal | None, theirs: float | None) -> bool:
    if mine is None or theirs is None:
        return mine is None and theirs is None
    return float(mine) == pytest.approx(theirs, rel=1e-3)


def f1(tally: Counter[tuple[str, str]], kind: str) -> float:
    hits = sum(count for (_, name), count in tally.items() if name == kind)
    total = sum(count for (_, name), count in tally.items() if name in ("gold", "predicted"))
    return 2 * hits / total if total else 1.0


@pytest.mark.parametrize("name", ["seeds", "devset"])
def test_founding_texts(name: str) -> None:
    folder = ROOT.parent / "shared" / name
    if not folder.is_dir():
        pytest.skip("the founding texts with their gold are not beside this repository")
    tally = score(folder, folder, (".txt",))
    for measure in Measure:
        mine = Counter({key: count for key, count in tally.items() if key[0] == measure.value})
        for kind in ("span", "exact span", "value"):
            assert f1(mine, kind) >= 0.97, (measure, kind, mine)


@pytest.mark.parametrize(
    ("gold", "texts"),
    [
        ("tests/golden/world", "tests/golden/world"),
        ("tests/golden/corpus", "src/grandlivre/data/corpus"),
    ],
)
def test_texts_of_the_package(gold: str, texts: str) -> None:
    tally = score(ROOT / gold, ROOT / texts, (".txt", ".md"))
    if not tally:
        pytest.skip("no gold here")
    assert f1(tally, "span") >= 0.97, tally
    assert f1(tally, "exact span") >= 0.95, tally
    assert f1(tally, "value") >= 0.95, tally


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("La récolte, en cinq puces :", []),
        ("Résumé en trois puces", []),
        ("Un calcul en 40 000 puces", ["40 000 puces"]),
        ("avec cinq puces de Nvidia", ["cinq puces"]),
        ("Plusieurs élus et plusieurs salariés sont venus.", []),
        ("Several employees work at several sites.", []),
        ("plusieurs centaines de salariés", ["plusieurs centaines de salariés"]),
        (
            "plusieurs milliards d'euros, plusieurs MW",
            ["plusieurs milliards d'euros", "plusieurs MW"],
        ),
        ("3 sites, plusieurs salariés et 40 emplois", ["3 sites", "40 emplois"]),
        ("Nos 140 salariés, pages 99 et 11.", ["140 salariés"]),
    ],
)
def test_what_only_looks_like_a_count(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quantities(text)] == quotes


# --- figures that leave their unit to another ---------------------------------------------------


def spelt(text: str) -> list[tuple[str, float | None, float | None]]:
    """Each quantity of a text, its bounds in full, without measure and unit."""
    return [(quote, low, high) for quote, _, low, high, _ in triples(text)]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("L'acheteur a réservé 600 MW, dont 250 disponibles dès 2029.", "250", 250e6, 250e6),
        ("It has booked 600 MW, of which 250 planned for 2029.", "250", 250e6, 250e6),
        ("50 milliards d'euros cette année, contre 35 prévus en mai.", "35", 35e9, 35e9),
        ("Un budget de 612 millions d'euros (entre 270 et 290 pour les murs).", "entre 270 et 290", 27e7, 29e7),
        ("The budget of 612 million euros (between 270 and 290) is spent.", "between 270 and 290", 27e7, 29e7),
        ("On parlait de 4 000 emplois. La ville en annonce entre 200 et 300.", "entre 200 et 300", 200, 300),
        ("L'État y met 70 M€, la région 60, et la banque attend.", "60", 60e6, 60e6),
        ("The State puts in €70m, the region 60, and the bank waits.", "60", 60e6, 60e6),
        ("Le fonds donne 70 M€, et la banque complète à hauteur de 40.", "40", 40e6, 40e6),
        ("Il a versé 1,3 milliard d'euros sur les 2,4 que prévoyait le plan.", "2,4", 2.4e9, 2.4e9),
        ("It spent €1.3bn out of the 2.4 that it had planned.", "2.4", 2.4e9, 2.4e9),
        ("Le groupe a mis 300 M€ dans la salle. Il avait promis 180.", "180", 180e6, 180e6),
        ("The group put €300m into the hall. It had promised 180.", "180", 180e6, 180e6),
        ("Le pays promet 10 milliards d'euros. D'après nos calculs, 2,6 l'ont été.", "2,6", 2.6e9, 2.6e9),
        ("20 milliards de dollars, mais 12,5 de dette", "12,5", 12.5e9, 12.5e9),
        ("Il vaut 250 milliards de dollars. L'ensemble en pesait alors 1 250.", "1 250", 1.25e12, 1.25e12),
        ("Le réseau sert 5 GW et la pointe plafonne à 7.", "7", 7e9, 7e9),
        ("The grid serves 5 GW and demand peaks at 7.", "7", 7e9, 7e9),
        ("700 MW par étapes ; les 100 premiers sont attendus en 2028.", "100", 100e6, 100e6),
        ("They plan 7,200 construction jobs, then with 900.", "900", 900, 900),
        ("From 15,000 in 2028 it is to grow to 50,000 GPUs.", "15,000", 15000, 15000),
        ("4,7, en milliards d'euros : voilà le total.", "4,7", 4.7e9, 4.7e9),
        ("On évalue à moins de 2 000 les postes créés ici.", "moins de 2 000", None, 2000),
        ("Trois emplacements, soit 50 hectares ; deux d'entre eux sont pris.", "deux", 2, 2),
    ],
)  # fmt: skip
def test_unit_of_another(text: str, quote: str, low: float | None, high: float | None) -> None:
    assert (quote, low, high) in spelt(text)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("1,2 GW l'an prochain, en 2030 et 6 GW ensuite", ["1,2 GW", "6 GW"]),
        ("The goal is 2GW by 2030 and 6GW four years later.", ["2GW", "6GW"]),
        ("vendredi 8 mai 2026 – 9 814 abonnés", ["9 814 abonnés"]),
        ("248 milliards d'euros, à payer pendant quinze à dix-neuf ans", ["248 milliards d'euros"]),
        ("It raised $30 billion from the fund and some thirty others, it said.", ["$30 billion"]),
        ("She counts 300 residents. The State has fifteen such schemes.", ["300 residents"]),
        ("600 MW sont prêts. La société n'aura pas un euro ni un mégawatt.", ["600 MW"]),
        ("They got $2bn and have not received a cent. It is late.", ["$2bn"]),
        ("Le milliard, cette unité qui sert à tout", []),
        ("Abu Dhabi's billion is real.", ["billion"]),
        ("Le ratio est de 22,5 M€, un coefficient 1,5 ici.", ["22,5 M€"]),
        ("600 MW, dont 15 sociétés ont besoin", ["600 MW"]),
        ("40 millions d'euros pour le tramway, la ligne 12, attendue", ["40 millions d'euros"]),
    ],
)
def test_no_unit_of_another(text: str, quotes: list[str]) -> None:
    assert [quote for quote, *_ in triples(text)] == quotes


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("en plus des quelque 14 Md$ souscrits", 14e9, 14e9),
        ("Elle ne parle plus de 1 400 milliards de dollars.", 1.4e12, 1.4e12),
        ("Elle parle de plus de 1 400 milliards de dollars.", 1.4e12, None),
        ("Bull turns over some 720 million euros", 720e6, 720e6),
        ("Bull has over 720 million euros", 720e6, None),
        ("la dette dépasse ainsi 30 Md$", 30e9, None),
        ("La commande s'est limitée à 52 millions d'euros", 52e6, 52e6),
        ("Une aide limitée à 52 millions d'euros", None, 52e6),
        ("Le pays appelle 9 GW au plus fort d'août", 9e9, 9e9),
        ("environ 5 MMDH", 5e9, 5e9),
        ("80 MDH par établissement", 80e6, 80e6),
        ("at Rs 65 an hour", 65, 65),
        ("Il a commandé pour plus de deux milliards de puces.", 2e9, None),
        ("250 milliards de services", 250e9, 250e9),
        ("126.8bn of that", 126.8e9, 126.8e9),
    ],
)
def test_words_around_money(text: str, low: float | None, high: float | None) -> None:
    assert [(mine, other) for _, mine, other in spelt(text)] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("près de 80 témoins et 1.800 marins", ["près de 80 témoins", "1.800 marins"]),
        ("300 machinistes, 40 listes, 200 Lillois", ["300 machinistes", "200 Lillois"]),
        ("300 machinists, 40 lists, 200 Parisians", ["300 machinists", "200 Parisians"]),
        ("The village had 300 unemployed, it said.", ["300 unemployed"]),
        ("The village found 300 injured birds.", []),
        ("Two neighbours and three men in a boat", []),
        ("Ils étaient trois cents à protester.", ["trois cents"]),
        ("1 456 cartes H100", ["1 456 cartes"]),
        ("300 cartes postales and 300 cards", []),
        ("20,000 more GPUs and 600 terrains de tennis", ["20,000 more GPUs"]),
        ("six agents d'IA et sept agents municipaux", ["sept agents"]),
        ("Deux autres emprises attendent.", ["Deux autres emprises"]),
    ],
)
def test_people_sites_and_cards(text: str, quotes: list[str]) -> None:
    assert [quote for quote, *_ in triples(text)] == quotes


def test_crowns_are_those_of_the_nearest_country() -> None:
    quantities = find_quantities("60 billion kroner here, 40 billion kroner there, $3bn")
    around = {0: [("US", 20), ("DK", 40)], 1: [("US", 5), ("NO", 900)], 2: [("DK", 1)]}
    order = {quantity.start: i for i, quantity in enumerate(quantities)}
    resolved = resolve_currencies(quantities, "US", lambda q: around[order[q.start]])
    assert [q.unit for q in resolved] == ["DKK", "DKK", "USD"]


def test_a_letter_before_the_sign_leaves_the_plain_one_to_americans() -> None:
    text = "S$6.6bn for the firm; a plant of $3.1bn; 2 billion dollars"
    assert [q.unit for q in resolve_currencies(find_quantities(text), "SG")] == [
        "SGD",
        "USD",
        "USD",
    ]
    text = "US$2bn at first; A$6.6bn for the firm; a plant of $3.1bn"
    assert [q.unit for q in resolve_currencies(find_quantities(text), "AU")] == [
        "USD",
        "AUD",
        "AUD",
    ]
