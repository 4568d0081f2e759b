"""The pages of the plain form for the own view, the proposal with what it rests on, and the judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from assistant.case import JudgementRecorded, Sealed
from assistant.pack import Outcome
from assistant.reasoning import Judged, Judging, Node, explain
from assistant.reasoning.explain import explain_finding
from assistant.reasoning.phrases import first_up, said
from assistant.serve.form.opened import Error, Opened, Told, errors_of, event_number, written
from assistant.work.deciding import judgement_made, told_beside
from assistant.work.ending import amiss, amiss_line
from assistant.work.interview import every_step, progress
from assistant.work.naming import caution
from assistant.work.sealing import DRAFT, JUDGEMENT, asked_for, outcomes, reasons_problem, seal

_CHOICE, _REASONS = "judgement", "judgement reasons"
"""Where the app keeps what is chosen and written of the judgement."""
_CHANGED = "The case was changed meanwhile. Look at it again first, then record the judgement."


# The own view


def own_view_page(
    opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = (), named: str = ""
) -> Told:
    """Each area and the whole, to be stated before anything that the rules conclude is told.

    `named` is what is asked about names before it is sealed; where it is asked, sealing again goes on.
    """
    sitting = opened.sitting
    if not sitting.is_covered:
        return {"to": opened.address("proposal")}
    pack, drafts = sitting.pack, sitting.drafts
    counted = progress(every_step(sitting.case, pack))
    typed = form or {
        **{f"view-{name}": drafts.get(f"{DRAFT} {name}") for name in asked_for(pack)},
        "reasons": drafts.get(f"{DRAFT} reasons"),
    }
    return opened.page(
        "own_view",
        "Your own view",
        page="own-view",
        errors=errors,
        asked=[
            {
                "name": f"view-{name}",
                "label": pack.areas[name].label if name in pack.areas else "The judgement",
                "choices": [_choice(one) for one in outcomes(pack, name)],
                "chosen": typed.get(f"view-{name}", ""),
            }
            for name in asked_for(pack)
        ],
        reasons=typed.get("reasons", ""),
        left=counted.core - counted.settled - counted.uncertain,
        amiss=amiss_line(amiss(pack, sitting.flags), "“What is left” shows them"),
        named=named,
    )


def _choice(one: Outcome) -> dict[str, str]:
    return {"id": one.id, "label": one.label, "says": one.says}


def take_own_view(opened: Opened, form: Mapping[str, str]) -> Told:
    """The view is sealed once it is whole, has reasons, and is known to be stated once."""
    sitting = opened.sitting
    if not sitting.is_covered:
        return {"to": opened.address("proposal")}
    pack, drafts = sitting.pack, sitting.drafts
    reasons = written(form, "reasons")["reasons"]
    drafts.keep(f"{DRAFT} reasons", reasons)
    view: dict[str, str] = {}
    errors: list[Error] = []
    for name in asked_for(pack):
        stated = form.get(f"view-{name}", "")
        if stated in {one.id for one in outcomes(pack, name)}:
            view[name] = stated
            drafts.keep(f"{DRAFT} {name}", stated)
        else:
            label = pack.areas[name].label if name in pack.areas else "the judgement"
            errors.append(Error(field=f"view-{name}-0", says=f"State your view of {label}."))
    if form.get("do") == "keep":
        opened.said = "What you stated is kept, and not sealed."
        return {"to": opened.address("own-view")}
    if problem := reasons_problem(reasons):
        errors += errors_of([problem], "reasons")
    if form.get("sure") != "yes":
        says = "Say that you know: a view is stated once and cannot be taken back."
        errors.append(Error(field="sure", says=says))
    if errors:
        return own_view_page(opened, form, errors)
    named = caution(pack, [reasons])
    if named and form.get("named") != named:
        opened.said = f"Not sealed yet. {named} Seal it again where it may stand."
        return own_view_page(opened, form, named=named)
    sealed = Sealed(seal(sitting.case, view, reasons, datetime.now(UTC)))
    if problems := opened.do(form.get("seen", ""), sealed):
        return own_view_page(opened, form, errors_of(problems, "reasons"))
    if sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    for name in (*asked_for(pack), "reasons"):
        drafts.forget(f"{DRAFT} {name}")
    opened.said = "Your own view is sealed."
    return {"to": opened.address("proposal")}


# The proposal


def proposal_page(opened: Opened) -> Told:
    """What the rules propose and what it rests on, and that it was told is written down; nothing before the own view."""
    sitting = opened.sitting
    if sitting.is_covered:
        opened.said = "Your own view comes first: nothing that the rules conclude is told until it is sealed."
        return {"to": opened.address("own-view")}
    sitting.show()
    return opened.page(
        "proposal", "The proposal", page="proposal", **proposed(sitting.judging, sitting.judged)
    )


def proposed(judging: Judging, judged: Judged) -> dict[str, Any]:
    """The proposal with its areas, its reasons down to the answers, and the paragraphs that these rest on."""
    pack = judged.pack
    tree = _Tree(judged)
    roots = explain(judged)
    areas = [node for node in roots if node.kind == "area"]
    told = {
        "warnings": _warnings(judging),
        "proposal": _proposal(judged),
        "own": _sealed(judged),
        "baseline": str(judged.case.baseline.date_used() or "") if judged.case.baseline else "",
        "why": tree.below(roots[0]),
        "areas": [
            {
                "text": node.text,
                "children": tree.area(node),
            }
            for node in areas
        ],
        "reviews": [
            {"text": node.text, "children": tree.below(node)} for node in roots if node.kind == "case review"
        ],
        "caution": pack.framework.caution,
    }
    return told | {
        "paragraphs": [
            {"number": name, "title": pack.paragraphs[name].title, "says": pack.paragraphs[name].says}
            for name in pack.paragraphs
            if name in tree.cited
        ]
    }


def _warnings(judging: Judging) -> list[str]:
    """What every page that tells of a proposal says of rules that break what they owe; proved now, if never before."""
    from assistant.work.proving import none_stated, proved, warnings

    pack = judging.pack
    found = warnings(pack, proved(judging)) if pack.properties else [none_stated(pack)]
    return [f"{first_up(one.what)}: {one.right}." for one in found]


def _proposal(judged: Judged) -> str:
    """The judgement, how firm it is and on which ground, and what is still possible."""
    pack, proposal = judged.pack, judged.proposal
    possible = ", ".join(pack.judgements[name].label for name in judged.certain.possible)
    if proposal.judgement is None:
        return f"Nothing yet; still possible: {possible}"
    grounds = {one.id: one.label for one in pack.words.grounds}
    parts = [pack.judgements[proposal.judgement].label, proposal.standing, grounds.get(proposal.ground or "")]
    words = ", ".join(part for part in parts if part)
    return words if len(judged.certain.possible) == 1 else f"{words}; still possible: {possible}"


def _sealed(judged: Judged) -> dict[str, Any] | None:
    pack, own = judged.pack, judged.case.sealed
    if own is None:
        return None
    areas = [
        (pack.areas[name].label, pack.evaluations[one].label if one in pack.evaluations else one)
        for name, one in own.areas.items()
        if name in pack.areas
    ]
    known = pack.judgements.get(own.judgement)
    return {"judgement": known.label if known else own.judgement, "areas": areas, "reasons": own.reasons}


class _Tree:
    """The explanation of a case as nested lists, each finding and answer told once."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        self.cited: set[str] = set()
        self._told: set[tuple[str, str]] = set()

    def below(self, node: Node) -> list[dict[str, Any]]:
        """What a step rests on."""
        return [told for child in node.children for told in self._node(child)]

    def area(self, node: Node) -> list[dict[str, Any]]:
        """What an area rests on, and what was found in it beside that."""
        found = self.below(node) if node.outcome else []
        area = node.id.removeprefix("area ")
        others = [explain_finding(self.judged, one) for one in self.judged.known.findings if one.area == area]
        left = [told for other in others if self._key(other) not in self._told for told in self._node(other)]
        if left:
            found.append({"text": "Also found, and nothing rests on it alone", "tag": "", "children": left})
        return found

    def _node(self, node: Node) -> Iterator[dict[str, Any]]:
        match node.kind:
            case "rule" | "finding" | "answer":
                yield self._step(node)
            case "outweighed" | "area" | "note" | "absence":
                is_told = node.kind == "area"
                yield {"text": node.text, "tag": "", "children": [] if is_told else self.below(node)}

    def _step(self, node: Node) -> dict[str, Any]:
        text, tag = node.text, ""
        if node.kind == "answer" and node.at is not None:
            question = self.judged.pack.questions[node.at.key.record][node.at.question]
            text = f"{question.ask} {said(question, self.judged.case.answer(node.at))}"
        if node.rule:
            rule = self.judged.pack.rules_by_id[node.rule]
            self.cited.update(rule.cites)
            tag = f"{rule.id}: {rule.basis}, {', '.join(rule.cites)}"
        is_once = node.kind != "rule"
        if is_once and self._key(node) in self._told:
            return {"text": f"{text} (told above)", "tag": tag, "children": []}
        if is_once:
            self._told.add(self._key(node))
        return {"text": text, "tag": tag, "children": self.below(node)}

    @staticmethod
    def _key(node: Node) -> tuple[str, str]:
        return (node.kind, node.id.rsplit(" / ", 1)[-1])


