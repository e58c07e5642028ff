import { createHash, randomBytes } from "node:crypto";
import type { Credentials } from "../model.ts";

/** Challenge of a 401 (RFC 7616, RFC 2617, RFC 7617). */
export type Challenge =
  | {
      readonly scheme: "digest";
      readonly realm: string;
      readonly nonce: string;
      readonly opaque: string | null;
      readonly hash: "md5" | "sha256";
      /** The algorithm as it was written, to be sent back. */
      readonly algorithm: string | null;
      readonly session: boolean;
      readonly qop: boolean;
      readonly stale: boolean;
    }
  | { readonly scheme: "basic" };

/** A field of a challenge. The look behind begins only where a name begins: a long name without a value is read once. */
const TOKEN = /(?<![\w-])([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/** Every challenge of the given WWW-Authenticate values that we can answer. One value may hold several. */
export function parseChallenges(values: readonly string[]): Challenge[] {
  return values
    .flatMap((value) => value.split(/(?:^|,)\s*(?=(?:Digest|Basic)\b(?!\s*=))/i))
    .map((part) => parseOne(part.trim()))
    .filter((challenge) => challenge !== null);
}

function parseOne(text: string): Challenge | null {
  if (/^basic\b/i.test(text)) return { scheme: "basic" };
  if (!/^digest\b/i.test(text)) return null;
  const fields = new Map<string, string>();
  for (const [, name = "", quoted, bare] of text.slice(6).matchAll(TOKEN)) {
    fields.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "");
  }
  const algorithm = fields.get("algorithm") ?? null;
  const match = /^(md5|sha-256)(-sess)?$/i.exec(algorithm ?? "MD5");
  const nonce = fields.get("nonce");
  const qop = fields.get("qop");
  const offersAuth = qop?.split(",").some((one) => one.trim().toLowerCase() === "auth") ?? false;
  if (!match || nonce === undefined || (qop !== undefined && qop !== "" && !offersAuth)) return null;
  return {
    scheme: "digest",
    realm: fields.get("realm") ?? "",
    nonce,
    opaque: fields.get("opaque") ?? null,
    hash: match[1]?.toLowerCase() === "md5" ? "md5" : "sha256",
    algorithm,
    session: match[2] !== undefined,
    qop: offersAuth,
    stale: fields.get("stale")?.toLowerCase() === "true",
  };
}

/** The strongest challenge: SHA-256, then MD5, then Basic. */
export function strongest(challenges: readonly Challenge[]): Challenge | null {
  const rank = (c: Challenge): number => (c.scheme === "basic" ? 0 : c.hash === "md5" ? 1 : 2);
  return challenges.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

export type DigestRequest = { readonly method: string; readonly uri: string; readonly cnonce: string; readonly count: number };

/** The value of the Authorization header for one request. */
export function authorization(challenge: Challenge, credentials: Credentials, request: DigestRequest): string {
  const { username, password } = credentials;
  if (challenge.scheme === "basic") return `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}`;
  const digest = (text: string): string => createHash(challenge.hash).update(text, "utf8").digest("hex");
  const { realm, nonce } = challenge;
  const nc = request.count.toString(16).padStart(8, "0");
  const plain = digest(`${username}:${realm}:${password}`);
  const secret = challenge.session ? digest(`${plain}:${nonce}:${request.cnonce}`) : plain;
  const subject = digest(`${request.method}:${request.uri}`);
  const response = digest(challenge.qop ? `${secret}:${nonce}:${nc}:${request.cnonce}:auth:${subject}` : `${secret}:${nonce}:${subject}`);
  const fields = [
    `username="${quote(username)}"`,
    `realm="${quote(realm)}"`,
    `nonce="${quote(nonce)}"`,
    `uri="${request.uri}"`,
    `response="${response}"`,
    ...(challenge.algorithm === null ? [] : [`algorithm=${challenge.algorithm}`]),
    ...(challenge.opaque === null ? [] : [`opaque="${quote(challenge.opaque)}"`]),
    ...(challenge.qop ? [`qop=auth`, `nc=${nc}`] : []),
    ...(challenge.qop || challenge.session ? [`cnonce="${request.cnonce}"`] : []),
  ];
  return `Digest ${fields.join(", ")}`;
}

const quote = (text: string): string => text.replace(/[\r\n\0]/g, "").replace(/["\\]/g, "\\$&");

/** Answers the challenges of one connection; counts the uses of a nonce. */
export class Authorizer {
  #challenge: Challenge | null = null;
  #count = 0;
  #cnonce = "";
  #offeredBasicAlone = false;
  readonly #credentials: Credentials | null;

  constructor(credentials: Credentials | null) {
    this.#credentials = credentials;
  }

  /** The header for the next request, or null before the first challenge. */
  header(method: string, uri: string): string | null {
    if (this.#challenge === null || this.#credentials === null) return null;
    this.#count++;
    return authorization(this.#challenge, this.#credentials, { method, uri, cnonce: this.#cnonce, count: this.#count });
  }

  /** True if the last 401 asked for nothing but Basic, which these credentials are not sent by. */
  get isBasicRefused(): boolean {
    return this.#offeredBasicAlone;
  }

  /**
   * Accepts the challenges of a 401. True if the request is worth repeating: there was no challenge before, or the nonce was stale. Some
   * cameras change the nonce with each request without saying so: then it is worth one repetition.
   */
  accept(values: readonly string[], repeats: number): boolean {
    const offered = parseChallenges(values);
    const allowed = this.#credentials?.mayUseBasic === true ? offered : offered.filter(({ scheme }) => scheme !== "basic");
    this.#offeredBasicAlone = this.#credentials !== null && offered.length > 0 && allowed.length === 0;
    const next = strongest(allowed);
    const before = this.#challenge;
    if (next === null || this.#credentials === null) return false;
    this.#challenge = next;
    this.#count = 0;
    this.#cnonce = randomBytes(8).toString("hex");
    if (before === null) return true;
    if (next.scheme === "basic" || before.scheme === "basic") return next.scheme !== before.scheme && repeats === 0;
    return (next.stale || next.nonce !== before.nonce) && repeats < 2 && (next.stale || repeats === 0);
  }
}
