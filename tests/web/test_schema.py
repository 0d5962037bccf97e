"""The interface does what its OpenAPI says, whatever is sent to it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.specs.openapi.checks import positive_data_acceptance

_SETTINGS = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


def test_the_description_is_whole(site):
    said = site.get("/api/v1/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    Draft202012Validator.check_schema(said.get("components", {}).get("schemas", {}))
    for path, methods in said["paths"].items():
        assert path.startswith("/api/v1/"), path
        for method, told in methods.items():
            assert told["summary"], (method, path)
            assert told["description"], (method, path)
            assert {"429", "422"} <= set(told["responses"]), (method, path)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("role", ["public", "administrator"])
def test_schemathesis_finds_no_fault(own, role):
    """Every operation, with data that fits and data that does not, as nobody and as anybody."""
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", own.client.app)
    headers = own.bearer(role)
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @_SETTINGS
        @given(case=operation.as_strategy())
        def try_it(case):
            case.headers = {**dict(case.headers or {}), **headers}
            # A description cannot say which scenarios, claims and rulings there are.
            beyond = [positive_data_acceptance] if case.method == "POST" else []
            case.call_and_validate(excluded_checks=beyond)

        try_it()
        tried += 1
    assert tried > 30
