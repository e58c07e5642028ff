import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testLoop } from "../testing/loop.ts";
import { readRtp, TestClient } from "../testing/rtsp-client.ts";
import { startCameras } from "./server.ts";
import type { CameraServer } from "./server.ts";

const LOGIN = { username: "room", password: "reads pictures" };
let server: CameraServer;
let chance = 1;
const clients: TestClient[] = [];

const start = async (sessionTimeoutS = 60, bytes = 3000): Promise<void> => {
  const main = testLoop({ bytes });
  const cameras = ["a", "b"].map((path) => ({ path, ...LOGIN, main, sub: main }));
  server = await startCameras({ port: 0, cameras, sessionTimeoutS, random: () => chance });
};
const open = async (): Promise<TestClient> => {
  const client = await TestClient.open(server.port);
  clients.push(client);
  return client;
};
const watch = async (path: string): Promise<TestClient> => {
  const client = await open();
  await client.play(LOGIN, server.url(path));
  await client.until(() => client.frames.length > 3);
  return client;
};
const more = async (client: TestClient, frames: number): Promise<void> => {
  const before = client.frames.length;
  await client.until(() => client.frames.length >= before + frames || client.closed);
};

beforeEach(async () => {
  chance = 1;
  await start();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.destroy();
  await server.close();
});

test("drop cuts one camera's readers, or all", async () => {
  const [a, b] = [await watch("a"), await watch("b")];
  server.drop("a");
  await a.until(() => a.closed);
  await more(b, 5);
  expect(b.closed).toBe(false);
  server.drop();
  await b.until(() => b.closed);
});

test("freeze stops pictures while the connection answers", async () => {
  const [a, b] = [await watch("a"), await watch("b")];
  server.freeze("a", true);
  await a.ask("OPTIONS", server.url("a"));
  const before = a.frames.length;
  await more(b, 20);
  expect((await a.ask("OPTIONS", server.url("a"))).code).toBe(200);
  expect(a.frames).toHaveLength(before);
  server.freeze("a", false);
  await more(a, 5);
  expect(a.frames.length).toBeGreaterThan(before);
});

test("refuse says 404 or closes without a word, and cuts who is there", async () => {
  const a = await watch("a");
  server.refuse("a", true);
  await a.until(() => a.closed);
  const second = await open();
  expect((await second.ask("DESCRIBE", server.url("a"))).code).toBe(404);
  expect((await second.askAs(LOGIN, "DESCRIBE", server.url("b"))).code).toBe(200);
  server.refuse("a", true, "close");
  await expect((await open()).ask("DESCRIBE", server.url("a"))).rejects.toThrow("without a reply");
  server.refuse("a", false);
  await watch("a");
});

test("not listening refuses connections; listening again takes the same port", async () => {
  const { port } = server;
  await watch("a");
  await server.listen(false);
  const socket = connect(port, "127.0.0.1");
  const [error] = await once(socket, "error");
  expect(error).toMatchObject({ code: "ECONNREFUSED" });
  await server.listen(true);
  expect(server.port).toBe(port);
  await watch("a");
});

test("loss leaves holes in the sequence and nothing else", async () => {
  const a = await watch("a");
  server.loss("a", 0.5);
  chance = 0; // every packet is lost
  const lost = server.counters("a").units;
  while (server.counters("a").units < lost + 4) await new Promise((done) => setTimeout(done, 20));
  chance = 1;
  await more(a, 12);
  const packets = a.frames.filter((frame) => frame.channel === 0).map((frame) => readRtp(frame.bytes));
  const steps = packets.slice(1).map((packet, i) => (packet.sequence - (packets[i]?.sequence ?? 0)) & 0xffff);
  expect(steps.filter((step) => step !== 1)).toHaveLength(1);
  expect(Math.max(...steps)).toBeGreaterThan(9);
});

test("garbage reaches the reader between whole packets", async () => {
  chance = 0.5;
  const a = await watch("a");
  server.garbage("a", "packet");
  await a.until(() => a.frames.some((frame) => frame.bytes.length === 300 && frame.bytes.every((byte) => byte === 128)));
  server.garbage("a", "reply");
  const odd = await a.ask("OPTIONS", server.url("a"));
  expect(odd.headers.get("cseq")).toBe("-1");
  expect((await a.ask("OPTIONS", server.url("a"))).code).toBe(200);
});

test("a slow link loses pictures, and heals", async () => {
  const a = await watch("a");
  server.slow("a", { kbitPerSecond: 100 });
  const before = server.counters("a").dropped;
  while (server.counters("a").dropped === before) await new Promise((done) => setTimeout(done, 20));
  server.slow("a", null);
  await more(a, 20);
  expect(a.closed).toBe(false);
});

test("a reader that does not read is not buffered for without bound", async () => {
  await server.close();
  await start(60, 400_000);
  const a = await watch("a");
  a.socket.pause();
  while (server.counters("a").dropped < 20) await new Promise((done) => setTimeout(done, 20));
  const { bytes } = server.counters("a");
  while (server.counters("a").dropped < 60) await new Promise((done) => setTimeout(done, 20));
  expect(server.counters("a").bytes - bytes).toBeLessThan(3_000_000);
});

test("a session ends without keep-alive, and lives with it", async () => {
  await server.close();
  await start(1);
  const silent = await watch("a");
  const lively = await watch("b");
  const alive = setInterval(() => lively.socket.write(Buffer.from([0x24, 1, 0, 4, 0x80, 201, 0, 0])), 200);
  await silent.until(() => silent.closed);
  clearInterval(alive);
  expect(lively.closed).toBe(false);
});

test("a camera that does not exist is the caller's mistake", () => {
  expect(() => server.freeze("c", true)).toThrow("no camera c; there are a, b");
});
