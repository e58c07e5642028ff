import type { Activity, AssignmentKind, OutReason, Skill, UnitKind } from "@amaliyat/domain/dispatch";
import type { Generated } from "kysely";
import type { Tx } from "../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type DispatchTables = {
  unit: {
    unit_id: string;
    code: string;
    kind: UnitKind;
    sector_id: string;
    user_id: string | null;
    person_id: string | null;
    lent_to: string | null;
    lent_until: Date | null;
    retired_at: Date | null;
    skills: Skill[];
    vehicle: string | null;
    phone: string | null;
    crew: Generated<string[]>;
    in_service: Generated<boolean>;
    out_reason: OutReason | null;
    out_note: string | null;
    reserved_until: Date | null;
    reserved_for: string | null;
    activity: Activity | null;
    heard_at: Date | null;
    distress_at: Date | null;
    distress_lat: number | null;
    distress_lon: number | null;
    distress_accuracy_m: number | null;
    distress_place_at: Date | null;
    distress_taken_up_by: string | null;
    distress_said_at: Date | null;
    distress_again_at: Date | null;
    distress_heard_at: Date | null;
    status_since: Date;
    lat: number | null;
    lon: number | null;
    heading_deg: number | null;
    position_at: Date | null;
  };
  assignment: {
    assignment_id: string;
    intervention_id: string;
    unit_id: string;
    kind: AssignmentKind;
    assigned_by: string;
    assigned_at: Date;
    accepted_at: Date | null;
    en_route_at: Date | null;
    on_scene_at: Date | null;
    cleared_at: Date | null;
    refused_at: Date | null;
    withdrawn_at: Date | null;
    reason: string | null;
    stacked: boolean;
    asked_by_call: string | null;
    told_seq: Generated<number>;
    told_at: Date | null;
    read_seq: Generated<number>;
    read_at: Date | null;
    moved_from: string | null;
  };
  distress_key: {
    key_id: string;
    user_id: string;
    unit_id: string | null;
    session_id: string;
    public_key: Buffer;
    made_at: Date;
    revoked_at: Date | null;
    last_call: string | null;
  };
  unit_account_before: { unit_id: string; until_at: Date; user_id: string | null };
  unit_position: { unit_id: string; at: Date; lat: number; lon: number; heading_deg: number | null };
};

export const dispatchTables = (tx: Tx) => tx.withTables<DispatchTables>();
