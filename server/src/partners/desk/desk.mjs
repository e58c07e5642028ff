// The narrow screen of a partner: no framework, so that it opens on any phone. Its session lives as long as the tab.
const KEY = "amaliyat-partner";
const LOOK_EVERY_MS = 3_000;
const DIRECTIONS = { ar: "rtl", fr: "ltr", en: "ltr" };
const ACTS = {
  queued: ["acknowledged", "received", "in_progress", "done", "refused"],
  sent: ["acknowledged", "received", "in_progress", "done", "refused"],
  received: ["acknowledged", "in_progress", "done", "refused"],
  acknowledged: ["in_progress", "done", "refused"],
  in_progress: ["done", "refused"],
};

/** Limit of one request: without it a cut line keeps an old list on the page as if it were the present one. */
const LIMIT_MS = 8_000;

/** Words of the page, asked for until they come. */
async function loadWords() {
  for (;;) {
    const response = await fetch("/partner/words.json", { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => null);
    const loaded = response?.ok ? await response.json().catch(() => null) : null;
    if (loaded !== null) return loaded;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** Storage of the tab. A browser may forbid it, or have no room: then the session lives as long as the page. */
function readSession() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function writeSession() {
  try {
    if (session === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, session);
  } catch {
    // The page works without it.
  }
}

const words = await loadWords();
let language = "ar";
let session = readSession();
let forwards = null;
/** Time of the shown list, ms since the epoch. */
let listedAt = 0;
let looking = null;
let trouble = null;
/** Text typed in each box, kept while the list is redrawn. */
const drafts = new Map();
let busy = false;
/** Danger for which the tone was played, by its forward. */
const rung = new Map();

const t = (key) => key.split(".").reduce((at, part) => at[part], words[language]);

/** An element with attributes and children; texts are always text, never markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== null && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

async function ask(path, body) {
  const headers = { ...(session ? { authorization: `Bearer ${session}` } : {}), ...(body ? { "content-type": "application/json" } : {}) };
  const signal = AbortSignal.timeout(LIMIT_MS);
  const init = body ? { method: "POST", headers, signal, body: JSON.stringify(body) } : { headers, signal };
  const response = await fetch(path, init).catch(() => null);
  const answer = response === null || response.status === 204 ? null : await response.json().catch(() => null);
  if (signal.aborted) return { ok: false, text: t("desk.late") };
  if (response === null || (response.ok && answer === null)) return { ok: false, text: t("desk.lost") };
  if (response.ok) return { ok: true, value: answer };
  if (response.status === 401 && session) {
    endSession();
    return { ok: false, text: t("desk.over") };
  }
  return { ok: false, text: answer?.text?.[language] ?? t("desk.lost") };
}

/** Ends the session. Typed text stays for whoever enters again; only who leaves clears it. */
function endSession() {
  session = null;
  forwards = null;
  writeSession();
}

function leave() {
  endSession();
  drafts.clear();
}

async function signIn(event) {
  event.preventDefault();
  const token = event.target.elements.token.value.trim();
  const answer = await ask("/api/v1/partner/session", { token });
  trouble = answer.ok ? null : answer.text;
  if (answer.ok) {
    session = answer.value.session;
    writeSession();
    await look();
  }
  draw();
}

/** Reads the list, once at a time: a slow answer never replaces a later one. */
function look() {
  looking ??= lookOnce().finally(() => (looking = null));
  return looking;
}

async function lookOnce() {
  if (session === null || busy) return;
  const before = JSON.stringify([forwards, trouble, session]);
  const asked = session;
  const answer = await ask("/api/v1/partner/forwards");
  if (session !== null || !answer.ok) trouble = answer.ok ? null : answer.text;
  if (!answer.ok && forwards !== null) trouble = `${answer.text} ${t("desk.as_of")} ${when(listedAt)}`;
  if (answer.ok && session === asked) {
    forwards = answer.value;
    listedAt = Date.now();
    ringForDanger();
  }
  if (JSON.stringify([forwards, trouble, session]) !== before) draw();
}

/** Plays a short tone. A browser may keep it silent before the first press on the page; the mark is there all the same. */
function playTone() {
  try {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    volume.gain.value = 0.3;
    tone.frequency.value = 880;
    tone.connect(volume).connect(sound.destination);
    tone.onended = () => void sound.close();
    tone.start();
    tone.stop(sound.currentTime + 0.5);
  } catch {
    // The page works without a sound.
  }
}

/** Plays the tone once for each danger that waits to be read. */
function ringForDanger() {
  const fresh = forwards.filter((one) => one.dangerUnreadSince && rung.get(one.forwardId) !== one.dangerUnreadSince);
  for (const one of fresh) rung.set(one.forwardId, one.dangerUnreadSince);
  if (fresh.length > 0) playTone();
}

async function report(forwardId, status) {
  if (busy) return;
  busy = true;
  const text = (drafts.get(forwardId) ?? "").trim();
  const answer = await ask(`/api/v1/partner/forwards/${forwardId}/reports`, { status, ...(text === "" ? {} : { text }) });
  busy = false;
  trouble = answer.ok ? null : answer.text;
  if (answer.ok) {
    drafts.delete(forwardId);
    await looking;
    await look();
  }
  draw();
}

/** The room's time, wherever the phone believes to be. */
const TIME = { dateStyle: "short", timeStyle: "short", hour12: false, timeZone: "Africa/Algiers" };
const when = (at) => new Intl.DateTimeFormat(`${language}-DZ`, TIME).format(new Date(at));

function facts(one) {
  const place = [one.placeText, one.place ? `${one.place.lat.toFixed(5)}, ${one.place.lon.toFixed(5)}` : null].filter(Boolean).join("\n");
  const rows = [
    ["desk.at", when(one.queuedAt)],
    ["desk.revised_at", one.revisedAt && when(one.revisedAt)],
    ["desk.room", one.status === "Active" ? (one.joined ? t("ended.joined") : null) : t(`ended.${one.status}`)],
    ["desk.state", words.states[one.state]?.[language] ?? one.state],
    ["desk.priority", one.priority?.[language]],
    ["desk.place", place],
    ["desk.attributes", one.attributes.map((each) => each[language]).join(" · ")],
    ["desk.message", one.message],
    ["desk.notes", one.notes.map((note) => `${when(note.at)} — ${note.text}`).join("\n")],
    ["desk.people", one.people.map(({ text }) => text).join("\n")],
    ["desk.reason", one.reason],
  ].filter(([, value]) => value);
  return make("dl", {}, ...rows.flatMap(([key, value]) => [make("dt", {}, t(key)), make("dd", { dir: "auto" }, value)]));
}

function card(one) {
  const usual = ACTS[one.state] ?? [];
  const isAnew = Boolean(one.dangerUnreadSince) && !usual.includes("acknowledged");
  const acts = isAnew ? ["acknowledged", ...usual] : usual;
  const box = `text-${one.forwardId}`;
  const typed = (event) => drafts.set(one.forwardId, event.target.value);
  const button = (status, first) =>
    make(
      "button",
      { id: `${status}-${one.forwardId}`, type: "button", class: first ? "main" : null, click: () => report(one.forwardId, status) },
      t(isAnew && status === "acknowledged" ? "act.acknowledged_again" : `act.${status}`),
    );
  const speaks = acts.length > 0;
  const input = make("textarea", { id: box, rows: "2", maxlength: "2000", dir: "auto", input: typed });
  input.value = drafts.get(one.forwardId) ?? "";
  return make(
    "article",
    { "aria-labelledby": `head-${one.forwardId}` },
    make("h2", { id: `head-${one.forwardId}` }, one.subcategory[language]),
    make("div", { class: "faint" }, make("bdi", {}, one.reference)),
    one.dangerUnreadSince ? make("p", { class: "bad" }, `${t("desk.danger")} ${when(one.dangerUnreadSince)}`) : null,
    facts(one),
    speaks ? make("label", { for: box }, t("desk.text")) : null,
    speaks ? input : null,
    speaks ? make("div", { class: "buttons" }, ...acts.map((status, n) => button(status, n === 0)), button("message", false)) : null,
  );
}

function content() {
  if (session === null)
    return make(
      "form",
      { class: "sign-in", submit: signIn },
      make("label", { for: "token" }, t("desk.token")),
      make("input", { id: "token", name: "token", type: "password", autocomplete: "off", required: true, dir: "ltr" }),
      make("div", { class: "buttons" }, make("button", { class: "main" }, t("desk.sign_in"))),
    );
  if (forwards === null) return make("p", {}, t("desk.loading"));
  return forwards.length === 0 ? make("p", {}, t("desk.empty")) : make("div", {}, ...forwards.map(card));
}

/** Draws the page anew and puts the focus and the cursor back where they were. */
function draw() {
  const active = document.activeElement;
  const [id, from] = [active?.id, active?.tagName === "TEXTAREA" ? active.selectionStart : null];
  document.documentElement.lang = language;
  document.documentElement.dir = DIRECTIONS[language];
  document.title = t("desk.title");
  const choose = (each) =>
    make(
      "button",
      { id: `language-${each}`, type: "button", lang: each, "aria-pressed": String(each === language), click: () => choosing(each) },
      words.languages[each],
    );
  const out = session === null ? null : make("button", { id: "leave", type: "button", click: () => (leave(), draw()) }, t("desk.sign_out"));
  document.body.replaceChildren(
    make("header", {}, make("h1", {}, t("desk.title")), ...Object.keys(DIRECTIONS).map(choose), out),
    make("main", {}, make("p", { class: "bad", role: "alert" }, trouble ?? ""), content()),
  );
  const back = id ? document.getElementById(id) : null;
  back?.focus();
  if (from !== null && back) back.setSelectionRange(from, from);
}

function choosing(each) {
  language = each;
  draw();
}

draw();
await look();
setInterval(look, LOOK_EVERY_MS);
