"""Reads a page as a browser without scripts does: its forms with what they would send, its links, and its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """One form of a page."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    """What it would send as it stands, but for its buttons."""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    """What can be chosen, by the name of the field."""


class Page(HTMLParser):
    """A page that was read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.inputs: list[dict[str, str]] = []
        """Whatever can be filled in, by its attributes."""
        self.labelled: set[str] = set()
        self.tags: list[str] = []
        self.words = ""
        self._area = self._select = ""
        self._written = ""
        self._in_label = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in said:
            self.ids.append(said["id"])
        match tag:
            case "a":
                self.links.append(said.get("href", ""))
            case "form":
                self.forms.append(Form(said["action"]))
            case "label":
                self._in_label = True
                self.labelled.add(said.get("for", ""))
            case "input" | "textarea" | "select" if said.get("type") != "hidden":
                self.inputs.append(said | ({"labelled": "by the label around it"} if self._in_label else {}))
        if self.forms:
            self._field(tag, said, self.forms[-1])

    def _field(self, tag: str, said: dict[str, str], form: Form) -> None:
        match tag, said.get("type"):
            case "input", "radio":
                form.choices.setdefault(said["name"], []).append(said["value"])
                if "checked" in said:
                    form.fields[said["name"]] = said["value"]
            case "input", "checkbox":
                form.choices.setdefault(said["name"], []).append(said["value"])
            case "input", _:
                form.fields[said["name"]] = said.get("value", "")
            case "textarea", _:
                self._area, self._written = said.get("name", ""), ""
            case "select", _:
                self._select = said["name"]
                form.fields.setdefault(self._select, "")
            case "option", _ if self._select and "value" in said:
                form.choices.setdefault(self._select, []).append(said["value"])
                if "selected" in said:
                    form.fields[self._select] = said["value"]
            case "button", _:
                form.buttons.append((said.get("name", ""), said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self.forms[-1].fields[self._area] = self._written.removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "label":
            self._in_label = False

    def handle_data(self, data: str) -> None:
        self._written += data
        self.words += data

    @property
    def told(self) -> str:
        """Its words on one line."""
        return " ".join(self.words.split())

    def form(self, button: str = "") -> Form:
        """The form that has a button of this value, or the one after signing out."""
        with_it = [one for one in self.forms if button in [value for _, value in one.buttons]]
        assert with_it or not button, (button, self.told)
        return with_it[0] if button else self.forms[1]


class Reader:
    """Goes from page to page by links and forms, and follows where it is sent on to."""

    def __init__(self, ask: Callable[[str, dict[str, str] | None], tuple[int, str, str]]) -> None:
        """`ask` gives the status, where it is sent on to, and the page."""
        self._ask = ask
        self.at, self.status = "", 0
        self.page = Page("")

    def go(self, path: str, form: dict[str, str] | None = None) -> Page:
        """Go to an address, or send a form there."""
        self.status, to, text = self._ask(path, form)
        while self.status == 303:
            path = to
            self.status, to, text = self._ask(path, None)
        self.at, self.page = path, Page(text)
        return self.page

    def send(self, button: str = "", **said: str) -> Page:
        """Fill the form of a button in and press it; `view_care` is the field `view-care`."""
        form = self.page.form(button)
        named = next((name for name, value in form.buttons if value == button), "")
        fields = form.fields | ({named: button} if named else {})
        for name, value in said.items():
            # What nobody could fill in is not there: a page that lost a field is found.
            assert name in form.fields or name in form.choices, (name, form)
            if form.choices.get(name):
                assert value in form.choices[name], (name, value, form.choices[name])
            fields[name] = value
        return self.go(form.action, fields)
