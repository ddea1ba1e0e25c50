"""Adds the lines of every origin together into the table that all origins share, keeping apart what the law may ever treat apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tradebrief.analysis.exposure.base_paid import base_rule
from tradebrief.analysis.exposure.build import floors_of, prefixes, scopes_holding, sidecar_of
from tradebrief.analysis.exposure.conventions import laws
from tradebrief.analysis.exposure.lists import Lists, read_lists
from tradebrief.analysis.exposure.partner_table import ALL, AMOUNTS, COLUMNS, PARTNERS, TREATMENT_COLUMNS, TREATMENTS, PartnerTrade, written
from tradebrief.analysis.exposure.scopes import codes_print, fingerprint
from tradebrief.analysis.exposure.table import group_of
from tradebrief.errors import ask_error
from tradebrief.files import write_whole
from tradebrief.law.hts.store import kept_hash
from tradebrief.law.prepared_measures import PreparedMeasure
from tradebrief.law.schedule import TariffSchedule
from tradebrief.trade.convention import METALS
from tradebrief.trade.datasets import Group, Sheet
from tradebrief.trade.sources.read import TradeFile
from tradebrief.trade.sources.rows import party_of
from tradebrief.workbook.workbook import Workbook

CONTENT = "metal-content-"


@dataclass(frozen=True, kw_only=True, eq=False)
class Treatments:
    """The codes of a file with the number of the treatment of each, from 0, and what each treatment is."""

    codes: tuple[str, ...]
    number: np.ndarray
    chapter: np.ndarray
    group: np.ndarray
    held: Mapping[str, np.ndarray]
    """For each measure what its scope says of each code: 1, 0, or -1 where nobody tells."""
    prints: Mapping[str, str]

    @property
    def firsts(self) -> np.ndarray:
        """The place of the first code of each treatment."""
        return np.unique(self.number, return_index=True)[1]

    def scopes(self) -> list[str]:
        """The measures whose scope holds each treatment, ``?`` before those of which nobody tells."""
        signs = {1: "", -1: "?"}
        names = sorted(name for name, mark in self.prints.items() if mark != ALL)
        return [" ".join(f"{signs[int(said)]}{name}" for name in names if (said := self.held[name][first])) for first in self.firsts]


def treatments_of(codes: Sequence[str], prepared: Sequence[PreparedMeasure], groups: Mapping[str, Group], lists: Lists) -> Treatments:
    """The treatment of each of some sorted codes under every measure that may ever be laid on it."""
    by_measure, prints = scopes_holding(codes, prepared, lists)
    chapter = np.array([code[:2] for code in codes])
    group = group_of(groups, tuple(codes), {name: said == 1 for name, said in by_measure.items()})
    marks = np.unique(
        np.column_stack(list({prints[name]: said for name, said in by_measure.items()}.values())), axis=0, return_inverse=True
    )[1].reshape(-1)
    number = np.unique(np.rec.fromarrays([chapter, group, marks]), return_inverse=True)[1].reshape(-1)
    return Treatments(codes=tuple(codes), number=number, chapter=chapter, group=group, held=by_measure, prints=prints)


@dataclass(frozen=True, kw_only=True, eq=False)
class PartnerLines:
    """Lines of every origin added up: the lines, rows and treatments made of them, the fingerprints of the scopes, lists that stand in for others."""

    name: str
    frame: pl.DataFrame
    made: tuple[pl.DataFrame, pl.DataFrame]
    prints: dict[str, str]
    stand_ins: Mapping[str, str]

    @property
    def trade(self) -> PartnerTrade:
        """The table as an analysis takes it."""
        about = Sheet(
            id="lines",
            title=self.name,
            source=f"lines of {self.name}",
            licence="as the lines",
            unit="US dollars",
            columns={},
            scopes=self.prints,
        )
        return PartnerTrade(about=about, path=Path(self.name), made=self.made)


def add_up(book: Workbook, file: TradeFile, name: str, lists: str | Path | None = None) -> PartnerLines:
    """The lines of every origin of a file, added up by treatment; a file that names no partners is an ``AskError``."""
    full = read_lists(lists, book.published_lists) if lists else Lists()
    known = {party: party_of(party) for party in file.frame["partner"].unique()} if "partner" in file.frame.columns else {}
    if not any(known.values()):
        raise ask_error(
            name, "names no partners", ", ".join(file.frame.columns), "Give lines with a column of partners, or build one origin."
        )
    frame = file.frame.select(
        pl.col("partner").replace_strict(known).alias("origin"), "code", pl.col("value", "duty").cast(pl.Float64)
    ).filter(pl.col("origin") != "")
    made, prints = build(frame, book, laws(book), full)
    return PartnerLines(name=name, frame=frame, made=made, prints=prints, stand_ins=full.stand_ins)


def build_all(book: Workbook, file: TradeFile, name: str, lists: str | None, out: Path, said: Mapping[str, str | None]) -> dict[str, Any]:
    """Write the table of all origins, the table of treatments and the sidecar; what was made, for programs."""
    found = add_up(book, file, name, lists)
    rows, treatments = written(*found.made)
    target = out if out.suffix == ".csv" else out / f"{PARTNERS}.csv"
    command = f"tradebrief trade build --all-origins --lines {name}{' --lists DIR' if lists else ''} --out FILE"
    about = {
        "title": said["title"] or "Trade of every origin, lines with one treatment added together",
        "source": said["source"] or f"lines of {name}",
        "licence": said["licence"] or "as the lines",
        "unit": "US dollars",
        "valuation": "customs value, imports for consumption",
        "note": "; ".join(f"{measure}: {why}" for measure, why in found.stand_ins.items()),
        "made_by": command,
    }
    made = {
        "by_origin": "true",
        "lines": str(len(found.frame)),
        "codes": codes_print(found.frame["code"].unique()),
        "kept": kept_hash(rows, treatments),
    }
    write_whole(target, rows)
    write_whole(target.with_suffix(TREATMENTS), treatments)
    write_whole(target.with_suffix(".yaml"), sidecar_of(rows, about, made, COLUMNS, found.prints))
    return {"lines": len(found.frame), "origins": found.frame["origin"].n_unique(), "rows": len(found.made[0]), "file": str(target)}


def build(
    frame: pl.DataFrame, book: Workbook, schedules: Sequence[TariffSchedule], lists: Lists
) -> tuple[tuple[pl.DataFrame, pl.DataFrame], dict[str, str]]:
    """Rows and treatments, and the fingerprints of the scopes; ``frame`` holds origin, code, value and duty."""
    prepared = [one for schedule in schedules for one in schedule.prepared if not one.measure.is_base]
    codes = frame["code"].unique().sort().to_list()
    found = treatments_of(codes, prepared, book.groups, lists)
    floors = sorted({floor for schedule in schedules for origin in frame["origin"].unique() for floor in floors_of(schedule, origin)})
    shares = _shares(found, prepared, lists)
    place = pl.Series(codes)
    parts = [
        _of(str(origin), lines, place.search_sorted(lines["code"]).to_numpy(), found, shares, floors, book)
        for (origin,), lines in frame.group_by("origin")
    ]
    rows = pl.concat(parts).sort("origin", "treatment", "mfn_low")
    scopes = list({fingerprint(one.scope): one.scope for one in prepared}.values())
    held_by = [" ".join(one) for one in prefixes(codes, found.number, scopes)]
    firsts = found.firsts
    about = (np.arange(1, len(firsts) + 1), found.chapter[firsts], found.group[firsts], found.scopes(), held_by)
    return (rows, pl.DataFrame(dict(zip(TREATMENT_COLUMNS, about, strict=True)))), dict(found.prints)


def _shares(found: Treatments, prepared: Sequence[PreparedMeasure], lists: Lists) -> np.ndarray:
    """The part of each code's value that lies on each metal, where a measure applies to it."""
    mixed = [one.measure.id for one in prepared if _on_content(one)]
    touched = np.any([found.held[name] != 0 for name in mixed], axis=0) if mixed else np.zeros(len(found.codes), dtype=bool)
    none = (0.0,) * len(METALS)
    return np.array(
        [[float(part) for part in lists.shares.get(code, none)] if here else none for code, here in zip(found.codes, touched, strict=True)]
    )


