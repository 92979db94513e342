"""Answers within a conversation: the question completed, its names understood, its parts answered one by one."""

import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import zip_longest

from assistant.compose import Composer
from assistant.differences import difference
from assistant.extractive import MAX_QUOTES, SURE_LIKELIHOOD, Attempt, ExtractiveAnswerer
from assistant.follow_up import last_asked, stand_alone
from assistant.items import with_title
from assistant.latest import asks_latest, newest_first, subject
from assistant.not_found import not_found
from assistant.parts import Divided, Division, divided
from assistant.quotes import MAX_BEHIND, Quote, overlaps
from assistant.refusal import around
from assistant.registered import AskedOfRegister, RegisterAnswers
from assistant.types import Answer, Applied, Question, Reason, Status, Understood
from assistant.understanding import Reading, before_then, read_names
from assistant.votes import VoteAnswers
from index.asks import Asks, answers_type, asked
from index.catalogue import Catalogue
from index.held import Held, read_held
from index.search import Search, clean_query
from index.types import Filters, Reader, Scope

_ASKED_FIRST = {
    Asks.PERSON: re.compile(r"(?:by |to )?whom?\b", re.IGNORECASE),
    Asks.DATE: re.compile(r"(?:by |since )?when\b|what (?:date|day)\b", re.IGNORECASE),
    Asks.NUMBER: re.compile(r"how many\b", re.IGNORECASE),
    Asks.MONEY: re.compile(r"how much\b", re.IGNORECASE),
    Asks.VOTE: re.compile(r"who voted\b|how (?:did|was) the vote\b|how many (?:\w+ )?voted\b", re.IGNORECASE),
}
"""How a part begins that asks for just this kind of thing."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is quoted, and the parts of the question that nothing answers. `elsewhere` says that the papers of the
    meeting that the question names do not answer, and others do."""

    chosen: tuple[Quote, ...]
    quotes: tuple[Quote, ...]
    answers: bool
    likelihood: float | None = None
    unanswered: tuple[str, ...] = ()
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks, where is searched, what was understood, and whether the `latest` position is asked for."""

    reader: Reader
    scope: Scope
    narrow: Scope | None
    reading: Reading
    latest: bool


@dataclass(frozen=True, slots=True)
class _Put:
    """A question as it is `searched`, the part of it that was asked `last`, how its names were read, and what is asked
    of the register first, if anything."""

    searched: str
    last: str
    reading: Reading
    of_register: AskedOfRegister | None


class ConversationAnswerer:
    """Answers a question after the ones before it. Not finding is an answer too."""

    def __init__(
        self,
        catalogue: Catalogue,
        search: Search,
        extractive: ExtractiveAnswerer,
        today: Callable[[], date] = date.today,
    ) -> None:
        """`today` is what "last November" counts from."""
        self._catalogue = catalogue
        self._search = search
        self._extractive = extractive
        self._registered = RegisterAnswers(catalogue, today)
        self._votes = VoteAnswers(catalogue, search)
        self._today = today

    def answer(self, question: Question, reader: Reader) -> Answer:
        """The answer for `reader`. Raises InvalidInput for the question, UnknownName for its filters."""
        started = time.perf_counter()
        typed = clean_query(question.text, "question")
        scope = self._search.scope(question.filters, reader)
        spelled = self._search.spelled_out(typed, reader)
        searched = stand_alone(spelled, question.history)
        shown = searched if searched != typed else None
        if not len(scope.passages):
            whole = question.filters == Filters()
            return not_found(Reason.EMPTY_COLLECTION if whole else Reason.OUTSIDE_FILTERS, started, searched_as=shown)
        held = read_held(self._catalogue, scope, reader)
        put = self._put(searched, last_asked(spelled, searched), question, held, reader)
        told = self._registered.answer(put.of_register, reader) if put.of_register else None
        if not told and not put.reading.missing:
            told = self._votes.answer(put.searched, put.last, put.reading, reader, scope)
        composer = Composer(self._catalogue, reader, started, shown, question.filters)
        if told:
            return replace(composer.of_rows(told), understood=put.reading.understood)
        if put.searched != searched:
            shown = put.searched
            composer = replace(composer, searched_as=shown)
        narrow = self._search.scope(put.reading.filters, reader) if put.reading.filters else None
        asker = _Asker(reader, scope, narrow, put.reading, asks_latest(put.searched))
        found, composed = self._searched(put, asker, composer)
        uncounted = self._votes.uncounted(put.searched, put.last, put.reading.understood, reader)
        answer = (None if uncounted else composed) or not_found(
            Reason.NO_EVIDENCE,
            started,
            looked_for=put.searched,
            held=held,
            nearest=found.quotes,
            searched_as=shown,
            missing=put.reading.missing,
        )
        understood = _as_applied(put.reading.understood, found)
        took_ms = (time.perf_counter() - started) * 1000
        return replace(answer, understood=understood, likelihood=found.likelihood, took_ms=took_ms)

    def _put(self, searched: str, last: str, question: Question, held: Held, reader: Reader) -> _Put:
        """`searched`, of which `last` was asked last, made ready to be asked of the register and of the papers."""
        reading = read_names(searched, question, held, self._today())
        title = self._registered.title_of_item(searched, reading.understood, question.filters, reader)
        reading = before_then(last, reading, held) or reading
        meeting = reading.filters
        if meeting and reading.earlier:
            meeting = replace(meeting, since=meeting.until)
        of_register = AskedOfRegister(searched, last, reading.understood, meeting, question.filters)
        if title is None:
            return _Put(searched, last, reading, of_register)
        titled = f"{title}: {last}" if reading.earlier else with_title(searched, title)
        last = last if titled.endswith(last) else titled
        return _Put(titled, last, reading, None if reading.earlier else of_register)

    def _searched(self, put: _Put, asker: _Asker, composer: Composer) -> tuple[_Found, Answer | None]:
        """What is found for a question, and the answer of it; None where it does not answer."""
        as_asked = (subject(put.searched), subject(put.last)) if asker.latest else (put.searched, put.last)
        found = self._find(*as_asked, asker)
        composed = _composed(composer, found, asker.latest, asked(put.last)) if found.answers else None
        return found, composed and _completed(composed, found, put.reading)

    def _find(self, searched: str, asked_text: str, asker: _Asker) -> _Found:
        whole = self._ask(searched, asked_text, asker, own=asked_text)
        parts = divided(searched) if asked_text == searched else None
        if parts is None:
            return whole
        if parts.division is Division.TWO_SIDES:
            return _of_two_sides(whole, [self._ask(part, part, asker) for part in parts.parts], parts)
        first, second = parts.parts
        return _of_two_things(
            whole, [self._ask(first, first, asker), self._ask(f"{first} {second}", second, asker, own=second)], parts
        )

    def _ask(self, searched: str, asked_text: str, asker: _Asker, own: str = "") -> _Found:
        """What is found in the papers of the meeting that the question names; in all, where those do not answer, or say
        far less of it than others do."""
        attempt = partial(
            self._extractive.attempt,
            *(searched, asked_text, asker.reader),
            understood=asker.reading.understood,
            own=own,
            copies=asker.latest,
        )
        everywhere = attempt(scope=asker.scope)
        if asker.narrow is None:
            return _found(everywhere)
        there = attempt(scope=asker.narrow)
        best = everywhere.chosen[0].score if everywhere.chosen else -math.inf
        if there.answers and there.chosen[0].score >= best - MAX_BEHIND:
            return _found(there)
        return replace(_found(everywhere), elsewhere=True)


def _composed(composer: Composer, found: _Found, latest: bool, wanted: frozenset[Asks]) -> Answer | None:
    """The answer of what was found: the newest first where the `latest` is asked for; of two figures that differ, both.
    None where nothing of it is held any more."""
    if latest:
        return composer.of_quotes(newest_first(found.quotes), dated=True)
    best, *rest = found.chosen
    differing = difference(best, found.quotes, wanted)
    if differing is None:
        return composer.of_quotes(found.chosen)
    other = differing.quotes[1]
    return composer.of_quotes([best, other, *(quote for quote in rest if quote is not other)], differing=differing)


def _found(attempt: Attempt) -> _Found:
    return _Found(attempt.chosen, attempt.quotes, attempt.answers, attempt.likelihood if attempt.chosen else None)


def _of_two_sides(whole: _Found, sides: Sequence[_Found], parts: Divided) -> _Found:
    """Both sides quoted in turn; one alone where nothing is found on the other, nor told of it in what is quoted."""
    if all(side.answers for side in sides):
        in_turn = [quote for pair in zip_longest(*(side.chosen for side in sides)) for quote in pair if quote]
        return replace(whole, chosen=_distinct(in_turn), answers=True, elsewhere=any(side.elsewhere for side in sides))
    if not any(side.answers for side in sides):
        return whole
    given, lacking = (0, 1) if sides[0].answers else (1, 0)
    answered = whole if whole.answers else sides[given]
    if _tells_of(parts.sides[lacking], answered.chosen):
        return answered
    return replace(sides[given], unanswered=(parts.parts[lacking],))


def _of_two_things(whole: _Found, found: Sequence[_Found], parts: Divided) -> _Found:
    """The whole answer, with the best on each part that it does not quote yet; or one part, where the papers lack what
    the other asks for."""
    answered = [one for one in found if one.answers]
    if not whole.answers and not answered:
        return whole
    lacking = [part for part, one in zip(parts.parts, found, strict=True) if _lacks(part, one, whole)]
    if len(lacking) == 1 and answered:
        return replace(whole if whole.answers else answered[0], unanswered=tuple(lacking))
    first = whole if whole.answers else answered[0]
    kept = [first.chosen[0]]
    for one in found if whole.answers else answered:
        kept += [quote for quote in one.chosen if not any(overlaps(quote, other) for other in kept)][:1]
    return replace(first, chosen=_distinct([*kept, *first.chosen[1:]]))


def _distinct(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes without those whose passage and place overlap one before, MAX_QUOTES at most."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(overlaps(quote, one) for one in kept):
            kept.append(quote)
    return tuple(kept[:MAX_QUOTES])


def _lacks(part: str, found: _Found, whole: _Found) -> bool:
    """Whether a part asks for a name, a date, a vote, a number or a sum, and nothing quoted has one. A part that shares
    none of the words of what is quoted is not enough: papers say the same in other words."""
    wanted = {asks for asks, pattern in _ASKED_FIRST.items() if pattern.match(part)} & asked(part)
    said = [quote.text for quote in (*whole.chosen, *found.chosen)]
    return any(not any(answers_type(text, asks, part) for text in said) for asks in wanted)


def _tells_of(words: str, chosen: Sequence[Quote]) -> bool:
    return any(words.casefold() in around(quote) for quote in chosen)


def _completed(answer: Answer, found: _Found, reading: Reading) -> Answer:
    """The answer with what is to be said before it, partial where a part of the question is not answered."""
    status = Status.PARTIAL if found.unanswered else answer.status
    text = "\n".join([*_remarks(found, reading), answer.text])
    return replace(answer, status=status, text=text, unanswered=found.unanswered)


def _as_applied(understood: Sequence[Understood], found: _Found) -> tuple[Understood, ...]:
    """A filter that nothing answered within was only a boost in the end."""
    return tuple(replace(one, applied=Applied.BOOST) if found.elsewhere else one for one in understood)


def _remarks(found: _Found, reading: Reading) -> list[str]:
    """What is said before the answer."""
    told = []
    if found.elsewhere and reading.filters:
        those = "the meetings before" if reading.earlier else "that meeting"
        told.append(f"The papers of {those} do not say; from other papers:")
    elif reading.missing:
        told.append(f"No papers of {reading.missing} are held; from other papers:")
    if found.unanswered:
        told.append(f"The papers held do not answer: {' '.join(found.unanswered)}")
    elif found.likelihood is not None and found.likelihood < SURE_LIKELIHOOD:
        told.append("It is not sure that the papers held answer this; the nearest that they say:")
    return told
