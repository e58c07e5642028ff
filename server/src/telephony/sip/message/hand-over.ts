/**
 * A call that another room hands over. It carries the rooms that have had it, which the networks between them pass on as it is (User-to-User
 * information, RFC 7433).
 */
export type HandOver = {
  /** The rooms that have had the caller, by their ids, the first first. */
  readonly rooms: readonly string[];
  /** True where the last of them still has the caller in its queue: it must hear of no answer before a person here speaks. */
  readonly isKept: boolean;
};

/** Stands for "user specific" (ITU-T Q.931 4.5.30), and for us. */
const OURS = "00414d52";
/** More rooms than this are not listed: what networks pass on is 128 bytes. */
const MOST_ROOMS = 8;
const FORM = /^00414d523([01])((?:[0-9a-f]{16}){1,8})$/u;

/** Reads who has had a call, from its header fields of this name; null for a call that comes from no room. */
export function readHandOver(fields: readonly string[]): HandOver | null {
  for (const field of fields) {
    const [, kept, ids = ""] = FORM.exec((field.split(";")[0] ?? "").trim().toLowerCase()) ?? [];
    if (kept !== undefined) return { rooms: ids.match(/.{16}/gu) ?? [], isKept: kept === "1" };
  }
  return null;
}

/** The header field with which a room hands a caller on whom it keeps meanwhile; the first rooms of a long way are left out. */
export const handOverField = (rooms: readonly string[]): string => `${OURS}31${rooms.slice(-MOST_ROOMS).join("")};encoding=hex`;
