"""The two looks of the app: neutral greys, which 256 colours show well, dark and light.

Every colour that is drawn behind text is opaque: component styles do not blend.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="hstk-dark",
    primary="#3a7bbf",
    secondary="#5f8fb5",
    accent="#e0a84f",
    warning="#e8b04a",
    error="#e0605a",
    success="#5fbf7f",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    dark=True,
    variables={
        "boost": "#212121",  # Textual takes it from here alone when there is a panel colour
        "border": "#5f9fdf",
        "border-blurred": "#5a5a5a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1f5f9f",
        "block-cursor-blurred-background": "#3a3a3a",
        "text-muted": "#a8a8a8",
        "scrollbar": "#5a5a5a",
        "scrollbar-hover": "#7a7a7a",
        "scrollbar-active": "#5f9fdf",
        "scrollbar-background": "#1c1c1c",
        "scrollbar-background-hover": "#1c1c1c",
        "scrollbar-background-active": "#1c1c1c",
    },
)

LIGHT = Theme(
    name="hstk-light",
    primary="#1f5f9f",
    secondary="#3f6f9f",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b02a24",
    success="#1f7a3f",
    foreground="#1a1a1a",
    background="#f4f4f4",
    surface="#ffffff",
    panel="#dcdcdc",
    dark=False,
    variables={
        "boost": "#f4f4f4",
        "border": "#1f5f9f",
        "border-blurred": "#9a9a9a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1f5f9f",
        "block-cursor-blurred-background": "#d0d0d0",
        "text-muted": "#5a5a5a",
        "scrollbar": "#a8a8a8",
        "scrollbar-hover": "#888888",
        "scrollbar-active": "#1f5f9f",
        "scrollbar-background": "#e8e8e8",
        "scrollbar-background-hover": "#e8e8e8",
        "scrollbar-background-active": "#e8e8e8",
    },
)
