"""What texts say.

``provenance`` holds the records, ``anchors`` the places of their passages, ``evidence`` grades a claim, ``readings``
lays the answers to one question side by side.
"""
