# Sentences on what each side wants and offers.

status = { $level ->
    [1] under consideration
    [2] prepared
    [3] presented to the other side
    [4] tabled in writing
    [5] agreed
   *[6] in effect
}

offers-none = By { $day } no report tells of a demand or an offer by either side.
offers = By { $day }, { $count ->
    [one] { $count } demand or offer
   *[other] { $count } demands and offers
} had been reported; { $agreed ->
    [no] none is known to have gone beyond being { $status }
   *[yes] the furthest along is { $status }
}.
offers-risen = Further along than when first reported: { $names }.
offers-not-risen = None is further along than when first reported.

lone-none-yet = Nothing had been put forward, so nothing rests on unnamed sources.
lone-none = None of it rests on the unnamed sources of a single report; what nobody mentions is unreported, not withdrawn.
lone = { $lone } of { $cells } entries rest on the unnamed sources of a single report; what nobody mentions is unreported, not withdrawn.

meetings-none = No round had begun, so nobody had met.
meetings = Over { $rounds ->
    [one] { $rounds } round
   *[other] { $rounds } rounds
}, by number of rounds attended: { $often }.
meeting-count = { $name } { $count }
meetings-absent = Known to have been absent: { $absent }.
meeting-absent = { $name } at { $round }
meetings-none-absent = Nobody is known to have been absent.

topics-none = No round had begun, so no topic is reported.
topics = New at { $round }: { $came }; no longer reported: { $went }.
topics-nothing = none

accounts-none = Both sides' accounts are known of no meeting.
accounts = Both sides' accounts are known of { $count ->
    [one] { $count } meeting
   *[other] { $count } meetings
}; they differ in tone on { $apart }.
accounts-none-apart = none

remarks-none = No condition, threat or statement on atmosphere has been reported.
remarks = Reported: { $kinds }.
remarks-conditions = { $count ->
    [one] { $count } condition
   *[other] { $count } conditions
}
remarks-threats = { $count ->
    [one] { $count } threat
   *[other] { $count } threats
}
remarks-atmosphere = { $count ->
    [one] { $count } statement on atmosphere
   *[other] { $count } statements on atmosphere
}
remarks-threat = The latest threat was reported on { $day }: “{ $says }”.
remarks-no-threat = No threat has been reported.

hedging-none = No text was out yet.
hedging = Of { $claims } claims in { $texts ->
    [one] { $texts } text
   *[other] { $texts } texts
}, { PERCENT($share, digits: 0) } are stated or quoted as fact; the rest are plans, expectations, hopes or possibilities.
