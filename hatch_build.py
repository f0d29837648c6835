"""The making of a wheel: it carries the desk of the explorer, built from npm packages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CarryDesk(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the desk into the wheel; where it cannot be built, the wheel goes without, and says so."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files of the wheel are gathered; an editable install builds nothing."""
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root) / "src"))
        from rrgraph.errors import UsageError
        from rrgraph.explorer.desk.building import ASIDE, build, home

        folder = home()
        if folder and not (folder / ASIDE).is_file():
            try:
                build(folder)
            except UsageError as error:
                self.app.display_warning(f"The explorer goes without its Queries tab. {error}")
                return
        if folder:
            build_data["force_include"][str(folder)] = "rrgraph/shipped/desk"
