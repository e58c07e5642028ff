import type { Topic } from "@amaliyat/contract/live";
import type { Role } from "@amaliyat/domain/identity";
import type { Caller } from "../http/index.ts";
import type { Told } from "./live-store.ts";

const LINES: readonly Role[] = ["call_taker", "dispatcher", "supervisor"];
const ROOM: readonly Role[] = ["operator", "call_taker", "dispatcher", "supervisor"];

/** Roles that receive a topic within their sectors. A patrol receives only events that name it. */
const TOLD_ROLES: Readonly<Record<Topic, readonly Role[]>> = {
  intervention: [...ROOM, "evidence_officer", "analyst"],
  unit: ROOM,
  camera: [...ROOM, "technician", "evidence_officer"],
  camera_changed: [...ROOM, "technician", "evidence_officer"],
  import: ["analyst", "supervisor"],
  forward: ROOM,
  partner_request: ROOM,
  shift: [...ROOM, "evidence_officer", "technician", "analyst", "patrol"],
  shift_part: [...ROOM, "analyst"],
  bolo: [...ROOM, "patrol"],
  place: ROOM,
  hazard: ROOM,
  plan: ROOM,
  checklist: ROOM,
  call: LINES,
  call_text: LINES,
  report: LINES,
  report_wave: LINES,
  public_alert: ["dispatcher", "supervisor"],
  call_taker: LINES,
  line: [...LINES, "administrator", "analyst"],
  listening: ["supervisor"],
  approval: ["administrator", "supervisor", "auditor"],
  // Told to the persons whom it is about, each by name.
  sign_in_code: [],
};

/** True if a caller may receive an event. An event without a sector goes to everybody whose role is entitled. */
export function mayBeTold(caller: Pick<Caller, "role" | "covers" | "userId">, told: Pick<Told, "topic" | "sectorId" | "userIds">): boolean {
  if (told.userIds.includes(caller.userId)) return true;
  if (!TOLD_ROLES[told.topic].includes(caller.role)) return false;
  return told.sectorId === null || caller.covers.includes(told.sectorId);
}

/** Topics shown on a locked screen too: its telephone, calls for help, and the notice of a code for the person's own account. */
const WHILE_LOCKED: ReadonlySet<Topic> = new Set(["call", "call_taker", "line", "unit", "sign_in_code"]);

/** True if a page receives a topic while its session is locked. It reads all others again once it is open. */
export const isToldLocked = ({ topic }: Pick<Told, "topic">): boolean => WHILE_LOCKED.has(topic);
