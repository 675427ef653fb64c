// Puts an editor in the place of each box for rich text. What is written goes back into the box, as HTML that the
// server cleans; without this script the box takes plain text.
const SCHEME = /^(https?:\/\/|mailto:)/i;
const MARKED_UP = /<\/?(p|h[1-6]|ul|ol|li|strong|em|b|i|a|blockquote|br)(?=[\s>/])/i;

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// As the server reads a box without tags: blank lines divide paragraphs.
const asHtml = (written) => {
  if (MARKED_UP.test(written)) return written;
  const paragraphs = written.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n\s*/).filter((part) => part.trim());
  return paragraphs.map((part) => {
    const lines = part.trim().split("\n").map((line) => make("p", {}, line).innerHTML);
    return `<p>${lines.join("<br>")}</p>`;
  }).join("");
};

const asAddress = (typed) => {
  const address = typed.trim();
  if (SCHEME.test(address)) return address;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s:/?#@]+\.[^\s:/?#@.]{2,}([/?#]\S*)?$/.test(address) ? `https://${address}` : "";
};

const extensionsOf = (parts, askForLink) => [
  parts.Document, parts.Paragraph, parts.Text, parts.HardBreak, parts.Bold, parts.Italic, parts.Blockquote,
  parts.BulletList, parts.OrderedList.configure({enableListAttributes: false}), parts.History, parts.Gapcursor,
  // Shown one level higher than it is kept, since here it follows the page's h1 and not the h2 of a section.
  parts.Heading.extend({
    addNodeView() {
      return ({node}) => {
        const dom = make(`h${node.attrs.level - 1}`);
        return {dom, contentDOM: dom};
      };
    },
  }).configure({levels: [3, 4]}),
  // Tab leaves the editor, in a list too.
  parts.ListItem.extend({
    addKeyboardShortcuts() {
      return {Enter: () => this.editor.commands.splitListItem(this.name)};
    },
  }),
  parts.Link.extend({
    addKeyboardShortcuts() {
      return {"Mod-k": () => { askForLink(this.editor); return true; }};
    },
  }).configure({enableTarget: false, autolink: false, openOnClick: false, protocols: ["http", "https", "mailto"]}),
];

const toolsOf = (words, askForLink) => [
  [words.bold, (chain) => chain.toggleBold(), "bold"],
  [words.italic, (chain) => chain.toggleItalic(), "italic"],
  [words.heading, (chain) => chain.toggleHeading({level: 3}), "heading", {level: 3}],
  [words.subheading, (chain) => chain.toggleHeading({level: 4}), "heading", {level: 4}],
  [words.bullets, (chain) => chain.toggleBulletList(), "bulletList"],
  [words.numbers, (chain) => chain.toggleOrderedList(), "orderedList"],
  [words.quote, (chain) => chain.toggleBlockquote(), "blockquote"],
  [words.link, askForLink, "link"],
  [words.undo, (chain) => chain.undo()],
  [words.redo, (chain) => chain.redo()],
];

