import type { BodyOf, Carriage, ParamsOf, QueryOf, ReplyIn, Route } from "@amaliyat/contract/route";
import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Refusal, Result } from "@amaliyat/domain/kernel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { WebSocket } from "ws";
import type { Caller, PartnerCaller } from "./caller.ts";

/** Request as a handler gets it. `at` is the moment of the request, the same for every stamp that it sets. */
export type Call<T extends Route> = {
  readonly params: ParamsOf<T>;
  readonly query: QueryOf<T>;
  readonly body: BodyOf<T>;
  readonly who: Caller;
  /** Caller of a route of partners; there `who` is nobody. */
  readonly partner: PartnerCaller;
  readonly at: number;
  readonly address: string;
  readonly agent: string;
  readonly range: string | null;
  readonly token: string | null;
  /** Value of the browser's device cookie. */
  readonly device: string | null;
  /** The room's own address as this browser sees it, with its scheme; null without a readable host. */
  readonly origin: string | null;
  /** Token of an `authorization` header. */
  readonly bearer: string | null;
  /** A header of the request; null where it has none of this name. For protocols that speak in headers. */
  readonly header: (name: string) => string | null;
  /** Sets or clears the session cookie of the reply. */
  readonly setToken: (token: string | null, expiresAt: number) => void;
  /** The same of the device cookie. */
  readonly setDevice: (token: string | null, expiresAt: number) => void;
};

/** Bytes that a handler sends: whole, or as a stream. */
export type Bytes = {
  readonly type: string;
  readonly body: Buffer | Readable | string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Reply<T extends Route> = Result<ReplyIn<T>, Refusal<ErrorCode>>;
export type BytesReply = Result<Bytes, Refusal<ErrorCode>>;
/** A WebSocket: refused before the upgrade, or taken over by the returned function. */
export type SocketReply = Result<(socket: WebSocket) => void, Refusal<ErrorCode>>;
/** A protocol with words of its own: refused by the gate or the handler, or taken over by the returned function. */
export type RawReply = Result<(request: IncomingMessage, response: ServerResponse) => Promise<void>, Refusal<ErrorCode>>;

/** A route joined to its handler. Its types are checked where it is made; the table of them is uniform. */
export type Served = {
  readonly route: Route;
  readonly run: (call: Call<Route>) => Promise<Result<unknown, Refusal<ErrorCode>>>;
  /** Says a refusal in the route's own manner: a page, where a person without scripts asked. Problem+json if not given. */
  readonly told?: TellRefusal | undefined;
};

/** Sends a refusal to a caller that was not authenticated yet. The status is that of its code unless another is given. */
export type TellRefusal = (
  refusal: Refusal<ErrorCode>,
  asked: { readonly body: unknown; readonly params: unknown; readonly query: unknown },
) => Bytes;

type Run<T extends Route, R> = (call: Call<T>) => Promise<R>;

function join<T extends Route>(route: T, carriage: Carriage, run: Run<T, unknown>): Served {
  if (route.carriage !== carriage) throw new Error(`${route.name} travels as ${route.carriage} and is served as ${carriage}`);
  return { route, run: run as Served["run"] };
}

/** Joins a route to the use case that answers it with JSON. */
export const serve = <T extends Route>(route: T, run: Run<T, Reply<T>>): Served => join(route, "json", run);

/** Joins a route to what sends its bytes. */
export const serveBytes = <T extends Route>(route: T, run: Run<T, BytesReply>, told?: TellRefusal): Served => ({
  ...join(route, "bytes", run),
  told,
});

/** Joins a route to what takes over its WebSocket. */
export const serveSocket = <T extends Route>(route: T, run: Run<T, SocketReply>): Served => join(route, "socket", run);

/** Joins a route to what reads its request and writes its reply itself. */
export const serveRaw = <T extends Route>(route: T, run: Run<T, RawReply>): Served => join(route, "raw", run);
