# Sentences on what changed between two days of knowing.

summary-none = Between { $first } and { $last } nothing became known that is recorded here.
summary = Between { $first } and { $last }, { $sources ->
    [one] { $sources } text or act
   *[other] { $sources } texts and acts
} came out and changed { $kinds }.
summary-asked = Between { $first } and { $last }, as asked of { $as_of }, { $sources ->
    [one] { $sources } text or act
   *[other] { $sources } texts and acts
} came out and changed { $kinds }.
changed-kind = { $what ->
    [fact] { $count ->
        [one] { $count } fact
       *[other] { $count } facts
    }
    [grade] { $count ->
        [one] { $count } grade
       *[other] { $count } grades
    }
    [event] { $count ->
        [one] { $count } event
       *[other] { $count } events
    }
    [deadline] { $count ->
        [one] { $count } deadline
       *[other] { $count } deadlines
    }
    [measure] { $count ->
        [one] { $count } measure
       *[other] { $count } measures
    }
    [proposal] { $count ->
        [one] { $count } proposal
       *[other] { $count } proposals
    }
    [reading] { $count ->
        [one] { $count } reading
       *[other] { $count } readings
    }
    [headline] { $count ->
        [one] { $count } headline
       *[other] { $count } headlines
    }
    [sentence] { $count ->
        [one] { $count } sentence
       *[other] { $count } sentences
    }
    [law] { $count ->
        [one] { $count } change of the law
       *[other] { $count } changes of the law
    }
   *[other] { $count } { $what }
}

talks-nothing = Since { $day } nothing new became known of the talks.
talks-news = New on the talks since { $day }.
talks-occurred = Held: { $events }.
talks-planned = Planned: { $events }.
talks-cancelled = Cancelled: { $events }.
talks-reported = Reported: { $events }.
talks-deadline = Deadlines: { $events }.
talks-event = { $title } ({ $days })

law-nothing = No act published since then changed a tariff.
law = Tariffs changed by acts published since: { $goods }. The acts: { $acts }.
law-no-good = none on the selected goods
law-good = { $name } from { $before } to { $after }
law-act = { $cite } ({ $measures ->
    [one] { $measures } measure
   *[other] { $measures } measures
})

questions-none = No question has a different answer than before.
questions = { $count ->
    [one] { $count } question has
   *[other] { $count } questions have
} a different answer or more sources; { $named }.
questions-open = still open: { $names }
questions-settled = none remains open
