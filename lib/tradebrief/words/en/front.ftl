# The page over the reports: index.html.
# {first} and the like in single braces are filled in by the page's script; leave them as they are.

front-title = Reports
front-skip = Skip to the reports
front-count = { $reports ->
    [one] { $reports } report
   *[other] { $reports } reports
}
front-none-failed = none failed
front-some-failed = { $failed } failed

front-bottom-line = Bottom line
front-read = Read the report:
front-latest = latest
front-day = { $day }

front-failed = What failed
front-failed-note = The page of an earlier run stays as it was. Each name leads to the notebook with its error.
front-failed-more = { $count } more
front-failed-cell = cell { $cell }
front-failed-early = before the first cell

front-questions = Questions
front-reports = Reports by question
front-filters = Find a report
front-search = Search
front-question = Question
front-all-questions = All questions
front-language = Language
front-all-languages = All languages
front-from = From
front-to = To
front-clear = Clear filters
front-shown = { $first }–{ $last } of { $all } reports
front-nothing-shown = No report matches these filters.
front-pages = Pages
front-page = Page { $page } of { $pages }
front-previous = Previous
front-next = Next

front-compare = Compare two reports
front-earlier = First report
front-later = Second report
front-compare-how = This command, run in the folder of this page, writes the comparison:
front-compared = Comparisons made
