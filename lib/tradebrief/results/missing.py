"""What cannot be answered yet because the workbook has no record of the kind: it stands in a result's place in a notebook, so that the page says what to add.

A workbook loaded with ``gaps="told"`` gives it; any other refuses the question with the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from tradebrief.errors import LACKS, LackError

P = ParamSpec("P")
T = TypeVar("T")


class Missing:
    """A gap in place of a result: every attribute and call of it is the same gap, it holds no rows and counts as nothing.

    ``kind`` is the folder of the seeds where a record is wanted, ``got`` the name that was looked for.

    >>> gap = Missing("talks")
    >>> gap.rounds.first is gap, list(gap), bool(gap)
    (True, [], False)
    >>> gap
    The workbook has no negotiation yet. Add its file as seeds/talks/NAME.yaml and name it as 'talks' in workbook.yaml.
    """

    def __init__(self, kind: str, got: str = "") -> None:
        self.kind, self.got = kind, got

    def __getattr__(self, name: str) -> Missing:
        if name.startswith("_"):  # what Python and Jupyter look for by themselves
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Missing:
        """The same gap."""
        return self

    def __getitem__(self, place: Any) -> Missing:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def _refuses(self, *others: Any) -> Any:
        """A gap is no number: what counts with it lacks the same record."""
        raise LackError(self.kind, self.got)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __abs__ = __neg__ = _refuses
    __lt__ = __le__ = __gt__ = __ge__ = __float__ = __int__ = __round__ = __format__ = _refuses

    def __repr__(self) -> str:
        noun, remedy = LACKS[self.kind]
        return f"The workbook has no {noun}{f' {self.got}' if self.got else ''} yet. {remedy}"


def missing_in(*values: Any) -> Missing | None:
    """The first gap among some values."""
    every = (one for value in values for one in (value if isinstance(value, list | tuple) else (value,)))
    return next((one for one in every if isinstance(one, Missing)), None)


def tells_gaps(make: Callable[P, T]) -> Callable[P, T]:
    """Makes a question about a workbook give the gap, where the workbook tells gaps; a question about a gap gives that gap."""

    @wraps(make)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        if (gap := missing_in(*args, *kwargs.values())) is not None:
            return gap  # type: ignore[return-value]
        book: Any = args[0] if args else None
        if not hasattr(type(book), "gaps") or book.gaps != "told":  # a result without it would look for what was meant
            return make(*args, **kwargs)
        try:
            return make(book.strict, *args[1:], **kwargs)  # type: ignore[call-arg]
        except LackError as lack:
            return Missing(lack.kind, lack.got)  # type: ignore[return-value]

    return asked
