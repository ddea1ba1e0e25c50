"""The curator's desk.

``form`` is what is seen and saved, ``fields`` what each field takes.
"""
