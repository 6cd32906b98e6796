"""What joins the engines: records of the lake read for the indicators, values of the indicators told to the plans."""
