import { RANK_BASIS, RANK_REASON_LABELS, UNIT_KINDS, UNIT_STATUSES, type RankReason } from "@amaliyat/domain/dispatch";
import { z } from "zod";
import { priority, subcategory } from "../interventions/codes.ts";
import { code, id, instant, lat, line, lon, point } from "../route/fields.ts";
import { assignment } from "./assignment.ts";

export const unitStatus = z.enum(UNIT_STATUSES);
export const unitKind = z.enum(UNIT_KINDS);

export const position = z.object({ place: point, headingDeg: z.number().nullable(), at: instant });

export const unit = z.object({
  unitId: id,
  code: z.string(),
  kind: unitKind,
  sectorId: z.string(),
  status: unitStatus,
  statusSince: instant,
  outReason: z.string().nullable(),
  userId: id.nullable(),
  position: position.nullable(),
  interventionId: id.nullable(),
});
export type Unit = z.output<typeof unit>;

export const newUnit = z.object({ code, kind: unitKind, sectorId: code, userId: id.nullable().default(null) });

/** One unit weighed for an intervention, best first; how it was weighed is said. Seconds are null where the position is too old to say. */
export const advice = z.object({
  unit,
  basis: z.literal(RANK_BASIS),
  distanceM: z.number().nullable(),
  seconds: z.number().nullable(),
  positionAgeMs: z.number().nullable(),
  reasons: z.array(z.enum(Object.keys(RANK_REASON_LABELS) as RankReason[])),
});
export type Advice = z.output<typeof advice>;

/** What a patrol reports of itself; several at once after a time without a link. */
export const reportedPosition = z.object({ lat, lon, headingDeg: z.number().min(0).lt(360).nullable().default(null), at: instant });
export const patrolStatus = z.enum(["accepted", "en_route", "on_scene", "cleared", "refused"]);

/** What a patrol's phone needs: itself and the interventions it is sent to, with place and category. */
export const duty = z.object({
  unit,
  assignments: z.array(
    assignment.extend({
      reference: z.string(),
      subcategory,
      priority,
      place: point.nullable(),
      placeText: z.string().nullable(),
    }),
  ),
});
export type Duty = z.output<typeof duty>;

export const withdrawal = z.object({ reason: line(200) });
