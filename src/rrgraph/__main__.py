"""`python -m rrgraph`: the command line, where the folder of Python's programs is on no path."""

from __future__ import annotations

from rrgraph.cli import script

if __name__ == "__main__":
    script()
