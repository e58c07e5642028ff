import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Request } from "./request.ts";

export const REALM = "camera";

export type Credentials = { readonly username: string; readonly password: string };
/** Authorisation scheme of a camera. Basic is only taken by a camera configured for it. */
export type AuthorizationScheme = "digest" | "basic" | "none";

export const newNonce = (): string => randomBytes(16).toString("hex");

/** The WWW-Authenticate header of a 401. */
export function challenge(scheme: AuthorizationScheme, nonce: string, stale: boolean): string {
  if (scheme === "basic") return `Basic realm="${REALM}"`;
  return `Digest realm="${REALM}", nonce="${nonce}", algorithm="MD5"${stale ? ', stale="TRUE"' : ""}`;
}

export type Verdict = "granted" | "refused" | "stale";

/** Checks a request's Authorization header by the camera's scheme (RFC 7616 §3.4 with MD5, as cameras speak it; RFC 7617). */
export function authorize(request: Request, scheme: AuthorizationScheme, credentials: Credentials, nonce: string): Verdict {
  if (scheme === "none") return "granted";
  const header = request.headers.get("authorization") ?? "";
  if (scheme === "basic") {
    const expected = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
    return same(header, expected) ? "granted" : "refused";
  }
  if (!/^digest /i.test(header)) return "refused";
  const field = readFields(header.slice(7));
  if (field.get("username") !== credentials.username || field.get("realm") !== REALM) return "refused";
  const expected = digestResponse({
    credentials,
    realm: REALM,
    method: request.method,
    uri: field.get("uri") ?? "",
    nonce: field.get("nonce") ?? "",
    qop: field.get("qop"),
    count: field.get("nc"),
    clientNonce: field.get("cnonce"),
  });
  if (!same(field.get("response") ?? "", expected)) return "refused";
  return field.get("nonce") === nonce ? "granted" : "stale";
}

export type DigestParts = {
  readonly credentials: Credentials;
  readonly realm: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly qop?: string | undefined;
  readonly count?: string | undefined;
  readonly clientNonce?: string | undefined;
};

/** The `response` of MD5 Digest (RFC 7616 §3.4.1). */
export function digestResponse(parts: DigestParts): string {
  const secret = md5(`${parts.credentials.username}:${parts.realm}:${parts.credentials.password}`);
  const action = md5(`${parts.method}:${parts.uri}`);
  if (parts.qop === undefined) return md5(`${secret}:${parts.nonce}:${action}`);
  return md5(`${secret}:${parts.nonce}:${parts.count ?? ""}:${parts.clientNonce ?? ""}:${parts.qop}:${action}`);
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function readFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const match of text.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g))
    fields.set((match[1] ?? "").toLowerCase(), match[2] ?? match[3] ?? "");
  return fields;
}
