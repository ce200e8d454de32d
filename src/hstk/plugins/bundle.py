"""What a plugin declares, held against the rules and against what others declare."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from hstk.core.contributions import Check, Offer, ReportSection, Satellite
from hstk.core.declarations import CORE, Declarations, Declared
from hstk.core.entity import Entity, FieldType
from hstk.core.errors import PluginTrouble
from hstk.core.forms import Form
from hstk.core.indicators import Indicator
from hstk.core.language import say
from hstk.plugins.spec import Command

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_OFFER = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_COMMAND = re.compile(r"[a-z][a-z0-9_]*( [a-z0-9]+(-[a-z0-9]+)*)?\Z")
REPORT = "report"
"""The word of a group that shows what its plugins have to say in the yearly report."""
_LONGEST = 40  # PostgreSQL cuts names after 63 bytes, and those of indexes are longer
_TAKEN = (CORE, "hstk", "sqlite", "pg")
"""First parts of names that are those of hstk or of the databases themselves."""


def is_free_name(name: str) -> bool:
    """Whether a plugin may be called so."""
    return _NAME.match(name) is not None and name.split("_")[0] not in _TAKEN


def refuse_unsound(
    declared: Declared,
    commands: Sequence[Command],
    so_far: Declarations,
    typed: Collection[str],
) -> None:
    """Names must be the plugin's own and free, and references must lead to what there is.

    Args:
        declared, commands: by the plugin.
        so_far, typed: what others declare, and the names of their commands.

    Raises:
        PluginTrouble: the first thing that is wrong.
    """
    name = declared.owner
    if not is_free_name(name):
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
    _refuse_contributions(declared, so_far, kinds)
    _refuse_commands(declared, commands, so_far, typed)
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


def _refuse_contributions(
    declared: Declared, so_far: Declarations, kinds: dict[str, type[Entity]]
) -> None:
    """Names must be the plugin's own and free, with labels; kinds must be known."""
    prefixes = (f"{declared.owner.split('_')[0]}.", f"{declared.owner}.")
    offers = (*declared.views, *declared.actions, *declared.papers)
    _refuse_taken(
        [check.name for check in declared.checks],
        [check.name for owner in so_far.owners for check in owner.checks],
    )
    _refuse_taken(
        [section.name for section in declared.sections],
        [section.name for owner in so_far.owners for section in owner.sections],
    )
    _refuse_taken(
        [offer.name for offer in offers],
        [offer.name for owner in so_far.owners for offer in owner.offers],
    )
    every: list[Offer | Check | ReportSection] = [*offers, *declared.checks, *declared.sections]
    for named in every:
        if not named.name.startswith(prefixes) or not _OFFER.match(named.name):
            raise PluginTrouble(
                say(
                    f"tên «{named.name}» phải bắt đầu bằng «{prefixes[0]}», "
                    "sau đó là chữ thường không dấu, số và _",
                    f"the name “{named.name}” must begin with “{prefixes[0]}”, followed by "
                    "lower-case letters, digits and _",
                )
            )
        if not (named.title and named.title_en):
            raise PluginTrouble(
                say(f"«{named.name}» thiếu tên gọi", f"“{named.name}” needs both titles")
            )
    for offer in offers:
        if offer.asks is not None and not is_form(offer.asks) and not is_function(offer.asks):
            raise PluginTrouble(
                say(
                    f"«{offer.name}»: asks là một lớp Form hoặc một hàm",
                    f"“{offer.name}”: asks is a class of Form or a function",
                )
            )
        if bool(offer.help) != bool(offer.help_en):
            raise PluginTrouble(
                say(
                    f"«{offer.name}»: help phải có đủ hai thứ tiếng",
                    f"“{offer.name}”: help is given in both languages or in none",
                )
            )
    for view in declared.views:
        if view.today and (view.asks or view.of):
            raise PluginTrouble(
                say(
                    f"«{view.name}» hiện ở màn hình đầu nên không hỏi gì và không của loại nào",
                    f"“{view.name}” is on the first screen and can ask for nothing",
                )
            )
        if view.inside and (view.asks or view.of is None):
            raise PluginTrouble(
                say(
                    f"«{view.name}» hiện trong bản ghi nên phải thuộc một loại và không hỏi gì",
                    f"“{view.name}” is part of a record, so it needs a kind and asks for nothing",
                )
            )
    for paper in declared.papers:
        if paper.ending not in ("docx", "xlsx"):
            raise PluginTrouble(
                say(
                    f"«{paper.name}»: đuôi tệp là docx hoặc xlsx",
                    f"“{paper.name}”: the ending is docx or xlsx",
                )
            )
    used = [offer.of for offer in offers if offer.of is not None]
    used += [guard.kind for guard in declared.guards]
    used += [kind for observer in declared.observers for kind in observer.kinds]
    for kind in used:
        if not hasattr(kind, "spec") or kinds.get(kind.spec.kind) is not kind:
            raise PluginTrouble(
                say(f"nhắc tới loại lạ {kind!r}", f"names an unknown kind {kind!r}")
            )
    for satellite in declared.satellites:
        _refuse_satellite(satellite)


