"""One edit of toyland that breaks each rule of the law: file, what stands there, what to write instead."""

MORE_HATS = """title: More duty on hats
type: reciprocal duty
basis: emergency powers
importer: FRE
origins: [SYL]
goods: {codes: [6505]}
duties:
  2031-06-01: {adds: 5%, published: 2031-05-01, act: Hat Act}
"""

NOTHING = """title: A duty without a rate
type: emergency duty
basis: emergency powers
importer: FRE
origins: [SYL]
goods: {codes: [6505]}
"""

BREAKS = {
    "relations_name_measures": ("measures/fre-hats.yaml", "yields_to: [fre-party-hats]", "yields_to: [fre-partyhats]"),
    "measures_do_not_yield_in_a_circle": ("measures/fre-party-hats.yaml", "last_day:", "yields_to: [fre-hats]\nlast_day:"),
    "measures_end_after_they_begin": ("measures/fre-party-hats.yaml", "last_day: 2031-12-31", "last_day: 2031-02-28"),
    "scopes_name_lists": ("measures/fre-mfn.yaml", "list: fre-mfn", "list: fre-mnf"),
    "base_rates_stand_in_their_list": ("measures/fre-mfn.codes.csv", "6504,3%", "6504,"),
    "schedules_are_as_built": ("hts/fre-2031-1.csv", "65050000,free", "65050000,0.3"),
    "measures_charge_something": ("measures/fre-none.yaml", "", NOTHING),
    "origins_are_known_parties": ("measures/fre-hats.yaml", "origins: [SYL]", "origins: [SYV]"),
    "measures_of_one_type_do_not_overlap": ("measures/fre-more-hats.yaml", "", MORE_HATS),
    "scenarios_name_measures": ("scenarios/no-hats.yaml", "off: [fre-hats]", "off: [fre-hat]"),
    "rates_are_checked_against_the_law": ("codes/rates.yaml", "sylvania-hats.rate:", "sylvania-hats.rates:"),
    "scenarios_cite_facts": ("scenarios/no-hats.yaml", "cites: [sylvania-hats.rate]", "cites: [sylvania-hats.rates]"),
}