def _on_content(one: PreparedMeasure) -> bool:
    rows = (one.measure.duties, *one.measure.partners.values())
    return any(entry.on and entry.on.share.startswith(CONTENT) for duties in rows for entries in duties.values() for entry in entries)


def _of(
    origin: str, lines: pl.DataFrame, at: np.ndarray, found: Treatments, shares: np.ndarray, floors: Sequence[float], book: Workbook
) -> pl.DataFrame:
    """The rows of one origin: one for each treatment and side of every all-in rate."""
    value, duty = lines["value"].to_numpy(), lines["duty"].to_numpy()
    if base := base_rule(book, origin):
        duty = base(lines["code"].to_list(), value, duty)
    rate = np.round(np.divide(duty, value, out=np.zeros_like(duty), where=value > 0), 8)
    parts = {
        f"{metal}_{what}_usd": amount * shares[at, kind]
        for kind, metal in enumerate(METALS)
        for what, amount in (("value", value), ("duty", duty))
    }
    columns = {"side": np.searchsorted(floors, rate, side="right"), "rate": rate, "customs_value_usd": value, "mfn_duty_usd": duty, **parts}
    return (
        pl.DataFrame({"origin": origin, "treatment": found.number[at] + 1, **columns})
        .group_by("origin", "treatment", "side")
        .agg(pl.len().alias("lines"), pl.col("rate").min().alias("mfn_low"), pl.col("rate").max().alias("mfn_high"), pl.col(AMOUNTS).sum())
        .select(*COLUMNS)
    )
