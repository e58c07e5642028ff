import { setTimeout as sleep } from "node:timers/promises";
import { readEido, type ReadEido } from "./incidents.ts";

export type Finding = { readonly name: string; readonly holds: boolean | null; readonly why: string };

export type ConformanceOptions = {
  readonly url: string;
  /** The token of use `system` that the room issued. */
  readonly token: string;
  /** Seconds for which a person at the room is waited for; 0 plays alone what needs nobody. */
  readonly waitS: number;
  /** Called with each finding at once, and with each task for a person at the room. */
  readonly say: (line: string) => void;
};

type Answer = {
  readonly status: number;
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
};

const AGENCY = "conformance.example";

/** An EIDO of this kit; `ahead` seconds after now. */
function eidoOf(id: string, status: string | null, { ahead = 0, note = "" } = {}) {
  const part = (name: string) => ({
    $id: name,
    lastUpdateTimeStamp: new Date(Date.now() + ahead * 1_000).toISOString(),
    updatedByAgencyReference: { $ref: AGENCY },
  });
  return {
    ...part(id),
    eidoVersion: "1.0",
    issuingElementIdentification: AGENCY,
    agencyComponent: [{ ...part(AGENCY), agencyRoleDescriptionRegistryText: ["Dispatching"], agencyType: ["fire"] }],
    incidentComponent: {
      ...part(`${id}:incident`),
      incidentTypeCommonRegistryText: "Other",
      incidentTypeInternalText: "Conformance: no incident",
      ...(status === null ? {} : { incidentStatusCommonRegistryText: [status] }),
    },
    ...(note === "" ? {} : { notesComponent: [{ ...part(`${id}:note`), notesActionComments: note }] }),
  };
}

/** Collects the room's messages on its socket, in order, and answers each event with 200. */
function listenTo(url: string, token: string) {
  const heard: ReadEido[] = [];
  let isOpen = false;
  const socket = new WebSocket(new URL("/IncidentData/ent", url.replace(/^http/, "ws")), { headers: { authorization: `Bearer ${token}` } });
  socket.addEventListener("open", () =>
    socket.send(JSON.stringify({ subscribe: { requestId: "1", requestType: "EIDO", requestSubType: "new", expires: 3_600 } })),
  );
  socket.addEventListener("message", ({ data }) => {
    const { event, subscribeResponse } = JSON.parse(String(data)) as {
      event?: { transactionId: string; notification: readonly unknown[] };
      subscribeResponse?: { statusCode: number };
    };
    if (subscribeResponse?.statusCode === 200) isOpen = true;
    if (event === undefined) return;
    for (const each of event.notification.map(readEido)) if (each !== null) heard.push(each);
    socket.send(JSON.stringify({ eventResponse: { transactionId: event.transactionId, statusCode: 200, statusText: "OK" } }));
  });
  return { heard, isOpen: () => isOpen, [Symbol.dispose]: () => socket.close() };
}

async function until<T>(seconds: number, look: () => T | undefined): Promise<T | null> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() >= end) return null;
    await sleep(100);
  }
}

