from . import loader as loader
