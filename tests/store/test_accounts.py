"""Accounts, sessions and the log of writes, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from grandlivre.errors import StoreError
from grandlivre.store import Account, Session, Write, open_store

NOW = datetime.now(UTC)
BY = Write(who="ada", action="test", address="1.2.3.4")


def account(name: str) -> Account:
    return Account(
        id=0, name=name, role="analyst", created_at=NOW, token_id=f"id of {name}", token_hash="hash"
    )


def test_accounts_come_and_go(place: str) -> None:
    with open_store(place, create=True) as store:
        ada = store.accounts.add(account("ada"), BY)
        bob = store.accounts.add(account("bob"), BY)
        assert store.accounts.all() == (ada, bob)
        assert store.accounts.by_token("id of ada") == ada
        with pytest.raises(StoreError, match="already"):
            store.accounts.add(account("ada"), BY)
        store.accounts.remove("ada", BY)
        assert store.accounts.all() == (bob,)
        assert store.accounts.by_token("id of ada") is None
        with pytest.raises(StoreError, match="no account"):
            store.accounts.remove("ada", BY)
        log = store.accounts.writes()
        assert [(each.id, each.who, each.action) for each in log] == [
            (number, "ada", "test") for number in (3, 2, 1)
        ]
        assert store.accounts.writes(before=2, most=1)[0].id == 1


def test_sessions_end(place: str) -> None:
    with open_store(place, create=True) as store:
        ada = store.accounts.add(account("ada"), BY)
        for digest, hours in (("on", 1), ("over", -1)):
            session = Session(account=ada, csrf="c", expires_at=NOW + timedelta(hours=hours))
            store.accounts.open_session(session, digest, BY)
        found = store.accounts.session("on")
        assert found is not None
        assert found.account == ada
        assert store.accounts.session("over") is None
        assert store.accounts.session("other") is None
        store.accounts.close_session("on", BY)
        assert store.accounts.session("on") is None
        store.accounts.open_session(
            Session(account=ada, csrf="c", expires_at=NOW + timedelta(hours=1)), "on", BY
        )
        store.accounts.remove("ada", BY)
        assert store.accounts.session("on") is None
