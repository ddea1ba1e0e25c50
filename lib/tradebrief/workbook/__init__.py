"""The workbook: every record of a folder of seeds, read by ``loader``, checked by ``rules``, asked through ``workbook.Workbook``."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
