import { interventions } from "@amaliyat/contract/interventions";
import { fromNotifier, partnerRoutes, type Forward } from "@amaliyat/contract/partners";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { eidoOfBody, makePartner } from "../testing/partners.ts";
import type { TestClient } from "../testing/test-client.ts";
import { PLACES, startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
let dispatcher: TestClient;
beforeAll(async () => {
  room = await startTestRoom({});
  dispatcher = await room.as("dispatcher");
});
afterAll(() => room[Symbol.asyncDispose]());

type Answer = {
  readonly status: number;
  readonly code?: string;
  readonly taken?: string;
  readonly text?: Readonly<Record<string, string>>;
};
async function call(token: string | null, path: string, body: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(new URL(path, room.url), { method: "POST", headers, body: JSON.stringify(body) });
  const said = await response.text();
  return { ...(said === "" ? {} : (JSON.parse(said) as Answer)), status: response.status };
}
async function seen({ forwardId, interventionId }: Pick<Forward, "forwardId" | "interventionId">): Promise<Forward> {
  const all = await dispatcher.must(partnerRoutes.ofIntervention, { params: { interventionId } });
  const found = all.find((each) => each.forwardId === forwardId);
  if (found === undefined) throw new Error("no such forward");
  return found;
}
async function forwardTo(partnerId: string) {
  const { interventionId } = await dispatcher.must(interventions.open, {
    body: { origin: "desk", place: PLACES.SU1, subcategory: "ACC.INJ" },
  });
  const one = await dispatcher.must(partnerRoutes.forward, { params: { interventionId }, body: { partnerId } });
  return { one, incidentId: `urn:emergency:uid:incidentid:${interventionId.replaceAll("-", "")}:amaliyat.local` };
}
/** A partner at a screen, with the system token of its program, and a forward that was shown to it. */
async function shown(code: string) {
  const made = await makePartner(room, code, "screen");
  const { one, incidentId } = await forwardTo(made.partnerId);
  await vi.waitFor(async () => expect((await seen(one)).state).toBe("sent"), { timeout: 15_000 });
  return { ...made, one, incidentId, say: (path: string, body: unknown) => call(made.system.token, `/api/v1/partner/${path}`, body) };
}
/** An EIDO whose stamp is so many seconds after a minute ago. */
function eidoAt(id: string, status: string, seconds: number, text = "كلمة"): unknown {
  const lastUpdateTimeStamp = new Date(Math.floor(Date.now() / 60_000 - 1) * 60_000 + seconds * 1000).toISOString();
  return JSON.parse(
    JSON.stringify(eidoOfBody(id, status, text)).replace(
      /"lastUpdateTimeStamp":"[^"]*"/g,
      `"lastUpdateTimeStamp":"${lastUpdateTimeStamp}"`,
    ),
  );
}

it("a program refuses with a reason, as a desk does, and the reason is the one that it gave", async () => {
  const p = await shown("REASON");
  const missing = { status: 422, code: "forward.reason_missing" };
  for (const status of ["refused", "Rejected", "Cancelled"])
    expect(await p.say("reports", { incidentId: p.incidentId, status }), status).toMatchObject(missing);
  expect(await p.say(`forwards/${p.one.forwardId}/reports`, { status: "refused" })).toMatchObject(missing);
  expect(await p.say("reports", { incidentId: p.incidentId, status: "message" })).toMatchObject({ code: "forward.text_missing" });
  expect((await seen(p.one)).state).toBe("sent");
  expect(await p.say("reports", { incidentId: p.incidentId, status: "refused", text: "لا شاحنة" })).toEqual({ status: 204 });
  expect(await seen(p.one)).toMatchObject({ state: "refused", reason: "لا شاحنة" });
});

