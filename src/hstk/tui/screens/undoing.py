"""Taking the newest change back: what was done before this start of the app is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hstk.core.language import say
from hstk.tui.screens.base import HstkScreen
from hstk.tui.screens.dialogs import QuestionScreen
from hstk.tui.viewmodel.history import ToldSet, next_to_undo

if TYPE_CHECKING:
    from hstk.tui.app import HstkApp


def undo_newest(app: HstkApp) -> None:
    """Take back what was done last."""
    screen = app.screen
    if not isinstance(screen, HstkScreen):
        return
    started, today = app.started, app.today()

    def go_on(found: tuple[ToldSet, bool] | None) -> None:
        if found is None:
            app.undo()  # which tells that there is nothing
            return
        told, earlier = found
        if not earlier:
            app.undo(told.number)
            return

        def answered(answer: str | None) -> None:
            if answer == "undo":
                app.undo(told.number)

        question = say(
            f"Việc này có từ trước lần mở này ({told.when}, {told.actor}):\n{told.what}",
            f"This was done before the app was opened ({told.when}, {told.actor}):\n{told.what}",
        )
        answers = [("undo", say("Hoàn tác", "Undo it")), ("", say("Thôi", "Leave it"))]
        app.push_screen(QuestionScreen(say("Hoàn tác?", "Undo?"), question, answers), answered)

    screen.ask("undo", lambda eco: next_to_undo(eco, started, today), go_on)
