"""What the module keeps: bodies, CIOs, requests for what is missing, meetings, rule documents, surveys."""

from xuezheng.modules.organisation.models.bodies import Body, BodyMember
from xuezheng.modules.organisation.models.cios import Cio, CioTraining
from xuezheng.modules.organisation.models.meetings import Meeting, Resolution
from xuezheng.modules.organisation.models.requests import CoverageRequest
from xuezheng.modules.organisation.models.rules import Rule, RuleEdition
from xuezheng.modules.organisation.models.surveys import Survey, SurveyPart, SurveyUse

__all__ = [
    "Body",
    "BodyMember",
    "Cio",
    "CioTraining",
    "CoverageRequest",
    "Meeting",
    "Resolution",
    "Rule",
    "RuleEdition",
    "Survey",
    "SurveyPart",
    "SurveyUse",
]
