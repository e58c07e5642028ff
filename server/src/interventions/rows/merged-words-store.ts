import type { Certainty, NotedPerson, PersonRole, ToldDanger } from "@amaliyat/domain/interventions";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "../../platform/database/index.ts";

/** A note, or a person, as it was written on the case that stays (`copiedFrom`). Times in ms. */
export type SaidWhileMerged = { readonly at: number; readonly by: string; readonly copiedFrom: string } & (
  | ({ readonly kind: "noted"; readonly text: string } & ToldNote)
  | { readonly kind: "person_noted"; readonly person: NotedPerson }
);

/**
 * Source of a note of a caller's words. `mustRead`: they say danger, which `tells` is. `of`: the intervention of the call or report.
 * `withdrawn`: the author took the words back. `assignmentId`: a crew wrote it, and its reliever has to read it on each case.
 */
type ToldNote = {
  readonly assignmentId?: string;
  readonly source?: string;
  readonly mustRead?: true;
  readonly tells?: ToldDanger;
  readonly of?: string;
  readonly withdrawn?: true;
};

type Row = {
  at: Date;
  by: string;
  text: string | null;
  assignmentId: string | null;
  source: string | null;
  mustRead: boolean | null;
  tells: ToldDanger | null;
  of: string | null;
  withdrawn: boolean | null;
  role: PersonRole | null;
  certainty: Certainty | null;
  name: string | null;
  description: string | null;
};

/**
 * Notes and people on `targetId` since `otherId` was merged into it, in the order in which they were written. A person that was withdrawn
 * meanwhile is left out, and so are the words of a call or report that was taken out. In the room's own scope.
 */
export async function saidSinceJoined(tx: Tx, targetId: string, otherId: string): Promise<SaidWhileMerged[]> {
  const { rows } = await sql<Row>`
    select coalesce(p.noted_at, to_timestamp((e.data->>'actedAt')::double precision / 1000), e.at) as at, coalesce(e.by::text, '') as by, e.data->>'text' as text,
      e.data->>'assignmentId' as "assignmentId", e.data->>'source' as source, (e.data->>'mustRead')::boolean as "mustRead",
      e.data->'tells' as tells, e.data->>'of' as of, (e.data->>'withdrawn')::boolean as withdrawn,
      p.role, p.certainty, p.name, p.description
    from intervention_course e left join intervention_person p on p.person_id = (e.data->>'personId')::uuid
    where e.intervention_id = ${targetId}
      and ((e.kind = 'noted' and not e.is_taken_out) or (e.kind = 'person_noted' and p.withdrawn_at is null))
      and e.seq > (select max(j.seq) from intervention_event j
        where j.intervention_id = ${targetId} and j.kind = 'joined' and j.data->>'other' = ${otherId})
    order by e.seq`.execute(tx);
  return rows.flatMap(({ at, by, text, assignmentId, role, certainty, name, description, ...row }): SaidWhileMerged[] => {
    const said = { at: at.getTime(), by, copiedFrom: targetId };
    const { source, mustRead, tells, of, withdrawn } = row;
    const told: ToldNote = {
      ...(assignmentId === null ? {} : { assignmentId }),
      ...(source === null ? {} : { source }),
      ...(mustRead === true ? { mustRead } : {}),
      // A call or report of no other case is that of the target.
      ...(tells === null ? {} : { tells, of: of ?? targetId }),
      ...(withdrawn === true ? { withdrawn } : {}),
    };
    if (text !== null) return [{ ...said, kind: "noted", text, ...told }];
    if (role === null || certainty === null) return [];
    return [{ ...said, kind: "person_noted", person: { personId: randomUUID(), role, certainty, name, description } }];
  });
}

/** An intervention with all that was merged into it, into whatever depth. In the room's own scope. */
export async function oneEvent(tx: Tx, interventionId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ ids: string[] | null }>`select amaliyat_one_event(${interventionId}) as ids`.execute(tx);
  return rows[0]?.ids ?? [];
}
