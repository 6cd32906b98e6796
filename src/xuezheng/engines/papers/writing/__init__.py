"""Files that leave the platform: tables and texts as Excel workbooks and as Word documents after the national standard."""
