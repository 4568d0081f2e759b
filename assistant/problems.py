"""One way to say what is wrong: a code, where it is, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

Severity = Literal["error", "warning"]

_FEW = 30
"""So many names at most are listed; of more only the nearest are told."""
_NEAR = 3
"""How many names are told where they are too many to be listed."""
_LONG = 80
"""What is longer than this is no name that was mistyped."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in what was read: a file, a line and column (both from 1) and a field's path."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return ": ".join(part for part in (place, self.field) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must mend, in words for that person.

    `code` is one of `CODES` and never changes its meaning; `what` says what is wrong and `right`
    what would be right, both without a full stop and with the person's own words in backticks.
    """

    code: str
    what: str
    right: str
    where: Where = Where()

    def __post_init__(self) -> None:
        # INVARIANT: every code that can be shown is in the published table (checked here, always).
        if self.code not in CODES:
            raise LookupError(f"{self.code} is not in the table of codes")

    @property
    def severity(self) -> Severity:
        """`error` stops the work; `warning` is shown and the work goes on."""
        return CODES[self.code].severity

    @property
    def in_a_line(self) -> str:
        """What is wrong and what would be right, where neither code nor place is wanted."""
        return f"{self.what}: {self.right}"

    def __str__(self) -> str:
        return f"{self.where}: {self.what} [{self.code}]\n    {self.right}".removeprefix(": ")

    def as_json(self) -> dict[str, object]:
        """The same words as a JSON object, for `--json`."""
        return {
            "code": self.code,
            "severity": self.severity,
            "what": self.what,
            "right": self.right,
            "file": self.where.file,
            "line": self.where.line,
            "column": self.where.column,
            "field": self.where.field,
        }


class Refused(Exception):
    """Raised when input cannot be used; carries every problem found, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def one_of(said: object, known: Iterable[str], otherwise: str = "leave it out") -> str:
    """What would be right where one of the names that are `known` is wanted, and something else was `said`.

    The nearest is asked for first, and of many names only a few are told. `otherwise` is right where none is known.
    """
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    near = get_close_matches(said, names, n=_NEAR) if isinstance(said, str) and len(said) < _LONG else []
    if not names:
        return otherwise
    if len(names) <= _FEW:
        listed = "use one of: " + ", ".join(names)
        return f"did you mean `{near[0]}`? {listed}" if near else listed
    if near:
        *others, last = [f"`{name}`" for name in near]
        return f"did you mean {', '.join(others)} or {last}?" if others else f"did you mean {last}?"
    return f"use one of the {len(names)} that there are, such as {', '.join(names[:_NEAR])}"


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means, for `sccif doctor --codes` and the documentation."""

    meaning: str
    severity: Severity = "error"


def _table(*rows: tuple[str, str] | tuple[str, str, Severity]) -> Mapping[str, Code]:
    table: dict[str, Code] = {}
    for row in rows:
        match row:
            case (code, meaning):
                entry = Code(meaning)
            case (code, meaning, severity):
                entry = Code(meaning, severity)
            case _ as other:
                assert_never(other)
        if code in table:
            raise LookupError(f"{code} stands twice in the table of codes")
        table[code] = entry
    return table


CODES: Mapping[str, Code] = _table(
    # Files and the text in them
    ("file-missing", "the file is not there"),
    ("file-unreadable", "the file is there but cannot be read"),
    ("file-not-a-file", "the path is a folder, a device or a pipe"),
    ("file-too-large", "the file is larger than any case or rule file can be"),
    ("file-not-utf8", "the bytes are not UTF-8 text"),
    ("file-control-character", "the text holds NUL or another character that no text needs"),
    ("file-unwritable", "the file cannot be written"),
    ("file-changed", "the file was changed by someone else since it was read"),
    ("file-empty", "there is nothing in the file"),
    ("yaml-syntax", "the text is not YAML or JSON"),
    ("yaml-duplicate-key", "one key stands twice in a mapping"),
    ("yaml-too-deep", "the text is nested deeper than any case or rule file can be"),
    ("yaml-too-many-values", "the text holds more values than any case or rule file can hold"),
    ("yaml-alias", "anchors and aliases are not used in these files"),
    ("yaml-tag", "tags such as !!python are not used in these files"),
    ("yaml-many-documents", "the file holds more than one document"),
    ("yaml-key", "a key is not plain text"),
    # Shapes that hold for every kind of file
    ("shape-unknown-field", "a field that this kind of file does not have"),
    ("shape-missing-field", "a field that this kind of file must have"),
    ("shape-wrong-type", "a value of another type than the field takes"),
    ("shape-bad-value", "a value that the field cannot take"),
    ("shape-bad-date", "not a date of the calendar, or not written year-month-day"),
    # Case files
    ("case-version", "a case file of a version this program does not read"),
    ("case-unknown-record-type", "a type of record that the pack does not declare"),
    ("case-unknown-question", "a question that the pack does not ask of this record"),
    ("case-unknown-answer", "an answer that the question does not have"),
    ("case-answer-form", "an answer written in a form that is not one of the three"),
    ("case-not-applicable", "`not applicable` where the pack does not allow it, or without a reason"),
    ("case-reason-missing", "an answer that needs a line of reason has none", "warning"),
    ("case-label", "a label that is not of the form its record type takes"),
    ("case-label-twice", "one label for two records of a type or two children"),
    ("case-label-unregistered", "a child's label that is not in the child register", "warning"),
    ("case-record-count", "a record given as a list where there is one, or the other way round"),
    ("case-unknown-area", "an area that the framework does not have"),
    ("case-unknown-section", "a section under `complete` or `sampled` that does not repeat"),
    ("case-unknown-note", "an answer that points to a note that is not there"),
    ("case-note-twice", "two notes with one id"),
    ("case-passage-twice", "two paragraphs of the report for one place"),
    ("case-odd-grade", "a grade of an earlier inspection that the pack does not list", "warning"),
    ("case-unknown-source", "a source of evidence that the pack does not list"),
    ("case-unknown-mark", "a mark on an answer that the pack does not list"),
    ("case-urn", "not a unique reference number"),
    ("case-unknown-outcome", "a judgement or evaluation that is not on the scale"),
    ("case-unknown-inspection", "the baseline used is none of the dates given"),
    ("case-dates", "dates that cannot stand in this order"),
    ("case-name-like", "text in a label or an identifier that looks like a person's name", "warning"),
    # Changes to a case
    ("change-missing", "a change to something that the case does not hold"),
    ("change-exists", "something added that the case already holds"),
    ("change-in-use", "something taken away that a record, note or answer still points to"),
    ("change-closed", "a record added to a section that was closed"),
    ("change-sealed", "a sealed view replaced or taken back"),
    ("change-nothing", "nothing to undo or to do again"),
    # Decisions
    ("decide-unsealed", "a judgement, or a case review, stated before the own view is sealed"),
    ("decide-reasons", "a decision without its reasons in words"),
    ("decide-danger", "a judgement while it is not recorded what was done about a danger"),
    # The report
    ("text-name-like", "text that is kept with a case and looks like a person's name", "warning"),
    ("report-name-like", "text in the report that looks like a person's name", "warning"),
    ("report-label", "a label in the report that is in no register of the case", "warning"),
    ("report-template", "a Word template that cannot be used"),
    ("report-unsigned", "a draft that went before quality assurance signed the case off", "warning"),
    ("report-changed", "a draft that went and is not as it left the store", "warning"),
    ("report-no-draft", "a comment where no draft was sent"),
    ("report-no-place", "a paragraph of the report that is not there"),
    # Packs
    ("pack-missing", "there is no pack in the folder"),
    ("pack-changed", "a pack that is called as the one that came along, and says something else", "warning"),
    ("pack-problems", "a pack with problems that `rules check` tells", "warning"),
    ("pack-duplicate-id", "one id stands twice"),
    ("pack-unknown-reference", "an id that nothing declares"),
    ("pack-gate", "a gate that reads an ordered answer, or itself"),
    ("pack-scale", "a scale or choice with fewer than two answers, or a fact with answers"),
    ("pack-reserved", "an id that the case file keeps for itself"),
    ("pack-missing-line", "an answer without the line where it parts from its neighbour"),
    ("pack-wording", "words of the report, or of a flag, that speak of something which is not there"),
    ("pack-text-coverage", "a paragraph that no question, rule, step or heading answers to"),
    ("pack-reads-otherwise", "a case that another pack does not read as it is"),
    # Rules
    ("rule-unknown-reference", "a rule reads a question, answer, rule, area or outcome that is not there"),
    ("rule-reads-fact", "a rule reads a fact; rules read coded answers only"),
    ("rule-reads-many", "a rule reads another repeating record than its own"),
    ("rule-stage", "a rule reads what its stage does not know yet"),
    ("rule-shape", "a rule without what its stage needs, or with what another stage needs"),
    ("rule-basis", "a basis that the cited paragraphs do not carry"),
    ("rule-change", "a finding's direction does not rest on what it says it rests on"),
    ("rule-direction", "a rule that treats a worse answer as better"),
    ("rule-never", "a rule whose conditions cannot all hold, or of which one always does"),
    ("rule-dead", "a rule that nothing concluded later depends on, not marked explanatory"),
    ("rule-explanatory", "a rule marked explanatory that changes what is concluded"),
    ("rule-otherwise", "a stage without exactly one `otherwise` rule in its last outcome"),
    ("rule-say", "a sentence with a place that nothing fills"),
    ("rule-blind", "a rule or question that reads what no judgement may depend on"),
    ("rule-no-example", "a rule that no example pins from both sides"),
    # Examples
    ("example-failed", "an example did not come out as it says"),
    ("example-unknown", "an example of a rule that is not there, or from a base that is not there"),
    # Scenarios for training
    ("scenario-none", "there is no scenario of this id"),
    ("scenario-passage", "an answer of a reading that rests on no passage of the scenario's documents"),
    ("scenario-reason", "an answer of a scenario's reading that does not say why"),
    ("scenario-given", "an answer that a scenario gives, and asks for too"),
    ("scenario-room", "room left at a question that has no answer, or for an answer that is not another"),
    ("scenario-comes-to", "a reading that is judged otherwise than its scenario is to show"),
    ("scenario-readings", "fewer readings of a scenario than a meeting has, or more panels' than one"),
    ("scenario-other", "a reading of other evidence than the scenario's"),
    ("drill-none", "no drill, or no other one, comes of a pack's rules and its examples' homes"),
    # Corpora
    ("corpus-incomplete", "a table or column that every corpus has is missing"),
    ("corpus-unknown-answer", "answers in a table that the pack does not have; they count as not given"),
    # The store
    ("store-address", "an address that is not one of a store"),
    ("store-no-driver", "a PostgreSQL store without the library for it"),
    ("store-unreachable", "the server does not answer, or the connection broke off"),
    ("store-sign-in", "the server did not let the account in with this password"),
    ("store-authentication", "the server signs people in otherwise than is asked of it, so nobody gets in"),
    ("store-not-set-up", "there is no ledger in the database yet"),
    ("store-missing", "there is no store at the address that was named"),
    ("store-newer", "a store of a newer version than the program"),
    ("store-forbidden", "the server does not allow it to who is signed in"),
    ("store-read-only", "the store may only be read"),
    ("store-unlogged", "what was done with a store that may only be read is not in its history", "warning"),
    ("store-full", "there is no room left where the store is"),
    ("store-busy", "somebody else is writing to the store"),
    ("store-damaged", "the store does not hold what was written to it"),
    ("store-unusable", "the store reported something unforeseen"),
    ("store-append-only", "a change or deletion of what was written, which the store refuses"),
    ("store-case-exists", "a case of this name is in the store already"),
    ("store-no-roles", "roles asked of a store that has none: a file"),
    ("store-no-person", "an account that the server does not have"),
    ("store-without-role", "a case for somebody who does not have the role in which it would be given"),
    ("store-no-case", "there is no case of this name in the store"),
    ("review-not-begun", "something said in a review that was not begun"),
    ("review-unknown-point", "a point of a review that the case does not have"),
    ("review-no-query", "a reply to what is no open query"),
    ("review-no-agreement", "an agreement taken back by somebody who has not agreed"),
    ("review-unjudged", "a sign-off of a case in which nothing is judged yet"),
    ("review-begun", "a review that was begun already, begun again although nothing has changed since"),
    ("review-signed", "a second sign-off by the same person in the same role, of the same case"),
    ("review-role", "a sign-off in a role that whoever signs does not have in the case"),
    ("review-held-up", "a sign-off while a query is open, a point is not agreed, or the case has changed"),
    ("review-lapsed", "a sign-off that lapsed by what was done to the case since", "warning"),
    ("store-changed", "somebody wrote to the case after it was looked at, so nothing was written"),
    ("store-no-event", "the case has no event of this number"),
    ("store-erased", "what was asked for was erased under an order"),
    ("store-gone", "a case that is no longer in the store as it was opened"),
    ("store-not-blind", "a blind reading given to somebody who knows the evidence"),
    ("store-held", "an erasure while the case is under a legal hold"),
    ("store-conflict", "two people changed the same thing"),
    ("store-no-retention", "no time is set after which cases are looked at for erasure", "warning"),
    ("verify-hash", "an event that is not what its hash says"),
    ("verify-chain", "an event that does not follow the one before it"),
    ("verify-payload", "what an event tells is not what was written"),
    ("verify-missing", "something that was written is gone"),
    ("verify-extra", "something is there that nobody wrote"),
    ("verify-head", "a case that does not end as its head was pinned"),
    # The configuration
    ("config-syntax", "a configuration file that is not TOML"),
    ("config-unknown", "a key in the configuration that nothing reads"),
    ("config-value", "a value in the configuration that its key cannot have"),
    # The command line and the app
    ("use-not-understood", "a line that is neither an answer nor a word that is known there"),
    ("use-own-view-first", "what the rules conclude, asked for before the own view is sealed"),
    ("property-shape", "a property without what its kind needs, or with what another kind needs"),
    ("property-none", "a pack that states no properties, so that nothing of its rules is proved", "warning"),
    ("property-broken", "the rule base does not keep to one of its properties", "warning"),
    ("use-no-files", "no case was given"),
    ("use-unknown-code", "a code that no problem has"),
    ("use-unknown-judgement", "a judgement that the pack does not have"),
    ("use-not-confirmed", "what cannot be undone was not confirmed"),
    ("use-no-terminal", "the app needs a terminal"),
    ("serve-missing", "the library that shows the app in a browser is not installed"),
    ("serve-setting", "a setting of the server that it cannot be started with"),
    ("serve-unsafe", "a server that others could listen in to, or be taken in by"),
    ("serve-no-files", "a path of the machine that the app runs on, written in a browser"),
    ("serve-not-a-person", "an account that no person signs in with"),
    ("server-database", "a database that a team cannot be served from"),
    ("server-clock", "the clocks of the database and of the machine do not agree"),
    ("server-tls", "a certificate or key that browsers would refuse, or that others can read"),
    ("server-disk", "no room left where the server has to write"),
    ("server-limits", "limits of the machine or the database into which the sessions do not fit"),
    ("server-roles", "roles that are not set up, or accounts that are no person's"),
    ("server-soon", "something of the server that holds now, and not for long", "warning"),
    ("timeline-no-start", "a timeline of a case whose first day is not given"),
    ("timeline-unknown-step", "a step of the timeline that the pack does not have"),
    ("timeline-day", "a day on which no step of the timeline can have been taken"),
    ("timeline-odd", "days of an inspection that cannot well be so", "warning"),
    ("engine-missing", "durable-rules is not installed, so the meaning judges instead", "warning"),
    ("engine-failed", "durable-rules reported an error while judging"),
)