it("an EIDO about a forward that is older than one before acts no more", async () => {
  const p = await shown("OLDER");
  const send = (status: string, seconds: number) => p.say("eido", eidoAt(p.incidentId, status, seconds));
  expect(await send("Assigned", 20)).toMatchObject({ status: 200, taken: "report" });
  for (const status of ["On Scene", "Cancelled", "Closed"])
    expect(await send(status, 10), status).toMatchObject({ status: 200, taken: "older" });
  expect(await send("perhaps", 10)).toMatchObject({ status: 422, code: "forward.unknown_status" });
  const before = await seen(p.one);
  expect(before.state).toBe("acknowledged");
  expect(await send("Assigned", 20)).toMatchObject({ status: 200, taken: "report" });
  expect((await seen(p.one)).version).toBe(before.version);
  expect(await send("On Scene", 30)).toMatchObject({ status: 200, taken: "report" });
  expect((await seen(p.one)).state).toBe("in_progress");
});

/** A socket of a partner that subscribes; `next` waits for the next event. */
async function subscribed(token: string) {
  const socket = new WebSocket(new URL("/IncidentData/ent", room.url.replace(/^http/, "ws")), {
    headers: { authorization: `Bearer ${token}` },
  });
  const events: { transactionId: string; notification: unknown[] }[] = [];
  socket.addEventListener("message", ({ data }) => {
    const message = fromNotifier.parse(JSON.parse(String(data)));
    if ("event" in message) events.push(message.event);
  });
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  const say = (message: unknown) => socket.send(JSON.stringify(message));
  say({ subscribe: { requestId: "1", requestType: "EIDO", requestSubType: "new" } });
  return {
    events,
    first: async () => {
      await vi.waitFor(() => expect(events).not.toHaveLength(0), { timeout: 15_000 });
      return events[0];
    },
    take: (transactionId = "") => say({ eventResponse: { transactionId, statusCode: 200, statusText: "OK" } }),
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
      socket.close();
      await closed;
    },
  };
}

it.each(["after", "before"] as const)(
  "an event is the same until it is answered, %s the report on it, and no change is told",
  async (order) => {
    const made = await makePartner(room, `SAME-${order}`, "eido_ws");
    const { one, incidentId } = await forwardTo(made.partnerId);
    const report = (status: string) => call(made.system.token, "/api/v1/partner/reports", { incidentId, status });
    let event: Awaited<ReturnType<Awaited<ReturnType<typeof subscribed>>["first"]>>;
    {
      await using socket = await subscribed(made.system.token);
      event = await socket.first();
      expect(await report("acknowledged")).toEqual({ status: 204 });
      if (order === "before") {
        socket.take(event?.transactionId);
        await vi.waitFor(async () => expect((await seen(one)).update).toBeNull(), { timeout: 5_000 });
      }
    }
    await using socket = await subscribed(made.system.token);
    if (order === "after") {
      expect(await socket.first()).toMatchObject({ transactionId: event?.transactionId, notification: event?.notification });
      socket.take(event?.transactionId);
    }
    await vi.waitFor(async () => expect((await seen(one)).update).toBeNull(), { timeout: 15_000 });
    expect(await seen(one)).toMatchObject({ state: "acknowledged", revision: 0 });
    // Real time: one event more would come by the next look of the room at what waits, which it takes each second.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(socket.events).toHaveLength(order === "after" ? 1 : 0);
  },
);

it("a request with a status that NENA gives no request is refused, and one that is spelt otherwise is taken", async () => {
  const p = await makePartner(room, "STATUS", "screen");
  const send = (status: string) => call(p.system.token, "/api/v1/partner/eido", eidoAt("urn:status:1", status, 10));
  for (const status of ["Aktive", "On Scene", ""])
    expect(await send(status), status).toMatchObject({ status: 422, code: "forward.unknown_status" });
  for (const status of ["ACTIVE", "canceled", "Closed"])
    expect(await send(status), status).toMatchObject({ status: 200, taken: "request" });
});

