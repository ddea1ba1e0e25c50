"""The clocks that the days of a negotiation are told by: its own two, where an entry names none."""

from __future__ import annotations

from typing import Any


def with_zones(value: Any) -> Any:
    """Gives events and what reports them the zones of the file where they name none."""
    if not isinstance(value, dict):
        return value
    events, reports = value.get("zone"), value.get("reports_zone")
    if reports:
        value = {**value, **{kind: _told_in(value[kind], reports) for kind in ("deadlines", "proposals", "events") if kind in value}}
    if events and isinstance(value.get("events"), dict):
        value = {**value, "events": {name: _with_zone(one, events) for name, one in value["events"].items()}}
    return value


def _told_in(entries: Any, zone: str) -> Any:
    """Entries whose reports, steps and moves, and they themselves where they are dated, are told by a zone."""
    if isinstance(entries, list):
        return [_told_in(one, zone) for one in entries]
    if not isinstance(entries, dict):
        return entries
    inner = {name: _told_in(one, zone) if isinstance(one, dict | list) else one for name, one in entries.items()}
    return _with_zone(inner, zone) if "known_from" in inner else inner


def _with_zone(entry: Any, zone: str) -> Any:
    return {"zone": zone, **entry} if isinstance(entry, dict) else entry
