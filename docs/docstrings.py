"""How the site reads docstrings: examples as code, and at each field of a record whether it is needed and the words it takes."""

from __future__ import annotations

import re
from pkgutil import resolve_name
from typing import Any, Literal, get_args, get_origin

import griffe

EXAMPLE = re.compile(r"^>>> .*(?:\n.*\S.*)*", re.MULTILINE)


class Docstrings(griffe.Extension):
    """Changes docstrings before they are shown."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Each example in a fence of its own."""
        if obj.docstring:
            obj.docstring.value = EXAMPLE.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """What is known of the fields of records once they are read."""
        for module in filter(lambda one: not one.is_alias, pkg.modules.values()):
            self.on_package(pkg=module)
            for record in (one for one in module.classes.values() if not one.is_alias):
                for name, field in getattr(resolve_name(record.path), "model_fields", {}).items():
                    if docstring := name in record.members and record.members[name].docstring:
                        docstring.value += _needs(field) + _words(field.annotation)


def _needs(field: Any) -> str:
    written = f" Written `{field.alias}`." if field.alias else ""
    return written + (" *Needed.*" if field.is_required() else "")


def _words(kind: Any) -> str:
    """The words of the first list among what a field takes."""
    if get_origin(kind) is Literal:
        return f" One of {', '.join(f'`{word}`' for word in get_args(kind))}."
    return next(filter(None, map(_words, get_args(kind))), "")
