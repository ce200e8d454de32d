"""Every error that hstk raises, for ``except hstk.errors.Rejected``."""

from hstk.core.errors import (
    Ambiguous,
    BadFile,
    BadFilter,
    BadPlan,
    Conflict,
    Difference,
    HstkError,
    NotFound,
    PluginTrouble,
    Problem,
    Rejected,
    UndoRefused,
)

__all__ = [
    "Ambiguous",
    "BadFile",
    "BadFilter",
    "BadPlan",
    "Conflict",
    "Difference",
    "HstkError",
    "NotFound",
    "PluginTrouble",
    "Problem",
    "Rejected",
    "UndoRefused",
]
