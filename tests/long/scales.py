"""Every scale of the shipped pack the wrong way round: what notices it. Run with `python -m tests.long.scales`.

A scale whose worse answers are listed as better is the mistake that reading does not find. For each the
property that worse is never better must fail, with a case that shows it; six of them are tried in the suite.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from types import MappingProxyType

from assistant.pack import Pack, load_pack
from assistant.reasoning import Judging
from assistant.reasoning.proofs import Proof
from assistant.reasoning.proofs.every import prove


def with_scale_reversed(pack: Pack, record: str, question: str) -> Pack:
    """The pack with the answers of a scale the other way round, worst first."""
    asked = pack.questions[record]
    turned = asked[question].model_copy(update={"answers": tuple(reversed(asked[question].answers))})
    questions = {**pack.questions, record: MappingProxyType({**asked, question: turned})}
    return replace(pack, questions=MappingProxyType(questions))


def main() -> int:
    """Try all; the number that nothing noticed."""
    pack = load_pack()
    monotone = tuple(one for one in pack.properties if one.kind == "monotone")
    missed = tried = 0
    for record, questions in pack.questions.items():
        for name, question in questions.items():
            if question.kind != "scale":
                continue
            tried += 1
            turned = replace(with_scale_reversed(pack, record, name), properties=monotone)
            steps = prove(Judging(turned, "meaning"), lambda _: ())
            ways = [way for step in steps if isinstance(step, Proof) for way in step.broken]
            missed += not ways
            sys.stdout.write(f"{record}.{name}: {ways[0].what if ways else 'NOT NOTICED'}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{tried - missed} of {tried} noticed\n")
    return missed


if __name__ == "__main__":
    sys.exit(main())
