"""Who bears the duty and what trade does about it: prices, volumes, the duty that is left, quotas in units, other origins.

``formulas`` holds the arithmetic with its sources, ``draws`` the random draws of open numbers, ``response`` the answer for an exposure,
``quota`` the arithmetic of a tariff quota, ``diversion`` what other origins gain.
"""
