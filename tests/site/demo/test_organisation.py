"""The organisation of the demonstration, made through the actions on a small tree."""

import pytest
from django.db.models import Count, F, Q

from tests.factories import Tree, acting
from tests.modules.organisation.scene import AT, PLATFORM, TODAY, inbox_of
from xuezheng.kernel.scope.binding import bound
from xuezheng.modules.organisation.models import (
    Body,
    Cio,
    CioTraining,
    Meeting,
    Resolution,
    RuleEdition,
    Survey,
    SurveyPart,
    SurveyUse,
)
from xuezheng.modules.organisation.queries.coverage import coverage_of
from xuezheng.site.demo import organisation
from xuezheng.site.demo.organisation import load_organisation

pytestmark = [pytest.mark.integration, pytest.mark.django_db]


def test_the_province_has_an_organisation_with_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(organisation, "LEFT_OUT", 4)
    tree = Tree()
    post = acting(tree.province)
    made = load_organisation(post=post, post_of=acting, at=AT, progress=lambda *_told: None)
    with bound(post):
        whole, _lines = coverage_of(post, tree.province, day=TODAY)
        states = [edition.state(TODAY).value for edition in RuleEdition.objects.order_by("issued_on")]
        assert (whole["leading_group"].having, whole["cio"].having) == (6, Cio.objects.count())
        assert (whole["coordination_body"].having, whole["coordination_body"].units) == (5, 8)
        assert Body.objects.count() == 6 + 5
        assert not CioTraining.objects.exclude(trained_on=F("cio__trained_on")).exists()
        assert (Meeting.objects.count(), Resolution.objects.count()) == (3, 6)
        assert (Survey.objects.count(), SurveyUse.objects.count()) == (2, 1)
        reported = Count("id", filter=~Q(reported_at=None))
        told = SurveyPart.objects.values("survey__begins_on").annotate(asked=Count("id"), reported=reported)
        assert [(row["reported"], row["asked"]) for row in told.order_by("survey__begins_on")] == [(4, 4), (3, 4)]
    assert states == ["in_force"] * 4 + ["draft"]
    assert made == {"bodies": 6, "cios": whole["cio"].having, "meetings": 3, "rules": 5}
    with bound(PLATFORM):
        assert "Set up the leading group and record its members" in inbox_of(tree.counties[3])
