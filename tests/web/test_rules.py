"""Who may do what: every route is tried by every role."""

import pytest
from fastapi.routing import APIRoute

from grandlivre.report.pages.model import Role
from grandlivre.web.rules import RANK, RULES

_FILLED = {
    "{language}": "en",
    "{number}": "999999",
    "{key}": "999999",
    "{digest}": "0",
    "{name:path}": "a",
}


def routes(app):
    """Every method and path that the application answers."""
    found, waiting = set(), list(app.routes)
    while waiting:
        route = waiting.pop()
        if isinstance(route, APIRoute):
            found |= {(method, route.path) for method in route.methods - {"HEAD"}}
        else:
            inner = getattr(route, "routes", None)
            inner = route.original_router.routes if inner is None else inner
            assert inner is not None, route  # nothing is mounted beside, no documentation page
            waiting.extend(inner)
    return found


def filled(path: str) -> str:
    for name, value in _FILLED.items():
        path = path.replace(name, value)
    while "{" in path:
        path = path[: path.index("{")] + "none" + path[path.index("}") + 1 :]
    return path


def test_every_route_has_a_rule_and_every_rule_a_route(site):
    assert routes(site.client.app.app) == set(RULES)


@pytest.mark.parametrize(("method", "path"), sorted(RULES))
def test_every_role_may_do_what_the_rule_says_and_no_more(site, method, path):
    site.client.cookies.clear()
    least = RULES[method, path]
    for role in Role:
        answer = site.client.request(
            method, filled(path), headers=site.bearer(role), follow_redirects=False
        )
        may = RANK[role] >= RANK[least]
        login = answer.status_code == 303 and "/login?wanted=" in answer.headers["location"]
        refused = (
            answer.status_code == 401
            or login
            or (answer.status_code == 403 and "does not allow" in answer.text)
            or (
                answer.status_code == 403
                and path.startswith("/{language}")
                and role is not Role.PUBLIC
                and not may
            )
        )
        assert refused is not may, (role, answer.status_code, answer.text[:200])


@pytest.mark.parametrize("token", ["", "gl_", "gl_0123456789abcdef_" + "a" * 43, "x" * 5000])
def test_a_wrong_token_is_nobody(site, token):
    site.client.cookies.clear()
    answer = site.get("/api/v1/jobs", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_an_account_that_is_removed_is_nobody_at_once(own):
    from grandlivre.pipeline.accounts import add_user, remove_user

    token = add_user(own.place, "gone soon", "analyst")
    headers = {"Authorization": f"Bearer {token}"}
    assert own.get("/api/v1/jobs", headers=headers).status_code == 200
    remove_user(own.place, "gone soon")
    assert own.get("/api/v1/jobs", headers=headers).status_code == 401
