"""Recording a training of a CIO, and taking a wrong entry back."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from xuezheng.kernel.outbox.facade import announce
from xuezheng.kernel.refusals import Conflict
from xuezheng.kernel.scope.acting import ActingPost
from xuezheng.modules.organisation.actions.cios.finding import cio_to_change
from xuezheng.modules.organisation.answering import answer_requests
from xuezheng.modules.organisation.catalogue import TRAINED_CIO
from xuezheng.modules.organisation.events import CioTrained
from xuezheng.modules.organisation.keeping import changed, check_happened, fitting, named, note
from xuezheng.modules.organisation.models import Cio, CioTraining
from xuezheng.modules.organisation.queries.lookup import get_training


@transaction.atomic
def record_training(
    *, post: ActingPost, cio_id: UUID, title: str, trained_on: date, certificate: str = "", at: datetime
) -> CioTraining:
    """Also one from before the appointment counts. Files that show it are attached to the CIO."""
    cio = cio_to_change(post, cio_id)
    title = named(title, field="title", missing=_("Write which training it was."))
    certificate = fitting(certificate, field="certificate", most=60)
    check_happened(trained_on, at=at, field="trained_on")
    if CioTraining.objects.filter(cio=cio, title=title, trained_on=trained_on).exists():
        raise Conflict(_("This training is recorded already."), field="title")
    training = CioTraining.objects.create(
        cio=cio, unit_path=cio.unit_path, title=title, trained_on=trained_on, certificate=certificate
    )
    _settle(cio)
    if cio.valid_to is None:
        answer_requests(cio.unit, wanted=TRAINED_CIO, at=at)
    after = {"title": title, "trained_on": trained_on, "certificate": certificate}
    note("record_training", post=post, row=cio, at=at, after=after)
    announce(CioTrained(unit_path=cio.unit_path, cio_id=str(cio.id), trained_on=trained_on.isoformat()), at=at)
    return training


@transaction.atomic
def withdraw_training(*, post: ActingPost, training_id: int, reason: str, at: datetime) -> Cio:
    seen = get_training(post, training_id)
    cio = cio_to_change(post, seen.cio_id)
    reason = named(reason, field="reason", missing=_("Say why the entry is taken back."))
    CioTraining.objects.filter(id=training_id).delete()
    _settle(cio)
    before = {"title": seen.title, "trained_on": seen.trained_on, "certificate": seen.certificate}
    note("withdraw_training", post=post, row=cio, at=at, before=before, after={"reason": reason})
    announce(CioTrained(unit_path=cio.unit_path, cio_id=str(cio.id), trained_on=""), at=at)
    return cio


def _settle(cio: Cio) -> None:
    changed(cio, trained_on=CioTraining.objects.filter(cio=cio).aggregate(last=Max("trained_on"))["last"])