// One stop for Tab; arrows, Home and End go from button to button.
const walkable = (bar) => {
  const buttons = [...bar.querySelectorAll("button")];
  const stopAt = (chosen) => buttons.forEach((button) => { button.tabIndex = button === chosen ? 0 : -1; });
  stopAt(buttons[0]);
  bar.addEventListener("focusin", (event) => stopAt(event.target));
  bar.addEventListener("keydown", (event) => {
    const here = buttons.indexOf(document.activeElement);
    const there = {
      ArrowRight: (here + 1) % buttons.length,
      ArrowLeft: (here - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }[event.key];
    if (there === undefined) return;
    event.preventDefault();
    buttons[there].focus();
  });
};

const toolbar = (editor, words, askForLink, controls) => {
  const bar = make("div", {"class": "uk-rich-tools", "role": "toolbar", "aria-label": words.toolbar, "aria-controls": controls});
  for (const [label, run, name, attributes] of toolsOf(words, askForLink)) {
    const button = make("button", {"type": "button", "class": "uk-rich-tool"}, label);
    button.addEventListener("click", () => {
      if (run === askForLink) askForLink(editor);
      else run(editor.chain().focus()).run();
    });
    bar.append(button);
    if (!name) continue;
    const show = () => button.setAttribute("aria-pressed", String(editor.isActive(name, attributes ?? {})));
    editor.on("transaction", show);
    show();
  }
  walkable(bar);
  return bar;
};

// Asks for the address of a link in a dialog, and gives focus back to the text.
const linkDialog = (words, id) => (editor) => {
  const input = make("input", {"class": "ds-input", "type": "text", "inputmode": "url", "id": `${id}_address`, "autocomplete": "off"});
  const error = make("p", {"class": "ds-validation-message", "data-color": "danger", "id": `${id}_address_error`, "hidden": ""}, words.not_an_address);
  const button = (label, variant) => make("button", {"type": "button", "class": "ds-button", "data-variant": variant}, label);
  const [save, remove, cancel] = [button(words.save, "primary"), button(words.remove, "secondary"), button(words.cancel, "tertiary")];
  const field = make("div", {"class": "ds-field"}, make("label", {"class": "ds-label", "for": input.id}, words.address), input, error);
  const dialog = make("dialog", {"class": "uk-rich-dialog", "aria-label": words.link}, field, make("div", {"class": "uk-actions"}, save));
  const had = editor.getAttributes("link").href ?? "";
  if (had) dialog.lastChild.append(remove);
  dialog.lastChild.append(cancel);
  input.value = had;

  const finish = () => {
    const href = asAddress(input.value);
    error.hidden = Boolean(href);
    if (!href) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", error.id);
      input.focus();
      return;
    }
    dialog.close();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && !had) {
      chain.insertContent({type: "text", text: href.replace(/^mailto:/i, ""), marks: [{type: "link", attrs: {href}}]}).run();
    } else {
      chain.setLink({href}).run();
    }
  };
  save.addEventListener("click", finish);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    finish();
  });
  remove.addEventListener("click", () => {
    dialog.close();
    editor.chain().focus().extendMarkRange("link").unsetLink().run();
  });
  cancel.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    editor.commands.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
};

// The label, the help and the errors of the box are those of the editor, and links to the box lead to it.
const standIn = (box, id) => {
  const named = {"id": id, "role": "textbox", "aria-multiline": "true", "class": "uk-rich-text uk-prose"};
  const label = box.labels[0];
  if (label) {
    label.id ||= `${id}_label`;
    named["aria-labelledby"] = label.id;
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (box.hasAttribute(name)) named[name] = box.getAttribute(name);
  }
  if (box.required) named["aria-required"] = "true";
  return named;
};

const enhance = (parts, box) => {
  const id = box.id;
  const words = JSON.parse(box.dataset.richTextWords);
  const askForLink = linkDialog(words, id);
  const label = box.labels[0];
  const attributes = standIn(box, id);
  const place = make("div", {"class": "uk-rich"});
  box.before(place);
  const editor = new parts.Editor({
    element: place,
    injectCSS: false,
    extensions: extensionsOf(parts, askForLink),
    content: asHtml(box.value),
    editorProps: {attributes},
    onUpdate: () => {
      box.value = editor.isEmpty ? "" : editor.getHTML();
      box.dispatchEvent(new Event("input", {bubbles: true}));
    },
  });
  place.prepend(toolbar(editor, words, askForLink, id));
  const isWritingIn = document.activeElement === box;
  box.id = `${id}_source`;
  box.hidden = true;
  box.required = false;
  label?.addEventListener("click", () => editor.commands.focus());
  if (isWritingIn) editor.commands.focus("end");
  else if (location.hash === `#${id}`) editor.commands.focus();
};

const boxes = [...document.querySelectorAll("textarea[data-rich-text]")];
if (boxes.length) {
  const parts = await import(boxes[0].dataset.richText);
  boxes.forEach((box) => enhance(parts, box));
}
