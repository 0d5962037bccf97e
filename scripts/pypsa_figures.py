"""What PyPSA finds for the power of a campus, for the tests of dispatch to be held against.

PyPSA weighs too much to be installed by every test run, so that its figure is kept in
`tests/oracle/data/pypsa_campus.json`. To make it anew::

    python -m venv out/pypsa && out/pypsa/bin/pip install pypsa==1.4.0
    PYTHONPATH=src:tests/support .venv/bin/python scripts/pypsa_figures.py write out/network
    out/pypsa/bin/python scripts/pypsa_figures.py solve out/network \
        > tests/oracle/data/pypsa_campus.json
"""

import json
import sys
from pathlib import Path


def write(folder: Path) -> None:
    """The network of the made-up year that the tests know."""
    from made_up_year import made_up_year

    from grandlivre.export.pypsa_campus import campus_network

    folder.mkdir(parents=True, exist_ok=True)
    for name, parts in campus_network(made_up_year()).items():
        (folder / name).write_bytes(b"".join(parts))


def solve(folder: Path) -> None:
    """The optimum, as PyPSA and HiGHS find it in one program."""
    import pypsa

    network = pypsa.Network(folder)
    network.consistency_check()
    # The solver speaks on standard output, where the figure is to stand alone.
    status, _ = network.optimize(solver_name="highs", output_flag=False)
    found = {
        "pypsa": pypsa.__version__,
        "status": status,
        "cost_eur": float(network.objective),
        "energy_mwh": {
            name: round(float(value), 6) for name, value in network.generators_t.p.sum().items()
        },
    }
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    {"write": write, "solve": solve}[sys.argv[1]](Path(sys.argv[2]))