# The judgement


def judgement_page(
    opened: Opened, form: Mapping[str, str] | None = None, errors: Iterable[Error] = ()
) -> Told:
    """The judgement, beside the sealed view and the proposal; only once the own view is sealed."""
    sitting = opened.sitting
    if sitting.is_covered:
        return proposal_page(opened)
    sitting.show()
    judged, pack, drafts = sitting.judged, sitting.pack, sitting.drafts
    made = sitting.case.judgement
    known = pack.judgements.get(made.decided) if made else None
    return opened.page(
        "judgement",
        "Your judgement",
        page="judgement",
        errors=errors,
        warnings=_warnings(sitting.judging),
        proposal=_proposal(judged),
        own=_sealed(judged),
        recorded=f"{known.label if known else made.decided}, because: {made.reasons}" if made else "",
        choices=[
            {**_choice(one), "beside": told_beside(judged, one.id)} for one in outcomes(pack, JUDGEMENT)
        ],
        typed={"choice": drafts.get(_CHOICE), "reasons": drafts.get(_REASONS), **(form or {})},
        caution=pack.framework.caution,
    )


def take_judgement(opened: Opened, form: Mapping[str, str]) -> Told:
    """The judgement is recorded with its reasons, of the case as it was looked at."""
    sitting = opened.sitting
    if sitting.is_covered:
        return proposal_page(opened)
    drafts, seen = sitting.drafts, form.get("seen", "")
    choice, reasons = form.get("choice", ""), written(form, "reasons")["reasons"]
    drafts.keep(_REASONS, reasons)
    errors: list[Error] = []
    if choice in sitting.pack.judgements:
        drafts.keep(_CHOICE, choice)
    else:
        errors.append(Error(field="choice-0", says="Choose a judgement."))
    if problem := reasons_problem(reasons):
        errors += errors_of([problem], "reasons")
    if not errors and sitting.kept.standing.changed_since(event_number(seen)):
        errors.append(Error(field="choice-0", says=_CHANGED))
    if errors:
        return judgement_page(opened, form, errors)
    ledger = sitting.kept.ledger
    made = judgement_made(sitting.judged, choice, reasons, ledger.actor, ledger.now())
    if problems := opened.do("", JudgementRecorded(made)):
        return judgement_page(opened, form, errors_of(problems, "choice-0"))
    if sitting.kept.meetings:
        return {"to": opened.address("meeting")}
    for name in (_CHOICE, _REASONS):
        drafts.forget(name)
    label = sitting.pack.judgements[choice].label
    opened.said = f"Recorded: {label}, {told_beside(sitting.judged, choice)}."
    return {"to": opened.address("judgement")}