def is_form(given: object) -> bool:
    """Whether it is a class that can be filled in."""
    return isinstance(given, type) and issubclass(given, Form)


def is_function(given: object) -> bool:
    """Whether it can be called, and is no class."""
    return callable(given) and not isinstance(given, type)


def _refuse_commands(
    declared: Declared, commands: Sequence[Command], so_far: Declarations, typed: Collection[str]
) -> None:
    """What is typed must begin with the plugin's name, and lead to one thing alone."""
    name = declared.owner
    own = dict.fromkeys((name.split("_")[0], name))
    for command in commands:
        if not _COMMAND.match(command.name) or command.name.partition(" ")[0] not in own:
            words = say("» hoặc «", "” or “").join(own)
            raise PluginTrouble(
                say(
                    f"lệnh «{command.name}» phải bắt đầu bằng «{words}», sau đó nhiều nhất một từ",
                    f"the command “{command.name}” must begin with “{words}”, followed by one "
                    "word at most",
                )
            )
    _refuse_taken(list(dict.fromkeys(_typed([declared]))), list(typed))
    _refuse_taken(
        [command.name for command in commands], [*_typed((*so_far.owners, declared)), *typed]
    )


def _typed(owners: Iterable[Declared]) -> Iterator[str]:
    """The commands that are made from what plugins declare, and the groups of these."""
    for owner in owners:
        for offer in owner.offers:
            yield from (offer.group, f"{offer.group} {offer.word}")
        for section in owner.sections:
            group = section.name.partition(".")[0]
            yield from (group, f"{group} {REPORT}")


def _refuse_taken(names: list[str], taken: list[str]) -> None:
    """A name stands for one thing, whoever declares it."""
    seen = set(taken)
    for name in names:
        if name in seen:
            raise PluginTrouble(say(f"tên «{name}» đã có", f"the name “{name}” is taken"))
        seen.add(name)


def _refuse_satellite(satellite: Satellite) -> None:
    """A satellite must have exactly one host, and go with it."""
    field = satellite.kind.fields.get(satellite.by)
    sound = (
        field is not None
        and field.type is FieldType.REF
        and len(field.targets) == 1
        and field.required
        and field.stored.unique
        and field.stored.on_delete == "cascade"
    )
    if not sound:
        raise PluginTrouble(
            say(
                f"{satellite.kind.__name__}.{satellite.by} phải là tham chiếu bắt buộc tới một "
                'loại, với Stored(unique=True, on_delete="cascade")',
                f"{satellite.kind.__name__}.{satellite.by} must be a required reference to one "
                'kind, with Stored(unique=True, on_delete="cascade")',
            )
        )
