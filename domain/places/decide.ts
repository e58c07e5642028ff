import { isSaid, ok, refuse, type Refusal, type Result } from "../kernel/index.ts";
import { LEAST_RADIUS_M, LONGEST_HAZARD_MS, MOST_RADIUS_M, type Hazard, type HazardContent } from "./hazard.ts";
import { hazardAfter } from "./transitions.ts";

/** Codes of `contract/errors/places.json` that these rules refuse with. */
export const HAZARD_REFUSALS = [
  "hazard.words_missing",
  "hazard.span_wrong",
  "hazard.too_long",
  "hazard.review_wrong",
  "hazard.radius_wrong",
  "hazard.wrong_state",
  "hazard.same_person",
  "hazard.changed_meanwhile",
] as const;
export type HazardRefusal = Refusal<(typeof HAZARD_REFUSALS)[number]>;

export type HazardCommand =
  | { readonly kind: "change"; readonly content: HazardContent }
  | { readonly kind: "renew"; readonly until: number; readonly reviewAt: number }
  | { readonly kind: "confirm" | "decline" | "end" };

/** Author of the act, and the version of the hazard that they saw. */
export type HazardActing = { readonly at: number; readonly by: string; readonly isSupervisor: boolean; readonly version: number };

/** Checks that a hazard can hold. It ends later than it begins and than now, within twelve months, and its review comes before its end. */
export function checkHazard(content: HazardContent, at: number): Result<HazardContent, HazardRefusal> {
  const { from, until, reviewAt, area } = content;
  if (!isSaid(content.words)) return refuse({ code: "hazard.words_missing" });
  if (until <= from || until <= at) return refuse({ code: "hazard.span_wrong" });
  if (until - from > LONGEST_HAZARD_MS) return refuse({ code: "hazard.too_long" });
  if (reviewAt <= from || reviewAt > until) return refuse({ code: "hazard.review_wrong" });
  if (area.kind === "radius" && (area.metres < LEAST_RADIUS_M || area.metres > MOST_RADIUS_M))
    return refuse({ code: "hazard.radius_wrong", params: { least: LEAST_RADIUS_M, most: MOST_RADIUS_M } });
  return ok(content);
}

type Author = Pick<HazardActing, "at" | "by" | "isSupervisor">;

/** A hazard written by a supervisor is thereby confirmed, except at a home, where it takes a second person. */
const stateOfWritten = (content: HazardContent, { isSupervisor }: Author) =>
  isSupervisor && !content.atHome ? ("confirmed" as const) : ("proposed" as const);

/** Writes a new hazard. */
export function writeHazard(hazardId: string, content: HazardContent, author: Author): Result<Hazard, HazardRefusal> {
  const checked = checkHazard(content, author.at);
  if (!checked.ok) return checked;
  return ok({ hazardId, version: 1, state: stateOfWritten(content, author), writtenBy: author.by, content });
}

/** Decides on a command. The author of a home hazard can neither confirm nor renew it: four eyes. A renewal begins anew, now. */
export function decideHazard(hazard: Hazard, command: HazardCommand, acting: HazardActing): Result<Hazard, HazardRefusal> {
  if (hazard.version !== acting.version) return refuse({ code: "hazard.changed_meanwhile" });
  const after = hazardAfter(hazard.state, command.kind);
  if (after === null) return refuse({ code: "hazard.wrong_state" });
  const { content } = hazard;
  const version = hazard.version + 1;
  const isOwn = hazard.writtenBy === acting.by;
  switch (command.kind) {
    case "change": {
      // Once about a home, always: a change that said otherwise would be shown without the second person.
      const checked = checkHazard({ ...command.content, atHome: content.atHome || command.content.atHome }, acting.at);
      if (!checked.ok) return checked;
      return ok({ ...hazard, version, state: stateOfWritten(checked.value, acting), writtenBy: acting.by, content: checked.value });
    }
    case "renew": {
      if (content.atHome && isOwn) return refuse({ code: "hazard.same_person" });
      const { until, reviewAt } = command;
      const checked = checkHazard({ ...content, from: acting.at, until, reviewAt }, acting.at);
      if (!checked.ok) return checked;
      return ok({ ...hazard, version, writtenBy: acting.by, content: checked.value });
    }
    case "confirm":
      if (content.atHome && isOwn) return refuse({ code: "hazard.same_person" });
      return ok({ ...hazard, version, state: after });
    default:
      return ok({ ...hazard, version, state: after });
  }
}
