import { partnerRoutes } from "@amaliyat/contract/partners";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import { eidoOfBody, makePartner } from "../testing/partners.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

const SECRET = "a secret between both";
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ environment: { AMALIYAT_PARTNER_HOSTS: "127.0.0.1=127.0.0.0/8" } });
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
