"""Draw the README's picture from the corpus that comes with the package.

python -m scripts.draw_picture
"""

import tempfile
from pathlib import Path

from grandlivre.pipeline.running import run
from grandlivre.pipeline.writing import Watcher
from grandlivre.report.picture import write_picture

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "ledger.svg"


def main() -> None:
    """Read the corpus and draw its ledger."""
    with tempfile.TemporaryDirectory() as folder:
        result = run((), Path(folder), watcher=Watcher(failed=print, warned=print))
    print(write_picture(result.ledger, PICTURE))


if __name__ == "__main__":
    main()
