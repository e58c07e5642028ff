import { allowedHost } from "@amaliyat/domain/kernel";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { targetOf } from "./allowed-host.ts";
import { fetchBytes } from "./fetch-bytes.ts";
import { lookUpNames, type AskNames } from "./names.ts";

const stack = { sockets: [] as Socket[], folders: [] as string[] };
afterEach(async () => {
  for (const socket of stack.sockets.splice(0)) socket.close();
  for (const folder of stack.folders.splice(0)) await rm(folder, { recursive: true });
});

const A = 1;
/** Name of the question in a DNS message (RFC 1035 §4.1.2), and its type. */
function questionOf(message: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), type: message.readUInt16BE(at + 1), end: at + 5 };
}

/** Answer with one address, or none (RFC 1035 §4.1.3). */
function answerTo(message: Buffer, address: readonly number[] | null, ttl: number): Buffer {
  const { end } = questionOf(message);
  const head = Buffer.from(message.subarray(0, end));
  head.writeUInt16BE(0x8180, 2);
  for (const [at, count] of [1, address === null ? 0 : 1, 0, 0].entries()) head.writeUInt16BE(count, 4 + 2 * at);
  if (address === null) return head;
  const record = Buffer.from([0xc0, 12, 0, A, 0, 1, 0, 0, 0, 0, 0, 4, ...address]);
  record.writeUInt32BE(ttl, 6);
  return Buffer.concat([head, record]);
}

type Question = { readonly name: string; readonly type: number };

/** A name server: silent for names that begin with `held`. `address` is asked for each of the others. */
async function nameServer(address: (name: string) => readonly number[] | null, ttl = 60): Promise<{ server: string; asked: Question[] }> {
  const socket = createSocket("udp4");
  stack.sockets.push(socket);
  const asked: Question[] = [];
  socket.on("message", (message, from) => {
    const { name, type } = questionOf(message);
    asked.push({ name, type });
    if (!name.startsWith("held")) socket.send(answerTo(message, type === A ? address(name) : null, ttl), from.port, from.address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return { server: `127.0.0.1:${socket.address().port}`, asked };
}

const hosts = (...entries: string[]) => entries.flatMap((entry) => allowedHost(entry) ?? []);
const within = (ms: number): AbortSignal => AbortSignal.timeout(ms);
const of4 = (address: string) => [{ address, family: 4 }];

describe("a look-up of names", () => {
  let hostsFile = "";
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), "names-"));
    stack.folders.push(folder);
    hostsFile = join(folder, "hosts");
    await writeFile(hostsFile, "127.0.0.1 localhost\n# 9.9.9.9 own.example\n192.168.7.7\tOwn.example alias # ours\n");
  });

  it("ends within the limit of its request, and holds up no other name, beside 32 that hang", async () => {
    const { server, asked } = await nameServer(() => [8, 8, 4, 4]);
    const ask: AskNames = lookUpNames({ servers: [server], hostsFile });
    const begun = performance.now();
    const held = Array.from({ length: 32 }, (_none, n) =>
      fetchBytes(`https://held${n}.example/x`, hosts(`held${n}.example`), { mostBytes: 9, timeoutMs: 2_000 }, ask),
    );
    await expect.poll(() => new Set(asked.map(({ name }) => name)).size, { timeout: 5_000 }).toBe(32);
    for (const [name, address] of [
      ["localhost", "127.0.0.1"],
      ["own.example", "192.168.7.7"],
      ["good.example", "8.8.4.4"],
    ] as const) {
      const before = performance.now();
      expect(await ask(name, within(5_000))).toEqual(of4(address));
      // Usually 5 ms.
      expect(performance.now() - before).toBeLessThan(500);
    }
    expect(new Set((await Promise.all(held)).map(({ kind }) => kind))).toEqual(new Set(["later"]));
    // Real time: the limit of 2 s is the subject. Usually 2.05 s.
    expect(performance.now() - begun).toBeLessThan(4_000);
  });

  it("ends by its own limit, and when its last caller is gone the server is asked no more", async () => {
    const { server, asked } = await nameServer(() => null);
    const ask = lookUpNames({ servers: [server], hostsFile, limitMs: 100 });
    await expect(ask("held.example", within(20_000))).rejects.toThrow();
    const other = lookUpNames({ servers: [server], hostsFile });
    const [first, second] = [new AbortController(), new AbortController()];
    const both = [other("held.two", first.signal), other("held.two", second.signal)];
    await expect.poll(() => asked.filter(({ name }) => name === "held.two").length).toBe(2);
    first.abort(new Error("gone"));
    await expect(both[0]).rejects.toThrow("gone");
    second.abort(new Error("gone too"));
    await expect(both[1]).rejects.toThrow("gone too");
    const again = other("held.two", within(50));
    await expect(again).rejects.toThrow();
    expect(asked.filter(({ name }) => name === "held.two")).toHaveLength(4);
  });

  it("asks once for all who wait, keeps a good answer as long as it says, and no bad one", async () => {
    const { server, asked } = await nameServer((name) => (name === "none.example" ? null : [8, 8, 4, 4]));
    const ask = lookUpNames({ servers: [server], hostsFile });
    const count = (name: string) => asked.filter((each) => each.name === name && each.type === A).length;
    await Promise.all(Array.from({ length: 20 }, () => ask("good.example", within(5_000))));
    await ask("GOOD.example.", within(5_000));
    expect(count("good.example")).toBe(1);
    for (let n = 1; n <= 2; n++) {
      await expect(ask("none.example", within(5_000))).rejects.toThrow();
      expect(count("none.example")).toBe(n);
    }
    const fleeting = await nameServer(() => [8, 8, 4, 4], 0);
    const askAgain = lookUpNames({ servers: [fleeting.server], hostsFile });
    for (let n = 0; n < 2; n++) await askAgain("good.example", within(5_000));
    expect(fleeting.asked.filter(({ type }) => type === A)).toHaveLength(2);
  });

  it("gives the check of private addresses the very address that the connection uses", async () => {
    let next = 0;
    const { server, asked } = await nameServer(() => (next++ === 0 ? [8, 8, 4, 4] : [127, 0, 0, 1]), 0);
    const ask = lookUpNames({ servers: [server], hostsFile });
    expect(await targetOf("https://turns.example/", hosts("turns.example"), within(5_000), ask)).toMatchObject({ address: "8.8.4.4" });
    expect(asked.filter(({ type }) => type === A)).toHaveLength(1);
    expect(await targetOf("https://turns.example/", hosts("turns.example"), within(5_000), ask)).toBeNull();
    expect(await targetOf("https://own.example/", hosts("own.example"), within(5_000), ask)).toBeNull();
  });
});
