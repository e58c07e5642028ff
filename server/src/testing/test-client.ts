import { call, type Arguments, type Problem, type ReplyOf, type Route } from "@amaliyat/contract/route";
import { identity } from "@amaliyat/contract/identity";
import type { Result } from "@amaliyat/domain/kernel";
import { once } from "node:events";
import { WebSocket, type RawData } from "ws";

export type SocketOptions = {
  readonly headers?: Readonly<Record<string, string>>;
  /** Listens from before the first message. */
  readonly onMessage?: (data: RawData) => void;
};

/** A browser of a test: calls routes with the session cookie that it was given, and opens sockets. */
export type TestClient = {
  readonly ask: <T extends Route>(route: T, given: Arguments<T>) => Promise<Result<ReplyOf<T>, Problem>>;
  readonly must: <T extends Route>(route: T, given: Arguments<T>) => Promise<ReplyOf<T>>;
  /** The code with which a call is refused; `ok` when it is not. */
  readonly code: <T extends Route>(route: T, given: Arguments<T>) => Promise<string>;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** The status of an upgrade that was refused, or the open socket. */
  readonly socket: (path: string, options?: SocketOptions) => Promise<{ status: number; socket: WebSocket | null }>;
  /** The session token, as the cookie carries it. */
  readonly token: () => string;
};

/** The code of an answer; `ok` where it is no refusal. */
export const codeOf = (result: { ok: boolean; error?: { code: string } }): string => result.error?.code ?? "ok";

/** A client that is not signed in; `heard` is given every reply as it came, but for the cookie that is set. */
export function testClient(url: string, heard?: (reply: string) => void): TestClient {
  const cookies = new Map<string, string>();
  const header = (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await fetch(new URL(path, url), {
      ...init,
      headers: { ...(init.headers as Record<string, string>), cookie: header() },
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
    heard?.(JSON.stringify([response.status, headers, await response.clone().text()]));
    return response;
  };
  const ask: TestClient["ask"] = (route, given) => call(send, route, given);
  return {
    ask,
    fetch: send,
    token: () => cookies.get("amaliyat_session") ?? "",
    async must(route, given) {
      const result = await ask(route, given);
      if (!result.ok) throw new Error(`${route.name}: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async code(route, given) {
      const result = await ask(route, given);
      return result.ok ? "ok" : result.error.code;
    },
    async socket(path, { headers = {}, onMessage } = {}) {
      const socket = new WebSocket(new URL(path, url.replace(/^http/, "ws")), { headers: { cookie: header(), ...headers } });
      if (onMessage) socket.on("message", onMessage);
      const refused = once(socket, "unexpected-response").then(([, response]) => ({
        status: (response as { statusCode: number }).statusCode,
        socket: null,
      }));
      const opened = once(socket, "open").then(() => ({ status: 101, socket }));
      socket.on("error", () => undefined);
      return Promise.race([refused, opened]);
    },
  };
}

/** A client that is signed in. */
export async function signedIn(url: string, username: string, password: string): Promise<TestClient> {
  const client = testClient(url);
  await client.must(identity.signIn, { body: { username, password } });
  return client;
}
