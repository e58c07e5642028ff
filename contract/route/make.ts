import { z } from "zod";
import type { ErrorCode } from "../errors/index.ts";
import type { Access, Carriage, Former, Logged, Method, Route, Takes } from "./define.ts";

const nothing = z.undefined();
type Nothing = typeof nothing;

type Given<P, Q, B, R> = {
  readonly name: string;
  readonly method: Method;
  readonly path: `/${string}`;
  readonly former?: Former;
  readonly summary: string;
  readonly access: Access;
  readonly log: Logged;
  readonly carriage?: Carriage;
  readonly whileLocked?: boolean;
  readonly whileSetUp?: boolean;
  readonly whileUnset?: boolean;
  readonly takes?: Takes;
  readonly keptS?: number;
  readonly shownOnce?: boolean;
  readonly inPieces?: boolean;
  readonly anyOrigin?: boolean;
  readonly hasPace?: boolean;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply?: R;
  readonly errors?: readonly ErrorCode[];
};

const or = <T extends z.ZodType>(schema: T | undefined): T => schema ?? (nothing as z.ZodType as T);

/** Declares one route: access, log, input and reply. An omitted part is empty. */
export function route<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(given: Given<P, Q, B, R>): Route<P, Q, B, R> {
  return {
    name: given.name,
    method: given.method,
    path: given.path,
    former: given.former ?? null,
    summary: given.summary,
    access: given.access,
    log: given.log,
    carriage: given.carriage ?? "json",
    whileLocked: given.whileLocked ?? false,
    whileSetUp: given.whileSetUp ?? false,
    whileUnset: given.whileUnset ?? false,
    takes: given.takes ?? "json",
    keptS: given.keptS ?? null,
    shownOnce: given.shownOnce ?? false,
    inPieces: given.inPieces ?? false,
    anyOrigin: given.anyOrigin ?? false,
    hasPace: given.hasPace ?? false,
    params: or(given.params),
    query: or(given.query),
    body: or(given.body),
    reply: or(given.reply),
    errors: given.errors ?? [],
  };
}

/** True where a part of a route carries nothing. */
export const isNothing = (schema: z.ZodType): boolean => schema === nothing;
