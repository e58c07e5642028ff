import { z } from "zod";
import { notLogged, signedIn } from "../route/access.ts";
import { route } from "../route/make.ts";

export const live = {
  connect: route({
    name: "live.connect",
    method: "GET",
    path: "/api/live",
    summary: "Happenings in the room, live; `since` resumes after the last sequence number seen",
    access: signedIn,
    log: notLogged("the same rows that the lists show; signing in was logged"),
    carriage: "socket",
    whileLocked: true,
    query: z.object({ since: z.coerce.number().int().min(0).optional() }),
  }),
} as const;
