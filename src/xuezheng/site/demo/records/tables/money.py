"""Funds by source and building projects, both over the year: budgets stand, what was received and spent grows."""

from datetime import date

import numpy as np

from xuezheng.site.demo.records.bureaus import PROVINCE
from xuezheng.site.demo.records.columns import Columns, chosen, days, numbered
from xuezheng.site.demo.records.schools import UNIVERSITY, VOCATIONAL, SchoolView, named
from xuezheng.site.demo.records.universe import LAST, View, Whole

SOURCES = ("central", "provincial", "local", "school", "market")
PURPOSES = ("network", "equipment", "resources", "training", "security", "operation")
PROJECTS = ("safety", "kindergarten", "weak_links", "new_school", "vocational")
SHARES = np.array([0.16, 0.24, 0.45, 0.05, 0.1])
SPENT = {1: 0.19, 2: 0.44, 3: 0.69, 4: 0.95}
"""Of the budget by the end of the year's quarter, as the office sees it in most years."""
EPOCH = date(1970, 1, 1)


def funds_of_bureaus(view: View, *, quarter: int) -> Columns:
    return _funds(view, np.array([620, 1_900, 26_000])[view.group], quarter=quarter)


def funds_of_schools(view: SchoolView, *, quarter: int) -> Columns:
    view = view.of(UNIVERSITY, VOCATIONAL)
    return _funds(view, np.where(view.group == UNIVERSITY, 1_800, 130), quarter=quarter)


def _funds(view: View, usual: Whole, *, quarter: int) -> Columns:
    """A row for each source; the year's budget is drawn once for the year."""
    many = len(SOURCES)
    rows, source = np.repeat(np.arange(view.size), many), np.tile(np.arange(many), view.size)
    year = 0 if view.step == 0 else 1
    chance = view.universe.chance(f"funds {year}").random((5, view.universe.size * many))[
        :, view.at[rows] * many + source
    ]
    budget = np.round(usual[rows] * SHARES[source] * (0.6 + 0.8 * chance[0]) * (1.06 if year else 1), 2)
    pace = np.clip(SPENT[quarter] * (0.82 + 0.3 * view.rank("pace", 0.5)[rows]) * (0.9 + 0.2 * chance[1]), 0, 1)
    spent = np.round(budget * pace, 2)
    return {
        "unit": named(view, np.full(view.size, many)),
        "source": chosen(source, SOURCES),
        "purpose": chosen(np.floor(chance[2] * len(PURPOSES)).astype(np.int64), PURPOSES),
        "rural": chance[3] < 0.46,
        "budget": budget,
        "received": np.round(np.minimum(budget, spent + (budget - spent) * (0.35 + 0.6 * chance[4])), 2),
        "spent": spent,
        "maintenance": np.round(spent * (0.08 + 0.16 * chance[4]), 2),
        "education_funds": np.round(budget / (0.055 + 0.045 * chance[3]), 2),
        "audited": chance[2] < 0.6,
    }


def building_projects(view: View, *, day: date) -> Columns:
    """A few in each county, more in cities; a project goes on over the quarters."""
    view = view.only(view.group < PROVINCE)
    number = 2 + np.floor(3 * view.noise("projects")).astype(np.int64)
    rows = np.repeat(np.arange(view.size), number)
    nth = np.arange(len(rows)) - np.repeat(np.cumsum(number) - number, number)
    place = view.at[rows] * 8 + nth
    chance = view.universe.chance("projects").random((6, view.universe.size * 8))[:, place]
    investment = np.round(180 + 5200 * chance[0] ** 2, 1)
    speed = 0.16 + 0.2 * chance[1] + 0.05 * (view.rank("building")[rows] - 0.5)
    done = np.clip((chance[2] - 0.25) + speed * (view.step + 1), 0, 1)
    due = np.floor(
        (day - EPOCH).days - 91 * (view.step - LAST) + (1.0 - chance[2]) / speed * 91 - 380 + 200 * chance[3]
    )
    late = np.where(done < 1, np.maximum((day - EPOCH).days - due, 0), 0).astype(np.int64)
    return {
        "unit": named(view, number),
        "project": numbered("P", place),
        "kind": chosen(np.floor(chance[4] * len(PROJECTS)).astype(np.int64), PROJECTS),
        "investment": investment,
        "received": np.round(investment * np.clip(done + 0.1 + 0.25 * chance[5], 0, 1), 1),
        "completed": np.round(investment * done, 1),
        "area": np.round(investment * 2.9, 0),
        "started": done > 0,
        "finished": done >= 1,
        "due_on": days(due),
        "days_late": np.minimum(late, 600),
        "accidents": np.zeros(len(rows), dtype=np.int64),
        "inspected": view.universe.chance(f"inspected {view.step}").random(view.universe.size * 8)[place] < 0.85,
    }
