"""Guards and observers: what plugins say to a change set before it is kept, and are told after."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from hstk.core.contributions import STRICT, Guard, Written
from hstk.core.declarations import Declarations
from hstk.core.entity import Entity
from hstk.core.errors import BadFile, HstkError, PluginTrouble, Problem, Rejected
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
        self._local = threading.local()

    def watch(self) -> Watch:
        """A watch over one change set."""
        return Watch(self._kinds)

    def refuse(self, watch: Watch) -> None:
        """Asks every guard.

        Raises:
            Rejected: with all that they find wrong.
            PluginTrouble: a guard failed, or wrote; what it guards cannot be written then.
        """
        problems: list[Problem] = []
        with self._busy("asking"):
            for owner in self._owners:
                for guard in owner.guards:
                    if written := watch.of(guard.kind):
                        problems += self._asked(owner.owner, guard, written)
        collected(problems)

    def refuse_writing(self) -> None:
        """Refuses what a guard writes: other guards would not be asked about it.

        Raises:
            PluginTrouble: guards are being asked.
        """
        if getattr(self._local, "asking", False):
            raise PluginTrouble(
                say("quy tắc khi ghi không được tự ghi", "a guard must not write anything itself")
            )

    def tell(self, watch: Watch) -> None:
        """Tells every observer, each apart from the others; of what they write none is told."""
        if getattr(self._local, "telling", False):
            return
        with self._busy("telling"):
            for owner in self._owners:
                for observer in owner.observers:
                    if not (written := watch.of(*observer.kinds)):
                        continue
                    try:
                        observer.told(self._eco, written)
                    except (Exception, SystemExit):
                        if os.environ.get(STRICT):
                            raise
                        _log.exception("plugin %s: observer failed", owner.owner)

    def _asked(self, owner: str, guard: Guard, written: Sequence[Written]) -> list[Problem]:
        """What one guard finds wrong."""
        try:
            found = list(guard.check(self._eco, written))
        except (Rejected, BadFile):
            raise
        except (Exception, SystemExit) as error:
            if isinstance(error, HstkError):
                raise _failed(owner, guard.kind, error.message) from error
            if os.environ.get(STRICT):
                raise
            raise _failed(owner, guard.kind, f"{type(error).__name__}: {error}") from error
        for problem in found:
            if not isinstance(problem, Problem):
                what = say(f"trả về {problem!r}", f"it returned {problem!r}")
                raise _failed(owner, guard.kind, what)
        return found

    @contextmanager
    def _busy(self, doing: str) -> Iterator[None]:
        """Notes what this thread is about."""
        setattr(self._local, doing, True)
        try:
            yield
        finally:
            setattr(self._local, doing, False)


def _failed(owner: str, kind: type[Entity], what: str) -> PluginTrouble:
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
