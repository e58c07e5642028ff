import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, beforeEach, expect, it } from "vitest";
import { fetchStack } from "./fetch-stack.ts";
import type { Item } from "./item.ts";
import { sendFile } from "./send-file.ts";
import type { HttpStack } from "tus-js-client";

/** A room that takes files by tus 1.0, and breaks off on request. */
let server: Server;
let endpoint = "";
let kept: Buffer | null = null;
let calls: string[] = [];
let cutAfter = Infinity;
let refuseWith = 0;
let isDead = false;
let isPortal = false;
let movesWith = 0;

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

beforeEach(async () => {
  [kept, calls, cutAfter, refuseWith, isDead, isPortal, movesWith] = [null, [], Infinity, 0, false, false, 0];
  server = createServer((request, response) => {
    void (async () => {
      const { method, headers, url } = request;
      calls.push(`${method} ${url}`);
      const head = { "tus-resumable": "1.0.0", "cache-control": "no-store", ...(isPortal ? {} : { [ROOM_MARK]: "1" }) };
      if (movesWith > 0 && url !== "/elsewhere") return response.writeHead(movesWith, { location: "/elsewhere" }).end();
      if (headers.authorization !== "Bearer 0123-4567-89AB" || refuseWith > 0)
        return response
          .writeHead(refuseWith || 404, head)
          .end(JSON.stringify({ code: "file.not_announced", text: { ar: "لا", fr: "non", en: "no" } }));
      if (method === "HEAD" && kept === null) return response.writeHead(404, head).end();
      if (method === "HEAD")
        return response.writeHead(200, { ...head, "upload-offset": String(kept?.length), "upload-length": "700000" }).end();
      if (method === "POST") {
        kept = Buffer.alloc(0);
        expect(headers["upload-metadata"]).toContain(`fileId ${Buffer.from("f1").toString("base64")}`);
        return response.writeHead(201, { ...head, location: `/uploads/f1` }).end();
      }
      if (kept !== null && kept.length >= cutAfter) return isDead ? undefined : request.socket.destroy();
      expect(Number(headers["upload-offset"])).toBe(kept?.length);
      kept = Buffer.concat([kept ?? Buffer.alloc(0), await bytesOf(request)]);
      return response.writeHead(204, { ...head, "upload-offset": String(kept.length) }).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/uploads`;
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const file = Buffer.from(Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251));
const item: Extract<Item, { kind: "upload" }> = {
  kind: "upload",
  fileId: "f1",
  fileKind: "picture",
  bytes: file.length,
  id: "i",
  code: "0123-4567-89AB",
  at: 0,
  tries: 0,
  refused: null,
};
const send = (onProgress: (bytes: number) => void = () => undefined, stack = fetchStack) =>
  sendFile(item, { endpoint, blob: new Blob([file]), onProgress, patienceMs: 2000, stack });

it("asks first, begins what has not come, and sends it in parts", async () => {
  const told: number[] = [];
  expect(await send((bytes) => told.push(bytes))).toEqual({ kind: "ok", value: null });
  expect(kept?.equals(file)).toBe(true);
  expect(calls).toEqual(["HEAD /uploads/f1", "POST /uploads", ...Array<string>(3).fill("PATCH /uploads/f1")]);
  expect(told.at(-1)).toBe(file.length);
});

it("goes on from where the link was cut, and sends nothing of it twice", async () => {
  cutAfter = 256 * 1024;
  expect(await send()).toEqual({ kind: "lost" });
  expect(kept).toHaveLength(256 * 1024);
  [cutAfter, calls] = [Infinity, []];
  expect((await send()).kind).toBe("ok");
  expect(kept?.equals(file)).toBe(true);
  expect(calls).toEqual(["HEAD /uploads/f1", "PATCH /uploads/f1", "PATCH /uploads/f1"]);
  calls = [];
  expect((await send()).kind).toBe("ok");
  expect(calls).toEqual(["HEAD /uploads/f1"]);
});

it("gives up a part that a dead link answers never, and goes on from there", async () => {
  [cutAfter, isDead] = [256 * 1024, true];
  expect(await send()).toEqual({ kind: "lost" });
  [cutAfter, calls] = [Infinity, []];
  expect((await send()).kind).toBe("ok");
  expect(calls).toEqual(["HEAD /uploads/f1", "PATCH /uploads/f1", "PATCH /uploads/f1"]);
});

it("tells the room's own word from a page of somebody on the way", async () => {
  refuseWith = 404;
  expect(await send()).toMatchObject({ kind: "refused", code: "file.not_announced" });
  refuseWith = 503;
  expect(await send()).toMatchObject({ kind: "failed" });
});

it.each([200, 204, 403, 404])("takes a refusal of a portal (%i) for no answer", async (status) => {
  [isPortal, refuseWith] = [true, status];
  expect(await send()).toEqual({ kind: "lost" });
});

it.each([302, 303, 307])("takes the room's word at another address (%i) for no answer", async (status) => {
  [movesWith, refuseWith] = [status, 403];
  expect(await send()).toEqual({ kind: "lost" });
  expect(calls).toEqual(["HEAD /uploads/f1"]);
});

it("takes the room's word at another address for no answer where the browser follows redirects by itself", async () => {
  refuseWith = 403;
  /** An XMLHttpRequest that was led elsewhere: it tells the last address. */
  const moved: HttpStack = {
    getName: () => "moved",
    createRequest: (method, url) => {
      const request = fetchStack.createRequest(method, url);
      return { ...request, getUnderlyingObject: () => ({ responseURL: `${endpoint}/elsewhere` }) };
    },
  };
  expect(await send(undefined, moved)).toEqual({ kind: "lost" });
});
