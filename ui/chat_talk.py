"""What a conversation in the chat holds, and how it is shown: as text, never as anybody's markup."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from assistant.types import Answer, Part, Question
from ui.schemas import MAX_ANSWER_CHARACTERS, MAX_TURNS, AskIn
from ui.wording import understood_label

# What Markdown or TeX could take for markup. Between tags, written as character references, it is only itself.
_ACTIVE = re.compile(r"[\\`*_\[\]{}()#+!|~$^:=-]")
_KEPT = re.compile(r"(<[^>]*>|&#?\w+;)")  # tags, and characters that are references already


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question that was answered; `shown` is the answer as it is shown. `names` are the labels of what was understood
    of it, with their kinds, those not acted on (`ignored`) too; `searched_as` is the question as it was searched, where
    that is another."""

    question: str
    answer: str
    shown: str
    names: tuple[tuple[str, Part], ...] = ()
    ignored: frozenset[Part] = frozenset()
    searched_as: str | None = None


def exchange_of(
    asked: str, answer: Answer, shown: str, ignored: frozenset[Part], before: Sequence[Exchange]
) -> Exchange:
    """What was said, to be remembered. `before` are earlier answers to the same question, with other names acted on."""
    acted_on = dict.fromkeys(one.part for one in answer.understood)
    names = {part: understood_label([one for one in answer.understood if one.part is part]) for part in acted_on}
    known = {part: label for exchange in before for label, part in exchange.names if part in ignored}
    labels = tuple((label, part) for part, label in {**known, **names}.items())
    return Exchange(asked, answer.text, shown, labels, ignored, answer.searched_as)


def to_question(
    asked: str,
    filters: Mapping[str, str | None],
    talk: Sequence[Exchange],
    ignored: frozenset[Part] = frozenset(),
) -> Question:
    """The question with the conversation before it. Raises pydantic's ValidationError."""
    history = [{"question": e.question, "answer": e.answer[:MAX_ANSWER_CHARACTERS]} for e in talk[-MAX_TURNS:]]
    given = {name: value for name, value in filters.items() if value and value.strip()}
    return AskIn.model_validate(
        {"question": asked, "history": history, "filters": given, "ignore": sorted(ignored)}
    ).to_question()


def messages(talk: Sequence[Exchange], asked: str | None = None, shown: str | None = None) -> list[dict[str, Any]]:
    """The conversation as Gradio's chatbot takes it; `asked` and `shown` are the exchange that is under way."""
    pairs = [(exchange.question, exchange.shown) for exchange in talk]
    if asked is not None and shown is not None:
        pairs.append((asked, shown))
    return [
        {"role": role, "content": inert(content)}
        for question, answer in pairs
        for role, content in (("user", f'<div class="asked">{escape(question)}</div>'), ("assistant", answer))
    ]


def notice(text: str, kind: str) -> str:
    """A remark of the assistant's own, such as an error; `kind` is its CSS class."""
    return f'<div class="{kind}" role="status">{escape(text)}</div>'


def inert(html: str) -> str:
    """Escaped `html` on one line, in which nothing between tags can be taken for Markdown."""
    parts = _KEPT.split(" ".join(html.split()))
    return "".join(
        part if number % 2 else _ACTIVE.sub(lambda c: f"&#{ord(c[0])};", part) for number, part in enumerate(parts)
    )
