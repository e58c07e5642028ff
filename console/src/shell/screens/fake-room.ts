import { ERRORS, type ErrorCode } from "@amaliyat/contract/errors";
import { identity } from "@amaliyat/contract/identity";
import { isNothing, type Problem, type Route } from "@amaliyat/contract/route";
import { ROUTES } from "@amaliyat/contract/table";
import type { Role } from "@amaliyat/domain/identity";
import type { Language } from "@amaliyat/domain/kernel";
import { mayCall } from "../../api/index.ts";
import { plentyOf } from "./plenty/plenty.ts";
import { AT, smallest } from "./smallest.ts";

/** Answers to everything but the session: plenty, the smallest reply, none at all, or a failure. */
export type Mood = "full" | "empty" | "silent" | "failing";

/** Code with which a failing room answers. */
export const FAILURE = "server.failed" satisfies ErrorCode;

const isPlace = (part: string): boolean => part.startsWith(":");
const partsOf = (path: string): readonly string[] => path.split("/");

/** Routes with the parts of their path; a fixed path goes before one with places. */
const routes = ROUTES.map((route) => ({ route, parts: partsOf(route.path) })).toSorted(
  (one, other) => one.parts.filter(isPlace).length - other.parts.filter(isPlace).length,
);

function routeOf(method: string, path: string): Route | undefined {
  const given = partsOf(path);
  const fits = (parts: readonly string[]): boolean =>
    parts.length === given.length && parts.every((part, at) => isPlace(part) || part === given[at]);
  return routes.find(({ route, parts }) => route.method === method && fits(parts))?.route;
}

function refusal(code: ErrorCode): Response {
  const { status, ar, fr, en } = ERRORS[code];
  const problem: Problem = { type: `urn:amaliyat:error:${code}`, title: code, status, code, text: { ar, fr, en } };
  return Response.json(problem, { status });
}

/** Features of the frame: an alarm of theirs would stand on every screen. */
const OF_FRAME = /^(?:room\.storage|room\.health|identity\.|workstations\.)/u;
/** Lists of people and sectors belong to their screens, although their feature is of the frame. */
const OF_SCREENS = /^identity\.(?:users|sessions|sectors|names)/u;

function reply(route: Route, language: Language, mood: Mood): Response {
  const { reply: schema, carriage, name } = route;
  if (carriage !== "json") return new Response("");
  if (isNothing(schema)) return new Response(null, { status: 204 });
  const isFull = mood === "full" && (!OF_FRAME.test(name) || OF_SCREENS.test(name));
  return Response.json(isFull ? plentyOf(route, language) : smallest(schema));
}

/** The signed-in person: a button of the frame shows the name. */
const PERSON = { name: "نبيل قاسمي", nameLatin: "Nabil Kacimi" };

function session(role: Role, language: Language): Response {
  const { user, ...rest } = identity.me.reply.parse(smallest(identity.me.reply));
  return Response.json({ ...rest, secondFactor: "used", user: { ...user, ...PERSON, role, language } });
}

/** Makes a `fetch` that answers by the contract, for a signed-in person of a role. The access of each route is that of the contract. */
export function fakeFetch(role: Role, language: Language, mood: Mood): typeof fetch {
  return async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    const route = routeOf(init?.method ?? "GET", pathname);
    if (route === undefined) return new Response("", { status: 404 });
    if (route.name === identity.me.name) return session(role, language);
    if (mood === "silent") return new Promise(() => undefined);
    if (!mayCall(route, role)) return refusal("access.not_your_role");
    return mood === "failing" ? refusal(FAILURE) : reply(route, language, mood);
  };
}

/** A live channel that greets and says nothing more. */
export class QuietSocket extends EventTarget {
  static readonly OPEN = 1;
  readonly readyState = QuietSocket.OPEN;

  constructor() {
    super();
    const hello = JSON.stringify({ kind: "hello", seq: 0, at: AT });
    setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data: hello })));
  }

  send(): void {}
  close(): void {}
}
