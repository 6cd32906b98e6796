"""Reports: their list, the page where they are filled and reviewed, the acts on them."""
