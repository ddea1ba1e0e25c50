from . import records as records
