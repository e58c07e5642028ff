import { z } from "zod";
import { byUseCase, notLogged, rolesOfSector } from "../route/access.ts";
import { id, instant, moment } from "../route/fields.ts";
import { route } from "../route/make.ts";

const workers = rolesOfSector("operator", "call_taker", "dispatcher", "supervisor");

/** What is known of a picture that a crew took; its bytes are a route of their own. */
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
    query: z.object({ takenAt: moment.optional() }),
    takes: "file",
    body: z.instanceof(Uint8Array),
    reply: photo,
    errors: ["object.not_found", "request.too_large", "photo.not_a_picture", "photo.dimensions"],
  }),
  list: route({
    name: "photos.list",
    method: "GET",
    path: "/api/interventions/:interventionId/photos",
    summary: "What pictures crews took of an intervention, oldest first; none of their bytes",
    access: workers,
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
    params: z.object({ photoId: id }),
    errors: ["object.not_found", "photo.damaged"],
  }),
} as const;
