import dataclasses

import numpy as np
import pytest
from small_campus import year

from grandlivre.campus.operate import audit_log, verify
from grandlivre.campus.operate.audit import audit_of, book_of
from grandlivre.errors import CampusError


def test_a_log_says_by_itself_what_the_year_says():
    found = year()
    lines = list(audit_log(found))
    assert len(lines) == 8760 + 2
    assert verify(lines) == found.audit
    assert lines[-1].startswith(found.audit.digest)


@pytest.mark.parametrize("at", [0, 1, 5000, 8761])
def test_a_line_that_was_changed_is_found(at):
    lines = list(audit_log(year()))
    lines[at] = lines[at].replace("1", "2", 40)
    with pytest.raises(CampusError) as caught:
        verify(lines)
    assert caught.value.where == f"line {at + 1}"


def test_a_line_that_is_missing_or_moved_is_found():
    lines = list(audit_log(year()))
    for odd in (
        lines[:100] + lines[101:],
        [*lines[:7], lines[8], lines[7], *lines[9:]],
        lines[:-1],
    ):
        with pytest.raises(CampusError):
            verify(odd)


def broken(**changed):
    return {
        each.rule for each in audit_of(dataclasses.replace(book_of(year()), **changed)).breaches
    }


def lane(found, tenant, pool):
    return next(
        at for at, each in enumerate(found.lanes) if each.tenant == tenant and each.pool == pool
    )


def test_every_rule_can_be_broken_and_is_then_told():
    found, book = year(), book_of(year())
    assert broken() == set()
    assert broken(site_mw=book.site_mw + book.cap_mw) == {"cap"}
    assert "capacity" in broken(on=book.on - 100)
    more = book.jobs_s.copy()
    more[77, lane(found, "school", "safe")] += 3600 * 128
    assert {"quota", "capacity", "reservation"} <= broken(jobs_s=more)
    rules = {**book.rules, "lanes": [["big", "state", "x"], *book.rules["lanes"][1:]]}
    assert {"zone", "budget"} <= broken(rules=rules)
    tenants = [{**each, "pools": ["late"]} for each in book.rules["tenants"]]
    assert "pool" in broken(rules={**book.rules, "tenants": tenants})
    tenants = [{**each, "monthly_hours": 1.0} for each in book.rules["tenants"]]
    assert broken(rules={**book.rules, "tenants": tenants}) == {"budget"}
    more = book.jobs_s.copy()
    more[77, 0] += 1
    assert "budget" in broken(jobs_s=more)


def test_a_breach_says_where_and_how_much():
    book = book_of(year())
    on = book.on.copy()
    hour = int(np.argmax(book.jobs_s.sum(axis=1)))
    on[hour] = 0
    found = [each for each in audit_of(dataclasses.replace(book, on=on)).breaches
             if each.rule == "capacity"]  # fmt: skip
    assert {each.hour for each in found} == {hour}
    held = book.jobs_s[hour].sum() / 3600 + book.services[hour].sum()
    assert sum(each.excess for each in found) == pytest.approx(held)
