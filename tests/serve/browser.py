"""Headless Chromium, driven by what it speaks with its own tools, over a pipe."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--remote-debugging-pipe",
    "--window-size=1200,800",
)
_LISTEN = """
window.drawn = "";
window.WebSocket = class extends WebSocket {
    constructor(...where) {
        super(...where);
        const letters = new TextDecoder();
        this.addEventListener("message", (event) => {
            if (typeof event.data !== "string") window.drawn += letters.decode(event.data, { stream: true });
        });
    }
};
"""
"""Keeps what the app draws on a page, as text: the terminal itself is a canvas, of which there is but a picture."""
_PATIENCE = 30_000
_TRIES = 500
_KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "F2": 113}


class Page:
    """One page of a browser with nothing kept."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back = to, back
        self._number, self._rest = 0, b""
        self.events: deque[dict[str, Any]] = deque()
        self._session: str | None = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Page.addScriptToEvaluateOnNewDocument", source=_LISTEN)

    def call(self, method: str, **how: Any) -> dict[str, Any]:
        """What the browser answers. Raises `AssertionError` with what it says is wrong."""
        self._number += 1
        said: dict[str, Any] = {"id": self._number, "method": method, "params": how}
        if self._session:
            said["sessionId"] = self._session
        os.write(self._to, json.dumps(said).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, told
                result: dict[str, Any] = told["result"]
                return result
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._back], [], [], 2 * _PATIENCE / 1000)[0], "the browser says nothing"
            more = os.read(self._back, 1 << 16)
            assert more, "the browser is gone"
            self._rest += more
        one, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(one)
        return told

    def value(self, script: str) -> Any:
        """What a script comes to, waited for where it takes time."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def open(self, url: str, until: str = "true") -> None:
        """Go to a page, until it is there and something is true on it."""
        self.call("Page.navigate", url=url)
        self.until(f"location.href !== 'about:blank' && document.readyState === 'complete' && ({until})")

    def until(self, condition: str) -> None:
        """Wait for something to be true on the page, whichever page that is meanwhile."""
        # Asked at each frame that is drawn, on the page itself: a page that goes takes the question with it.
        script = f"""new Promise((done) => {{
            const begun = Date.now();
            const look = () => {{
                let is_so = false;
                try {{ is_so = Boolean({condition}); }} catch {{}}
                if (is_so || Date.now() - begun > {_PATIENCE}) done(is_so); else setTimeout(look, 20);
            }};
            look();
        }})"""
        for _ in range(_TRIES):
            self._number += 1
            how = {"expression": script, "awaitPromise": True, "returnByValue": True}
            said = {
                "id": self._number,
                "method": "Runtime.evaluate",
                "params": how,
                "sessionId": self._session,
            }
            os.write(self._to, json.dumps(said).encode() + b"\0")
            while (told := self._next()).get("id") != self._number:
                self.events.append(told)
            if "error" in told:
                continue
            assert told["result"]["result"].get("value") is True, (
                condition,
                self.value("document.body.innerText"),
            )
            return
        raise AssertionError(f"the page goes again and again, or is gone: {told}")

    def until_drawn(self, text: str) -> None:
        """Wait until the app has drawn a text, since the page was loaded or `until_drawn` was asked last."""
        self.until(f"window.drawn.includes({json.dumps(text)}) && document.readyState === 'complete'")
        self.value("window.drawn = ''")

    def type(self, text: str) -> None:
        """Write a text where the cursor is."""
        self.call("Input.insertText", text=text)

    def press(self, *keys: str) -> None:
        """Press keys one after another: a character, or the name of a key."""
        for key in keys:
            code = _KEYS.get(key, ord(key.upper()) if len(key) == 1 else 0)
            how: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code}
            if key == "Enter":
                how["text"] = "\r"
            elif len(key) == 1:
                how["text"] = key
            self.call("Input.dispatchKeyEvent", type="keyDown", **how)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def press_with_control(self, key: str) -> None:
        """Press a letter together with Ctrl."""
        how: dict[str, Any] = {"key": key, "code": f"Key{key.upper()}", "modifiers": 2}
        self.call("Input.dispatchKeyEvent", type="keyDown", windowsVirtualKeyCode=ord(key.upper()), **how)

    def fill(self, selector: str, path: Path) -> None:
        """Choose a file in a field."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", files=[str(path)], nodeId=node)

    # As somebody who sees nothing: by what the browser tells a screen reader, with the keyboard alone

    def nodes(self, role: str, name: str) -> list[int]:
        """Whatever has this role and a name that begins so, in the order it is read."""
        found = self.call("Accessibility.getFullAXTree")["nodes"]
        return [
            one["backendDOMNodeId"]
            for one in found
            if not one.get("ignored")
            and one["role"]["value"] == role
            and one.get("name", {}).get("value", "").startswith(name)
        ]

    def write_into(self, name: str, text: str) -> None:
        """Write into the text field of this name, in place of what is there."""
        (node,) = self.nodes("textbox", name)
        self.call("DOM.focus", backendNodeId=node)
        self.call("Input.dispatchKeyEvent", type="keyDown", key="a", modifiers=2, commands=["selectAll"])
        self.type(text)

    def choose(self, role: str, name: str, number: int = 0) -> None:
        """Choose a radio button or tick a box, by the space bar."""
        self.call("DOM.focus", backendNodeId=self.nodes(role, name)[number])
        self.press(" ")

    def press_on(self, role: str, name: str) -> None:
        """Press Enter on a link or a button."""
        self.call("DOM.focus", backendNodeId=self.nodes(role, name)[0])
        self.events = deque(one for one in self.events if one.get("method") != "Page.loadEventFired")
        self.press("Enter")

    def follow(self, role: str, name: str) -> None:
        """Follow a link or press a button by Enter, until the page that it leads to is there."""
        self.press_on(role, name)
        self.loaded()

    def loaded(self) -> None:
        """Wait until the page is there that was gone to."""
        while not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            self.events.append(self._next())

    def comes(self, path: Path) -> bool:
        """Whether a file is taken away, waited for."""
        return any(path.exists() or self.value("1") is None for _ in range(30_000))

    @property
    def words(self) -> str:
        """The text of the page."""
        return str(self.value("document.body.innerText"))

    def picture(self, path: Path) -> None:
        """A picture of what is shown."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def complaints(self) -> list[str]:
        """What the browser itself holds against the page: what a policy forbade, what is not there."""
        self.value("0")
        entries = (one["params"]["entry"] for one in self.events if one.get("method") == "Log.entryAdded")
        return [one["text"] for one in entries]

    def asked_for(self) -> set[str]:
        """The addresses that the page asked for anything."""
        sent = (
            one["params"]["request"]["url"]
            for one in self.events
            if one.get("method") == "Network.requestWillBeSent"
        )
        return set(sent)


@contextmanager
def browser(folder: Path) -> Iterator[Page]:
    """A page of a browser of its own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program
    their_in, to = os.pipe()
    back, their_out = os.pipe()

    def take() -> None:
        # Out of the way first: either may be 3 or 4 itself.
        commands, answers = (fcntl.fcntl(one, fcntl.F_DUPFD, 200) for one in (their_in, their_out))
        os.dup2(commands, 3)
        os.dup2(answers, 4)

    process = subprocess.Popen(
        [program, *FLAGS, f"--user-data-dir={folder}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        close_fds=False,
        preexec_fn=take,  # noqa: PLW1509  # the browser takes its commands from descriptors 3 and 4
    )
    os.close(their_in)
    os.close(their_out)
    try:
        yield Page(to, back)
    finally:
        process.terminate()
        process.wait(30)
        os.close(to)
        os.close(back)
