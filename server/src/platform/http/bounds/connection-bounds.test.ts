import { once } from "node:events";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { connect, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { setImmediate as nextTurn } from "node:timers/promises";
import { connect as connectSecure } from "node:tls";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { makeLog } from "../../log.ts";
import { boundsOf, Connections, readDescriptorLimit, RunningRequests, type ConnectionBounds } from "./connection-bounds.ts";
import { localTls } from "../tls/tls.ts";

const BOUNDS: ConnectionBounds = { total: 12, strangers: 8, line: 5, exchange: 7, person: 4 };

type Guarded = { readonly connections: Connections; readonly server: Server; readonly port: number; readonly lines: unknown[] };

async function guard(server: Server, bounds = BOUNDS, trusted: (address: string) => boolean = () => false): Promise<Guarded> {
  const log = makeLog("silent");
  const lines: unknown[] = [];
  vi.spyOn(log, "warn").mockImplementation((line: unknown) => void lines.push(line));
  const connections = new Connections(bounds, trusted, log);
  connections.watch(server);
  server.on("connection", () => void (met += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    connections[Symbol.dispose]();
    server.close();
    server.closeAllConnections();
  });
  return { connections, server, port: (server.address() as AddressInfo).port, lines };
}

const open: Socket[] = [];
/** Number of sockets that the server of the test has met, those included that it closed at once. */
let met = 0;
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
  met = 0;
});

async function from(port: number, localAddress: string): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  socket.on("error", () => undefined);
  open.push(socket);
  // One that is closed at once may be reset before it is connected.
  await Promise.race([once(socket, "connect"), once(socket, "close")]).catch(() => undefined);
  return socket;
}

/** Number of sockets that the server still holds open, once it has met every one. It closes in the same turn, and we hear of it some turns later. */
async function left(sockets: readonly Socket[]): Promise<number> {
  await expect.poll(() => met).toBe(open.length);
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  return sockets.filter(({ destroyed, readyState }) => !destroyed && readyState === "open").length;
}

const idle = () => createServer((_, response) => void response.end("ok"));
const many = async (port: number, addresses: readonly string[]): Promise<Socket[]> => {
  const sockets: Socket[] = [];
  for (const address of addresses) sockets.push(await from(port, address));
  return sockets;
};
const times = (n: number, address: string): string[] => Array.from({ length: n }, () => address);

