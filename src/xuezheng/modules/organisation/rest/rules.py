"""Endpoints of rule documents. Texts are attached to an edition through the files' endpoints."""

from uuid import UUID

from django.db.models import QuerySet

from xuezheng.kernel.rest.serving import ApiRequest
from xuezheng.modules.organisation.actions import rules as acts
from xuezheng.modules.organisation.models import Rule, RuleEdition
from xuezheng.modules.organisation.policies.reach import CHANGE, READ
from xuezheng.modules.organisation.policies.rules import editions_visible_to, rules_visible_to
from xuezheng.modules.organisation.queries.lookup import get_edition, get_rule
from xuezheng.modules.organisation.rest import router
from xuezheng.modules.organisation.rest.further_schemas import (
    EditionIn,
    EditionOut,
    IssueIn,
    RepealIn,
    RuleIn,
    RuleOut,
)

RULE, EDITION = "/rules/{uuid:rule_id}", "/editions/{uuid:edition_id}"


@router.lists("/rules", item=RuleOut, permission=READ, order="-drafted_at")
def list_rules(request: ApiRequest) -> QuerySet[Rule]:
    """Rule documents of the own unit and those below, and issued ones of the units above."""
    return rules_visible_to(request.post)


@router.reads(RULE, returns=RuleOut, permission=READ)
def read_rule(request: ApiRequest, rule_id: UUID) -> Rule:
    """One rule document."""
    return get_rule(request.post, rule_id)


@router.lists(f"{RULE}/editions", item=EditionOut, permission=READ, order="-number")
def list_editions(request: ApiRequest, rule_id: UUID) -> QuerySet[RuleEdition]:
    """The editions of a rule document; a draft only for its unit and those above."""
    return editions_visible_to(request.post).filter(rule=get_rule(request.post, rule_id))


@router.reads(EDITION, returns=EditionOut, permission=READ)
def read_edition(request: ApiRequest, edition_id: UUID) -> RuleEdition:
    """One edition of a rule document."""
    return get_edition(request.post, edition_id)


@router.creates(
    "/rules",
    returns=RuleOut,
    permission=CHANGE,
    location=lambda rule: f"/api/v1/organisation/rules/{rule.id}",
)
def draft_rule(request: ApiRequest, rule: RuleIn) -> Rule:
    """Draft a rule document of the own unit, with its first edition."""
    return acts.draft_rule(post=request.post, at=request.at, **rule.model_dump())


@router.acts(f"{RULE}/draft", returns=EditionOut, permission=CHANGE, versioned=True)
def draft_edition(request: ApiRequest, rule_id: UUID, edition: EditionIn) -> RuleEdition:
    """Draft the next edition; the one in force stays in force until it is replaced."""
    return acts.draft_edition(
        post=request.post, rule_id=rule_id, version=request.version, summary=edition.summary, at=request.at
    )


@router.changes(EDITION, returns=EditionOut, permission=CHANGE)
def change_draft(request: ApiRequest, edition_id: UUID, draft: RuleIn) -> RuleEdition:
    """Change a draft."""
    return acts.change_draft(
        post=request.post, edition_id=edition_id, version=request.version, at=request.at, **draft.model_dump()
    )


@router.removes(EDITION, permission=CHANGE, versioned=True)
def discard_draft(request: ApiRequest, edition_id: UUID) -> None:
    """Throw a draft away, with the files of its text."""
    acts.discard_draft(post=request.post, edition_id=edition_id, version=request.version, at=request.at)


@router.acts(f"{EDITION}/issue", returns=EditionOut, permission=CHANGE, versioned=True)
def issue_edition(request: ApiRequest, edition_id: UUID, issue: IssueIn) -> RuleEdition:
    """Issue an edition whose text is attached; every unit below may read it from then on."""
    return acts.issue_edition(
        post=request.post, edition_id=edition_id, version=request.version, at=request.at, **issue.model_dump()
    )


@router.acts(f"{RULE}/repeal", returns=RuleOut, permission=CHANGE, versioned=True)
def repeal_rule(request: ApiRequest, rule_id: UUID, repeal: RepealIn) -> Rule:
    """Repeal a rule document from a day on."""
    return acts.repeal_rule(
        post=request.post, rule_id=rule_id, version=request.version, at=request.at, **repeal.model_dump()
    )
