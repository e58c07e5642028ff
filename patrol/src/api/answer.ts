import { isText3, type Text3 } from "@amaliyat/domain/kernel";

/**
 * Result of a call. `lost`: arrival is unknown. `not_now`: the room takes nothing of the kind for a while. `failed`: the room is at fault at
 * this very request, or does not know its address. Each of the three is sent again, for ever.
 * `signed_out`: the person must sign in first, or set up the second factor that the role needs; nothing was done.
 */
export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "refused"; readonly code: string; readonly text: Text3; readonly params?: Readonly<Record<string, unknown>> }
  | { readonly kind: "lost" }
  | { readonly kind: "not_now"; readonly text: Text3 }
  | { readonly kind: "failed"; readonly text: Text3 }
  | { readonly kind: "signed_out"; readonly text: Text3 };

/** Sentences for an answer that is not the room's own: a gateway's page, half a file. */
const UNREADABLE: Text3 = {
  ar: "لم يُفهم جواب القاعة",
  fr: "Réponse de la salle illisible",
  en: "The room's answer could not be read",
};

/** Status codes that say nothing of the request itself: a slow link, too many tries, a gateway, a database or disk that takes nothing now. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 429, 502, 503, 504, 507]);

/** Reads an answer that is no success; the body is untrusted JSON, or none. */
export function refusalOf(status: number, body: unknown): Exclude<Answer<never>, { kind: "ok" }> {
  const given = typeof body === "object" && body !== null ? body : {};
  const text: unknown = Reflect.get(given, "text");
  const code: unknown = Reflect.get(given, "code");
  const said = isText3(text) ? text : UNREADABLE;
  if (code === "session.second_factor_due") return { kind: "signed_out", text: said };
  if (status === 401 && code !== "session.wrong_credentials") return { kind: "signed_out", text: said };
  if (NOT_NOW.has(status)) return { kind: "not_now", text: said };
  // The room has no such address now: something on the way changed it, or the room is older than the app.
  if (status >= 500 || code === "route.not_found") return { kind: "failed", text: said };
  // A page of somebody on the way, not of the room: a portal of the network, perhaps.
  if (typeof code !== "string") return { kind: "lost" };
  const params: unknown = Reflect.get(given, "params");
  return { kind: "refused", code, text: said, params: typeof params === "object" && params !== null ? { ...params } : {} };
}
