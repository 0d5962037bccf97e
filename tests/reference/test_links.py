from grandlivre.base.fold import fold
from grandlivre.reference.identifiers import identifier
from grandlivre.reference.links import LinkKind, links_of
from grandlivre.reference.parties import parties
from grandlivre.reference.tables import data_rows


def test_kinds_of_links() -> None:
    def kinds(name: str) -> dict[str, LinkKind]:
        return {link.other: link.kind for link in links_of(name)}

    assert kinds("MGX")["Abou Dhabi"] is LinkKind.FUND_OF
    assert kinds("Data4") == {"Brookfield": LinkKind.SUBSIDIARY_OF}
    assert kinds("Scaleway") == {"Iliad": LinkKind.SUBSIDIARY_OF}
    assert kinds("Sam Altman") == {"OpenAI": LinkKind.WORKS_FOR}
    assert kinds("Anssi") == {"État français": LinkKind.BODY_OF}
    assert kinds("nobody at all") == {}


def test_every_link_of_the_table_has_a_source_and_is_found() -> None:
    for row in data_rows("links.tsv"):
        found = [link for link in links_of(row["party"]) if link.source == row["source"]]
        assert found, row["party"]
        assert row["source"].startswith("https://")


def test_every_checked_identifier_is_the_lists() -> None:
    rows = list(data_rows("identifiers.tsv"))
    assert len({row["identifier"] for row in rows}) == len(rows) > 30
    for row in rows:
        party = parties().by_name(fold(row["party"]))
        assert party is not None
        scheme, number = identifier(row["identifier"])
        assert party.ids[scheme] == number, row["party"]
        assert row["source"]
