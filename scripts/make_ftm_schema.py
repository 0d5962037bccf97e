"""Write what tests check FollowTheMoney exports against, from the library's own wheel.

The wheel is only opened, never installed: the library compiles ICU and weighs 300 MB.

    pip download --no-deps followthemoney==4.11.2
    python scripts/make_ftm_schema.py followthemoney-4.11.2-py3-none-any.whl
"""

import json
import sys
import zipfile
from pathlib import Path

import yaml

_LICENCE = (
    "MIT License, Copyright (c) 2017-2024 Journalism Development Network, Inc., "
    "(c) 2025 OpenSanctions Datenbanken GmbH"
)
OUT = Path(__file__).resolve().parents[1] / "tests" / "export" / "data" / "ftm-schema.json"


def schemata(wheel: Path) -> dict[str, object]:
    """Each schema: what it extends, what it requires, and the type and range of its properties."""
    found: dict[str, object] = {}
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith("followthemoney/schema/")]
        for name in sorted(each for each in names if each.endswith(".yaml")):
            for schema, spec in yaml.safe_load(archive.read(name)).items():
                found[schema] = {
                    "extends": spec.get("extends", []),
                    "abstract": spec.get("abstract", False),
                    "required": spec.get("required", []),
                    "properties": {
                        key: [prop.get("type", "string"), prop.get("range")]
                        for key, prop in spec.get("properties", {}).items()
                    },
                }
    return found


def main() -> None:
    wheel = Path(sys.argv[1])
    lines = [f"{json.dumps(name)}: {json.dumps(spec)}" for name, spec in schemata(wheel).items()]
    source = json.dumps(f"{wheel.name}, {_LICENCE}")
    head = f'{{"source": {source},\n"schemata": {{\n'
    OUT.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
