"""HTML comes from templates, each beside the code that fills it, which escape whatever they are given.

They stand on the ground floor, so that a table and a page, which do not know of each other, fill theirs alike.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


@cache
def environment() -> Environment:
    """Where templates are found, as ``room/name.html.j2``, each compiled once."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["sha256"] = lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return made


def filled(name: str, **values: Any) -> Markup:
    """A template with these values as HTML; a value that is no ``Markup`` is escaped, one that is missing is an error."""
    return Markup(environment().get_template(name).render(values).rstrip())  # noqa: S704 (escaped by the template)
