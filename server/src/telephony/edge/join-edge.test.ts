import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { joinEdgeAt } from "./join-edge.ts";

const open: WebSocketServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

async function serve(heard: (socket: WebSocket) => void): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "sip" });
  open.push(server);
  server.on("connection", heard);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** An edge that answers each message with its own words, and our side between it and a console. */
async function joined(edgeSays: (text: string) => string | null) {
  const atEdge: string[] = [];
  const edge = await serve((socket) =>
    socket.on("message", (data) => {
      const text = String(data as Buffer);
      atEdge.push(text);
      const answer = edgeSays(text);
      if (answer === null) socket.close();
      else socket.send(answer);
    }),
  );
  let end: (code: number) => void = () => undefined;
  const ours = await serve((socket) => (end = joinEdgeAt(edge)(socket)));
  const console_ = new WebSocket(`ws://127.0.0.1:${ours}`, ["sip"]);
  await once(console_, "open");
  return { atEdge, console_, end: (code: number) => end(code) };
}

it("carries whole messages both ways, also those that come before the edge has answered", async () => {
  const { atEdge, console_ } = await joined((text) => `to ${text}`);
  const heard: string[] = [];
  console_.on("message", (data) => heard.push(String(data as Buffer)));
  for (const text of ["REGISTER 1", "REGISTER 2"]) console_.send(text);
  await expect.poll(() => heard).toEqual(["to REGISTER 1", "to REGISTER 2"]);
  expect(atEdge).toEqual(["REGISTER 1", "REGISTER 2"]);
});

it("ends with either side, and by the room with the room's code", async () => {
  const first = await joined(() => null);
  first.console_.send("BYE");
  expect((await once(first.console_, "close"))[0]).toBe(1013);
  const second = await joined((text) => text);
  second.end(4001);
  expect((await once(second.console_, "close"))[0]).toBe(4001);
});

it("takes no bytes, nothing longer than the edge reads, and no flood before the edge has answered", async () => {
  const bytes = await joined((text) => text);
  bytes.console_.send(Buffer.from([1, 2, 3]));
  expect((await once(bytes.console_, "close"))[0]).toBe(1008);
  const long = await joined((text) => text);
  long.console_.send("x".repeat(70_000));
  expect((await once(long.console_, "close"))[0]).toBe(1008);
  const nowhere = await serve((socket) => void joinEdgeAt(1)(socket));
  const lost = new WebSocket(`ws://127.0.0.1:${nowhere}`, ["sip"]);
  expect((await once(lost, "close"))[0]).toBe(1013);
});

it("ends the joint of a console that answers no question any more, and keeps one that does", async () => {
  const edge = await serve((socket) => socket.on("message", (data) => socket.send(String(data as Buffer))));
  const ours = await serve((socket) => void joinEdgeAt(edge, 50)(socket));
  const dial = async (autoPong: boolean): Promise<WebSocket> => {
    const made = new WebSocket(`ws://127.0.0.1:${ours}`, ["sip"], { autoPong });
    await once(made, "open");
    return made;
  };
  const [gone, there] = [await dial(false), await dial(true)];
  let isClosed = false;
  there.on("close", () => (isClosed = true));
  await once(gone, "close");
  expect(isClosed).toBe(false);
  there.send("REGISTER");
  expect(String((await once(there, "message"))[0] as Buffer)).toBe("REGISTER");
});

it("passes credentials of the console's own session alone, however they are written", async () => {
  const edge = await serve(() => undefined);
  const atEdge: string[] = [];
  const own = await serve((socket) =>
    joinEdgeAt(edge)(socket, { mayUse: (name) => name === "1:8001:own", heard: (text) => atEdge.push(text) }),
  );
  const register = (field: string) => `REGISTER sip:room SIP/2.0\r\nCSeq: 1 REGISTER\r\n${field}\r\n\r\nusername="1:8002:body"`;
  for (const field of [
    'Authorization: Digest username="1:8002:own", realm="r"',
    'authorization:Digest realm="r",username=1:8001:other',
    'Proxy-Authorization : Digest realm="r",\r\n  username="1:8001:other"',
    'Authorization: Digest username="1:8001:own"\r\nAuthorization: Digest username="1:8001:other"',
    'Authorization: Digest username="1:8001:own", username="1:8001:other"',
    "Authorization: Digest realm=r",
  ]) {
    const console_ = new WebSocket(`ws://127.0.0.1:${own}`, ["sip"]);
    await once(console_, "open");
    console_.send(register(field));
    expect((await once(console_, "close"))[0], field).toBe(1008);
  }
  expect(atEdge).toEqual([]);
  const console_ = new WebSocket(`ws://127.0.0.1:${own}`, ["sip"]);
  await once(console_, "open");
  for (const field of ['Authorization: Digest username="1:8001:own", realm="r"', "Max-Forwards: 70"]) console_.send(register(field));
  await expect.poll(() => atEdge).toHaveLength(2);
});
