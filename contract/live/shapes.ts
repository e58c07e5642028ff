import { z } from "zod";
import { publicAlertRow } from "../alerts/shapes.ts";
import { approval } from "../approvals/shapes.ts";
import { callRow, listener, taker } from "../calls/shapes.ts";
import { cameraFault, connection } from "../cameras/shapes.ts";
import { position, unit } from "../dispatch/shapes.ts";
import { interventionRow } from "../interventions/shapes.ts";
import { forward, partnerRequest } from "../partners/shapes.ts";
import { queueRow, reportRow } from "../reports/shapes.ts";
import { code, id, instant } from "../route/fields.ts";
import { shift } from "../shifts/shapes.ts";
import { importJob } from "../statistics/shapes.ts";

/** Happening, sent to every screen that may know it. Each carries the whole row, so that nothing is fetched again. */
export const happening = z.discriminatedUnion("topic", [
  z.object({ topic: z.literal("intervention"), row: interventionRow }),
  z.object({ topic: z.literal("unit"), row: unit }),
  z.object({ topic: z.literal("camera"), cameraId: id, connection }),
  z.object({ topic: z.literal("camera_changed"), cameraId: id }),
  z.object({ topic: z.literal("camera_fault"), row: cameraFault }),
  z.object({ topic: z.literal("site_changed"), siteId: id }),
  z.object({ topic: z.literal("import"), row: importJob }),
  z.object({ topic: z.literal("forward"), row: forward }),
  z.object({ topic: z.literal("partner_request"), row: partnerRequest }),
  z.object({ topic: z.literal("shift"), row: shift }),
  z.object({ topic: z.literal("place"), placeId: id }),
  z.object({ topic: z.literal("hazard"), hazardId: id }),
  z.object({ topic: z.literal("plan"), planId: id }),
  z.object({ topic: z.literal("checklist"), interventionId: id, part: z.enum(["plan", "step"]) }),
  z.object({ topic: z.literal("bolo"), boloId: id, part: z.enum(["published", "changed", "told"]) }),
  z.object({ topic: z.literal("call"), row: callRow }),
  /** More was written in a call; the words are asked for, and stand in no message. */
  z.object({ topic: z.literal("call_text"), callId: id }),
  z.object({ topic: z.literal("report"), row: reportRow }),
  /** A wave of reports as it stands, at most once a second; null where nothing of it waits. */
  z.object({ topic: z.literal("report_wave"), waveId: id, row: queueRow.nullable() }),
  z.object({ topic: z.literal("public_alert"), row: publicAlertRow }),
  z.object({ topic: z.literal("call_taker"), row: taker }),
  z.object({ topic: z.literal("line"), number: z.string() }),
  z.object({ topic: z.literal("listening"), callId: id, listener, on: z.boolean() }),
  z.object({ topic: z.literal("approval"), row: approval }),
  z.object({ topic: z.literal("sign_in_code"), codeId: id }),
  /** Somebody has another name, in one script or in both. */
  z.object({ topic: z.literal("person_named"), userId: id }),
  z.object({ topic: z.literal("sector"), sectorId: code }),
  z.object({ topic: z.literal("shift_part"), part: z.enum(["roster", "log", "limits", "review"]) }),
]);
export type Happening = z.output<typeof happening>;
export type Topic = Happening["topic"];

/** All topics of happenings. */
export const TOPICS: readonly Topic[] = happening.options.map(({ shape }) => shape.topic.value);

/**
 * Messages from the room. `event` carries a sequence number without holes for the reader's own eyes: `seq` grows, and what
 * was missed is sent again from the last one seen. `reset` says that the gap is too old: read the lists again.
 * `moved` is not numbered: the newest position of a unit is the only one that matters.
 */
export const fromRoom = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hello"), seq: z.number().int(), at: instant }),
  z.object({ kind: z.literal("event"), seq: z.number().int(), at: instant, happening }),
  z.object({ kind: z.literal("reset"), seq: z.number().int() }),
  z.object({ kind: z.literal("moved"), unitId: id, position }),
  z.object({ kind: z.literal("ended"), code: z.string() }),
]);
export type FromRoom = z.output<typeof fromRoom>;
