"""Who asks: by a token, by a session, or nobody in particular."""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from grandlivre.pipeline.accounts import SESSION, Gate
from grandlivre.report.pages.model import Role, Viewer
from grandlivre.store import Account, Session, Write

_SESSION, _FORM = "grandlivre", "grandlivre-form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks, and from where."""

    address: str
    account: Account | None = None
    session: Session | None = None
    """None for who shows a token with each request."""

    @property
    def role(self) -> Role:
        """What they may do."""
        return Role.PUBLIC if self.account is None else Role(self.account.role)

    @property
    def name(self) -> str:
        """As the log of writes has it."""
        return "" if self.account is None else self.account.name

    def write(self, action: str, subject: str = "") -> Write:
        """A line of the log of writes."""
        return Write(who=self.name, action=action, subject=subject, address=self.address)

    @property
    def viewer(self) -> Viewer:
        """As pages have it."""
        csrf = "" if self.session is None else self.session.csrf
        return Viewer(name=self.name, role=self.role, csrf=csrf)


async def visitor_of(request: Request, gate: Gate) -> Visitor:
    """Who makes a request."""
    address = request.client.host if request.client else ""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        account = await run_in_threadpool(gate.account_of, token.strip())
        return Visitor(address=address, account=account)
    cookie = request.cookies.get(cookie_name(request))
    if cookie:
        session = await run_in_threadpool(gate.session_of, cookie)
        if session is not None:
            return Visitor(address=address, account=session.account, session=session)
    return Visitor(address=address)


def cookie_name(request: Request, name: str = _SESSION) -> str:
    """Over https a name that browsers take from this host alone."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def give_session(request: Request, response: Response, cookie: str) -> None:
    """Have a browser hold what its session is known by."""
    _set(request, response, cookie_name(request), cookie, int(SESSION.total_seconds()))


def take_session(request: Request, response: Response) -> None:
    """Have a browser forget its session."""
    _set(request, response, cookie_name(request), "", 0)


def form_secret(request: Request, response: Response) -> str:
    """What a form of somebody who is not logged in must send back, bound to their browser."""
    name = cookie_name(request, _FORM)
    held = request.cookies.get(name) or secrets.token_urlsafe(24)
    _set(request, response, name, held, 3600)
    return _form_csrf(held)


def is_own_form(request: Request, visitor: Visitor, csrf: str) -> bool:
    """Whether a form was sent from a page of ours, by whom it was made for."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site not in ("same-origin", "none"):
        return False
    if origin is not None and origin.partition("://")[2] != request.headers.get("host", ""):
        return False
    if visitor.session is not None:
        expected = visitor.session.csrf
    else:
        expected = _form_csrf(request.cookies.get(cookie_name(request, _FORM), ""))
    return bool(csrf) and hmac.compare_digest(csrf.encode(), expected.encode())


def _form_csrf(held: str) -> str:
    return sha256(f"form {held}".encode()).hexdigest() if held else secrets.token_hex(32)


def _set(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