/** Plays a partner's part against a room, and says of each rule of the document whether it holds. Null: it was not played. */
export async function conform({ url, token, waitS, say }: ConformanceOptions): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const found = (name: string, holds: boolean | null, why = ""): void => {
    findings.push({ name, holds, why });
    say(`${holds === null ? "not played" : holds ? "holds" : "FAILS"}\t${name}${why === "" || holds === true ? "" : `: ${why}`}`);
  };
  const send = async (path: string, body: unknown, key = token): Promise<Answer> => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${key}` };
    const response = await fetch(new URL(path, url), { method: "POST", headers, body: JSON.stringify(body) });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    return {
      status: response.status,
      code: typeof answer["code"] === "string" ? answer["code"] : "",
      body: answer,
      headers: response.headers,
    };
  };
  const eido = (body: unknown, key = token) => send("/api/v1/partner/eido", body, key);
  const report = (incidentId: string, status: string, more: object = {}) =>
    send("/api/v1/partner/reports", { incidentId, status, ...more });
  const expected = (name: string, { status, code, body }: Answer, wanted: number, more: Readonly<Record<string, unknown>> = {}): void => {
    const right = status === wanted && Object.entries(more).every(([key, value]) => body[key] === value);
    found(name, right, `${status} ${code} ${JSON.stringify(more)}`);
  };

  const mine = `urn:conformance:${crypto.randomUUID()}`;
  expected("a wrong token is refused with 401", await eido(eidoOf(mine, "Active"), "no-token"), 401);
  expected("a field that nobody reads is refused", await report(mine, "acknowledged", { stauts: "x" }), 400, { code: "request.invalid" });
  expected("a status that says nothing is refused", await report(mine, "perhaps"), 422, { code: "forward.unknown_status" });
  expected("an incident that was never forwarded is not found", await report(mine, "acknowledged"), 404, { code: "object.not_found" });
  const loose = { ...eidoOf(mine, "Active"), locationReference: { $ref: "nowhere" } };
  expected("a reference that leads nowhere is refused", await eido(loose), 422, { code: "eido.dangling_reference" });
  expected("a stamp an hour ahead is refused", await eido(eidoOf(mine, "Active", { ahead: 3_600 })), 422, { code: "eido.stamp_in_future" });
  const old = await send("/api/partner/reports", { incidentId: mine, status: "acknowledged" });
  found("the old address says that it is deprecated", old.headers.get("deprecation") !== null && old.headers.get("sunset") !== null);

  expected("forward: a request of the partner is taken", await eido(eidoOf(mine, "Active", { ahead: -60 })), 200, { taken: "request" });
  expected("forward: an older word is said to be older", await eido(eidoOf(mine, "Active", { ahead: -120 })), 200, { taken: "older" });
  expected("update: a later word is taken", await eido(eidoOf(mine, "Active", { ahead: -30, note: "More" })), 200, { taken: "request" });
  expected("cancel: the partner withdraws its request", await eido(eidoOf(mine, "Cancelled")), 200, { taken: "request" });

  const rest = ["forward", "acknowledge", "update", "close", "cancel"].map((step) => `${step}: from the room`);
  const leave = (why: string): readonly Finding[] => {
    for (const name of rest.filter((each) => !findings.some((done) => done.name === each))) found(name, null, why);
    return findings;
  };
  if (waitS <= 0) return leave("needs a person at the room: --wait SECONDS");
  using socket = listenTo(url, token);
  if ((await until(10, () => socket.isOpen() || undefined)) === null) return leave("the socket did not open: is the transport eido_ws?");
  const from = (after: number, fits: (told: ReadEido) => boolean) => until(waitS, () => socket.heard.slice(after).find(fits));

  say("please\tforward an open intervention to this partner");
  const first = await from(0, ({ status }) => status === "Active");
  if (first === null) return leave("nothing was forwarded in time");
  found(rest[0] ?? "", true);
  const acknowledged = await report(first.id, "acknowledged", { reference: "CONF-1" });
  const again = await report(first.id, "acknowledged", { reference: "CONF-1" });
  found(
    rest[1] ?? "",
    acknowledged.status === 204 && again.status === 204,
    `${acknowledged.status} ${again.status}, the second says the same`,
  );
  say("please\tchange that intervention: its priority or its place");
  const changed = await from(0, ({ id, status, stamp }) => id === first.id && status === "Active" && stamp > first.stamp);
  found(rest[2] ?? "", changed === null ? null : true, "nothing was changed in time");
  await report(first.id, "in_progress");
  const done = await report(first.id, "done", { text: "Conformance" });
  const late = await report(first.id, "refused", { text: "Conformance" });
  found(rest[3] ?? "", done.status === 204 && late.status === 409, `${done.status}, afterwards ${late.status} ${late.code}`);
  const before = socket.heard.length;
  say("please\tforward another intervention to this partner, and take it back");
  const second = await from(before, ({ id, status }) => id !== first.id && status === "Active");
  const ended = second === null ? null : await from(before, ({ id, status }) => id === second.id && status === "Cancelled");
  if (second === null || ended === null) return leave("nothing was taken back in time");
  const refused = await report(second.id, "acknowledged");
  found(rest[4] ?? "", ended.stamp > second.stamp && refused.code === "forward.already_cancelled", `${refused.status} ${refused.code}`);
  return findings;
}
