"""Who may do more than look: accounts with tokens, sessions, and what each role may do."""

import os
import re
import secrets
import threading
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from grandlivre.errors import ConfigError
from grandlivre.report.pages.model import Role
from grandlivre.store import Account, Session, Store, Write, open_store

ROLES = (Role.READER, Role.ANALYST, Role.ADMINISTRATOR)
"""Roles that an account may have, the least first."""
SESSION = timedelta(hours=12)
_NAME = re.compile(r"[\w.@ -]{1,80}")
_TOKEN = re.compile(r"gl_([0-9a-f]{16})_[A-Za-z0-9_-]{43}")
# To check a token takes some 50 ms and 64 MB on purpose; who asks a hundred times a minute is
# checked once a minute.
_REMEMBERED = timedelta(minutes=1)
_MOST_REMEMBERED = 1_000
_AT_ONCE = 2


def add_user(place: str | os.PathLike[str], name: str, role: str) -> str:
    """Make an account; its token is returned, and kept nowhere.

    Raises
    ------
    ConfigError
        Where the name or the role makes no sense.
    StoreError
        Where somebody has that name, or the database cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise ConfigError(
            f"{name} is no name for an account",
            remedy="use up to 80 letters, digits, spaces, dots, dashes and @",
        )
    if role not in ROLES:
        raise ConfigError(
            f"there is no role {role}", where="--role", remedy=f"use one of {', '.join(ROLES)}"
        )
    token_id, secret = secrets.token_hex(8), secrets.token_urlsafe(32)
    token = f"gl_{token_id}_{secret}"
    account = Account(
        id=0,
        name=name,
        role=role,
        created_at=datetime.now(UTC),
        token_id=token_id,
        token_hash=_hasher().hash(token),
    )
    with open_store(place) as store:
        store.accounts.add(account, by_hand("user add", f"{name} ({role})"))
    return token


def users(place: str | os.PathLike[str]) -> tuple[Account, ...]:
    """Accounts that may be used, by name."""
    with open_store(place) as store:
        return store.accounts.all()


def remove_user(place: str | os.PathLike[str], name: str) -> None:
    """Let an account be used no more, from now on.

    Raises
    ------
    StoreError
        Where nobody has that name.
    """
    with open_store(place) as store:
        store.accounts.remove(name, by_hand("user remove", name))


def by_hand(action: str, subject: str) -> Write:
    """A line of the log for what is done at the command line."""
    return Write(who=f"command line ({os.environ.get('USER', '')})", action=action, subject=subject)


class Gate:
    """Knows people by their tokens and by their sessions."""

    def __init__(self, store: Store) -> None:
        self._accounts = store.accounts
        self._hasher = _hasher()
        self._checked: OrderedDict[bytes, float] = OrderedDict()
        self._lock = threading.Lock()
        self._at_once = threading.Semaphore(_AT_ONCE)

    def account_of(self, token: str) -> Account | None:
        """Whose token it is; None for nobody's."""
        shape = _TOKEN.fullmatch(token)
        account = None if shape is None else self._accounts.by_token(shape[1])
        if account is None:
            return None
        digest = sha256(f"{account.token_hash} {token}".encode()).digest()
        if not self._is_remembered(digest):
            with self._at_once:
                if not self._fits(account, token):
                    return None
            self._remember(digest)
        return account

    def log_in(self, token: str, address: str) -> tuple[str, Session] | None:
        """Begin a session: what the browser is to hold, and the session; None for a wrong token."""
        account = self.account_of(token)
        if account is None:
            return None
        cookie = secrets.token_urlsafe(32)
        session = Session(
            account=account,
            csrf=secrets.token_urlsafe(32),
            expires_at=datetime.now(UTC) + SESSION,
        )
        write = Write(who=account.name, action="log in", address=address)
        self._accounts.open_session(session, digest_of(cookie), write)
        return cookie, session

    def session_of(self, cookie: str) -> Session | None:
        """Whose session it is; None where it is none, or over."""
        return self._accounts.session(digest_of(cookie)) if cookie else None

    def log_out(self, cookie: str, who: str, address: str) -> None:
        """End a session."""
        write = Write(who=who, action="log out", address=address)
        self._accounts.close_session(digest_of(cookie), write)

    def _fits(self, account: Account, token: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return bool(self._hasher.verify(account.token_hash, token))
        except (VerificationError, InvalidHashError):
            return False

    def _is_remembered(self, digest: bytes) -> bool:
        with self._lock:
            return self._checked.get(digest, 0.0) > time.monotonic()

    def _remember(self, digest: bytes) -> None:
        with self._lock:
            self._checked[digest] = time.monotonic() + _REMEMBERED.total_seconds()
            while len(self._checked) > _MOST_REMEMBERED:
                self._checked.popitem(last=False)


def digest_of(cookie: str) -> str:
    """What the database knows a session by: of no use to who reads the database."""
    return sha256(cookie.encode("utf-8", "replace")).hexdigest()


def _hasher() -> Any:
    """Argon2id with the costs that RFC 9106 recommends second: 64 MiB, three passes."""
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise ConfigError(
            "the application needs packages that are not installed",
            remedy="pip install 'grandlivre[web]'",
        ) from error
    return PasswordHasher()
