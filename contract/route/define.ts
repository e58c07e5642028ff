import type { Role } from "@amaliyat/domain/identity";
import type { z } from "zod";
import type { LogType } from "../log/types.ts";
import type { ErrorCode } from "../errors/index.ts";

/**
 * Objects that a role reaches through a route. Row-level security holds it as well as the policy. An object outside answers as if it did
 * not exist.
 * `own`: those in the person's own sectors. Work without a known place belongs to everybody, so that nobody waits for it.
 * `queue`: calls and reports. The lines are one queue for the whole town, so an open one belongs to everybody. A closed one is `own`, or
 * belongs to the person who took it.
 * `all`: those of the whole room.
 */
export type Reach = "own" | "queue" | "all";

/**
 * The callers of a route. `partner` is a body outside the room, by the bearer token that the room issued to it for this use. People of the
 * room cannot call it.
 */
export type Access =
  | { readonly kind: "public"; readonly why: string }
  | { readonly kind: "signed_in" }
  | { readonly kind: "partner"; readonly use: "exchange" | "open311" }
  | { readonly kind: "roles"; readonly roles: readonly Role[]; readonly sectors: Reach };

/**
 * Log entry of a call.
 * `use_case`: the use case writes it in its own transaction; a success without it is a bug and answers 500.
 * `none`: nothing is written, with the reason that no entry is needed.
 */
export type Logged =
  | { readonly by: "use_case"; readonly types: readonly [LogType, ...LogType[]] }
  | { readonly by: "none"; readonly why: string };

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * The input of a call. `json`: a small JSON body. `file`: a file as it is, only for a route that declares it. `form`: the fields of a form
 * or of a JSON object, of which the first kilobytes are read and nothing is ever refused. `upload_form`: a form that may carry files, whole or refused
 * (`uploadedForm`).
 */
export type Takes = "json" | "file" | "form" | "upload_form";

/**
 * The former address of a route, at which it still answers. From `since` its answers say that it is deprecated (RFC 9745); `until` is its
 * end (RFC 8594). Both are days of UTC.
 */
export type Former = { readonly path: `/${string}`; readonly since: string; readonly until: string };

/**
 * Transport of a reply: JSON, a stream of bytes with a declared type, or a WebSocket. `raw` is a protocol with rules of its own (tus):
 * after the gate, the handler reads the request and writes the reply itself.
 */
export type Carriage = "json" | "bytes" | "socket" | "raw";

export type Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  readonly name: string;
  readonly method: Method;
  readonly path: `/${string}`;
  /** Null where it never had another. */
  readonly former: Former | null;
  readonly summary: string;
  readonly access: Access;
  readonly log: Logged;
  readonly carriage: Carriage;
  /** Works while the session is locked too: the telephone, and what shows that it rings. */
  readonly whileLocked: boolean;
  /** Works while the person has still to set up the second factor that the role needs. */
  readonly whileSetUp: boolean;
  /** Works for a session that a one-time code opened, before its person has a password. */
  readonly whileUnset: boolean;
  readonly takes: Takes;
  /** Seconds for which anybody on the way may keep the reply; null: nobody keeps it. */
  readonly keptS: number | null;
  /** True if the reply holds a secret. It is stored nowhere, and a repeated request only learns that it was shown. */
  readonly shownOnce: boolean;
  /** True where one thing is read by many requests (ranges of a film): they do not count as reads of the session. */
  readonly inPieces: boolean;
  /** True where pages of every origin may read the reply (CORS): public words, the same for everybody. */
  readonly anyOrigin: boolean;
  /** True where the handler reads the body at a pace of its own: one that moves lives longer than others. */
  readonly hasPace: boolean;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly reply: R;
  readonly errors: readonly ErrorCode[];
};

export type ParamsOf<T extends Route> = z.output<T["params"]>;
export type QueryOf<T extends Route> = z.output<T["query"]>;
export type BodyOf<T extends Route> = z.output<T["body"]>;
export type ReplyOf<T extends Route> = z.output<T["reply"]>;
export type ReplyIn<T extends Route> = z.input<T["reply"]>;
