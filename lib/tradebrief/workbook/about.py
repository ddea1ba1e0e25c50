"""What a workbook is about: ``workbook.yaml``."""

from __future__ import annotations

from tradebrief.records.record import Name, Party, Record, Text


class About(Record):
    """The title of a workbook, whose tariffs on whose goods it follows, and its main negotiation: what a question means that names none."""

    id: Name
    title: Text = "Workbook"
    importer: Party = "USA"
    """Whose tariff schedule is asked."""
    partner: Party | None = None
    """Whose goods are asked about."""
    talks: Name | None = None
    """Which negotiation is asked about."""
