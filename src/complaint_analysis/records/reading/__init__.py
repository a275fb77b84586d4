"""Any export as rows and canonical columns: files, headers, words, dates, cells, stages."""
