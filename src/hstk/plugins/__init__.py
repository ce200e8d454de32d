"""What plugins are made with; the built-in ones use exactly this.

>>> from hstk.plugins import Command, hookimpl
"""

from hstk.plugins.spec import GROUP, Command, HstkSpec, hookimpl

__all__ = ["GROUP", "Command", "HstkSpec", "hookimpl"]
