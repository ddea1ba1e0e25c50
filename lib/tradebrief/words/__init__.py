"""One function says one thing about one result; the numbers come from the result and nowhere else."""

from tradebrief.lazily import modules_of
from tradebrief.words.sentence import Sentence

__all__ = ["Sentence"]
__getattr__ = modules_of(__name__)
