const at = (id) => document.getElementById(id);

/** The same words in three languages, each marked as its own. */
const LABELS = {
  ring: ["دعه يرن", "laissez sonner", "let it ring"],
  ringing: ["يرن", "sonne", "ringing"],
  talking: ["على الخط", "en ligne", "on the line"],
  caller: ["أغلق المتصل", "l'appelant a raccroché", "the caller hung up"],
  room: ["أغلقت القاعة", "la salle a raccroché", "the room hung up"],
  refused: ["لم يصل", "non abouti", "did not get through"],
  quiet: ["لا تصل مكالمات من تلقاء نفسها", "aucun appel ne vient de lui-même", "no call comes by itself"],
  all: ["المدينة كلها على الهاتف", "toute la ville est au téléphone", "the whole town is on the telephone"],
  rate: ["مكالمات في الدقيقة", "appels par minute", "calls a minute"],
  waiting: ["في الانتظار", "en attente", "waiting"],
  taken: ["أخذته القاعة", "pris en main", "taken by the room"],
  joined: ["ضمن تدخل", "joint à une intervention", "part of an intervention"],
  closed: ["مغلق", "clos", "closed"],
  withdrawn: ["سحبه صاحبه", "retiré", "withdrawn"],
  sending: ["يُرسَل…", "envoi…", "sending…"],
  not_taken: ["لم تأخذه القاعة", "la salle ne l'a pas pris", "the room did not take it"],
  gone: ["المحاكي لا يجيب", "le simulateur ne répond pas", "the simulator does not answer"],
};
function words(key) {
  const all = LABELS[key].map((text, nth) => {
    const each = document.createElement("span");
    [each.lang, each.dir, each.textContent] = [["ar", "fr", "en"][nth], nth === 0 ? "rtl" : "ltr", text];
    return each;
  });
  return all.flatMap((each, nth) => (nth === 0 ? [each] : [" · ", each]));
}
function note(key) {
  at("note").replaceChildren(...(key === null ? [] : words(key)));
}
async function ask(path, body) {
  const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return fetch(path, init);
}

function showLines(lines) {
  if (at("lines").childElementCount === lines.length) return;
  at("lines").replaceChildren(
    ...lines.map((line) => {
      const button = document.createElement("button");
      const number = document.createElement("b");
      number.textContent = line;
      button.append(number, ...words("ring"));
      button.addEventListener("click", async () => {
        const said = await ask("/ring", { line }).catch(() => null);
        note(said === null ? "gone" : said.status === 409 ? "all" : null);
        await look();
      });
      return button;
    }),
  );
}
function showCall({ number, line, about, begunAt, state, ended }) {
  const row = document.createElement("li");
  row.dataset.state = state;
  const facts = [new Date(begunAt).toLocaleTimeString("fr", { hourCycle: "h23" }), `${number} → ${line}`].map((text) => {
    const each = document.createElement("span");
    [each.textContent, each.dir] = [text, "ltr"];
    return each;
  });
  const what = document.createElement("span");
  [what.className, what.textContent] = ["about", about];
  const how = document.createElement("span");
  how.className = "state";
  how.append(...words(ended ?? (state === "over" ? "caller" : state)));
  row.append(...facts, what, how);
  return row;
}
function showReport({ reference, words: said, language, danger, at: sentAt, state, files }) {
  const row = document.createElement("li");
  row.dataset.state = state === "waiting" || state === "taken" ? "talking" : "over";
  const when = new Date(sentAt).toLocaleTimeString("fr", { hourCycle: "h23" });
  const facts = [when, `${danger ? "⚠ " : ""}${reference}`].map((text) => {
    const each = document.createElement("span");
    [each.textContent, each.dir] = [text, "ltr"];
    return each;
  });
  const what = document.createElement("span");
  [what.className, what.textContent, what.lang, what.dir] = ["about", said, language, language === "ar" ? "rtl" : "ltr"];
  const how = document.createElement("span");
  how.className = "state";
  how.append(...words(state), ...(files === "0/0" ? [] : [` · ${files}`]));
  row.append(...facts, what, how);
  return row;
}
for (const id of ["report", "danger"])
  at(id).addEventListener("click", async () => {
    at("sending").replaceChildren(...words("sending"));
    const said = await ask("/report", { danger: id === "danger" }).catch(() => null);
    at("sending").replaceChildren(...(said === null ? words("gone") : said.ok ? [] : words("not_taken")));
    await look();
  });
let shown = "";
async function look() {
  const answer = await ask("/state").catch(() => null);
  if (answer === null) return note("gone");
  const text = await answer.text();
  if (text === shown) return;
  shown = text;
  const { lines, perMinute, calls, reports } = JSON.parse(text);
  at("senders").hidden = reports === null;
  at("reports").replaceChildren(...(reports ?? []).map(showReport));
  at("busy").hidden = at("callers").hidden = lines.length === 0;
  showLines(lines);
  at("rhythm").replaceChildren(...(perMinute === 0 ? words("quiet") : [`${perMinute} `, ...words("rate")]));
  at("stop").disabled = perMinute === 0;
  at("calls").replaceChildren(...calls.map(showCall));
}
at("busy").addEventListener("submit", async (event) => {
  event.preventDefault();
  await ask("/busy", { perMinute: Number(at("rate").value) }).catch(() => note("gone"));
  await look();
});
at("stop").addEventListener("click", async () => {
  await ask("/busy", { perMinute: 0 }).catch(() => note("gone"));
  await look();
});
await look();
setInterval(look, 1_000);
