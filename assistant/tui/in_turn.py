"""Has each key wait until the one before it has done what it does: a burst comes to what the same keys come to one by one.

Textual hands a key on to what has the focus when it comes in, and looks afterwards what the key does. Of keys that
come in at once, as from somebody quick or a terminal that pastes without saying so, those after one that opens a
screen or moves the focus would go where that was before: what is meant as a sentence would answer questions.
"""

from __future__ import annotations

from collections import deque
from typing import TypeAlias

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

Typed: TypeAlias = events.Key | events.Paste
_PASSES = 2
"""A key is behind what is sent after it; what the key has a widget send is behind what is sent after that."""
_LOOK_EVERY = 0.25
"""Seconds after which is looked whether what a key came to is still there: one that closed it is never heard of again."""
_MOST_LOOKS = 40
"""Looks after which the next key goes on in any case: what does not come back in ten seconds holds up nobody."""


class Passed(Message):
    """Comes to the app on the way that a key took, behind it."""

    def __init__(self, typed: Typed, target: MessagePump, passes: int) -> None:
        super().__init__()
        self.typed, self.target, self.passes = typed, target, passes


class InTurn(App[int]):
    """Hands on one key after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._typed: deque[Typed] = deque()
        """What was typed and waits for its turn."""
        self._under_way: Typed | None = None
        self._came_to: MessagePump | None = None
        """What the key under way was handed to."""
        self._patience: Timer | None = None
        self._looked = 0

    @property
    def waits(self) -> bool:
        """Whether something that was typed waits for its turn."""
        return bool(self._typed)

    @property
    def is_at_enter(self) -> bool:
        """Whether the key that does now what it does is Enter."""
        return isinstance(self._under_way, events.Key) and self._under_way.key == "enter"

    @property
    def types_on(self) -> bool:
        """Whether a letter waits behind the key under way, as where somebody types a text."""
        return bool(self._typed) and isinstance(self._typed[0], events.Key) and self._typed[0].is_printable

    async def on_event(self, event: events.Event) -> None:
        """Whatever happens; a key, and a text that is pasted, in turn."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way is None:
            await self._hand_on(event)
        else:
            self._typed.append(event)
            if self._patience is None:
                self._be_patient()

    def _be_patient(self) -> None:
        """Go on in any case where something waits for what is never heard of again."""
        if self._patience is not None:
            self._patience.stop()
        waited_for = self._under_way
        self._patience = (
            self.set_timer(_LOOK_EVERY, lambda: self._look_again(waited_for))
            if waited_for and self._typed
            else None
        )

    async def _look_again(self, waited_for: Typed) -> None:
        self._looked += 1
        target = self._came_to
        is_there = target is not None and target.is_running and target.is_attached
        if waited_for is self._under_way and is_there and self._looked < _MOST_LOOKS:
            self._be_patient()
        else:
            await self._next(waited_for)

    async def _hand_on(self, typed: Typed) -> None:
        target = self.focused or self.screen
        self._under_way, self._came_to, self._looked = typed, target, 0
        self._be_patient()
        await super().on_event(typed)
        if not typed.is_forwarded or not target.post_message(
            Passed(typed, target, 1)
        ):  # it is a key of the app's own
            self._settle(typed)

    def on_passed(self, message: Passed) -> None:
        """The key has done what it does, or what it had a widget send has."""
        if message.passes == _PASSES or not message.target.post_message(
            Passed(message.typed, message.target, message.passes + 1)
        ):
            self._settle(message.typed)

    def _settle(self, typed: Typed) -> None:
        """Let the screen that is there now be mounted, and what is to have the focus get it."""
        self._came_to = self.screen
        if not self.screen.call_later(self.call_later, self._next, typed):
            self.call_later(self._next, typed)

    async def _next(self, typed: Typed) -> None:
        """Hand on what waits first, once for each that was handed on before."""
        if typed is self._under_way:
            self._under_way = None
            if self._typed:
                await self._hand_on(self._typed.popleft())
