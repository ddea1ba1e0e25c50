"""One edit of toyland for each rule of the talks: the file, what stands there, what to write instead."""

TALKS = "talks/toy-talks.yaml"

BREAKS = {
    "rounds_come_in_order": (TALKS, "    number: 1\n", "    number: 4\n"),
    "reports_of_one_event_agree": (
        TALKS,
        "  round-2:\n    kind: round\n    number: 2\n    says: Second round\n",
        "  round-2:\n    kind: round\n    number: 2\n    says: Second round\n    reports:\n"
        "      - {known_from: 2031-03-08, status: occurred, on: 2031-03-07, source: Courier}\n",
    ),
    "nothing_planned_is_marked_held": (TALKS, "known_from: 2031-02-02", "known_from: 2031-01-30"),
    "deadlines_are_moved_after_they_were_set": (TALKS, "moved_on: 2031-03-10", "moved_on: 2031-01-10"),
    "deadlines_are_known_once_they_are_set": (TALKS, "pay double\n    known_from: 2031-02-01", "pay double\n    known_from: 2031-01-01"),
    "facts_name_events_of_the_talks": ("articles/2031-03-03-gazette-second-round.yaml", "event: toy-talks/round-3", "event: toy-talks/round-9"),
    "who_sits_at_the_table_is_known": (TALKS, "met: {trentino: 60}", "met: {trentina: 60}"),
    "talks_are_about_measures": (TALKS, "counterparts: [trentino]\n", "counterparts: [trentino]\nabout: [no-such-measure]\n"),
    "members_of_a_class_have_their_talks": ("classes/rounds.yaml", "talks: toy-talks", "talks: toy-talk"),
    "claims_look_ahead": (TALKS, "by: 2031-03-14", "by: 2031-03-05"),
}  # fmt: skip
