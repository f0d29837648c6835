"""`python docs/pictures.py`: takes the pictures of the documentation anew, in Chromium, from the shipped plans."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import rrgraph
from rrgraph.explorer import explorer_html
from rrgraph.explorer.desk import found

HERE = Path(__file__).parent
SIZE = {"width": 1280, "height": 720}
COLOURS = 256  # enough for letters and lines, and half the bytes
PLAN = "plan=yorkshire-humberside-2009"
PICTURES = {  # name of the file: address in the explorer, and colours
    "explorer": (f"{PLAN}&view=dependencies&sel=priority/1.3", "light"),
    "explorer-gaps": (f"{PLAN}&view=policy-links&gaps=block-without-psa", "light"),
    "explorer-matrix": (f"{PLAN}&view=dependencies&mode=matrix", "light"),
    "explorer-loss": (f"{PLAN}&view=partner-load&gone=agency/noms-yh", "dark"),
    "explorer-changes": ("plan=norfolk-2019&view=changes", "light"),
}


def main() -> None:
    """Build the explorer, open it at each address, and write what is seen."""
    program = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "explorer.html"
        kg = rrgraph.open(HERE.parent / "graph")
        file.write_text(explorer_html(kg, kg.gaps(), desk=found()), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, (address, colours) in PICTURES.items():
            page = browser.new_page(viewport=SIZE, color_scheme=colours)
            page.goto(f"{file.as_uri()}#{address}")
            page.wait_for_timeout(1000)
            page.screenshot(path=HERE / f"{name}.png")
            Image.open(HERE / f"{name}.png").convert("RGB").quantize(
                COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
            ).save(HERE / f"{name}.png", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
