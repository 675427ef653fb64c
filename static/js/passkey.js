// Makes or uses a passkey: what the page says as JSON goes to the browser, what it answers goes into the form.
(() => {
  const form = document.querySelector("form[data-passkey]");
  const options = document.getElementById("passkey-options");
  if (!form || !options || !window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list ?? []).map((each) => ({...each, id: bytes(each.id)}));

  const create = async ({publicKey}) => {
    const {challenge, user, excludeCredentials, ...rest} = publicKey;
    const made = await navigator.credentials.create({publicKey: {
      ...rest,
      challenge: bytes(challenge),
      user: {...user, id: bytes(user.id)},
      excludeCredentials: named(excludeCredentials),
    }});
    return answer(made, {
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    });
  };

  const get = async ({publicKey}) => {
    const {challenge, allowCredentials, ...rest} = publicKey;
    const used = await navigator.credentials.get({publicKey: {
      ...rest, challenge: bytes(challenge), allowCredentials: named(allowCredentials),
    }});
    const {authenticatorData, signature, userHandle} = used.response;
    return answer(used, {
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    });
  };

  const answer = (credential, response) => ({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {clientDataJSON: text(credential.response.clientDataJSON), ...response},
  });

  const button = form.querySelector("[data-passkey-button]");
  const failed = form.querySelector("[data-passkey-failed]");
  form.querySelector("[data-passkey-missing]").hidden = true;
  button.hidden = false;
  const ask = async () => {
    const {creation_options: making, request_options: using} = JSON.parse(options.textContent);
    failed.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(await (making ? create(making) : get(using)));
      form.submit();
    } catch {
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  };
  button.addEventListener("click", ask);
  // Enter in the name's field would send a form without a key.
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
})();
