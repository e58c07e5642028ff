import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Citizens } from "../citizens/citizens.ts";
import type { TownCallers } from "./town-callers.ts";

/** The page for playing the town: it lets telephones ring and sends reports. Served on loopback; it is no part of the room. */
export type ControlPage = AsyncDisposable & { readonly url: string };

const HOST = "127.0.0.1";
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["page.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  "/page.mjs": ["page.mjs", "text/javascript; charset=utf-8"],
};
const LONGEST = 1_000;
/** Calls a minute that a room could still look at. */
const MOST = 120;

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = "";
  for await (const chunk of request) if ((text += String(chunk)).length > LONGEST) return {};
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Players of the town: the telephones, if there are lines, and the senders of reports. */
export type Played = { readonly callers: TownCallers | null; readonly citizens: Citizens | null };

export async function servePage({ callers, citizens }: Played, port: number): Promise<ControlPage> {
  const state = () => ({ ...(callers?.state() ?? { lines: [], perMinute: 0, calls: [] }), reports: citizens?.shown() ?? null });
  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" }).end(JSON.stringify(body));
  };
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = "/" } = request;
    // A page of another site must not let the telephones ring, by its own name or by a name that leads here.
    const own = `${HOST}:${portOf()}`;
    const { host, origin } = request.headers;
    if (host !== own && host !== `localhost:${portOf()}`) return answer(response, 403, {});
    if (method === "GET") {
      if (url === "/state") return answer(response, 200, state());
      const [file, type] = FILES[url] ?? [];
      if (file === undefined || type === undefined) return answer(response, 404, {});
      const policy = "default-src 'self'; img-src data:; frame-ancestors 'none'";
      response.writeHead(200, { "content-type": type, "content-security-policy": policy, "cache-control": "no-store" });
      return void response.end(await readFile(new URL(`page/${file}`, import.meta.url)));
    }
    if (method !== "POST" || (origin !== undefined && origin !== `http://${host}`)) return answer(response, 403, {});
    if (request.headers["content-type"] !== "application/json") return answer(response, 415, {});
    const { line, perMinute, danger } = await bodyOf(request);
    if (url === "/report" && typeof danger === "boolean" && citizens !== null) {
      const sent = await citizens.send(danger);
      return answer(response, sent === null ? 409 : 200, sent);
    }
    if (callers === null) return answer(response, 400, {});
    if (url === "/ring" && typeof line === "string" && callers.state().lines.includes(line)) {
      const call = await callers.ring(line);
      return answer(response, call === null ? 409 : 200, call);
    }
    if (url === "/busy" && typeof perMinute === "number" && perMinute >= 0 && perMinute <= MOST) {
      callers.busy(perMinute);
      return answer(response, 200, state());
    }
    return answer(response, 400, {});
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else answer(response, 500, {});
    });
  });
  const portOf = (): number => {
    const address = server.address();
    return address === null || typeof address === "string" ? 0 : address.port;
  };
  server.listen(port, HOST);
  await once(server, "listening");
  return {
    url: `http://${HOST}:${portOf()}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
