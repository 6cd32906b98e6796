"""From a bare Python to a running command: makes the environment, then hands over.

Apart from the package `xuezheng` because it runs before anything is installed: standard library only.
"""
