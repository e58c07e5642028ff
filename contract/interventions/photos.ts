import { z } from "zod";
import { purpose } from "../cameras/shapes.ts";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, instant, moment, reason, sentBy } from "../route/fields.ts";
import { route } from "../route/make.ts";

const workers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");
const photoOf = z.object({ photoId: id });

/** Metadata of a crew's photo; its bytes are a route of their own. */
export const photo = z.object({
  photoId: id,
  interventionId: id,
  unitCode: z.string(),
  /** By the phone's clock. */
  takenAt: instant,
  arrivedAt: instant,
  by: z.string(),
  type: z.enum(["image/jpeg", "image/png", "image/webp"]),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** Of the bytes as they arrived, in hexadecimal. */
  sha256: z.string(),
  /** End of its retention; null while the intervention goes on. */
  keptUntil: instant.nullable(),
  /** It is kept past its time for a case. */
  heldUntil: instant.nullable(),
  holdReason: z.string().nullable(),
  /** Since then there are no bytes any more. */
  erasedAt: instant.nullable(),
});
export type Photo = z.output<typeof photo>;

export const photos = {
  attach: route({
    name: "photos.attach",
    method: "POST",
    path: "/api/patrol/assignments/:assignmentId/photos",
    summary: "A crew hands in a picture that it took: JPEG, PNG or WebP, at most 2 MiB",
    access: rolesOfSector("patrol"),
    log: byUseCase("intervention.photo_attached"),
    params: z.object({ assignmentId: id }),
    query: sentBy.extend({ takenAt: moment.optional() }),
    takes: "file",
    body: z.instanceof(Uint8Array),
    reply: photo,
    errors: ["object.not_found", "request.too_large", "photo.not_a_picture", "photo.dimensions", "photo.no_room"],
  }),
  list: route({
    name: "photos.list",
    method: "GET",
    path: "/api/interventions/:interventionId/photos",
    summary: "Photos by crews of an intervention, oldest first; without their bytes",
    access: rolesOfSector("operator", "call_taker", "dispatcher", "supervisor", "evidence_officer"),
    log: notLogged("that there are pictures; each look at one is logged"),
    params: z.object({ interventionId: id }),
    reply: z.array(photo),
    errors: ["object.not_found"],
  }),
  view: route({
    name: "photos.view",
    method: "GET",
    path: "/api/photos/:photoId",
    summary: "One picture; refused where its bytes are not those that arrived",
    access: workers,
    log: byUseCase("intervention.photo_viewed"),
    carriage: "bytes",
    params: photoOf,
    errors: ["object.not_found", "photo.damaged", "photo.gone"],
  }),
  original: route({
    name: "photos.original",
    method: "POST",
    path: "/api/photos/:photoId/original",
    summary: "The bytes as they arrived, with what the camera wrote into them; for evidence, with a purpose",
    access: rolesOfSector("evidence_officer"),
    log: byUseCase("intervention.photo_original_read"),
    carriage: "bytes",
    params: photoOf,
    body: z.object({ purpose, reason: reason(200) }),
    errors: ["object.not_found", "photo.damaged", "photo.gone"],
  }),
  hold: route({
    name: "photos.hold",
    method: "PUT",
    path: "/api/photos/:photoId/hold",
    summary: "Keep a picture past its retention until a date, with the reason; or release it",
    access: rolesOfSector("supervisor", "evidence_officer"),
    log: byUseCase("intervention.photo_held"),
    params: photoOf,
    body: z.object({ until: moment.nullable(), reason: reason(200) }),
    reply: photo,
    errors: ["object.not_found", "photo.gone", "photo.hold_in_the_past"],
  }),
} as const;
