"""Finding an edition by the name a person gives it: a plan, a plan at a git revision, or a folder."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from dataclasses import replace
from functools import cached_property
from io import BytesIO
from pathlib import Path

from rrgraph.errors import UsageError
from rrgraph.knowledge import Knowledge, open_graph
from rrgraph.loading import load
from rrgraph.refresh import Edition
from rrgraph.workspace import Workspace


class Editions:
    """The editions one can name from one workspace."""

    def __init__(self, graph: Path | None = None) -> None:
        """`graph` is the folder that plain plan names are looked up in; by default the nearest."""
        self.workspace = Workspace.find(graph)

    @cached_property
    def here(self) -> Knowledge:
        """The plans of the workspace as they stand."""
        return Knowledge(load(self.workspace))

    def find(self, written: str) -> Edition:
        """`norfolk-2019`, `norfolk-2019@HEAD~1`, or `elsewhere/graph/plans/norfolk-2019`.

        UsageError for a plan, revision or folder there is not, FaultyData for faulty data in it.
        """
        folder = Path(written)
        if folder.is_dir() and folder.resolve().parent.name == "plans":
            home = folder.resolve().parents[1]
            kg = self.here if home == self.workspace.graph else open_graph(home)
            return Edition(kg, folder.resolve().name, written)
        plan, at, revision = written.partition("@")
        return self._at(plan, revision, written) if at else Edition(self.here, plan)

    def _at(self, plan: str, revision: str, written: str) -> Edition:
        """The plan as git knows it at a revision, read with the ontology and queries of today."""
        # Looked up first, so that git cannot take what was written for one of its options.
        found = self._git(
            revision, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"
        )
        commit = found.decode().strip()
        packed = self._git(revision, "archive", "--format=tar", commit, self.workspace.graph.name)
        with tempfile.TemporaryDirectory() as away:
            with tarfile.open(fileobj=BytesIO(packed)) as archive:
                archive.extractall(away, filter="data")
            graph = Path(away) / self.workspace.graph.name
            kg = Knowledge(load(replace(self.workspace, graph=graph)))
            return Edition(kg, plan, written)

    def _git(self, revision: str, *asked: str) -> bytes:
        try:
            done = subprocess.run(
                ["git", *asked], cwd=self.workspace.root, capture_output=True, check=False
            )
        except OSError as error:
            said = "PLAN@REVISION needs git, which cannot be run here"
            raise UsageError(f"{said}: {error.strerror}.") from error
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
            hint = "Name a commit, tag or branch of the repository that holds graph/."
            raise UsageError(f'git finds no revision "{revision}" here: {words}. {hint}')
        return done.stdout
