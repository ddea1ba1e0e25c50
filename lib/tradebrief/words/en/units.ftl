# Units and names that other messages use.

usd = ${ $amount }
jpy = ¥{ $amount }

party = { $code ->
    [AUS] Australia
    [CAN] Canada
    [CHN] China
    [GBR] the United Kingdom
    [JPN] Japan
    [MEX] Mexico
    [SGP] Singapore
    [USA] the United States
   *[other] { $code }
}
party-short = { $code ->
    [USA] US
   *[other] { party }
}
