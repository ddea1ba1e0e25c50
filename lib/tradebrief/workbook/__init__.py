"""The workbook: every record of a folder of seeds, read by ``loader``, checked by ``rules``, asked through ``workbook.Workbook``."""