describe("connections", () => {
  it("of one line are bounded, those over the bound closed at once and told in one line", async () => {
    const { connections, port, lines } = await guard(idle());
    const sockets = await many(port, times(30, "127.0.5.1"));
    expect(await left(sockets)).toBe(5);
    expect(connections.open).toBe(5);
    connections.tell();
    connections.tell();
    expect(lines).toEqual([expect.objectContaining({ event: "connections.bounded", closed: { line: 25, exchange: 0, total: 0 } })]);
    expect(await left(await many(port, ["127.0.6.1"]))).toBe(1);
  });

  it("of one network are bounded, whatever its addresses", async () => {
    const { port } = await guard(idle());
    const sockets = await many(
      port,
      Array.from({ length: 30 }, (_, n) => `127.0.5.${n + 1}`),
    );
    expect(await left(sockets)).toBe(7);
  });

  it("are counted down when they end", async () => {
    const { connections, port } = await guard(idle());
    for (let round = 0; round < 4; round++) {
      const sockets = await many(port, times(5, "127.0.5.1"));
      expect(await left(sockets)).toBe(5);
      for (const socket of sockets) socket.destroy();
      await expect.poll(() => connections.open).toBe(0);
    }
  });

  it("of strangers give way, the least lately used first, and never those of people who are known", async () => {
    const guarded = await guard(
      createServer((asked, response) => {
        if (asked.headers.cookie !== undefined) guarded.connections.markKnown(asked.socket, asked.headers.cookie);
        response.end("ok");
      }),
    );
    const { connections, port } = guarded;
    const known = await from(port, "127.0.1.1");
    known.write("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\n\r\n");
    await once(known, "data");
    const used = await from(port, "127.0.2.1");
    const crowd = await many(
      port,
      Array.from({ length: 7 }, (_, n) => `127.0.${10 + n}.1`),
    );
    used.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(used, "data");
    crowd.push(
      ...(await many(
        port,
        Array.from({ length: 4 }, (_, n) => `127.0.${30 + n}.1`),
      )),
    );
    expect(await left([known])).toBe(1);
    expect(await left([used])).toBe(1);
    expect(await left(crowd)).toBe(7);
    expect(connections.open).toBe(9);
    // The crowd is the attacker's; a person who comes now is served.
    const late = await from(port, "127.0.3.1");
    late.write("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=b\r\n\r\n");
    expect(String((await once(late, "data"))[0])).toContain("200 OK");
  });

  it("of one person that are too many give way too, so that one session shuts nobody out", async () => {
    const guarded = await guard(
      createServer((asked, response) => {
        guarded.connections.markKnown(asked.socket, asked.headers.cookie ?? "");
        response.end("ok");
      }),
    );
    const enter = async (address: string, who: string) => {
      const socket = await from(guarded.port, address);
      socket.write(`GET / HTTP/1.1\r\nHost: a\r\nCookie: ${who}\r\n\r\n`);
      await once(socket, "data").catch(() => undefined);
      return socket;
    };
    const other = await enter("127.0.50.1", "b=other");
    const held: Socket[] = [];
    for (let n = 0; n < 20; n++) held.push(await enter(`127.0.${60 + n}.1`, "a=insider"));
    expect(await left([other])).toBe(1);
    const late = await from(guarded.port, "127.0.90.1");
    late.write("GET / HTTP/1.1\r\nHost: a\r\nCookie: c=late\r\n\r\n");
    expect(String((await once(late, "data"))[0])).toContain("200 OK");
    expect(await left(held)).toBeLessThanOrEqual(BOUNDS.total);
  });

  it("of a trusted proxy are bounded by the total alone", async () => {
    const { port } = await guard(idle(), BOUNDS, (address) => address === "127.0.9.9");
    const sockets = await many(port, times(20, "127.0.9.9"));
    expect(await left(sockets)).toBe(12);
  });

  it("that are encrypted are counted, marked and counted down as well", async () => {
    const folder = await mkdtemp(join(tmpdir(), "amaliyat-tls-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const guarded = await guard(
      createSecureServer(await localTls(folder, ["localhost"], Date.now()), (asked, response) => {
        guarded.connections.markKnown(asked.socket, "a person");
        response.end("ok");
      }) as unknown as Server,
      { ...BOUNDS, strangers: 2 },
    );
    const { connections, port } = guarded;
    const secure = connectSecure({ port, host: "127.0.0.1", rejectUnauthorized: false });
    secure.on("error", () => undefined);
    open.push(secure);
    await once(secure, "secureConnect");
    secure.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await once(secure, "data");
    await many(port, ["127.0.11.1", "127.0.12.1", "127.0.13.1", "127.0.14.1"]);
    expect(await left([secure])).toBe(1);
    expect(connections.open).toBe(3);
    secure.destroy();
    for (const socket of open) socket.destroy();
    await expect.poll(() => connections.open).toBe(0);
  });

  it("that are closed while they send lose nothing of the others' answers", async () => {
    const { port } = await guard(idle());
    await many(port, times(5, "127.0.5.1"));
    const asked = request({ port, host: "127.0.0.1", localAddress: "127.0.7.1" }).end();
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
  });
});

describe("bounds", () => {
  it("leave descriptors for database and recordings", () => {
    expect(boundsOf({ total: 8_000, line: 600 }, null)).toEqual({
      total: 8_000,
      strangers: 4_000,
      line: 600,
      exchange: 2_400,
      person: 200,
    });
    expect(boundsOf({ total: 8_000, line: 600 }, 20_000)).toMatchObject({ total: 8_000 });
    expect(boundsOf({ total: 8_000, line: 600 }, 4_096)).toMatchObject({ total: 3_072, strangers: 1_536 });
    expect(boundsOf({ total: 8_000, line: 600 }, 1_024)).toEqual({ total: 512, strangers: 256, line: 256, exchange: 256, person: 128 });
    expect(boundsOf({ total: 8_000, line: 600 }, 256)).toMatchObject({ total: 16 });
  });

  it("know what the system allows", async () => {
    const folder = await mkdtemp(join(tmpdir(), "amaliyat-limits-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "limits");
    await writeFile(
      file,
      "Limit   Soft Limit   Hard Limit   Units\nMax open files            1024                 524288               files\n",
    );
    expect(await readDescriptorLimit(file)).toBe(1024);
    await writeFile(file, "Max open files            unlimited            unlimited            files\n");
    expect(await readDescriptorLimit(file)).toBeNull();
    expect(await readDescriptorLimit(join(folder, "none"))).toBeNull();
  });
});

describe("requests of a client behind a proxy", () => {
  it("are bounded while they run, by line and not by address", () => {
    const running = new RunningRequests(2);
    const [first, second] = [running.begin("2001:db8::1"), running.begin("2001:db8::2")];
    expect(running.begin("2001:db8::3")).toBeNull();
    expect(running.begin("2001:db8:0:1::3")).not.toBeNull();
    first?.();
    first?.();
    expect(running.begin("2001:db8::4")).not.toBeNull();
    expect(running.begin("2001:db8::5")).toBeNull();
    second?.();
    expect(running.begin("2001:db8::5")).not.toBeNull();
  });
});
