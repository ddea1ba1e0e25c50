# Sentences on what the texts say.

coverage = As known by { $day }, { $texts ->
    [one] { $texts } text
   *[other] { $texts } texts
} from { $origins ->
    [one] { $origins } independent origin
   *[other] { $origins } independent origins
} { $texts ->
    [one] makes
   *[other] make
} { $claims } checkable claims. A further { $outside } claims of acts and reports are known by citation only.

trust-none = None of these claims is graded.
trust = Of these claims, { $grades }.
trust-grade = { $number } ({ PERCENT($share, digits: 0) }) are graded { $grade } ({ $meaning })

disputes = { $count ->
    [one] { $count } question has
   *[other] { $count } questions have
} more than one answer or more than one origin: { $each }.
disputes-open = Still contested between the texts: { $questions }.
disputes-settled = None remains open without an explanation.
disputes-verdict = { $verdict ->
    [agree] { $count } agree
    [lists-differ] { $count } have lists that differ
    [resolved] { $count } are resolved
    [compatible] { $count } are compatible
    [planned-then-held] { $count } were planned and then held
    [definitions-differ] { $count } differ by definition
    [drift-in-a-copy] { $count } drifted in a copy
    [texts-of-different-days] { $count } come from texts of different days
    [conflict] { $count } conflict
    [weaker-copy] { $count } are put more weakly in a copy
    [changed-over-time] { $count } changed over time
   *[differs-from-the-law] { $count } differ from the law
}

newest-none = No text was known by then.
newest = The latest text, of { $day } ({ $publisher }), adds { $new ->
    [one] { $new } new claim
   *[other] { $new } new claims
}, confirms { $confirms } and contradicts { $differs }.

contested-none = No question is answered by more than one text or origin.
contested = Of { $count ->
    [one] { $count } question
   *[other] { $count } questions
} that several texts or origins answer, { $agree } agree and { $resolved } were settled here with a reason given.
contested-open = Still open: { $questions }.
contested-settled = None remains open.
