import { pino, type DestinationStream, type Logger } from "pino";

export type Log = Logger;

/** Names under which a secret could arrive in a log line; their values never leave the process. */
const SECRET_KEYS = ["password", "token", "cookie", "authorization", "credentials", "secret", "salt"];
/** Fields in which PostgreSQL repeats the row or the statement that failed: hashes of passwords, and words of people. */
const ROW_KEYS = ["err.detail", "err.where", "err.internalQuery"];

/**
 * The process log: JSON lines on standard error, so that standard output stays free for a command's result.
 * Request bodies are never logged; secrets are removed by name wherever they stand in a line.
 */
export function makeLog(level: string, to: DestinationStream = pino.destination({ dest: 2, sync: true })): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [...ROW_KEYS, ...SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `req.headers.${key}`])],
        censor: "removed",
      },
    },
    to,
  );
}
