"""Who may do what: every route has its line here, and a route without one is closed to all."""

from collections.abc import Mapping

from grandlivre.report.pages.model import Role

API = "/api/v1"
RANK = {role: number for number, role in enumerate(Role)}

_PUBLIC, _READER, _ANALYST, _ADMINISTRATOR = Role

_READ = (
    "/changes", "/changes.atom", "/claims", "/claims/{claim}", "/conflicts",
    "/conflicts/{conflict}", "/documents", "/documents/{document}",
    "/documents/{document}/annotations", "/documents/{document}/claims",
    "/documents/{document}/text", "/entries", "/entries/{entry}", "/entries/{entry}/claims",
    "/judgements", "/openapi.json", "/outlook", "/parties", "/parties/{party}", "/places",
    "/places/{place}", "/programmes", "/programmes/{programme}", "/totals",
)  # fmt: skip
_PAGES = (
    "", "/ledger", "/entries/{key}", "/conflicts", "/conflicts/{key}", "/parties",
    "/parties/{key}", "/places", "/places/{key}", "/documents", "/documents/{key}", "/outlook",
    "/campus", "/method", "/changes", "/judgements",
)  # fmt: skip

RULES: Mapping[tuple[str, str], Role] = {
    ("GET", "/"): _PUBLIC,
    ("GET", "/healthz"): _PUBLIC,
    ("GET", "/metrics"): _READER,
    ("GET", "/static/{digest}/{name:path}"): _PUBLIC,
    **{("GET", f"{API}{path}"): _PUBLIC for path in _READ},
    ("GET", f"{API}/campus/runs"): _PUBLIC,
    ("GET", f"{API}/campus/runs/{{number}}"): _PUBLIC,
    ("GET", f"{API}/jobs"): _READER,
    ("GET", f"{API}/jobs/{{number}}"): _READER,
    ("GET", f"{API}/jobs/{{number}}/events"): _READER,
    ("GET", f"{API}/jobs/{{number}}/result"): _READER,
    ("DELETE", f"{API}/jobs/{{number}}"): _ANALYST,
    ("POST", f"{API}/uploads"): _ANALYST,
    ("POST", f"{API}/runs"): _ANALYST,
    ("POST", f"{API}/judgements"): _ANALYST,
    ("DELETE", f"{API}/judgements/{{number}}"): _ANALYST,
    ("GET", f"{API}/audit"): _ADMINISTRATOR,
    **{("GET", f"/{{language}}{path or '/'}"): _PUBLIC for path in _PAGES},
    ("GET", "/{language}/login"): _PUBLIC,
    ("POST", "/{language}/login"): _PUBLIC,
    ("POST", "/{language}/logout"): _READER,
    ("GET", "/{language}/jobs"): _READER,
    ("GET", "/{language}/jobs/{key}"): _READER,
    ("POST", "/{language}/jobs/{key}/cancel"): _ANALYST,
    ("GET", "/{language}/upload"): _ANALYST,
    ("POST", "/{language}/upload"): _ANALYST,
    ("GET", "/{language}/runs"): _ANALYST,
    ("POST", "/{language}/runs"): _ANALYST,
    ("POST", "/{language}/judge"): _ANALYST,
    ("POST", "/{language}/judge/{key}/reverse"): _ANALYST,
}
"""The least role for each method and path; above it everything of the roles below is allowed."""


def allows(role: Role, method: str, path: str) -> bool:
    """Whether a role may do that.

    Examples
    --------
    >>> allows(Role.PUBLIC, "GET", "/api/v1/claims"), allows(Role.READER, "POST", "/api/v1/runs")
    (True, False)
    >>> allows(Role.ADMINISTRATOR, "GET", "/a/route/that/nobody/thought/about")
    False
    """
    least = RULES.get(("GET" if method == "HEAD" else method, path))
    return least is not None and RANK[role] >= RANK[least]
