// The words of one clause, what is said of them, and the keys to say otherwise. Law text comes in as tokens and only ever
// goes into textContent; places are token numbers, so that JavaScript's own counting of characters plays no part.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".work");
  const state = (root.state ??= { pending: [], row: 0, from: -1, to: -1, clause: "", panel: null, timer: 0 });
  const say = data.say;
  root.setAttribute("aria-label", say.work);

  if (data.fault && state.pending.length) Object.assign(state, { pending: [], row: 0 });
  if (state.pending.length && data.acked === state.pending[0].key) state.pending.shift();
  state.pending = state.pending.filter((each) => each.clause === data.clause);
  if (state.clause !== data.clause) Object.assign(state, { clause: data.clause, row: 0, from: -1, to: -1, panel: null });
  if (!state.panel) state.row = nextOpen();

  function nextOpen() {
    const open = data.rows.findIndex((row, at) => at >= state.row && row.state === "suggested");
    if (open >= 0) return open;
    const first = data.rows.findIndex((row) => row.state === "suggested");
    return first >= 0 ? first : Math.min(state.row, Math.max(0, data.rows.length - 1));
  }

  function make(name, text, attributes = {}, ...inside) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== "") made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  // ---- sending: one edit at a time, again under the same key until it is answered

  function post(kind, edit = {}) {
    const counts = state.pending.filter((each) => ["accept", "reject", "correct", "add", "undo"].includes(each.kind)).length;
    const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    state.pending.push({ kind, key, clause: data.clause, seen: data.version + counts, ...edit });
    if (state.pending.length === 1) send();
    status();
  }

  function send() {
    clearTimeout(state.timer);
    if (!state.pending.length) return;
    setTriggerValue("edit", state.pending[0]);
    state.timer = setTimeout(send, 5000);
  }

  // ---- drawing

  function draw() {
    const row = data.rows[state.row];
    const text = make("p", "", { class: "text", lang: data.lang });
    data.tokens.forEach((token, at) => {
      const inside = (from, to) => from <= at && at <= to;
      const kinds = [
        data.rows.some((each) => inside(each.first, each.last) && each.state !== "rejected") ? "said" : "",
        row && inside(row.first, row.last) ? "now" : "",
        state.from >= 0 && inside(Math.min(state.from, state.to), Math.max(state.from, state.to)) ? "picked" : "",
      ];
      const span = make("span", token, { class: kinds.join(" ").trim() });
      span.onmousedown = (event) => { event.preventDefault(); root.focus(); pick(at, at); };
      span.onmouseenter = (event) => { if (event.buttons === 1) pick(state.from < 0 ? at : state.from, at); };
      text.append(span);
    });
    const list = make("ol", "", { class: "rows", "aria-label": say.rows });
    data.rows.forEach((each, at) => {
      const item = make("li", "", { class: `${each.state} ${at === state.row ? "now" : ""}`, "aria-current": at === state.row ? "true" : null });
      item.append(make("strong", each.label), ` · ${each.role_name} · `, make("q", each.quote, { lang: data.lang }));
      if (each.values) item.append(` · ${each.values}`);
      item.append(make("span", each.said, { class: "state" }));
      if (each.decision) item.append(make("span", each.decision, { class: "decision" }));
      const means = data.concepts.find((one) => one.id === each.concept)?.definition;
      if (at === state.row && means) item.append(make("span", means, { class: "means" }));
      item.onclick = () => { state.row = at; draw(); root.focus(); };
      list.append(item);
    });
    root.replaceChildren(
      make("p", say.keys, { class: "keys" }), text, buttons(["tag", "t"], ["comment", "m"]),
      data.rows.length ? list : make("p", say.nothing, { class: "keys" }),
      buttons(["accept", "a"], ["reject", "r"], ["correct", "c"], ["undo", "u"]),
      buttons(["previous", "p"], ["next", "n"], [data.done ? "reopen" : "finish", "f"]),
      ...(state.panel ? [state.panel.kind === "comment" ? remarking() : panel()] : []), make("p", "", { class: "status", role: "status" }),
    );
    status();
  }

  // What a key does, a button beside it does too.
  function buttons(...named) {
    const off = { tag: state.from < 0, accept: !data.rows.length, reject: !data.rows.length, correct: !data.rows.length };
    return make("div", "", { class: "actions" }, ...named.map(([name, key]) => {
      const button = make("button", `${say[name]} `, { type: "button", class: name, "aria-keyshortcuts": key.toUpperCase() }, make("kbd", key.toUpperCase()));
      button.disabled = Boolean(off[name]);
      button.onclick = () => { root.focus({ preventScroll: true }); press(key); };
      return button;
    }));
  }

  function status() {
    const line = root.querySelector(".status");
    if (!line) return;
    line.textContent = state.pending.length ? say.saving : data.fault || (data.acked ? say.saved : "");
    line.classList.toggle("fault", !state.pending.length && Boolean(data.fault));
  }

  function pick(from, to) { state.from = from; state.to = to; draw(); }

  function step(by, extend) {
    const word = (at) => /[\p{L}\p{N}]/u.test(data.tokens[at]);
    let at = state.to < 0 ? (by > 0 ? -1 : data.tokens.length) : state.to;
    do at += by; while (at >= 0 && at < data.tokens.length && !word(at));
    if (at >= 0 && at < data.tokens.length) pick(extend && state.from >= 0 ? state.from : at, at);
  }

  // ---- choosing a concept, its role and values

  function open(kind) {
    const row = data.rows[state.row];
    if (kind === "correct" && !row) return;
    if (kind === "add" && state.from < 0) return;
    const picked = state.from >= 0 ? [Math.min(state.from, state.to), Math.max(state.from, state.to)] : [row.first, row.last];
    state.panel = { kind, row: row?.id ?? null, first: picked[0], last: picked[1], asked: "", at: 0,
      concept: kind === "correct" ? row.concept : "", role: kind === "correct" ? row.role : "element",
      numbers: kind === "correct" ? { ...row.numbers } : {} };
    draw();
    root.querySelector(".panel input").focus();
    root.querySelector(".panel .now")?.scrollIntoView({ block: "center" });
    root.querySelector(".panel").scrollIntoView({ block: "nearest" });
  }

  function remark() {
    const words = state.from < 0 ? {} : { first: Math.min(state.from, state.to), last: Math.max(state.from, state.to) };
    state.panel = { kind: "comment", body: "", ...words };
    draw();
    root.querySelector(".panel textarea").focus();
  }

  function remarking() {
    const held = state.panel;
    const body = make("textarea", "", { "aria-label": say.comment, placeholder: say.comment, maxlength: "4000", rows: "3" });
    const send = make("button", say.send, { type: "button" });
    const finish = () => {
      if (!held.body.trim()) return;
      const { kind, first, last } = held;
      Object.assign(state, { panel: null, from: -1, to: -1 });
      post(kind, { body: held.body, first, last });
      draw();
      root.focus();
    };
    body.value = held.body;
    body.oninput = () => { held.body = body.value; };
    send.onclick = finish;
    return dialog(say.comment, finish, body, send);
  }

  function dialog(name, entered, ...inside) {
    const { first, last } = state.panel;
    const leave = () => { state.panel = null; draw(); root.focus(); };
    const cancel = make("button", say.cancel, { type: "button", class: "cancel" });
    cancel.onclick = leave;
    const quote = first === undefined ? [] : [" ", make("q", data.tokens.slice(first, last + 1).join(""), { lang: data.lang })];
    const box = make("div", "", { class: "panel", role: "dialog", "aria-label": name }, make("p", "", { class: "head" }, make("strong", name), ...quote), ...inside);
    box.lastChild.after(cancel);
    box.onkeydown = (event) => {
      event.stopPropagation();
      if (event.target === cancel) return;
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); entered(); }
    };
    return box;
  }

  function found() {
    const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const asked = bare(state.panel.asked).split(/\s+/).filter(Boolean);
    const has = (text) => asked.every((word) => bare(text).includes(word));
    const named = data.concepts.filter((each) => has(`${each.label} ${each.id} ${each.group}`));
    return [...named, ...data.concepts.filter((each) => !named.includes(each) && has(`${each.label} ${each.definition}`))];
  }

  function panel() {
    const held = state.panel;
    const search = make("input", "", { type: "search", "aria-label": say.concept, placeholder: say.search, role: "combobox", "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": "concepts" });
    const list = make("ul", "", { id: "concepts", role: "listbox", "aria-label": say.concept });
    const about = make("div", "", { class: "about" });
    const role = make("select", "", { "aria-label": say.role });
    data.roles.forEach(([code, name]) => role.append(make("option", name, { value: code })));
    role.value = held.role;
    role.onchange = () => { held.role = role.value; };
    const numbers = make("span", "", { class: "numbers" });
    const save = make("button", say.save, { type: "button" });
    const chosen = () => (held.asked || !held.concept ? found()[held.at]?.id : held.concept);

    function explained(concept) {
      const told = (name, texts) => (texts.length ? [make("p", `${name} `, {}, make("span", texts.map((text) => `“${text}”`).join(" "), { lang: data.lang }))] : []);
      return [
        make("p", "", {}, make("strong", concept.label), ` ${concept.definition}`),
        ...told(say.example, concept.examples), ...told(say.counter, concept.counter_examples),
      ];
    }

    function fill() {
      const options = found();
      held.at = Math.max(0, Math.min(held.at, options.length - 1));
      if (!held.asked && held.concept) held.at = Math.max(0, options.findIndex((each) => each.id === held.concept));
      const items = [];
      let group = "";
      options.forEach((each, at) => {
        if (each.group !== group) items.push(make("li", (group = each.group), { class: "group", role: "presentation" }));
        const item = make("li", each.label, { id: `concept-${at}`, role: "option", "aria-selected": String(at === held.at), class: `${each.broader ? "under" : ""} ${at === held.at ? "now" : ""}`.trim() });
        item.onmousedown = (event) => { event.preventDefault(); held.at = at; held.concept = ""; held.asked ||= each.label; finish(); };
        items.push(item);
      });
      list.replaceChildren(...(items.length ? items : [make("li", say.none, { class: "group", role: "presentation" })]));
      if (options.length) search.setAttribute("aria-activedescendant", `concept-${held.at}`);
      else search.removeAttribute("aria-activedescendant");
      save.disabled = !options.length;
      list.querySelector(".now")?.scrollIntoView({ block: "nearest" });
      const concept = data.concepts.find((each) => each.id === chosen());
      about.replaceChildren(...(concept ? explained(concept) : []));
      numbers.replaceChildren(...(concept ? data.fields[concept.id] ?? Object.keys(held.numbers) : []).map((name) => {
        const input = make("input", "", { type: "number", min: "0", step: "any", "aria-label": data.field_names[name] ?? name });
        input.value = held.numbers[name] ?? "";
        input.oninput = () => { held.numbers[name] = input.value; };
        return make("label", `${data.field_names[name] ?? name} `, {}, input);
      }));
    }

    function finish() {
      const concept = chosen();
      if (!concept) return;
      state.panel = null;
      const { kind, row, first, last, role, numbers } = held;
      Object.assign(state, { from: -1, to: -1 });
      post(kind, { row, first, last, concept, role, numbers });
      draw();
      root.focus();
    }

    search.value = held.asked;
    search.oninput = () => { held.asked = search.value; held.at = 0; fill(); };
    search.onkeydown = (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        held.at += event.key === "ArrowDown" ? 1 : -1;
        if (!held.asked) held.concept = "";
        fill();
      }
    };
    save.onclick = finish;
    fill();
    return dialog(held.kind === "add" ? say.add : say.correct, finish, search, list, about, make("label", `${say.role} `, {}, role), numbers, save);
  }

  // ---- keys

  root.onkeydown = (event) => {
    if (event.target !== root || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!press(event.key.length === 1 ? event.key.toLowerCase() : event.key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  function press(key, shift = false) {
    if (["next", "previous", "finish"].includes(state.pending.at(-1)?.kind)) return false;
    const row = data.rows[state.row];
    const act = {
      a: () => row && (post("accept", { row: row.id }), (row.state = "accepted"), (state.row = nextOpen()), draw()),
      r: () => row && (post("reject", { row: row.id }), (row.state = "rejected"), (state.row = nextOpen()), draw()),
      c: () => open("correct"),
      t: () => open("add"),
      Enter: () => open("add"),
      u: () => post("undo"),
      f: () => post("finish"),
      m: () => remark(),
      n: () => post("next"),
      p: () => post("previous"),
      ArrowRight: () => step(1, shift),
      ArrowLeft: () => step(-1, shift),
      ArrowDown: () => { state.row = Math.min(data.rows.length - 1, state.row + 1); draw(); },
      ArrowUp: () => { state.row = Math.max(0, state.row - 1); draw(); },
      Escape: () => pick(-1, -1),
    }[key];
    act?.();
    return Boolean(act);
  }

  draw();
  if (state.pending.length) send();
  else clearTimeout(state.timer);
  const active = parentElement.activeElement ?? document.activeElement;
  if (!state.panel && (active === null || active === document.body || root.contains(active))) root.focus({ preventScroll: true });
  return () => clearTimeout(state.timer);
}
