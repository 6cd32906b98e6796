// Passkeys: asks the server for options, the browser for a key or a signature, and hands the answer back.
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const supported = Boolean(window.PublicKeyCredential && navigator.credentials);

for (const part of document.querySelectorAll("[data-passkey-sign-in]")) {
  if (!supported) continue;
  part.hidden = false;
  part.querySelector("form").addEventListener("submit", (event) => run(event, part, signIn));
}
for (const form of document.querySelectorAll("[data-passkey-registration]")) {
  if (supported) form.addEventListener("submit", (event) => run(event, form, register));
  else for (const input of form.elements) input.disabled = true;
  if (!supported) say(form, form.dataset.unsupported);
}

async function run(event, part, ceremony) {
  event.preventDefault();
  const button = part.querySelector("button:not([type=button])");
  button.disabled = true;
  say(part, "");
  try {
    await ceremony(part);
  } catch (error) {
    say(part, error instanceof Told ? error.message : part.dataset.failed);
  } finally {
    button.disabled = false;
  }
}

async function signIn(part) {
  const { options } = await post(part, part.dataset.ask, {});
  const shown = await navigator.credentials.get({ publicKey: { ...options, challenge: toBytes(options.challenge) } });
  const { authenticatorData, clientDataJSON, signature, userHandle } = shown.response;
  const answer = asJson(shown, {
    authenticatorData: toText(authenticatorData),
    clientDataJSON: toText(clientDataJSON),
    signature: toText(signature),
    userHandle: userHandle && toText(userHandle),
  });
  location.assign((await post(part, part.dataset.answer, { answer, next: part.dataset.next })).next);
}

async function register(form) {
  const { options } = await post(form, form.dataset.ask, {});
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: (options.excludeCredentials || []).map((known) => ({ ...known, id: toBytes(known.id) })),
    },
  });
  const answer = asJson(made, {
    attestationObject: toText(made.response.attestationObject),
    clientDataJSON: toText(made.response.clientDataJSON),
    transports: made.response.getTransports ? made.response.getTransports() : [],
  });
  location.assign((await post(form, form.dataset.answer, { answer, name: form.elements.name.value })).next);
}

function asJson(credential, response) {
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

class Told extends Error {}

async function post(part, address, values) {
  const token = part.querySelector("[name=csrfmiddlewaretoken]").value;
  const body = new URLSearchParams(values);
  const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual" });
  if (answer.type === "opaqueredirect") {
    location.assign(part.dataset.confirm || location.href);
    return new Promise(() => {});
  }
  const said = await answer.json();
  if (!answer.ok) throw new Told(said.detail);
  return said;
}

function say(part, sentence) {
  const note = part.querySelector("[role=alert]");
  note.textContent = sentence;
  note.hidden = !sentence;
}
