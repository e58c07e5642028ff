import type {
  Certainty,
  ChannelCode,
  DispositionCode,
  InterventionKind,
  Origin,
  PersonRole,
  Priority,
} from "@amaliyat/domain/interventions";
import type { Generated, JSONColumnType } from "kysely";
import type { Tx } from "../../platform/database/index.ts";
import type { ChosenColumns } from "./chosen-queries.ts";

/** Tables of this feature, as kysely sees them. */
export type InterventionTables = {
  intervention_number: { year: number; last: number };
  intervention: ChosenColumns & {
    intervention_id: string;
    reference: string;
    version: number;
    kind: InterventionKind;
    origin: Origin;
    channel: ChannelCode;
    camera_id: string | null;
    site_id: string | null;
    sector_id: string | null;
    lat: number | null;
    lon: number | null;
    place_text: string | null;
    category: Generated<string>;
    priority_by_hand: boolean;
    joined_priority: Priority | null;
    needs_review: boolean;
    opened_at: Date;
    opened_by: string | null;
    on_scene_at: Date | null;
    closed_at: Date | null;
    closed_by: string | null;
    disposition: DispositionCode | null;
    outcome: string | null;
    cancelled_at: Date | null;
    cancelled_by: string | null;
    reason: string | null;
    merged_at: Date | null;
    merged_by: string | null;
    merged_into: string | null;
    import_id: string | null;
    taken_up_by: string | null;
    taken_up_at: Date | null;
  };
  intervention_event: {
    intervention_id: string;
    seq: number;
    at: Date;
    by: string | null;
    kind: string;
    data: JSONColumnType<Record<string, unknown>>;
  };
  intervention_person: {
    person_id: string;
    intervention_id: string;
    role: PersonRole;
    certainty: Certainty;
    name: string | null;
    description: string | null;
    noted_at: Date;
    noted_by: string;
    withdrawn_at: Date | null;
    withdrawn_by: string | null;
    withdrawn_reason: string | null;
  };
  intervention_relation: {
    relation_id: string;
    one_id: string;
    other_id: string;
    kind: "parent" | "related" | "apart";
    made_at: Date;
    made_by: string;
    undone_at: Date | null;
    undone_by: string | null;
  };
  person: { user_id: string; name: string };
  clip: { clip_id: string; intervention_id: string; camera_id: string; from_at: Date; to_at: Date; kept_until: Date };
};

export type InterventionRecord = Omit<InterventionTables["intervention"], "category">;

export const interventionTables = (tx: Tx) => tx.withTables<InterventionTables>();
