import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { WebSocket, WebSocketServer, type ClientOptions } from "ws";
import { localTls, type Tls } from "../../platform/http/index.ts";
import { freePorts } from "../testing/free-port.ts";
import { followSavedTalks } from "./saved-talks.ts";
import { serveStandby } from "./standby.ts";

const stack: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of stack.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});

/** An edge that says what it hears; what begins with an empty line is said as if it were its own. */
const echo = (text: string): string => (text.startsWith("\r\n") ? text.slice(2) : `edge: ${text}`);

async function standby(roomIsAlive: boolean, tls: Tls | null = null) {
  const [port = 0, consoles = 0, room = 0] = await freePorts(3);
  const edge = new WebSocketServer({ port: consoles, host: "127.0.0.1", handleProtocols: () => "sip" });
  edge.on("connection", (socket) => socket.on("message", (data) => socket.send(echo(String(data as Buffer)))));
  await once(edge, "listening");
  stack.push({
    [Symbol.asyncDispose]: async () => {
      for (const client of edge.clients) client.terminate();
      edge.close();
    },
  });
  const alive = async (): Promise<Server> => {
    const server = createServer((socket) => socket.destroy()).listen(room, "127.0.0.1");
    await once(server, "listening");
    stack.push({ [Symbol.asyncDispose]: async () => void server.close() });
    return server;
  };
  if (roomIsAlive) await alive();
  const isOwnHost = (host: string | undefined): boolean => host?.replace(/:\d+$/, "") === "127.0.0.1";
  stack.push(await serveStandby({ port, consoles, room, host: "127.0.0.1", isOwnHost, tls, lingerMs: 300 }));
  return { address: `${tls === null ? "ws" : "wss"}://127.0.0.1:${port}/sip`, alive };
}

/** Outcome of a connection: the open socket, or the status with which it was refused. */
const tried = async (address: string, headers: Record<string, string> = {}, ca?: string): Promise<WebSocket | number> => {
  const socket = new WebSocket(address, ["sip"], { headers, ...(ca === undefined ? {} : { ca }) });
  return new Promise((resolve) => {
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_request, { statusCode = 0 }) => resolve(statusCode));
    socket.on("error", () => undefined);
  });
};

it("is closed while the room lives, and for pages that are not the room's", async () => {
  const { address } = await standby(true);
  expect(await tried(address)).toBe(503);
  const { address: dead } = await standby(false);
  expect(await tried(dead, { origin: "https://elsewhere.example" })).toBe(403);
  expect(await tried(dead.replace("/sip", "/other"))).toBe(403);
});

it("takes consoles by TLS alone where the room has a certificate, by the room's suites", async () => {
  const folder = await mkdtemp(join(tmpdir(), "amaliyat-standby-"));
  const tls = await localTls(folder, ["127.0.0.1"], Date.now());
  const ca = await readFile(join(folder, "authority.crt"), "utf8");
  await rm(folder, { recursive: true });
  const { address } = await standby(false, tls);
  const socket = await tried(address, {}, ca);
  if (typeof socket === "number") throw new Error(`refused with ${socket}`);
  socket.terminate();
  const refused = async (to: string, options: ClientOptions): Promise<unknown> => {
    const [cause] = (await once(new WebSocket(to, ["sip"], options), "error")) as [NodeJS.ErrnoException];
    return `${cause.code} ${cause.message}`;
  };
  expect(await refused(address.replace("wss:", "ws:"), {})).toMatch(/^ECONNRESET/);
  const cbc = { ca, maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256" } as const;
  expect(await refused(address, cbc)).toMatch(/alert handshake failure/);
});

const message = (first: string, cseq: string, more = ""): string => `${first}\r\nCall-ID: a@b\r\nCSeq: ${cseq}\r\n${more}\r\nbody`;
const RINGS = message("INVITE sip:8001@room SIP/2.0", "1 INVITE", "X-Survival: yes\r\n").replace("Call-ID", "i");
const ANSWERED = message("SIP/2.0 200 OK", "1 INVITE");
const OVER = message("SIP/2.0 200 OK", "2 BYE");

it("joins consoles to the edge while the room is dead, and sends them away once it is back for a while, whoever talks in a saved call after it", async () => {
  const { address, alive } = await standby(false);
  const [socket, talks] = [await tried(address, { origin: "http://127.0.0.1:8080" }), await tried(address)];
  if (typeof socket === "number" || typeof talks === "number") throw new Error("refused");
  socket.send("REGISTER");
  const [answer] = (await once(socket, "message")) as [Buffer];
  expect(String(answer)).toBe("edge: REGISTER");
  talks.send(`\r\n${RINGS}`);
  await once(talks, "message");
  talks.send(ANSWERED);
  await once(talks, "message");
  await alive();
  const [code] = (await once(socket, "close")) as [number];
  expect(code).toBe(1012);
  expect(await tried(address)).toBe(503);
  // Real time: the way is looked at once a second.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(talks.readyState).toBe(WebSocket.OPEN);
  talks.send(OVER);
  expect(((await once(talks, "close")) as [number])[0]).toBe(1012);
});

it("knows a saved talk from its answer to the end, and none that another console took or the room rang", () => {
  const heard = (...texts: readonly string[]): boolean => {
    const talks = followSavedTalks();
    for (const text of texts) talks.hear(text);
    return talks.goOn();
  };
  const hold = message("SIP/2.0 491 Request Pending", "3 INVITE");
  expect([heard(), heard(RINGS), heard(RINGS, ANSWERED), heard(RINGS, ANSWERED, hold)]).toEqual([false, false, true, true]);
  expect(heard(RINGS, message("SIP/2.0 487 Request Terminated", "1 INVITE"), ANSWERED)).toBe(false);
  expect(heard(message("INVITE sip:8001@room SIP/2.0", "1 INVITE"), ANSWERED)).toBe(false);
  expect(heard(RINGS, ANSWERED, message("BYE sip:8001@room SIP/2.0", "2 BYE"))).toBe(true);
  expect(heard(RINGS, ANSWERED, OVER)).toBe(false);
  let now = 0;
  const forgotten = followSavedTalks(() => now);
  for (const text of [RINGS, ANSWERED]) forgotten.hear(text);
  now = 4 * 3_600_000;
  expect(forgotten.goOn()).toBe(false);
});
