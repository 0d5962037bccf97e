"""The peer: spaCy's French pipeline on texts of a file; runs alone, in any Python that has spaCy.

``python bench/peer.py TEXTS.jsonl`` prints ``ready``, then for each line that it is sent the
seconds that its full pipeline took for all the texts, as JSON. Nothing of grandlivre is imported.
"""

import json
import sys
import time
from pathlib import Path

MODEL = "fr_core_news_md"


def main() -> int:
    """Serve measurements until the input ends."""
    import spacy

    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    nlp = spacy.load(MODEL)
    for _ in nlp.pipe(texts[:5]):
        pass
    about = {
        "spacy": spacy.__version__,
        "model": f"{MODEL} {nlp.meta['version']}",
        "pipes": nlp.pipe_names,
    }
    print(json.dumps({"ready": about}), flush=True)
    for _ in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        entities = sum(len(doc.ents) for doc in nlp.pipe(texts))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(json.dumps({"seconds": wall, "cpu_seconds": cpu, "entities": entities}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
