"""Guards and observers: what plugins say to a change set before it is kept, and are told after."""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from hstk.core.contributions import STRICT, Written
from hstk.core.declarations import Declarations
from hstk.core.entity import Entity
from hstk.core.errors import HstkError, PluginTrouble, Problem
from hstk.core.language import say
from hstk.core.validation import collected

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

_log = logging.getLogger("hstk.plugins")


class Watch:
    """What one change set writes of the kinds that somebody watches.

    Args:
        kinds: names of these kinds; of others nothing is kept.
    """

    def __init__(self, kinds: Collection[str] = ()) -> None:
        self.kinds = kinds
        self._written: dict[str, dict[UUID, Written]] = {}
        self._trail: list[tuple[dict[UUID, Written], UUID, Written | None]] = []

    def note(self, kind: str, before: Entity | None, after: Entity | None) -> None:
        """Takes down one write; several of one record are told as one."""
        record = before if after is None else after
        if record is None:
            raise ValueError("a write has a record before or after")
        of_kind = self._written.setdefault(kind, {})
        first = of_kind.get(record.id)
        of_kind[record.id] = Written(before if first is None else first.before, after)
        self._trail.append((of_kind, record.id, first))

    def of(self, *kinds: type[Entity]) -> list[Written]:
        """What was written of some kinds; what came and went again is left out."""
        return [
            written
            for kind in kinds
            for written in self._written.get(kind.spec.kind, {}).values()
            if written.before is not None or written.after is not None
        ]

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of the change set that leaves nothing here when it fails."""
        start = len(self._trail)
        try:
            yield
        except BaseException:
            while len(self._trail) > start:
                of_kind, id_, before = self._trail.pop()
                if before is None:
                    del of_kind[id_]
                else:
                    of_kind[id_] = before
            raise


class Attendants:
    """The guards and observers of an open file.

    Args:
        eco: the file.
        declarations: what it is opened with.
    """

    def __init__(self, eco: Ecosystem, declarations: Declarations) -> None:
        self._eco = eco
        self._owners = [o for o in declarations.owners if o.guards or o.observers]
        watched = [guard.kind for owner in self._owners for guard in owner.guards]
        watched += [k for owner in self._owners for seen in owner.observers for k in seen.kinds]
        self._kinds = frozenset(kind.spec.kind for kind in watched)

    def watch(self) -> Watch:
        """A watch over one change set."""
        return Watch(self._kinds)

    def refuse(self, watch: Watch) -> None:
        """Asks every guard.

        Raises:
            Rejected: with all that they find wrong.
            PluginTrouble: a guard failed; what it guards cannot be written then.
        """
        problems: list[Problem] = []
        for owner in self._owners:
            for guard in owner.guards:
                if not (written := watch.of(guard.kind)):
                    continue
                try:
                    problems += guard.check(self._eco, written)
                except HstkError:
                    raise
                except Exception as error:
                    if os.environ.get(STRICT):
                        raise
                    raise _failed(owner.owner, guard.kind, error) from error
        collected(problems)

    def tell(self, watch: Watch) -> None:
        """Tells every observer, each apart from the others."""
        for owner in self._owners:
            for observer in owner.observers:
                if not (written := watch.of(*observer.kinds)):
                    continue
                try:
                    observer.told(self._eco, written)
                except Exception:
                    if os.environ.get(STRICT):
                        raise
                    _log.exception("plugin %s: observer failed", owner.owner)


def _failed(owner: str, kind: type[Entity], error: Exception) -> PluginTrouble:
    what = f"{type(error).__name__}: {error}"
    return PluginTrouble(
        say(
            f"Plugin «{owner}» gặp lỗi khi kiểm tra {kind.spec.label}; chưa ghi gì ({what}).",
            f"The plugin “{owner}” failed to check {kind.spec.label}; nothing was written "
            f"({what}).",
        ),
        hint=say(
            f"Tắt plugin bằng: hstk plugins disable {owner}",
            f"Switch it off with: hstk plugins disable {owner}",
        ),
    )
