import { Agent, request, type IncomingMessage } from "node:http";
import { once } from "node:events";

/** Sends requests as a phone of another network would: from an address of its own on the loopback, with connections that are kept. */
export type Network = Disposable & { readonly ask: (url: URL, init: RequestInit) => Promise<Response> };

async function bytesOf(answer: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  for await (const part of answer as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

const WITHOUT_BODY = new Set([204, 304]);

/** Network number `nth` of 127.0.0.0/8, which the room tells from others by 24 bits; `host` is the last part of the address. */
export function network(nth: number, host = 7): Network {
  const localAddress = `127.${1 + Math.floor(nth / 250)}.${nth % 250}.${host}`;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    async ask(url, { method = "GET", headers, body }) {
      const asked = request({
        agent,
        localAddress,
        host: "127.0.0.1",
        port: url.port,
        path: `${url.pathname}${url.search}`,
        method,
        headers: { ...(headers as Record<string, string>), host: url.host },
      });
      // The answer reports errors that occur after it began.
      asked.on("error", () => undefined);
      asked.end(body instanceof Uint8Array || typeof body === "string" ? body : undefined);
      const [answer] = (await once(asked, "response")) as [IncomingMessage];
      const said = await bytesOf(answer);
      const status = answer.statusCode ?? 502;
      const plain = Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
      return new Response(method === "HEAD" || WITHOUT_BODY.has(status) ? null : said, { status, headers: Object.fromEntries(plain) });
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}
