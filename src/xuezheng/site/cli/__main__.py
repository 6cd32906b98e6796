"""`python -m xuezheng.site.cli`, which ./run calls."""

from xuezheng.site.cli import main

main()