it("a list of forwards names each by its incident, and takes the token of a program", async () => {
  const p = await shown("LIST");
  const headers = { authorization: `Bearer ${p.system.token}` };
  const list = await fetch(new URL("/api/v1/partner/forwards", room.url), { headers });
  expect(await list.json()).toMatchObject([{ forwardId: p.one.forwardId, incidentId: p.incidentId }]);
  expect(await p.say(`forwards/${p.one.forwardId}/reports`, { status: "acknowledged" })).toMatchObject({ incidentId: p.incidentId });
});

it("a call without a token says that a token is missing, and names no session", async () => {
  for (const path of ["/api/v1/partner/eido", "/api/v1/partner/reports"]) {
    const answer = await call(null, path, {});
    expect([answer.status, answer.code]).toEqual([401, "partner.token_missing"]);
    expect(answer.text?.["en"]).toContain("token");
    expect(answer.text?.["en"]).not.toContain("ession");
  }
});

/** Cells of the table of §4: a report in a state. */
const FOLLOWS = {
  open: { received: "ignored", acknowledged: "ignored", in_progress: "ignored", "in_progress with words": "taken", message: "taken" },
  done: {
    received: "ignored",
    acknowledged: "ignored",
    in_progress: "ignored",
    "in_progress with words": "ignored",
    done: "ignored",
    message: "taken",
    refused: "409",
  },
  refused: { received: "409", acknowledged: "409", in_progress: "409", done: "409", message: "taken", refused: "ignored" },
  cancelled: { received: "409", acknowledged: "409", in_progress: "409", done: "409", message: "409", refused: "409" },
} as const;

it.each(["open", "done", "refused", "cancelled"] as const)(
  "a report on a forward that is %s does what the table of the document says",
  async (state) => {
    const p = await shown(`TABLE-${state}`);
    const words = "كلمات";
    const say = (status: string) => p.say("reports", { incidentId: p.incidentId, status, text: words });
    const params = { forwardId: p.one.forwardId };
    if (state === "open") await say("in_progress");
    else if (state === "cancelled") await dispatcher.must(partnerRoutes.cancel, { params, body: { reason: "أُحيل خطأ" } });
    else await say(state);
    for (const [report, expected] of Object.entries(FOLLOWS[state])) {
      const [status = ""] = report.split(" ");
      const hasWords = ["message", "refused"].includes(status) || report.endsWith("words");
      const { version } = await seen(p.one);
      const answer = await p.say("reports", { incidentId: p.incidentId, status, ...(hasWords ? { text: words } : {}) });
      const grown = (await seen(p.one)).version > version;
      expect([report, answer.status === 204 ? (grown ? "taken" : "ignored") : String(answer.status)]).toEqual([report, expected]);
    }
  },
);

it("the socket ignores fields that it does not know, names an unknown subscription by 481, and says why it closes", async () => {
  const { system } = await makePartner(room, "CODES", "eido_ws");
  const address = new URL("/IncidentData/ent", room.url.replace(/^http/, "ws"));
  const ask = async (message: string): Promise<unknown> => {
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${system.token}` } });
    const { promise, resolve } = Promise.withResolvers<unknown>();
    socket.addEventListener("message", ({ data }) => resolve(fromNotifier.parse(JSON.parse(String(data)))));
    socket.addEventListener("close", ({ code }) => resolve(code));
    socket.addEventListener("open", () => socket.send(message));
    const answer = await promise;
    socket.close();
    return answer;
  };
  const subscribe = { requestId: "1", requestType: "EIDO" };
  expect(await ask(JSON.stringify({ subscribe: { ...subscribe, colour: "red" }, more: 1 }))).toMatchObject({
    subscribeResponse: { statusCode: 200 },
  });
  const renew = { ...subscribe, subscriptionId: "none" };
  expect(await ask(JSON.stringify({ subscribe: renew }))).toMatchObject({ subscribeResponse: { statusCode: 481 } });
  expect(await ask("{ no JSON")).toBe(1007);
  expect(await ask(JSON.stringify({ hello: {} }))).toBe(1007);
  expect(await ask(JSON.stringify({ subscribe: { ...subscribe, colour: "x".repeat(70_000) } }))).toBe(1009);
});
