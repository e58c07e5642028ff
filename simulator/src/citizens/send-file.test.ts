import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { NotTaken, sendFile } from "./send-file.ts";

const stack: AsyncDisposable[] = [];
afterEach(async () => {
  for (const each of stack.splice(0).toReversed()) await each[Symbol.asyncDispose]();
});

/** A place that takes files by tus, and whose link is cut after so many bytes of each part; `answer` may say something else first. */
async function taker(cutAfter: number, answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false) {
  const files = new Map<string, Buffer>();
  let parts = 0;
  const idOf = (request: IncomingMessage): string => (request.url ?? "").split("/").at(-1) ?? "";
  async function patch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    parts += 1;
    const id = idOf(request);
    const has = files.get(id);
    if (has === undefined || Number(request.headers["upload-offset"]) !== has.length) return void response.writeHead(409).end();
    let came = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      const kept = chunk.subarray(0, Math.max(0, cutAfter - came));
      files.set(id, Buffer.concat([files.get(id) ?? Buffer.alloc(0), kept]));
      came += kept.length;
      if (came >= cutAfter) return void request.socket.destroy();
    }
    response.writeHead(204, { "upload-offset": files.get(id)?.length ?? 0 }).end();
  }
  const server = createServer((request, response) => {
    if (answer(request, response)) return;
    if (request.method === "POST") {
      const metadata = String(request.headers["upload-metadata"]).split(" ")[1] ?? "";
      files.set(Buffer.from(metadata, "base64").toString(), Buffer.alloc(0));
      response.writeHead(201).end();
    } else if (request.method === "HEAD") {
      const has = files.get(idOf(request));
      response.writeHead(has === undefined ? 404 : 200, has === undefined ? {} : { "upload-offset": has.length }).end();
    } else patch(request, response).catch(() => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  stack.push({
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files, parts: () => parts };
}
const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("a file that is cut again and again arrives whole", async () => {
  const room = await taker(150_000);
  const file = { fileId: randomUUID(), bytes: randomBytes(1_000_000) };
  await sendFile({ base: room.base, code: "C", waitMs: 1 }, file);
  expect(sha(room.files.get(file.fileId) ?? Buffer.alloc(0))).toBe(sha(file.bytes));
  expect(room.parts()).toBeGreaterThanOrEqual(7);
});

test("what is there already is not sent again", async () => {
  const room = await taker(Number.POSITIVE_INFINITY);
  const file = { fileId: randomUUID(), bytes: randomBytes(20_000) };
  await sendFile({ base: room.base, code: "C" }, file);
  await sendFile({ base: room.base, code: "C" }, file);
  expect(room.parts()).toBe(1);
});

test("a beginning whose answer was lost is gone on from", async () => {
  let lost = false;
  const room = await taker(Number.POSITIVE_INFINITY, (request, response) => {
    if (request.method !== "POST") return false;
    if (lost) return (response.writeHead(409).end(), true);
    lost = true;
    return false;
  });
  const file = { fileId: randomUUID(), bytes: randomBytes(20_000) };
  await sendFile({ base: room.base, code: "C", waitMs: 1 }, file);
  expect(sha(room.files.get(file.fileId) ?? Buffer.alloc(0))).toBe(sha(file.bytes));
});

test("a room that is too busy to begin is asked again", async () => {
  let busy = 3;
  const room = await taker(Number.POSITIVE_INFINITY, (request, response) => {
    if (request.method !== "POST" || busy-- <= 0) return false;
    response.writeHead(503).end("{}");
    return true;
  });
  const file = { fileId: randomUUID(), bytes: randomBytes(20_000) };
  await sendFile({ base: room.base, code: "C", waitMs: 1 }, file);
  expect(sha(room.files.get(file.fileId) ?? Buffer.alloc(0))).toBe(sha(file.bytes));
});

test("a room that takes no file is not asked again, and one that never gets all of it is given up in the end", async () => {
  const file = { fileId: randomUUID(), bytes: randomBytes(1_000) };
  let asked = 0;
  const none = await taker(1, (_request, response) => {
    asked += 1;
    response.writeHead(404).end("{}");
    return true;
  });
  await expect(sendFile({ base: none.base, code: "C", waitMs: 1 }, file)).rejects.toBeInstanceOf(NotTaken);
  expect(asked).toBe(2);
  const deaf = await taker(0);
  await expect(sendFile({ base: deaf.base, code: "C", waitMs: 1, tries: 4 }, file)).rejects.toThrow();
});
