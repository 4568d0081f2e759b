"""The words by which a name is told from other words that English writes large at the beginning of a sentence."""

from __future__ import annotations

_REGULAR = """
    accept agree allege answer apologise appear argue ask attend climb complain decline describe
    disclose enjoy explain follow jump kick laugh like live look love mention miss move need
    phone play point pull push punch reach refuse remember report return scream settle share
    shout show sign smash smile stay struggle talk text thank touch trust turn visit
    wait walk want watch wish yell
"""
_IRREGULAR = """
    admits admitted ate began bit broke came comes cried cries does chose drank fell feels felt fought found gave gives
    goes got gets grabbed hit hits hugged hugs hurt kept keeps knew knows left leaves lost made makes met ran runs rang
    replied replies said says saw sees sent sat slept sleeps spat spoke speaks stole stood swore thinks thought threw
    throws told tells took takes tried tries went woke worried worries wrote
"""
_HELPING = """
    is was has had will would can cannot could should must did isn't wasn't hasn't hadn't won't
    wouldn't can't couldn't shouldn't doesn't didn't
"""
_BETWEEN = "also always again already even just never not now often only rarely really sometimes soon still then usually"
_GRAMMAR = """
    a an the this that these those some any each every either neither no none another other others all both
    few many most more much several such
    i i'm i've i'd i'll me my mine he he's he'd he'll him his she she's she'd she'll her hers it it's its they they're
    they've they'd they'll them their theirs we we're we've we'd we'll us our ours you you're your yours one ones
    who who's whose whom which what what's whatever whoever when where where's why how there there's here here's
    everyone everybody everything someone somebody something anyone anybody anything nobody nothing
    and but or nor so yet if unless although though because since while whereas until once whether as than
    at by for from in into of off on onto out over to under up upon with within without about above across after
    against along among around before behind below beneath beside between beyond during despite near past per
    through throughout towards via
    today today's yesterday yesterday's tomorrow tonight later earlier then now soon next last first finally
    two three four five six seven eight nine ten eleven twelve
    afterwards meanwhile overall however also only even just still again often always never sometimes usually
    perhaps maybe yes not please let let's
"""
_KIN = """
    mum mummy mother dad daddy father nan nana nanny gran grandma grandmother grandad grandfather grandpa auntie
    aunt uncle sister brother sibling stepmum stepdad stepmother stepfather parent parents carer carers
    police school
"""
_BOTH = """
    April Bill Dean Faith Frank Grace Grant Guy Hope Jack Joy June Mark May Pat Rob Rose Sue Summer Will
"""
_ABBREVIATED = """
    ADHD ASD CAMHS CCE CCTV COSHH CPR CSE DBS DFE DSL EHCP EPR GCSE GDPR HMCI HMI HSE IRO LAC LADO MAPPA MARAC MASH
    MDT NHS NRM NSPCC NVQ OCD ODD PACE PEP PIN PRN PRU PTSD RIM SCCIF SCR SEMH SEN SENCO SEND TAC UASC URN YJS
    YOS YOT
"""
_NO_SURNAME = """
    appointment appointments called letter letters note notes prescribed prescription prescriptions surgery visit
    visits
"""


def _third_person(verb: str) -> str:
    return f"{verb}es" if verb.endswith(("ch", "sh", "ss")) else f"{verb}s"


def _past(verb: str) -> str:
    return f"{verb}d" if verb.endswith("e") else f"{verb}ed"


ACTS = frozenset(
    {form for verb in _REGULAR.split() for form in (_third_person(verb), _past(verb))} | {*_IRREGULAR.split()}
)
"""What a person does, as it follows a name."""
DOES = ACTS | {*_HELPING.split()}
"""The same, with the verbs that help another; these follow much that is no person too."""
BETWEEN = frozenset(_BETWEEN.split())
"""What may stand between a name and what its bearer does."""
GRAMMAR = frozenset(_GRAMMAR.split())
"""Words that carry a sentence and are nobody's name: pronouns, articles, what joins and what places."""
KIN = frozenset(_KIN.split())
"""Who somebody is to a child: a role, which is what a note should say."""
BOTH = frozenset(_BOTH.split())
"""Names that are other words as well: taken for a name only where a person's doing follows."""
ABBREVIATED = frozenset(_ABBREVIATED.split())
"""What this field writes in capitals, beside what the pack does."""
NO_SURNAME = frozenset(_NO_SURNAME.split())
"""What may follow a title that stands for somebody without a name, as in `dr appointment`."""
