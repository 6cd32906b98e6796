"""Lists and plans as files that leave the platform: Excel workbooks and Word documents."""
