/**
 * The log does not take entries as it must. Causes: the database stores other than it was given, its functions are not ours, or the room's
 * own journal cannot be written. Nothing is done that could not be logged; HTTP answers 503 `log.unavailable`.
 */
export class LogUnavailable extends Error {
  override readonly name = "LogUnavailable";
  readonly code = "log.unavailable";
  /** True where it takes no entry at all for now, whatever the entry says. */
  readonly isShut: boolean;

  constructor(message: string, { isShut = false } = {}) {
    super(message);
    this.isShut = isShut;
  }
}
