"""From a file as it comes to a text: web page, PDF, Word, mail or plain text in any common encoding.

``read`` tells by its bytes what a file is, ``document`` is what comes of it; one module reads one format.
"""
