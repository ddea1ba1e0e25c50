from . import loader as loader
from . import reader as reader
