"""What a plugin adds beside kinds and indicators: small values, each naming a function of its own.

Nothing here is called before somebody asks: a view is worked out when it is shown, an action when
it is chosen. The functions get the open ecosystem and what was :class:`Asked`; what they raise is
told to the user as the plugin's fault, and the program goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.documents import Document, Part, Table, Workbook
from hstk.core.entity import Entity
from hstk.core.errors import Problem
from hstk.core.forms import Form
from hstk.core.indicators import Period
from hstk.core.language import say

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem

STRICT = "HSTK_STRICT_PLUGINS"
"""Environment variable that lets the faults of plugins through, for whoever writes one."""

FormOf = Callable[["Ecosystem", Any], type[Form]]
"""Makes the form for a record (None where there is none) when it is asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a view, an action or a paper is asked for.

    Args:
        record: the record it is about; None for one that is about the whole ecosystem.
        answers: the filled-in form, if it asks for any.
        today: the day of the reader.
    """

    record: Any = None
    answers: Any = None
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class Offer:
    """What views, actions and papers have in common.

    Args:
        name: the group and the word typed after it: "ocop.expiring" is ``hstk ocop expiring``.
        title, title_en: what it is called.
        of: the kind of record it is about; None for the whole ecosystem.
        asks: the form to fill in before, or a function that makes it for a record.
        fits: whether it is offered for a record, and why not: None when it is, else the reason in
            the current language.
        help, help_en: one line more.
    """

    name: str
    title: str
    title_en: str
    of: type[Entity] | None = field(default=None, kw_only=True)
    asks: type[Form] | FormOf | None = field(default=None, kw_only=True)
    fits: Callable[[Ecosystem, Any], str | None] | None = field(default=None, kw_only=True)
    help: str = field(default="", kw_only=True)
    help_en: str = field(default="", kw_only=True)

    @property
    def called(self) -> str:
        """The title in the current language."""
        return say(self.title, self.title_en)

    @property
    def helps(self) -> str:
        """The help in the current language."""
        return say(self.help, self.help_en)

    @property
    def group(self) -> str:
        """What is typed first on the command line."""
        return self.name.partition(".")[0]

    @property
    def word(self) -> str:
        """What is typed after the group: "read_form" is typed "read-form"."""
        return self.name.partition(".")[2].replace("_", "-")


@dataclass(frozen=True, slots=True)
class View(Offer):
    """Something to read: a screen of its own, a command, and perhaps a panel.

    Args:
        show: gives its paragraphs and tables.
        inside: also shown below the fields of each record of the kind ``of``.
        today: also shown on the first screen; then it asks for nothing.
    """

    show: Callable[[Ecosystem, Asked], Iterable[Part]] = field(kw_only=True)
    inside: bool = field(default=False, kw_only=True)
    today: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an action.

    Args:
        message: one sentence, in the current language.
        record: what to look at next.
    """

    message: str
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class Action(Offer):
    """Something to do; all it writes is one change set, one undo.

    Args:
        do: does it, and tells what it did.
        tells: what to say of the answers while they are given: a total, what is missing. It gets
            a form that is not checked yet: what is not answered is None, also where it is required.
    """

    do: Callable[[Ecosystem, Asked], Done] = field(kw_only=True)
    tells: Callable[[Ecosystem, Asked], str] | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Paper(Offer):
    """A Word document or a spreadsheet to write.

    Args:
        make: gives what stands in it.
        ending: "docx" for a document, "xlsx" for a workbook.
    """

    make: Callable[[Ecosystem, Asked], Document | Workbook] = field(kw_only=True)
    ending: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A part of the yearly report.

    Args:
        name: "ocop.recognized".
        title, title_en: its heading.
        write: the text for a period.
        annex: the tables that go to the annex.
        tasks: codes of the tasks of a plan that it tells of, as "4.2".
    """

    name: str
    title: str
    title_en: str
    write: Callable[[Ecosystem, Period], Iterable[Part]]
    annex: Callable[[Ecosystem, Period], Iterable[Table]] | None = None
    tasks: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The title in the current language."""
        return say(self.title, self.title_en)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that ``hstk doctor`` examines.

    Args:
        name: "ocop.rubrics".
        title, title_en: what is examined.
        find: what is not as it should be.
    """

    name: str
    title: str
    title_en: str
    find: Callable[[Ecosystem], Iterable[Problem]]

    @property
    def called(self) -> str:
        """The title in the current language."""
        return say(self.title, self.title_en)


@dataclass(frozen=True, slots=True)
class Written:
    """A record that is being written.

    Args:
        before: as it was; None when it is added.
        after: as it will be; None when it is deleted.
    """

    before: Any
    after: Any

    @property
    def record(self) -> Any:
        """It, as it will be, or as it was when it is deleted."""
        return self.before if self.after is None else self.after


@dataclass(frozen=True, slots=True)
class Guard:
    """Refuses writes that break a rule of the plugin.

    It is asked once a change set, before it is kept, also by undo and import; what it reads then
    are the new values. When it fails the write is refused, and the plugin named; so it is when
    it writes anything itself.

    Args:
        kind: the kind of record it watches.
        check: all that is wrong with what is written, at once.
    """

    kind: type[Entity]
    check: Callable[[Ecosystem, Sequence[Written]], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class Observer:
    """Is told what was written, once it is kept; it cannot refuse, and its faults are logged.

    It may write. Of what observers write no observer is told, neither this one nor another.

    Args:
        kinds: the kinds it watches.
        told: takes the change set's records of these kinds.
    """

    kinds: tuple[type[Entity], ...]
    told: Callable[[Ecosystem, Sequence[Written]], None]


@dataclass(frozen=True, slots=True)
class Satellite:
    """Further fields for records of somebody else's kind.

    They are a kind of their own with one record for each host, shown and edited as part of the
    host: in its form, in what is read of it, and as ``KIND.field=value`` on the command line.

    Args:
        kind: the kind that holds the fields.
        by: its field that names the host: required, unique, and gone with the host.
        fits: tells the hosts that have these fields, as "events that are trainings"; all when
            left out.
    """

    kind: type[Entity]
    by: str
    fits: Callable[[Any], bool] | None = None

    @property
    def host(self) -> str:
        """The kind of record that it adds to."""
        return self.kind.fields[self.by].targets[0]

    @property
    def own(self) -> tuple[str, ...]:
        """The names of the fields it adds."""
        return tuple(name for name in self.kind.fields if name not in ("id", self.by))
