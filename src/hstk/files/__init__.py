"""Files of other programs: Word, Excel and other spreadsheets, and how a file is written at all."""
