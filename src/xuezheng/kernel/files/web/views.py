"""Adding, downloading and removing files, for the unit's folder and for objects of other packages."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from xuezheng.kernel import clock
from xuezheng.kernel.files.actions.attach_file import attach_file
from xuezheng.kernel.files.actions.remove_attachment import remove_attachment
from xuezheng.kernel.files.downloads import download
from xuezheng.kernel.files.folders import KIND
from xuezheng.kernel.files.owners import find_owner
from xuezheng.kernel.files.queries import get_attachment
from xuezheng.kernel.files.receiving import received
from xuezheng.kernel.files.refusals import ObjectIsAbsent
from xuezheng.kernel.files.types import extensions
from xuezheng.kernel.pages.web.access import PostRequest, post_required
from xuezheng.kernel.pages.web.forms import add_refusal
from xuezheng.kernel.pages.web.targets import next_target
from xuezheng.kernel.refusals import Refusal


class FileForm(forms.Form):
    """One file. What it may be is checked by its content."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=300,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{extension}" for extension in extensions())}),
        help_text=gettext_lazy(
            "Documents, tables, images, sound, video and archives; what the file holds must fit its ending."
        ),
    )


@post_required("files.add")
def add_file(request: PostRequest) -> HttpResponse:
    return _add(request, object_kind=KIND, object_id=request.post.unit_path, back=reverse("files"))


@post_required("files.add")
def attach(request: PostRequest, object_kind: str, object_id: str) -> HttpResponse:
    """For other packages: a form posts here with `next`, or the page itself is opened."""
    owner = find_owner(request.post, object_kind=object_kind, object_id=object_id)
    if owner is None:
        raise ObjectIsAbsent
    target = next_target(request)
    return _add(request, object_kind=object_kind, object_id=object_id, back=target if target != "/" else owner.url)


def _add(request: PostRequest, *, object_kind: str, object_id: str, back: str) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            with received(sent.chunks(), name=sent.name) as file:
                kept = attach_file(
                    post=request.post, object_kind=object_kind, object_id=object_id, file=file, at=clock.now()
                )
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
            return HttpResponseRedirect(back or reverse("files"))
    return render(request, "files/add.html", {"form": form, "back": back or reverse("files")})


@post_required()
def download_file(request: PostRequest, attachment_id: UUID) -> FileResponse:
    return download(get_attachment(request.post, attachment_id))


@require_POST
@post_required("files.add")
def remove_file(request: PostRequest, attachment_id: UUID) -> HttpResponse:
    name = get_attachment(request.post, attachment_id).name
    remove_attachment(post=request.post, attachment_id=attachment_id, at=clock.now())
    messages.success(request, _("“%(name)s” is removed.") % {"name": name})
    target = next_target(request)
    return HttpResponseRedirect(target if target != "/" else reverse("files"))
