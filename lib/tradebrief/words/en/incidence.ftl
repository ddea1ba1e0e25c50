# Sentences on the incidence of the additional tariffs.

bearers = Once prices and volumes have adjusted, { MONEY($duty) } of { MONEY($before) } of duty remain ({ $level } interval of the simulations { MONEY($range) }). Of the additional duty on goods still shipped, exporters bear { MONEY($exporters) } ({ PERCENT($share, digits: 0) }) and buyers { MONEY($buyers) }. The deadweight loss (Harberger triangle) is { MONEY($loss) } a year, equivalent in welfare to a uniform tariff of { PERCENT($uniform) }.

matters = The result depends most on one assumption, the { LOWER($title) }: from its low to its high value, the remaining duty goes from { MONEY($low) } to { MONEY($high) }.

quota = A tariff quota of { $volume } cars at { RATE($inside) }, with { RATE($outside) } above it, would cover { PERCENT($share) } of { $units } cars: the mean tariff would be { PERCENT($mean, digits: 2) }, and access to the in-quota volume would be worth { MONEY($worth, digits: 0) } a year. To bring the mean down to { RATE($target) } it would have to cover { DECIMAL($needed, digits: 0) } cars.
