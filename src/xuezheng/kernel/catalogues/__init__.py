"""Catalogues (目录文件): YAML files that the office may change without code, read with the place of every mistake.

Owns: reading such files entry by entry, refusing what is missing, unknown or of another kind with file, line and remedy.
Does not own: what the entries mean (each package reads its own).
Depends on: refusals.
Announces: nothing.
"""
