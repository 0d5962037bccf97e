"""Dates of metadata."""

import pytest

from grandlivre.documents.dates import partial_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2025-02-10", "2025-02-10"),
        ("2025-02-10T08:00:00.000+01:00", "2025-02-10"),
        ("2025-02-10 08:00", "2025-02-10"),
        ("2025-2-3", "2025-02-03"),
        ("20250210", "2025-02-10"),
        ("20250210080000", "2025-02-10"),
        ("2025-02", "2025-02"),
        ("2025", "2025"),
        ("2026-H2", "2026-H2"),
        ("2027-Q3", "2027-Q3"),
        ("10/02/2025", "2025-02-10"),
        ("02/13/2025", "2025-02-13"),
        ("2025/02/10", "2025-02-10"),
        ("lundi 10 février 2025 à 8h", "2025-02-10"),
        ("1er mars 2025", "2025-03-01"),
        ("February 10, 2025", "2025-02-10"),
        ("10 Feb. 2025", "2025-02-10"),
        ("Mon, 10 Feb 2025 08:00:00 +0100", "2025-02-10"),
        ("Mon Feb 10 08:00:00 2025", "2025-02-10"),
        ("2025-02-30", None),
        ("hier", None),
        ("", None),
        ("99999999", None),
        ("0000-00-00", None),
    ],
)
def test_dates(value, expected):
    assert partial_date(value) == expected


def test_american_order_is_asked_for():
    assert partial_date("02/10/2025", month_first=True) == "2025-02-10"
