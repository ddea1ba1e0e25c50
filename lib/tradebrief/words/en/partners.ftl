# The page that compares partners: sentences, tables, figures.

partners-rank = On { $day }, { $name } faces an average { $importer } tariff of { RATE($rate) }: rank { $rank } of { $count } partners from the highest down. All of them together face { RATE($all) }.
partners-beside = { $name } faces { RATE($own) } and { $other } { RATE($rate) }: { $side ->
    [more] { POINTS($gap, digits: 1) } points more
   *[less] { POINTS($gap, digits: 1) } points less
}, of which { POINTS($treatment, digits: 1, sign: "always") } from the rates on like goods and { POINTS($composition, digits: 1, sign: "always") } from what is sold.
partners-terms = On the terms of { $best } the average would be { RATE($low) }, on those of { $worst } { RATE($high) }; under the law it is { RATE($own) }.
partners-terms-none = No other partner's terms were asked about.

table-partner-rates = Average { $importer } tariffs by partner on { $day }
    .rank = rank
    .partner = partner
    .law = law
    .value = customs value, bn USD
    .mfn = MFN duty, %
    .increase = added, points
    .rate = average tariff, %
    .range = range, %
    .drivers = what adds most, points
    .note = Trade of { $year }. “Incomplete” stands before a number whose law leaves something out here; the table of gaps below says what.
partners-incomplete = incomplete
table-partner-gaps = What the law on goods of single partners leaves out
    .partner = partner
    .missing = left out
table-mix = Treatment and composition: { $whose } beside others
    .partner = beside
    .rate = their average, %
    .own = own average, %
    .difference = difference, points
    .treatment = treatment, points
    .composition = composition, points
    .note = Treatment: what the rates on like goods make at the mean of the two mixes of goods. Composition: what the two mixes make at the mean of the two rates. Both add up to the difference.
table-terms = { $whose } on the terms of others on { $day }
    .partner = terms of
    .rate = average tariff, %
    .range = range, %
    .duty = duty, bn USD
    .difference = against the law, bn USD
table-deals = Who got what
    .partner = partner
    .day = announced
    .before = reciprocal tariff announced before
    .after = reciprocal tariff on { $day }
    .cars-before = cars before, %
    .cars-after = cars on { $day }, %
    .gave = in exchange
    .source = source of that
    .note = Tariffs before and after are those of the law; what was given is told in our own words.
deals-none = none

figure-partners = { $name } faces { RATE($rate) }, rank { $rank } of { $count }
    .about = Average { $importer } tariff on goods of the { $shown } largest partners on { $day }, % of customs value; line: range
    .alt = Bar chart of the average { $importer } tariff on goods of { $shown } partners on { $day }: highest { $first } at { RATE($top) }, lowest { $last } at { RATE($bottom) }; { $name } at { RATE($rate) }.
figure-partner-days = { $name } went from { RATE($start) } to { RATE($end) }, { $other } from { RATE($other_start) } to { RATE($other_end) }
    .about = Average { $importer } tariff day by day from { $first } to { $last }, % of customs value of { $year }
    .alt = Line chart of the average { $importer } tariff on goods of { $shown } partners from { $first } to { $last }; on the last day { $name } stands at { RATE($end) }.
    .peak = { $name } peaks at { RATE($rate) } on { $day }
figure-partner-line = { $name } { RATE($rate) }
