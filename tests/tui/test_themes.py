"""The two looks can be read."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from hstk.tui.themes import DARK, LIGHT

# What is written on what.
PAIRS = [
    *((text, ground) for text in ("foreground", "text-muted") for ground in
      ("background", "surface", "panel", "boost")),
    *((text, "background") for text in ("text-accent", "text-error", "text-warning",
                                        "text-success", "text-primary", "success", "warning")),
    ("text-accent", "panel"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("foreground", "block-cursor-blurred-background"),
]  # fmt: skip


def luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """As WCAG 2 has it: 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", PAIRS, ids="-on-".join)
def test_text_stands_out(theme: Theme, pair: tuple[str, str]) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}
    text, ground = (Color.parse(colours[name]) for name in pair)

    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_grounds_are_opaque(theme: Theme) -> None:
    colours = {**theme.to_color_system().generate(), **theme.variables}

    for name in ("background", "surface", "panel", "boost", "block-cursor-blurred-background"):
        assert Color.parse(colours[name]).a == 1
