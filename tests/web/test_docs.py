"""What the pages of the documentation tell people to type works."""

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "serve.md"
CALLS = re.findall(
    r"^curl (.*?)'http://127\.0\.0\.1:8000(/[^']+)'", PAGE.read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("options", "path"), CALLS, ids=[path for _, path in CALLS])
def test_documented_calls_are_answered(site, own, options, path):
    headers = site.bearer("analyst") if "Bearer" in options else {}
    if "--data-binary" in options:
        answer = own.client.post(path, content=b"Nimbus investira 3 milliards.", headers=headers)
        assert answer.status_code == 202
        return
    answer = site.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.content
