"""Where contents are kept: a local folder, or a store that speaks S3. Both know contents by their hash alone."""
