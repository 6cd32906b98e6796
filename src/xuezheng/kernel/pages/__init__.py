"""Pages: the machinery every page is made with, so that lists, details and forms look and behave alike everywhere.

Owns: menu, search sources, home cards, list pages with their exports, the page frame, stylesheet and script, refusals as pages.
Does not own: any record, any package's own page, the composition of the site.
Depends on: scope, refusals, clock.
Announces: nothing.
"""
