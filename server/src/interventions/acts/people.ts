import type { interventions, Person } from "@amaliyat/contract/interventions";
import type { InterventionCommand } from "@amaliyat/domain/interventions";
import { ok, refuse } from "@amaliyat/domain/kernel";
import { randomUUID } from "node:crypto";
import { scopeOf } from "../../identity/index.ts";
import { transaction } from "../../platform/database/index.ts";
import type { Call, Caller, Reply } from "../../platform/http/index.ts";
import { commandIntervention } from "./command-intervention.ts";
import { lookAtIntervention } from "../rows/interventions-store.ts";
import { insertPerson, peopleOf, withdrawPersonRow } from "../rows/people-store.ts";
import type { InterventionsDeps } from "../ports.ts";

const read = (deps: InterventionsDeps, who: Caller, interventionId: string): Promise<Person[] | null> =>
  transaction(
    deps.db,
    scopeOf(who),
    async (tx) => ((await lookAtIntervention(tx, interventionId)) === null ? null : peopleOf(tx, interventionId)),
    { readOnly: true },
  );

/** The people concerned by an intervention, for those who work on it. */
export async function interventionPeople(
  deps: InterventionsDeps,
  { who, params }: Call<typeof interventions.people>,
): Promise<Reply<typeof interventions.people>> {
  const people = await read(deps, who, params.interventionId);
  return people === null ? refuse({ code: "object.not_found" }) : ok(people);
}

/** Notes a person. Neither the log nor the events of the intervention carry a word of what was written. */
export async function notePerson(
  deps: InterventionsDeps,
  { who, at, params, body }: Call<typeof interventions.notePerson>,
): Promise<Reply<typeof interventions.notePerson>> {
  const { interventionId } = params;
  const person = { personId: randomUUID(), ...body };
  const done = await commandIntervention(deps, {
    who,
    at,
    interventionId,
    type: "intervention.person_noted",
    detail: { personId: person.personId, role: person.role, certainty: person.certainty },
    isWord: true,
    prepare: async () => ok<InterventionCommand>({ kind: "note_person", person }),
    after: async (tx, state) => {
      await insertPerson(tx, state.interventionId, person, at, who.userId);
      return [];
    },
  });
  return done.ok ? ok((await read(deps, who, interventionId)) ?? []) : done;
}

/** Withdraws what was noted of a person; it stays readable with the reason. */
export async function withdrawPerson(
  deps: InterventionsDeps,
  { who, at, params, body }: Call<typeof interventions.withdrawPerson>,
): Promise<Reply<typeof interventions.withdrawPerson>> {
  const { interventionId, personId } = params;
  const done = await commandIntervention(deps, {
    who,
    at,
    interventionId,
    type: "intervention.person_withdrawn",
    detail: { personId },
    prepare: async (tx) => {
      const person = (await peopleOf(tx, interventionId)).find((one) => one.personId === personId);
      if (person === undefined) return refuse({ code: "object.not_found" });
      return ok<InterventionCommand>({ kind: "withdraw_person", personId, withdrawn: person.withdrawn !== null, reason: body.reason });
    },
    after: async (tx) => {
      await withdrawPersonRow(tx, personId, at, who.userId, body.reason);
      return [];
    },
  });
  return done.ok ? ok((await read(deps, who, interventionId)) ?? []) : done;
}
