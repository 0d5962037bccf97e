"""The reference of the interface, from its own description: routes, parameters, roles, examples."""

from typing import Any

from grandlivre.web.app import described
from grandlivre.web.rules import RULES

_HEAD = """# Interface for programs

Under `/api/v1`, by [the application](../how-to/serve.md). Its OpenAPI description is at `/api/v1/openapi.json`; this page is written from it.

Lists come in pages: `limit` says how many items at most, `next` of the answer is the `cursor` of the next page (for CSV and Parquet, the `Link` header has its address). The form is chosen by `format=json|csv|parquet`, else by `Accept`. `as_of=2025-06-30` asks for the ledger as it stood on a day. Answers that anybody may see carry an `ETag`: sent back as `If-None-Match`, it brings `304` until the ledger changes.

Money is in units of its currency; ends of intervals that are `null` are open. What goes wrong is told as `application/problem+json` (RFC 9457): `status`, `detail`, `where`, `remedy`.

Writing needs a token, `Authorization: Bearer gl_…`; the role that each route needs stands beside it.
"""


def api_page() -> str:
    """The whole page."""
    parts = [_HEAD]
    said = described()
    for path, methods in said["paths"].items():
        for method, told in methods.items():
            parts.append(_route(method.upper(), path, told))
    return "\n".join(parts)


def _route(method: str, path: str, told: dict[str, Any]) -> str:
    role = RULES[method, path]
    who = "anybody" if role.value == "public" else f"needs the role {role.value}"
    lines = [f"## {method} {path}\n", f"{told['description']} *{who.capitalize()}.*\n"]
    params = [_parameter(each) for each in told.get("parameters", ())]
    if params:
        lines += ["| parameter | where | values | |", "| --- | --- | --- | --- |", *params, ""]
    codes = [f"`{code}` {each['description']}" for code, each in told["responses"].items()]
    lines.append("Answers: " + "; ".join(codes) + ".\n")
    return "\n".join(lines)


def _parameter(said: dict[str, Any]) -> str:
    schema = said.get("schema", {})
    options = [schema, *schema.get("anyOf", ())]
    values = next((each["enum"] for each in options if "enum" in each), None)
    kinds = [
        each.get("format") or each.get("type") for each in options if each.get("type") != "null"
    ]
    shown = ", ".join(f"`{each}`" for each in values) if values else next(filter(None, kinds), "")
    if "$ref" in str(schema):
        shown = "see the description"
    about = said.get("description", "")
    must = " (required)" if said.get("required") and said["in"] == "query" else ""
    return f"| `{said['name']}` | {said['in']} | {shown} | {about}{must} |"
