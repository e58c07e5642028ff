import type { InterventionCard } from "@amaliyat/contract/interventions";
import { marksOf, type Intervention } from "@amaliyat/domain/interventions";
import type { Logged } from "../audit/index.ts";
import { interventionSubject } from "./subjects.ts";

/** Lines of the log about an opening: the intervention, its clips, those kept apart from it, and the one it joined. */
export function loggedOpening(state: Intervention, card: InterventionCard, joins: string | null): Logged[] {
  const { reference, interventionId, origin, cameraId, subcategory } = state;
  const about = interventionSubject(state);
  return [
    { type: "intervention.opened", about, detail: { reference, origin, cameraId, subcategory, ...marksOf(state) } },
    ...card.clips.map(({ clipId, cameraId: of, from, to, keptUntil }): Logged => ({
      type: "clip.attached",
      about: { ...about, kind: "camera", id: of },
      detail: { clipId, interventionId, from, to, keptUntil },
    })),
    ...card.related.map(({ relation, interventionId: other }): Logged => ({
      type: "intervention.related",
      about,
      detail: { reference, relation, other },
    })),
    ...(joins === null ? [] : [{ type: "intervention.merged" as const, about, detail: { reference, into: joins } }]),
  ];
}
