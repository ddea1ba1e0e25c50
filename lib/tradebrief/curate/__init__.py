"""From a new text to an article of the seeds: drafted, tried against the rules, saved.

``suggest`` tells what the text seems to hold, ``draft`` what a person makes of it, ``trial`` what is still wrong; ``form`` is the
curator's page in JupyterLab, ``fields`` what each of its fields takes.
"""
