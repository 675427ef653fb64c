// A button at each text that is there to be copied. Without scripts, one marks the text and copies it.
(() => {
  for (const group of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) return;
    for (const area of group.querySelectorAll("textarea[readonly]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "ds-button";
      button.dataset.variant = "secondary";
      button.dataset.size = "sm";
      button.textContent = group.dataset.copy;
      button.setAttribute("aria-describedby", area.id);
      const told = document.createElement("span");
      told.setAttribute("role", "status");
      told.className = "uk-note";
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(area.value);
        told.textContent = group.dataset.copied;
      });
      area.after(button, told);
    }
  }
})();
