/**
 * The log does not take entries as it must: what the database keeps is not what was given to it, its functions are not ours, or the
 * room's own journal cannot be written. Nothing is done that could not be logged; HTTP answers 503 `log.unavailable`.
 */
export class LogUnavailable extends Error {
  override readonly name = "LogUnavailable";
  readonly code = "log.unavailable";
}
