"""The peer: Splink on the same names; runs alone, in an environment that has Splink.

``python bench/peer_splink.py NAMES.json`` reads ``[name, ...]`` and prints one line of JSON: the
seconds of the whole job (cleaning, training, scoring, clustering) and, for each threshold of
match probability, the cluster of every name. Nothing of grandlivre is imported.

The model is one that Splink's documentation would have one write for names of companies: the name
cleaned of case, accents, punctuation and legal forms; blocks on its letters, first word, first
letters, rarest word, sorted words and initials; the edits of the whole name, Jaro-Winkler of its
first and of its last word with term-frequency adjustment; u by random sampling, m by expectation
maximisation. Of six models tried it was the best: with Jaro-Winkler of the whole name, or with
shared words, houses and their arms run together.
"""

import json
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999)
SEED = 7
LEGAL = set(
    "sa sas sarl se inc incorporated ltd limited llc gmbh ag plc nv bv spa group groupe corp corporation".split()
)
SMALL = set("of de du des la le les l d for the and et".split())


def cleaned(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.replace(".", ""))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while len(words) > 1 and words[-1] in LEGAL:
        words.pop()
    return words


def rows(names: list[str]) -> list[dict[str, Any]]:
    parted = [cleaned(name) for name in names]
    counts = Counter(word for words in parted for word in set(words))
    found = []
    for number, words in enumerate(parted):
        big = [word for word in words if word not in SMALL] or words
        joined = "".join(words)
        found.append(
            {
                "unique_id": number,
                "name": " ".join(words),
                "joined": joined,
                "start": joined[:5],
                "first_word": big[0],
                "rarest": min(big, key=lambda word: (counts[word], word)),
                "sorted_words": " ".join(sorted(big)),
                "initials": "".join(word[0] for word in big) if len(big) > 2 else joined,
                "last_word": big[-1],
            }
        )
    return found


def main() -> int:
    """Measure once."""
    import pandas
    import splink
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    names = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    wall, cpu = time.perf_counter(), time.process_time()
    frame = pandas.DataFrame(rows(names))
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("joined"), block_on("first_word"), block_on("start"), block_on("rarest"),
            block_on("sorted_words"), block_on("initials"),
        ],
        comparisons=[
            cl.LevenshteinAtThresholds("name", [1, 2, 4]),
            cl.JaroWinklerAtThresholds("first_word", [0.92]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("last_word", [0.92]).configure(term_frequency_adjustments=True),
        ],
    )  # fmt: skip
    linker = Linker(frame, settings, db_api=DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match(
        [block_on("joined"), block_on("sorted_words")], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("start"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("rarest"))
    scored = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    clusters = {}
    first = None
    for threshold in THRESHOLDS:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            scored, threshold
        ).as_pandas_dataframe()
        # One clustering belongs to the job; the others only look for the best threshold.
        first = first or (time.perf_counter() - wall, time.process_time() - cpu)
        by_id = dict(zip(found["unique_id"], found["cluster_id"], strict=True))
        clusters[str(threshold)] = [int(by_id[number]) for number in range(len(names))]
    print(
        json.dumps(
            {
                "splink": splink.__version__, "seconds": first[0], "cpu_seconds": first[1],
                "pairs": len(scored.as_pandas_dataframe()), "clusters": clusters,
            }
        )
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
