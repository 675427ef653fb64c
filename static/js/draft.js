// Keeps what somebody writes in a form: a few seconds after a change, and when the page is left.
(() => {
  const form = document.querySelector("form[data-draft]");
  const told = form?.querySelector("[data-draft-kept]");
  if (!form || !window.fetch) return;
  const PAUSE = 4000;
  let timer = 0;
  let changed = false;
  let sending = null;

  const answers = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    data.set("draft", "quietly");
    return data;
  };
  const keep = async () => {
    clearTimeout(timer);
    if (!changed) return;
    changed = false;
    sending = new AbortController();
    try {
      const answer = await fetch(location.href, {
        method: "POST", body: answers(), signal: sending.signal, keepalive: document.hidden, redirect: "error",
      });
      if (!answer.ok) return;
      if (told) told.hidden = false;
    } catch {
      changed = true;
    }
  };

  form.addEventListener("input", () => {
    changed = true;
    if (told) told.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(timer);
    sending?.abort();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
})();
