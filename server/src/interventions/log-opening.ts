import type { InterventionCard } from "@amaliyat/contract/interventions";
import type { Intervention } from "@amaliyat/domain/interventions";
import type { NewEntry } from "../audit/index.ts";
import { actorOf } from "../identity/index.ts";
import type { Caller } from "../platform/http/index.ts";

/** Log entries of an opening: the intervention, its clips, those kept apart from it, and the one it joined. */
export function entriesOfOpening(who: Caller, at: number, state: Intervention, card: InterventionCard, joins: string | null): NewEntry[] {
  const { reference, interventionId } = state;
  const about = { at, actor: actorOf(who), sectorId: state.sectorId, workItem: reference };
  const subject = { kind: "intervention", id: interventionId };
  const { origin, cameraId, subcategory, attributes } = state;
  return [
    { ...about, type: "intervention.opened", subject, detail: { reference, origin, cameraId, subcategory, attributes } },
    ...card.clips.map(({ clipId, cameraId: of, from, to, keptUntil }): NewEntry => ({
      ...about,
      type: "clip.attached",
      subject: { kind: "camera", id: of },
      detail: { clipId, interventionId, from, to, keptUntil },
    })),
    ...card.related.map(({ relation, interventionId: other }): NewEntry => ({
      ...about,
      type: "intervention.related",
      subject,
      detail: { reference, relation, other },
    })),
    ...(joins === null ? [] : [{ ...about, type: "intervention.merged" as const, subject, detail: { reference, into: joins } }]),
  ];
}
