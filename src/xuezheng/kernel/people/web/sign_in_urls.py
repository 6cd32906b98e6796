"""Addresses of sign-in and my account."""

from django.urls import URLPattern, path

from xuezheng.kernel.people.web import my_account, passkeys, second_factor, sign_in, tokens

urlpatterns: list[URLPattern] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/code/", sign_in.second_step, name="second-step"),
    path("sign-in/passkey/ask/", passkeys.ask_sign_in, name="passkey-ask"),
    path("sign-in/passkey/answer/", passkeys.answer_sign_in, name="passkey-answer"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("switch-post/", sign_in.switch_post, name="switch-post"),
    path("my-account/", my_account.overview, name="my-account"),
    path("my-account/password/", my_account.password, name="change-password"),
    path("my-account/confirm/", my_account.confirm, name="confirm"),
    path("my-account/language/", my_account.language, name="my-language"),
    path("my-account/authenticator/", second_factor.enrol, name="enrol-authenticator"),
    path("my-account/authenticator/remove/", second_factor.remove, name="remove-authenticator"),
    path("my-account/recovery-codes/", second_factor.renew_codes, name="renew-recovery-codes"),
    path("my-account/passkeys/ask/", passkeys.ask_registration, name="passkey-registration-ask"),
    path("my-account/passkeys/answer/", passkeys.answer_registration, name="passkey-registration-answer"),
    path("my-account/passkeys/<uuid:passkey_id>/", passkeys.rename, name="rename-passkey"),
    path("my-account/passkeys/<uuid:passkey_id>/remove/", passkeys.remove, name="remove-passkey"),
    path("my-account/sessions/end-others/", my_account.end_other_sessions, name="end-other-sessions"),
    path("my-account/sessions/<uuid:ended_id>/end/", my_account.end_session, name="end-session"),
    path("my-account/tokens/new/", tokens.create, name="create-token"),
    path("my-account/tokens/<uuid:token_id>/revoke/", tokens.revoke, name="revoke-token"),
]
