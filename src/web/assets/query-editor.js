/*
 * Puts Yasqe in the place of the query box. The box stays the form's field: without this script the page works as it is.
 * What the text says, and where the names come from, is in the data attributes of the form.
 */
const form = document.querySelector('form[data-terms]');
const box = form?.querySelector('textarea');
/** Longer addresses are refused by some servers and proxies: the query goes in the body then. */
const LONGEST_ADDRESS = 7000;
const MAX_HINTS = 60;
const PREFIXED = /^[A-Za-z][\w-]*:[\w-]*$/;
const WORD = /^[A-Za-z]\w+$/;

if (form && box && globalThis.Yasqe) start(form.dataset);

/** @param {DOMStringMap} words */
function start(words) {
  const prefixes = JSON.parse(words.prefixes);
  const labels = new Map();
  const holder = document.createElement('div');
  holder.className = 'query-editor';
  holder.dir = 'ltr';
  box.after(holder);
  const terms = fetch(words.terms).then((reply) => reply.json());
  const editor = createEditor(holder, { prefixes, terms, labels });
  describe(editor, words);
  markError(editor);
  const toggle = switcher(holder, editor, words);
  form.addEventListener('submit', () => submitWith(toggle.isPlain() ? box.value : editor.getValue()));
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(event);
  });
}

function createEditor(holder, { prefixes, terms, labels }) {
  const Yasqe = globalThis.Yasqe.default ?? globalThis.Yasqe;
  // Its own completers ask Linked Open Vocabularies; ours know this inventory. Defaults and options are merged item by item.
  Yasqe.defaults.autocompleters = [];
  Yasqe.Autocompleters.prefixes.get = () => Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`);
  Yasqe.Autocompleters.prefixes.persistenceId = undefined;
  const complete = completer({ prefixes, terms, labels });
  Yasqe.registerAutocompleter({ ...complete, name: 'terms', autoShow: true, isValidCompletionPosition: (y) => isAt(y, PREFIXED) }, false);
  Yasqe.registerAutocompleter({ ...complete, name: 'words', autoShow: false, isValidCompletionPosition: (y) => isAt(y, WORD) }, false);
  const editor = new Yasqe(holder, {
    value: box.value,
    autocompleters: ['variables', 'prefixes', 'terms', 'words'],
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: 'auto',
    // The service says what is wrong and where, SPARQL 1.2 included, which this grammar does not know.
    syntaxErrorCheck: false,
    highlightSelectionMatches: false,
    inputStyle: 'contenteditable',
    // `false` leaves a key to the browser: Tab moves on, as everywhere else on the page.
    extraKeys: { Tab: false, 'Shift-Tab': false, Esc: false, 'Ctrl-S': false, 'Ctrl-Enter': run, 'Cmd-Enter': run },
  });
  // Its notices are there in English only; the hint below the editor says the same.
  editor.showNotification = () => {};
  return editor;
}

function isAt(editor, pattern) {
  if (!editor.hasFocus()) return false;
  const token = editor.getCompleteToken();
  return pattern.test(token.string) && !token.state.inPrefixDecl && !['comment', 'string'].includes(token.type);
}

/** Completes `tf:lead` by name, and a word by name or label: `lead agency` is found under `agency` too. */
function completer({ prefixes, terms, labels }) {
  return {
    bulk: false,
    async get(editor, token) {
      const declared = { ...prefixes, ...editor.getPrefixesFromQuery() };
      const [prefix, local] = token.string.includes(':') ? token.string.toLowerCase().split(':') : [undefined, token.string.toLowerCase()];
      labels.clear();
      const found = [];
      for (const { name, label } of await terms) {
        const [own, rest] = name.split(':');
        const isMeant =
          prefix === undefined || Object.keys(declared).some((key) => key.toLowerCase() === prefix && declared[key] === prefixes[own]);
        const rank = rankOf(rest.toLowerCase(), label.toLowerCase(), local);
        if (!isMeant || rank === undefined) continue;
        const written = Object.keys(declared).find(
          (key) => declared[key] === prefixes[own] && (prefix === undefined || key.toLowerCase() === prefix),
        );
        found.push({ rank, text: `${written ?? own}:${rest}` });
        labels.set(`${written ?? own}:${rest}`, label);
      }
      found.sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1));
      return found.slice(0, MAX_HINTS).map(({ text }) => text);
    },
    postprocessHints: (_editor, hints) =>
      hints.map((hint) => ({ ...hint, render: (item) => drawHint(item, hint.text, labels.get(hint.text)) })),
  };
}

function rankOf(name, label, text) {
  if (name.startsWith(text)) return 0;
  if (label.startsWith(text)) return 1;
  return name.includes(text) || label.includes(text) ? 2 : undefined;
}

function drawHint(item, text, label) {
  const name = document.createElement('code');
  name.textContent = text;
  const gloss = document.createElement('span');
  gloss.textContent = label ?? '';
  gloss.dir = 'auto';
  item.append(name, ' ', gloss);
}

/** WCAG 2.2 §4.1.2: the editor has the name and the description that the box has. */
function describe(editor, words) {
  const field = editor.getInputField();
  field.setAttribute('role', 'textbox');
  field.setAttribute('aria-multiline', 'true');
  field.setAttribute('aria-labelledby', 'query-label');
  const about = ['query-keys', box.getAttribute('aria-describedby')].filter(Boolean).join(' ');
  field.setAttribute('aria-describedby', about);
  if (box.hasAttribute('aria-invalid')) field.setAttribute('aria-invalid', 'true');
  const keys = document.getElementById('query-keys');
  keys.textContent = words.keys;
  keys.hidden = false;
  document.getElementById('query-label').addEventListener('click', () => editor.focus());
}

/** Where the service found the mistake. */
function markError(editor) {
  const line = Number(box.dataset.line) - 1;
  if (!(line >= 0)) return;
  editor.addLineClass(line, 'background', 'faulty-line');
  editor.setCursor({ line, ch: Math.max(0, Number(box.dataset.column) - 1) });
}

/** Some screen readers, and some people, do better with a plain box; the browser remembers the choice. */
function switcher(holder, editor, words) {
  const KEY = 'facilis-plain-query';
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'plain';
  let isPlain = false;
  const show = (plain) => {
    if (plain) box.value = editor.getValue();
    else if (isPlain) editor.setValue(box.value);
    isPlain = plain;
    box.hidden = !plain;
    holder.hidden = plain;
    button.textContent = plain ? words.editor : words.plain;
    if (!plain) editor.refresh();
  };
  button.addEventListener('click', () => {
    show(!isPlain);
    localStorage.setItem(KEY, String(isPlain));
    if (isPlain) box.focus();
    else editor.focus();
  });
  form.querySelector('.run').append(button);
  show(localStorage.getItem(KEY) === 'true');
  return { isPlain: () => isPlain };
}

function run(event) {
  event.preventDefault?.();
  form.requestSubmit();
}

function submitWith(query) {
  box.value = query;
  if (encodeURIComponent(query).length <= LONGEST_ADDRESS) return;
  form.method = 'post';
  const language = form.querySelector('input[name="lang"]');
  if (language) form.action += `?lang=${language.value}`;
}
