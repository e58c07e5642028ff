import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ROOM_MARK } from "@amaliyat/ui/reach";
import { afterEach, expect, it, vi } from "vitest";
import { ask } from "./ask.ts";

afterEach(() => void vi.unstubAllGlobals());

it.each([
  ["nothing", () => new Response(null, { status: 204, headers: { [ROOM_MARK]: "1" } })],
  ["null", () => new Response("null", { headers: { [ROOM_MARK]: "1" } })],
])("takes %s for the answer of a route that replies nothing, and for a lost one of any other", async (_, answer) => {
  vi.stubGlobal("fetch", async () => answer());
  expect((await ask("follow", { body: { code: "0123-4567-89AB" } })).kind).toBe("lost");
  const point = { lat: 31.95, lon: 5.33 };
  expect((await ask("here", { body: { code: "0123-4567-89AB", point, accuracyM: null, agoMs: 0 } })).kind).toBe("ok");
});

it.each([302, 303, 307])(
  "takes no answer of the room at another address for the answer to a report: a gateway answered %i",
  async (status) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.url === "/api/allo/follow") return response.writeHead(status, { location: "/api/health" }).end();
      return response.writeHead(200, { [ROOM_MARK]: "1", "content-type": "application/json" }).end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const fetchThere = fetch;
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => fetchThere(`http://127.0.0.1:${port}${path}`, init));
    expect(await ask("follow", { body: { code: "0123-4567-89AB" } })).toEqual({ kind: "lost" });
    expect(asked).toEqual(["POST /api/allo/follow"]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
);
