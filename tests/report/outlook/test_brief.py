"""A projection in brief: what its job's page shows of it."""

import pytest
from lxml import html
from small_pages import ServerLinks, small_edition, small_index

from grandlivre.report.outlook import outlook_brief
from grandlivre.report.pages import JobShown, JobState, Pages, Role, Viewer


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_year_has_a_figure_for_every_column(language: str) -> None:
    prospect = small_edition().prospect
    assert prospect is not None
    brief = outlook_brief(prospect, language=language)
    ends = [each[:4] for each in prospect.outlook.quarters if each.endswith("Q4")]
    assert [year for year, *_ in brief.years] == ends
    assert all(len(row) == len(brief.columns) + 1 for row in brief.years)
    assert "{" not in brief.finding
    job = JobShown(id="1", kind="outlook", state=JobState.DONE, brief=brief, result="/api/x")
    viewer = Viewer(name="Ada", role=Role.ANALYST, csrf="c")
    page = html.fromstring(Pages(small_index(), ServerLinks(), language, viewer).job(job))
    rows = page.xpath("//table[@class='years']/tbody/tr")
    shown = [[cell.text_content() for cell in row.xpath("./th|./td")] for row in rows]
    assert shown == [list(row) for row in brief.years]
