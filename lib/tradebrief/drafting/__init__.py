"""From a new text to the draft of an article.

``suggest`` tells what the text seems to hold, ``draft`` what a person makes of it, ``trial`` what is still wrong.
"""
