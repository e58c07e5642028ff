const TYPE = /^\s*application\/dtmf(-relay)?\s*(?:;|$)/iu;
/** Two of the keys have a number as events (RFC 4733 §3.2), by which some name them here too. */
const NUMBERED: Readonly<Record<string, string>> = { "10": "*", "11": "#" };

/**
 * The key that a SIP INFO says was pressed; null for a message about something else. Two bodies are in use, neither of a standard:
 * `application/dtmf-relay` with `Signal=5` on a line, and `application/dtmf` with the key alone.
 */
export function keyOfInfo(type: string, body: string): string | null {
  const [isKey, relay] = TYPE.exec(type) ?? [];
  if (isKey === undefined) return null;
  const said = (relay === undefined ? body : (/^[ \t]*Signal[ \t]*=(.*)$/imu.exec(body)?.[1] ?? "")).trim().toUpperCase();
  return NUMBERED[said] ?? (/^[0-9*#A-D]$/u.test(said) ? said : null);
}
