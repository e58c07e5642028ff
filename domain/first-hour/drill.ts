import type { InterventionKind, Origin } from "../interventions/index.ts";

/** Origins that begin outside of the room: the drill tests the way of an event from the town to its end. */
export const DRILL_ORIGINS = ["call", "report"] as const satisfies readonly Origin[];

/** Course of an intervention as the drill needs it. Moments in ms; null if the step was not taken. */
export type Course = {
  readonly interventionId: string;
  readonly reference: string;
  readonly kind: InterventionKind;
  readonly origin: Origin;
  /** True for history of another system: nobody of this room worked on it. */
  readonly isImported: boolean;
  readonly openedAt: number;
  readonly onSceneAt: number | null;
  readonly closedAt: number | null;
};

export type Drill = { readonly interventionId: string; readonly reference: string; readonly endedAt: number };

/** Returns the end of a whole course: opened from a call or a report, a unit on scene, then closed. Null if a step is missing. */
function endOf({ kind, origin, isImported, openedAt, onSceneAt, closedAt }: Course): number | null {
  if (kind !== "closed" || isImported || onSceneAt === null || closedAt === null) return null;
  const isFromOutside = DRILL_ORIGINS.some((one) => one === origin);
  return isFromOutside && openedAt <= onSceneAt && onSceneAt <= closedAt ? closedAt : null;
}

/** Finds the first intervention that was worked from its beginning to its end, by the moment of its end. Null if there is none. */
export function drillOf(courses: readonly Course[]): Drill | null {
  const ended = courses.flatMap((course): Drill[] => {
    const endedAt = endOf(course);
    return endedAt === null ? [] : [{ interventionId: course.interventionId, reference: course.reference, endedAt }];
  });
  return ended.reduce<Drill | null>((first, one) => (first === null || one.endedAt < first.endedAt ? one : first), null);
}
