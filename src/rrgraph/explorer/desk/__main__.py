"""Build the desk of the explorer for this machine: `python -m rrgraph.explorer.desk`."""

from __future__ import annotations

import sys

from rrgraph.errors import UsageError
from rrgraph.explorer.desk import found
from rrgraph.explorer.desk.building import build, home


def main() -> int:
    """Fetch and build what is not there yet; 0 if the desk then is there, else 1."""
    target = home()
    if found():
        print("desk: there already")
        return 0
    if not target:
        print("desk: no folder to keep it in; name one in RRGRAPH_DESK", file=sys.stderr)
        return 1
    try:
        build(target)
    except UsageError as error:
        print(f"desk: {error}", file=sys.stderr)
        return 1
    print(f"desk: built into {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
