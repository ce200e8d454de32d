"""What a plugin declares, held against the rules and against what others declare."""

from __future__ import annotations

import re

from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.entity import Entity
from hstk.core.errors import PluginTrouble
from hstk.core.indicators import Indicator
from hstk.core.language import say

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_LONGEST = 40  # PostgreSQL cuts names after 63 bytes, and those of indexes are longer
_TAKEN = (CORE, "hstk", "sqlite", "pg")
"""First parts of names that are those of hstk or of the databases themselves."""


def refuse_unsound(declared: Declared, so_far: Declarations) -> None:
    """Names must be the plugin's own and free, and references must lead to what there is.

    Raises:
        PluginTrouble: the first thing that is wrong.
    """
    name = declared.owner
    if not _NAME.match(name) or name.split("_")[0] in _TAKEN:
        raise PluginTrouble(
            say(
                f"tên plugin «{name}» không dùng được: chữ thường không dấu, số và _",
                f"the plugin's name “{name}” will not do: lower-case letters, digits and _",
            )
        )
    kinds = dict(so_far.kinds)
    for kind in declared.kinds:
        kinds[_free(kind, name, so_far, kinds)] = kind
    for kind in declared.kinds:
        _refuse_loose_ends(kind, kinds)
    codes = set(so_far.indicators)
    for indicator in declared.indicators:
        _refuse_indicator(indicator, name, codes, kinds)
        codes.add(indicator.code)
    if declared.migrations is not None and declared.migrations.owner != name:
        raise PluginTrouble(
            say(f"Migrations phải mang tên «{name}»", f"Migrations must bear the name “{name}”")
        )


def _free(
    kind: type[Entity], name: str, so_far: Declarations, taken: dict[str, type[Entity]]
) -> str:
    """The name of a kind, if the plugin may call it so."""
    if not (issubclass(kind, Entity) and hasattr(kind, "spec")):
        raise PluginTrouble(say(f"{kind!r} không phải loại bản ghi", f"{kind!r} is no kind"))
    own = kind.spec.kind
    if not own.startswith(f"{name}_") or not _NAME.match(own) or len(own) > _LONGEST:
        raise PluginTrouble(
            say(
                f"loại «{own}» phải bắt đầu bằng «{name}_», gồm chữ thường không dấu, số và _, "
                f"không quá {_LONGEST} ký tự",
                f"the kind “{own}” must begin with “{name}_” and be of lower-case letters, digits "
                f"and _, at most {_LONGEST}",
            )
        )
    if own in taken:
        owner = so_far.owner_of(own) if own in so_far.kinds else name
        raise PluginTrouble(
            say(f"loại «{own}» đã do {owner} khai báo", f"“{own}” is declared by {owner}")
        )
    return own


def _refuse_loose_ends(kind: type[Entity], kinds: dict[str, type[Entity]]) -> None:
    for field in kind.fields.values():
        if field.name == "space":  # the column by which PostgreSQL keeps spaces apart
            raise PluginTrouble(
                say(
                    f"{kind.spec.kind}: không đặt tên trường là «space»",
                    f"{kind.spec.kind}: a field cannot be called “space”",
                )
            )
        for target in field.targets:
            if target not in kinds:
                raise PluginTrouble(
                    say(
                        f"{kind.spec.kind}.{field.name} trỏ tới loại lạ «{target}»",
                        f"{kind.spec.kind}.{field.name} refers to unknown “{target}”",
                    )
                )


def _refuse_indicator(
    indicator: Indicator, name: str, taken: set[str], kinds: dict[str, type[Entity]]
) -> None:
    prefix = name.split("_")[0]
    if indicator.code in taken or not indicator.code.startswith((f"{prefix}.", f"{name}.")):
        raise PluginTrouble(
            say(
                f"mã «{indicator.code}» phải bắt đầu bằng «{prefix}.» và chưa ai dùng",
                f"the code “{indicator.code}” must begin with “{prefix}.” and be free",
            )
        )
    counted = indicator.kind
    if not hasattr(counted, "spec") or kinds.get(counted.spec.kind) is not counted:
        raise PluginTrouble(
            say(
                f"«{indicator.code}» đếm loại lạ {counted!r}",
                f"“{indicator.code}” counts an unknown kind {counted!r}",
            )
        )
