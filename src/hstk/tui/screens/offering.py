"""From the choice of an action, a view or a paper to what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hstk.core.contributions import Action, Done, Offer, View
from hstk.core.entity import Entity
from hstk.core.language import say
from hstk.plugins import offers
from hstk.tui.screens.ask import AskScreen
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.menu import MenuScreen
from hstk.tui.screens.paper import PathScreen
from hstk.tui.screens.view import ViewScreen
from hstk.tui.viewmodel.form import FormModel
from hstk.tui.viewmodel.offers import Menu, Subject, done, form_for, menu
from hstk.tui.viewmodel.papers import suggested, usual_folder, write_paper

if TYPE_CHECKING:
    from hstk.store.ecosystem import Ecosystem
    from hstk.tui.app import HstkApp


def offer_for(screen: HstkScreen[Any], record: UUID) -> None:
    """Show what can be done with a record.

    Args:
        screen: which asks.
        record: its id.
    """
    app = screen.hstk

    def show(found: Menu) -> None:
        if not found.entries:
            app.tell(
                say("Chưa có việc nào cho bản ghi này.", "There is nothing to do with this one.")
            )
            return
        app.push_screen(MenuScreen(found), chosen)

    def chosen(name: str | None) -> None:
        if name:
            begin(screen, name, record)

    screen.ask("menu", lambda eco: menu(eco, record), show, aside=True)


def begin(screen: HstkScreen[Any], name: str, record: UUID | None = None) -> None:
    """Ask what has to be asked, then do it, show it or write it.

    Args:
        screen: which asks.
        name: of the offer.
        record: what it is for, if it is for a record.
    """
    subject = Subject(name, record, screen.hstk.today())

    def look(eco: Ecosystem) -> tuple[Offer, FormModel | None]:
        return offers.offer(eco, name), form_for(eco, subject)

    screen.ask("offer", look, partial(_go_on, screen, subject), aside=True)


def _go_on(
    screen: HstkScreen[Any], subject: Subject, found: tuple[Offer, FormModel | None]
) -> None:
    app = screen.hstk
    one, model = found
    if isinstance(one, Action):
        if model is None:
            app.write(lambda eco: done(eco, subject), partial(_finish, app))
            return
        form = AskScreen(subject, model, tells=one.tells is not None)
        app.push_screen(form, lambda _: _finish(app, form.done) if form.done else None)
    elif model is None:
        _present(screen, subject, one)
    else:
        app.push_screen(AskScreen(subject, model, partial(_present, screen, subject, one)))


def _present(
    screen: HstkScreen[Any], subject: Subject, one: Offer, answers: Entity | None = None
) -> None:
    """Show a view, or write a paper."""
    if isinstance(one, View):
        screen.app.push_screen(ViewScreen(subject, answers))
    else:

        def name(found: tuple[str, str]) -> None:
            write_file(screen, one.called, found[0], partial(_written, subject, answers))

        screen.ask("paper", lambda eco: suggested(eco, subject), name)


def _written(subject: Subject, answers: Entity | None, path: Path, eco: Ecosystem) -> None:
    write_paper(eco, subject, answers, path)


def write_file(
    screen: HstkScreen[Any],
    title: str,
    name: str,
    write: Callable[[Path, Ecosystem], object],
) -> None:
    """Ask where a file shall go, write it there, and tell so.

    Args:
        screen: which asks.
        title: what is written.
        name: of the file.
        write: writes it.
    """
    app = screen.hstk

    def go_on(path: Path | None) -> None:
        if path is not None:
            app.export(path, partial(write, path))

    app.push_screen(PathScreen(title, (app.folder or usual_folder()) / name), go_on)


def _finish(app: HstkApp, result: Done) -> None:
    """Tell what an action did, and go to what is to be looked at next."""
    app.tell(result.message)
    if result.record is not None and getattr(app.screen, "record_here", None) != result.record:
        app.open_record(result.record)
