import type { Role } from "@amaliyat/domain/identity";
import type { ShiftKind } from "@amaliyat/domain/shifts";
import type { JSONColumnType } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

export type ShiftRecord = {
  shift_id: string;
  sector_id: string;
  version: number;
  kind: ShiftKind;
  name: string;
  from_at: Date;
  to_at: Date;
  chief: string;
  started_at: Date | null;
  started_by: string | null;
  covers_from: Date | null;
  started_for: string | null;
  outgoing_at: Date | null;
  outgoing_by: string | null;
  hash: string | null;
  in_place_of: string | null;
  incoming_at: Date | null;
  incoming_by: string | null;
  relieved_for: string | null;
  cancelled_at: Date | null;
  cancelled_by: string | null;
  reason: string | null;
};

export type LineRecord = {
  line_id: string;
  sector_id: string;
  kind: "desk" | "crew";
  desk: string | null;
  unit_id: string | null;
  vehicle: string | null;
  radio: string | null;
  user_id: string;
  role: Role;
  from_at: Date;
  to_at: Date;
  made_at: Date;
  made_by: string;
  /** Time at which a person ended it; null while it runs to its planned end. */
  ended_at: Date | null;
  /** Its span before a person ended it, or its unit moved; null if nobody did. */
  planned_from: Date | null;
  planned_to: Date | null;
};

/** Tables of this feature, as kysely sees them. */
export type ShiftTables = {
  shift: ShiftRecord;
  shift_paper: { shift_id: string; made_at: Date; content: string };
  roster_line: LineRecord;
  shift_note: { note_id: string; sector_id: string; at: Date; by: string; text: string; corrects: string | null };
  shift_matter: { note_id: string; opened_at: Date; opened_by: string; settled_at: Date | null; settled_by: string | null };
  limit_set: { version: number; at: Date; by: string; limits: JSONColumnType<Record<string, number>> };
  intervention_review: { intervention_id: string; subcategory: string; at: Date; by: string };
};

export const shiftTables = (tx: Tx) => tx.withTables<ShiftTables>();
