"""The three lists and implementation plans as they stand in Excel workbooks and Word documents."""
