"""What the module keeps: papers, plans with their parts, assignments with their progress, shares of targets, projects."""

from xuezheng.modules.plans.models.assignments import (
    Assignment,
    AssignmentStep,
    ProgressReport,
    TaskTakeover,
    TaskTally,
)
from xuezheng.modules.plans.models.papers import Paper
from xuezheng.modules.plans.models.parts import Goal, Milestone, Responsibility, Section, Task
from xuezheng.modules.plans.models.plans import Plan
from xuezheng.modules.plans.models.projects import ImplementationPlan, Project, RoadStep, Spending
from xuezheng.modules.plans.models.targets import Target, TargetEvidence, TargetShare

__all__ = [
    "Assignment",
    "AssignmentStep",
    "Goal",
    "ImplementationPlan",
    "Milestone",
    "Paper",
    "Plan",
    "ProgressReport",
    "Project",
    "Responsibility",
    "RoadStep",
    "Section",
    "Spending",
    "Target",
    "TargetEvidence",
    "TargetShare",
    "Task",
    "TaskTakeover",
    "TaskTally",
]
