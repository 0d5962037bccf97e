"""Texts to measure on: the corpus told again and again in other figures and names, and a crawl.

No two documents are alike: each repetition changes every figure that is no year and a third of
the names, so that nothing can be had from a cache of texts.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from bench.prose import ORDINARY, Mix, document, name_of

CORPUS = Path(__file__).resolve().parent.parent / "src" / "grandlivre" / "data" / "corpus"
_FIGURE = re.compile(r"(?<![\w.,])(?!(?:19|20)\d\d(?!\d))\d+(?=\W)")
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )(?:[A-ZÉ][a-zà-ÿ]{4,}(?:-[A-Z][a-z]+)*)")
RELEVANT_EVERY = 100


def bodies() -> list[tuple[str, str]]:
    """The corpus's texts without their front matter, and their languages."""
    found = []
    for path in sorted(CORPUS.glob("*.md")):
        whole = path.read_text(encoding="utf-8")
        _, _, body = whole.removeprefix("---\n").partition("\n---\n")
        found.append((body.lstrip("\n"), "fr" if path.name.startswith("fr-") else "en"))
    return found


def retold(body: str, language: str, random: Random) -> str:
    """A text in other figures of as many digits, with a third of its names changed for good."""
    names: dict[str, str] = {}

    def other_name(found: re.Match[str]) -> str:
        name = found.group()
        if name not in names:
            names[name] = name_of(random, language) if random.random() < 1 / 3 else name
        return names[name]

    def other_figure(found: re.Match[str]) -> str:
        digits = found.group()
        lead = random.randint(1, 9) if digits[0] != "0" else 0
        return str(lead) + "".join(str(random.randint(0, 9)) for _ in digits[1:])

    return _FIGURE.sub(other_figure, _NAME.sub(other_name, body))


def dense(seed: int, size: int) -> Iterator[str]:
    """The corpus, retold until the texts make up `size` bytes."""
    texts = bodies()
    total = number = 0
    while total < size:
        body, language = texts[number % len(texts)]
        text = retold(body, language, Random(f"{seed}:dense:{number}"))
        total += len(text.encode())
        number += 1
        yield text


def crawl(seed: int, count: int | None = None, mix: Mix = ORDINARY) -> Iterator[str]:
    """A crawl: one text of the corpus, retold, in every hundred documents."""
    texts = bodies()
    number = 0
    while count is None or number < count:
        random = Random(f"{seed}:crawl:{number}")
        # Which one of each hundred is drawn anew, so that shards do not all begin alike.
        place = Random(f"{seed}:place:{number // RELEVANT_EVERY}").randrange(RELEVANT_EVERY)
        if number % RELEVANT_EVERY == place:
            body, language = random.choice(texts)
            yield retold(body, language, random)
        else:
            yield document(seed, number, mix)[0]
        number += 1


def sized(texts: Iterator[str], size: int) -> Iterator[str]:
    """The first texts that make up `size` bytes."""
    total = 0
    for text in texts:
        yield text
        total += len(text.encode())
        if total >= size:
            return


def write_lines(texts: Iterator[str], folder: Path, a_shard: int) -> tuple[int, int]:
    """Write texts as JSON lines, so many in a file; returns how many, and their bytes as text."""
    folder.mkdir(parents=True, exist_ok=True)
    count = size = 0
    shard = 0
    while lot := list(islice(texts, a_shard)):
        lines = [
            json.dumps(
                {"url": f"https://example.org/{count + i}", "text": text}, ensure_ascii=False
            )
            for i, text in enumerate(lot)
        ]
        (folder / f"shard-{shard:05d}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        count, size, shard = (
            count + len(lot),
            size + sum(len(text.encode()) for text in lot),
            shard + 1,
        )
    return count, size


def write_files(texts: Iterator[str], folder: Path) -> tuple[int, int]:
    """Write texts as files, a thousand in a folder; returns how many, and their bytes."""
    count = size = 0
    for count, text in enumerate(texts, start=1):
        below = folder / f"{(count - 1) // 1000:03d}"
        if (count - 1) % 1000 == 0:
            below.mkdir(parents=True, exist_ok=True)
        data = text.encode()
        (below / f"{count - 1:06d}.txt").write_bytes(data)
        size += len(data)
    return count, size
