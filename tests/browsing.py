"""A page in a real browser: what it asked for, what it complained of, and what axe-core finds."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """async levels => (await axe.run(document, {runOnly: levels, resultTypes: ['violations'], preload: false}))
  .violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + n.failureSummary).join(' | '))"""

SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# The address changes, the page follows, and two frames later everything is drawn.
TURN = """address => new Promise(done => {
  if (location.hash.slice(1) !== address) location.hash = address;
  setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 0);
})"""


# A page that unpacks its data is ready a little after it is there.
READY = """new Promise(done => {
  const look = () => window.rrgraph ? done(true) : setTimeout(look, 10);
  look();
})"""


class Opened:
    """A page in the browser, with every request and every complaint it made."""

    def __init__(self, page: Any, place: Path | str) -> None:
        """Listen to the page, a file or an address, before it loads anything."""
        self.page = page
        self.url = place.as_uri() if isinstance(place, Path) else place
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._heard)
        page.goto(self.url)

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def at(self, address: str = "", wide: int = 1440, high: int = 900) -> Any:
        """The page, loaded anew, at an address (what stands behind the #), in a window of that size."""
        self.page.set_viewport_size({"width": wide, "height": high})
        self.page.goto("about:blank")
        self.page.goto(f"{self.url}#{address}")
        return self.page

    def turn(self, address: str = "", wide: int = 1440, high: int = 900) -> Any:
        """The page as it is, turned to another address: what most tests need, and much faster."""
        self.page.set_viewport_size({"width": wide, "height": high})
        self.page.evaluate(TURN, address)
        return self.page


def axe(page: Any) -> list[str]:
    """What axe-core holds against the page as it is."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[str] = page.evaluate(AXE, LEVELS)
    return found


QUIET = """
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("services.settings.server", "data:,#none/v1");
user_pref("toolkit.telemetry.server", "data:,");
"""


@contextmanager
def running_firefox(program: str, profile: Path) -> Iterator[Firefox]:
    """Firefox without a window and with a profile of its own; it ends when the block does."""
    from websockets.sync.client import connect

    (profile / "user.js").write_text(QUIET, encoding="utf-8")
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            with connect(f"{_listening(process.stderr)}/session", max_size=None) as socket:
                yield Firefox(socket)
        finally:
            process.terminate()


def _listening(lines: IO[str] | None) -> str:
    """The address that Firefox says it listens on."""
    for line in lines or ():
        if found := re.search(r"ws://[\w.:]+", line):
            return found[0]
    raise RuntimeError("Firefox ended before it listened")


class Firefox:
    """Firefox, driven by WebDriver BiDi, which it speaks itself."""

    def __init__(self, socket: Any) -> None:
        """Begin a session, and listen to what pages ask for and complain of."""
        self._socket = socket
        self._number = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self._context = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        question = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(question))
        while True:
            said = json.loads(self._socket.recv(timeout=60))
            if said.get("id") == self._number:
                if said["type"] == "error":
                    raise RuntimeError(f"{method}: {said['error']}: {said['message']}")
                result: dict[str, Any] = said["result"]
                return result
            self._heard(said)

    def _heard(self, said: dict[str, Any]) -> None:
        if said.get("method") == "network.beforeRequestSent":
            self.requests.append(said["params"]["request"]["url"])
        elif said.get("method") == "log.entryAdded" and said["params"]["level"] in (
            "error",
            "warn",
        ):
            self.complaints.append(said["params"]["text"])

    def open(self, address: str) -> None:
        """Open a page, and wait until it is there."""
        self._ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def tell(self, expression: str) -> Any:
        """What an expression is worth in the page, a promise once it is kept; as JSON can say it."""
        found = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._context},
            awaitPromise=True,
        )
        if found["type"] != "success":
            raise RuntimeError(found["exceptionDetails"]["text"])
        return json.loads(found["result"].get("value", "null"))
