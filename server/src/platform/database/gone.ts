import { DatabaseError } from "pg";

/**
 * The database did not answer, or went away in the middle. HTTP answers 503 `database.unavailable`.
 * `maybeCommitted` is true if the connection was lost while COMMIT was under way: the work may have been kept,
 * and a caller that tries again needs an idempotency key.
 */
export class DatabaseGone extends Error {
  override readonly name = "DatabaseGone";
  readonly code = "database.unavailable";
  readonly maybeCommitted: boolean;

  constructor(cause: unknown, maybeCommitted = false) {
    super(`the database does not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.maybeCommitted = maybeCommitted;
  }
}

/** SQLSTATE (PostgreSQL 17, appendix A) of a server that ends, starts, is full, cannot write or writes for nobody (read-only). */
const GONE_STATES = new Set(["57P01", "57P02", "57P03", "53100", "53200", "53300", "58030", "25006"]);
/** Classes of SQLSTATE of a server that lets nobody in: connection, authorization (no login, another password), no such database. */
const GONE_CLASSES = new Set(["08", "28", "3D"]);

const GONE_SYSTEM_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
]);

/** pg gives these no code. */
const GONE_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed and is not queryable|Cannot use a pool after calling end)/;

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "");

/** The SQLSTATE of an error of the server (five characters), or "" if the error is of another kind. */
export const sqlStateOf = (error: unknown): string => (/^[0-9A-Z]{5}$/.test(codeOf(error)) ? codeOf(error) : "");

/** True if an error of pg says that the database is not there, rather than that it refused a statement. */
function saysGone(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(saysGone);
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return GONE_STATES.has(code) || GONE_CLASSES.has(code.slice(0, 2)) || GONE_SYSTEM_CODES.has(code) || GONE_MESSAGE.test(error.message);
}

/** The error of pg itself, or `DatabaseGone` around it. */
export const goneOr = (error: unknown): unknown => (saysGone(error) ? new DatabaseGone(error) : error);

/** True if a later attempt to connect may succeed: the server is not there yet, as opposed to one that lets this user or database not in. */
export const mayComeBack = (error: unknown): boolean =>
  error instanceof DatabaseGone && !["28", "3D"].includes(sqlStateOf(error.cause).slice(0, 2));

/** True if a unique index (its name, if given) refused the row: SQLSTATE 23505. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlStateOf(error) !== "23505") return false;
  return constraint === undefined || (error instanceof DatabaseError && error.constraint === constraint);
}

/** Serialization failure and deadlock: the same work may well succeed the next time. HTTP answers 503 `database.busy` once its tries are spent. */
export const isBusy = (error: unknown): boolean => ["40001", "40P01"].includes(sqlStateOf(error));

/** True where the same work may well succeed later: the database is away, busy, or stopped a statement that had waited for too long (57014). */
export const mayPass = (error: unknown): boolean => error instanceof DatabaseGone || isBusy(error) || sqlStateOf(error) === "57014";
