"""Colours that everybody can tell apart and read, in light and dark, and signs that need no colour at all."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

import rrgraph.explorer
from rrgraph.explorer.page import KINDS

TEMPLATES = Path(rrgraph.explorer.__file__).with_name("templates")
STYLE = (TEMPLATES / "explorer.css").read_text(encoding="utf-8")
PICTURE = (TEMPLATES / "js" / "30-picture.js").read_text(encoding="utf-8")
Colour = tuple[float, float, float]

# What people without one kind of cone see, in linear light (Machado, Oliveira and Fernandes 2009, severity 1).
VISIONS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def scheme(dark: bool) -> dict[str, str]:
    """The colours of a scheme by name; the dark one changes what it names."""
    blocks = re.findall(r":root(?::not\(\.paper\))? \{(.*?)\}", STYLE, re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", blocks[0]))
    return found | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", blocks[1])) if dark else {})


def linear(written: str) -> Colour:
    """A colour as light: `#0077cc` -> three shares of full light."""
    digits = written[1:] if len(written) == 7 else "".join(c * 2 for c in written[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, 1 to 21."""
    lights = []
    for written in (one, other):
        red, green, blue = linear(written)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    return max(lights) / min(lights)


def lab(light: Colour) -> Colour:
    """A colour in CIE L*a*b*, in which distance is about what the eye sees."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    xyz = [
        sum(a * b for a, b in zip(row, light, strict=True)) / w
        for row, w in zip(rows, white, strict=True)
    ]
    x, y, z = (max(t, 0) ** (1 / 3) if t > 0.008856 else 7.787 * max(t, 0) + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(written: str, vision: str) -> Colour:
    """A colour as people of that vision see it."""
    light = linear(written)
    return tuple(  # type: ignore[return-value]
        min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True))))
        for row in VISIONS[vision]
    )


def distance(one: str, other: str, vision: str) -> float:
    """How far apart two colours are to people of that vision (CIE 1976)."""
    pairs = zip(lab(seen(one, vision)), lab(seen(other, vision)), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


@pytest.mark.parametrize("dark", [False, True])
def test_words_signs_and_lines_stand_out_from_the_paper(dark: bool) -> None:
    """4.5 to 1 for what is read, dimmed or not, and for the kinds; 3 to 1 for lines that mean something."""
    colours = scheme(dark)
    read = ["ink", "soft", "dim", "link", "out", "in", "gap", "error", "warning", "note"]
    read += [name for name in colours if name.startswith("k-")]
    assert {n for n in read if contrast(colours[n], colours["paper"]) < 4.5} == set()
    assert {
        n for n in ("ink", "soft", "link") if contrast(colours[n], colours["tint"]) < 4.5
    } == set()
    assert contrast(colours["ink"], colours["chosen"]) >= 4.5
    assert contrast(colours["edge"], colours["paper"]) >= 3


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("dark", [False, True])
def test_kinds_are_told_apart_by_everybody(dark: bool, vision: str) -> None:
    """Whichever cones one has."""
    colours = scheme(dark)
    kinds = sorted(name for name in colours if name.startswith("k-"))
    assert len(kinds) == 6
    near = {
        (one, other): round(distance(colours[one], colours[other], vision))
        for one, other in combinations(kinds, 2)
        if distance(colours[one], colours[other], vision) < LEAST[dark]
    }
    assert near == {}


LEAST = {False: 30, True: 26}  # on dark paper all colours are light, and nearer to one another


def test_every_kind_has_a_sign_of_its_own() -> None:
    """So that nothing rests on colour alone."""
    drawn = re.search(r"const SIGNS = \{(.*?)\n\};", PICTURE, re.DOTALL)
    assert drawn
    signs = dict(re.findall(r'^  (\w+): "([^"]+)"', drawn[1], re.MULTILINE))
    assert set(signs) >= set(KINDS)
    assert len(set(signs.values())) == len(signs)
