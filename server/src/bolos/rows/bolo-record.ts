import type { Bolo, BoloEnd, BoloFacts, BoloKind, NamesNobody } from "@amaliyat/domain/bolos";
import type { Priority } from "@amaliyat/domain/interventions";

/** A BOLO with what its rules do not ask about. */
export type KeptBolo = {
  readonly bolo: Bolo;
  readonly reference: string;
  readonly priority: Priority;
  readonly interventionId: string | null;
  /** Its sectors and all below them; none is the whole room. */
  readonly reaches: readonly string[];
  readonly written: { readonly at: number; readonly by: string };
};

/** A row of the table. */
export type BoloRecord = {
  bolo_id: string;
  reference: string;
  version: number;
  state: Bolo["state"];
  kind: BoloKind;
  priority: Priority;
  text: string;
  facts: BoloFacts;
  sectors: string[];
  reaches: string[];
  authority: string | null;
  case_reference: string | null;
  intervention_id: string | null;
  hours: number;
  written_at: Date;
  written_by: string;
  published_at: Date | null;
  published_by: string | null;
  expires_at: Date | null;
  cancelled_at: Date | null;
  cancelled_by: string | null;
  cancel_end: BoloEnd | null;
  cancel_words: string | null;
  names_nobody: NamesNobody | null;
  answered_by: string[];
};

const actOf = (at: Date | null, by: string | null) => (at === null || by === null ? null : { at: at.getTime(), by });

/** The state that a row holds. A row that holds none is our bug. */
export function boloOfRow(row: BoloRecord): KeptBolo {
  const { kind, text, facts, sectors, authority, hours, version } = row;
  const answered = { caseReference: row.case_reference, namesNobody: row.names_nobody, answeredBy: row.answered_by };
  const said = { kind, text, facts, sectors, authority, ...answered, hours, boloId: row.bolo_id, version };
  const [published, cancelled] = [actOf(row.published_at, row.published_by), actOf(row.cancelled_at, row.cancelled_by)];
  const expiresAt = row.expires_at?.getTime() ?? null;
  const around = { reference: row.reference, priority: row.priority, interventionId: row.intervention_id, reaches: row.reaches };
  const written = { at: row.written_at.getTime(), by: row.written_by };
  if (row.state === "draft") return { bolo: { ...said, state: "draft" }, ...around, written };
  if (cancelled !== null && row.cancel_end !== null && row.cancel_words !== null)
    return {
      bolo: { ...said, state: "cancelled", published, expiresAt, cancelled, end: row.cancel_end, words: row.cancel_words },
      ...around,
      written,
    };
  if (published === null || expiresAt === null) throw new Error("a BOLO in force was never published");
  return { bolo: { ...said, state: "in_force", published, expiresAt }, ...around, written };
}
