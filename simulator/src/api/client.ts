import { identity, type Session } from "@amaliyat/contract/identity";
import { call, type Arguments, type Problem, type Route, type ReplyOf } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";

/** A program that talks to the room as a browser would: by its public API, with the session in a cookie. */
export type Client = {
  readonly base: string;
  /** Calls a route; a refusal is a value. */
  readonly ask: <T extends Route>(route: T, given: Arguments<T>) => Promise<Result<ReplyOf<T>, Problem>>;
  /** Calls a route that must not be refused. Throws with code and sentence when it is. */
  readonly must: <T extends Route>(route: T, given: Arguments<T>) => Promise<ReplyOf<T>>;
  /** The cookie header of the session; for WebSockets. */
  readonly cookie: () => string;
};

/** A refusal that a program cannot go on after. */
export class Refused extends Error {
  readonly code: string;
  constructor(route: Route, problem: Problem) {
    super(`${route.name}: ${problem.code} ${JSON.stringify(problem.params ?? problem.fields ?? {})}`);
    this.code = problem.code;
  }
}

/** A client of the room at `base` (`http://localhost:8080/`), not signed in. */
export function makeClient(base: string): Client {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(init.headers as Record<string, string> | undefined), ...(cookie === "" ? {} : { cookie }) };
    const response = await fetch(new URL(path, base), { ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
  const ask: Client["ask"] = (route, given) => call(send, route, given);
  return {
    base,
    ask,
    async must(route, given) {
      const result = await ask(route, given);
      if (!result.ok) throw new Refused(route, result.error);
      return result.value;
    },
    cookie: () => {
      const session = [...cookies].find(([name]) => name.endsWith("amaliyat_session"));
      return session === undefined ? "" : session.join("=");
    },
  };
}

/** Signs in; throws when refused. */
export async function signIn(base: string, username: string, password: string): Promise<Client & { readonly session: Session }> {
  const client = makeClient(base);
  return { ...client, session: await client.must(identity.signIn, { body: { username, password } }) };
}
