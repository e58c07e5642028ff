import { partnerRoutes } from "@amaliyat/contract/partners";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { makeLog } from "../../platform/log.ts";
import { vaultWith } from "../../platform/vault.ts";
import { eidoOfBody, makePartner, partnersDepsOf } from "../../testing/partners.ts";
import { startTestRoom, type TestRoom } from "../../testing/test-room.ts";
import { subscribeToPartners } from "./subscribe-to-partners.ts";

const HOSTS = "127.0.0.1=127.0.0.0/8";
const SECRET = "a secret between both";
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: HOSTS } });
});
afterAll(() => room[Symbol.asyncDispose]());

type Message = { subscribe?: { requestId: string; requestType: string }; eventResponse?: { transactionId: string; statusCode: number } };

/** A partner's notifier: takes the room's subscription and hands over its socket. */
async function notifier() {
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port: 0,
    verifyClient: ({ req }: { readonly req: IncomingMessage }) => req.headers.authorization === `Bearer ${SECRET}`,
  });
  await once(server, "listening");
  const answers: Message[] = [];
  const sockets: WebSocket[] = [];
  server.on("connection", (socket) =>
    socket.on("message", (data) => {
      const message = JSON.parse((data as Buffer).toString("utf8")) as Message;
      if (message.subscribe === undefined) return void answers.push(message);
      const { requestId } = message.subscribe;
      socket.send(
        JSON.stringify({ subscribeResponse: { requestId, subscriptionId: "s", expires: 3600, statusCode: 200, statusText: "OK" } }),
      );
      return void sockets.push(socket);
    }),
  );
  const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/IncidentData/ent`;
  return { server, answers, sockets, address };
}

it("subscribes to a partner's notifier with its secret, takes what is right, refuses what is malformed, and comes back", async () => {
  const { server, answers, sockets, address } = await notifier();
  const made = await makePartner(room, "NOTIFIER", "eido_ws", address, SECRET);
  await vi.waitFor(() => expect(sockets).toHaveLength(1), { timeout: 10_000 });
  const say = (transactionId: string, ...notification: unknown[]) =>
    sockets.at(-1)?.send(JSON.stringify({ event: { subscriptionId: "s", transactionId, notification } }));
  const answered = (transactionId: string, statusCode: number) =>
    vi.waitFor(() => expect(answers).toContainEqual({ eventResponse: expect.objectContaining({ transactionId, statusCode }) }), {
      timeout: 5_000,
    });
  say("t1", eidoOfBody("urn:n:1", "Active", "طلب"));
  await answered("t1", 200);
  say("t2", { $id: "urn:n:2" });
  await answered("t2", 400);
  sockets.at(-1)?.terminate();
  await vi.waitFor(() => expect(sockets).toHaveLength(2), { timeout: 10_000 });
  say("t3", eidoOfBody("urn:n:1", "Active", "طلب"));
  await answered("t3", 200);
  const dispatcher = await room.as("dispatcher");
  const asked = (await dispatcher.must(partnerRoutes.requests, { query: {} })).filter(({ partnerId }) => partnerId === made.partnerId);
  expect(asked.map(({ incidentId, title }) => [incidentId, title])).toEqual([["urn:n:1", "طلب"]]);
  const supervisor = await room.as("supervisor");
  const gone = once(sockets.at(-1) ?? server, "close");
  await supervisor.must(partnerRoutes.change, { params: { partnerId: made.partnerId }, body: { active: false } });
  await gone;
  server.close();
});

it.each(["a secret that no header takes", "an address with a fragment"])(
  "%s ends no process: every try is guarded, and says why",
  async (fault) => {
    const code = fault.includes("secret") ? "LETTERS" : "FRAGMENT";
    const made = await makePartner(room, code, "eido_ws", "ws://127.0.0.1:9/IncidentData/ent", SECRET);
    // As rows of before the contract refused them.
    if (code === "FRAGMENT")
      await room.database.db.pool.query("update partner set address = address || '#part' where partner_id = $1", [made.partnerId]);
    const log = makeLog("silent");
    const said = vi.spyOn(log, "warn");
    const vault = { ...vaultWith(randomBytes(32)), open: () => "كلمة السر المشتركة" };
    await using _subscribed = subscribeToPartners({ ...partnersDepsOf(room.database.db, Date.now, HOSTS), log, vault });
    const tries = () => said.mock.calls.filter(([about]) => (about as { partner?: string }).partner === code);
    await vi.waitFor(() => expect(tries().length).toBeGreaterThan(2), { timeout: 20_000, interval: 50 });
    expect(tries()[1]).toEqual([{ err: expect.any(Error), partner: code }, "partners: subscribing failed"]);
    await (await room.as("supervisor")).must(partnerRoutes.change, { params: { partnerId: made.partnerId }, body: { active: false } });
  },
);

it("a secret that no header takes and an address with a fragment are refused as they are typed", async () => {
  const { partnerId } = await makePartner(room, "TYPED", "eido_http", "http://127.0.0.1:9/in");
  const supervisor = await room.as("supervisor");
  const secretIs = (secret: string) => supervisor.code(partnerRoutes.setSecret, { params: { partnerId }, body: { secret } });
  for (const wrong of [
    "كلمة السر المشتركة",
    "un secret accentué",
    "a tab\tin the secret",
    " a secret with ends ",
    "too short",
    "x".repeat(513),
  ])
    expect(await secretIs(wrong), wrong).toBe("request.invalid");
  for (const right of [SECRET, "!".repeat(16), "~".repeat(512)]) expect(await secretIs(right), right).toBe("ok");
  const body = { address: "http://127.0.0.1:9/in#part" };
  expect(await supervisor.code(partnerRoutes.change, { params: { partnerId }, body })).toBe("request.invalid");
});

it.each(["answers no subscription", "answers no ping"])("a notifier that %s is left and asked anew", async (fault) => {
  const code = fault.includes("ping") ? "DEAF" : "MUTE";
  // A room without a worker: the only subscriber is the one here.
  await using quiet = await startTestRoom({ roles: "api", environment: { AMALIYAT_PARTNER_HOSTS: HOSTS } });
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, autoPong: code !== "DEAF" });
  await once(server, "listening");
  let sockets = 0;
  server.on("connection", (socket) => {
    sockets++;
    socket.on("message", (data) => {
      const { requestId } = (JSON.parse((data as Buffer).toString("utf8")) as Message).subscribe ?? { requestId: "" };
      if (code === "DEAF")
        socket.send(
          JSON.stringify({ subscribeResponse: { requestId, subscriptionId: "s", expires: 3600, statusCode: 200, statusText: "OK" } }),
        );
    });
  });
  await makePartner(quiet, code, "eido_ws", `ws://127.0.0.1:${(server.address() as AddressInfo).port}/IncidentData/ent`);
  await using _subscribed = subscribeToPartners(partnersDepsOf(quiet.database.db, Date.now, HOSTS), {
    pingEveryMs: 200,
    answerWithinMs: code === "MUTE" ? 200 : 10_000,
  });
  await vi.waitFor(() => expect(sockets).toBeGreaterThan(2), { timeout: 15_000, interval: 20 });
  server.close();
});

it("a notifier that says too much is told to send it later, and one that is well is kept", async () => {
  const { server, answers, sockets, address } = await notifier();
  const made = await makePartner(room, "LOUD", "eido_ws", address, SECRET);
  await vi.waitFor(() => expect(sockets).toHaveLength(1), { timeout: 10_000 });
  await room.database.db.pool.query(
    `insert into partner_request (request_id, partner_id, incident_id, kind, received_at, title, notes)
     select gen_random_uuid(), $1, 'urn:loud:' || n, 'waiting', now(), 'x', '{}' from generate_series(1, 200) n`,
    [made.partnerId],
  );
  sockets[0]?.send(
    JSON.stringify({ event: { subscriptionId: "s", transactionId: "more", notification: [eidoOfBody("urn:n:9", "Active", "طلب")] } }),
  );
  await vi.waitFor(
    () => expect(answers).toContainEqual({ eventResponse: expect.objectContaining({ transactionId: "more", statusCode: 429 }) }),
    { timeout: 5_000 },
  );
  expect(sockets).toHaveLength(1);
  server.close();
});
