"""Pages of jobs: all of them for operators, one's own long work for everybody."""
