import type { Choice, EidoStatus, ForwardKind, Disclosure, Notice, PartnerKind, Transport } from "@amaliyat/domain/partners";
import type { Text3 } from "@amaliyat/domain/kernel";
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** Tables of this feature, as kysely sees them. */
export type PartnerTables = {
  partner: {
    partner_id: string;
    code: string;
    names: JSONColumnType<Text3>;
    kind: PartnerKind;
    transport: Transport;
    address: string | null;
    authorisation_number: string | null;
    authorisation_expires_at: Date | null;
    active: boolean;
  };
  partner_secret: { partner_id: string; sealed: Buffer };
  partner_token: {
    token_id: string;
    partner_id: string;
    use: "system" | "desk" | "open311" | "session";
    opened_by: string | null;
    token_hash: Buffer;
    issued_at: Date;
    expires_at: Date;
    revoked_at: Date | null;
  };
  forward: {
    forward_id: string;
    intervention_id: string;
    partner_id: string;
    version: number;
    kind: ForwardKind;
    since: Date;
    queued_at: Date;
    queued_by: string;
    attempts: number;
    reached: boolean;
    next_try_at: Date | null;
    cause: string | null;
    reason: string | null;
    notice: Notice;
    partner_reference: string | null;
    choice: JSONColumnType<Choice>;
    handover: JSONColumnType<Disclosure>;
    revision: Generated<number>;
    revised: ColumnType<Disclosure | null, never, never>;
    revised_at: ColumnType<Date | null, never, never>;
    revised_status: ColumnType<EidoStatus | null, never, never>;
    update_waits: boolean;
    update_attempts: number;
    update_next_try_at: Date | null;
    update_cause: string | null;
    tried_at: ColumnType<Date | null, never, never>;
    danger_unread_since: ColumnType<Date | null, never, Date | null>;
    left_behind: ColumnType<boolean, never, never>;
    /** Stamp of the forward's first message; null where it is `queued_at`. */
    stamp: ColumnType<Date | null, Date | null, never>;
    answer_due_at: ColumnType<Date | null, never, Date | null>;
    unanswered_at: ColumnType<Date | null, never, Date | null>;
    revisions_begun: ColumnType<{ revision: number; at: number }[], never, never>;
    /** Newest stamp of the partner's reports, by its own clock; null before the first that has one. */
    reported_stamp: ColumnType<Date | null, never, Date>;
  };
  partner_reach: { partner_id: string; failures: number; away_since: Date | null; next_try_at: Date };
  forward_event: {
    forward_id: string;
    seq: number;
    at: Date;
    author: "person" | "partner" | "room";
    by: string | null;
    kind: string;
    text: string | null;
  };
  partner_request: {
    request_id: string;
    partner_id: string;
    incident_id: string;
    kind: "waiting" | "withdrawn" | "taken" | "declined";
    received_at: Date;
    /** As its sender says; null on what came before the room kept it. */
    stamp: Date | null;
    sender_status: EidoStatus;
    title: string;
    lat: number | null;
    lon: number | null;
    accuracy_m: number | null;
    place_text: string | null;
    location_reference: string | null;
    place_unfetched: "not_allowed" | "no_answer" | "refused" | "no_place" | null;
    sector_id: string | null;
    notes: string[];
    intervention_id: string | null;
    reason: string | null;
    decided_at: Date | null;
    decided_by: string | null;
  };
  partner_request_update: {
    request_id: string;
    seq: number;
    received_at: Date;
    stamp: Date;
    sender_status: EidoStatus | null;
    title: string | null;
    lat: number | null;
    lon: number | null;
    accuracy_m: number | null;
    place_text: string | null;
    notes: string[];
    read_at: Date | null;
    read_by: string | null;
  };
};

export const partnerTables = (tx: Tx) => tx.withTables<PartnerTables>();
