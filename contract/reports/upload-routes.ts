import { z } from "zod";
import { notLogged, open } from "../route/access.ts";
import { id } from "../route/fields.ts";
import { route } from "../route/make.ts";

const upload = {
  access: open("whoever holds the follow-up code of the report, in a header, sends what the report announced"),
  carriage: "raw",
  errors: [
    "report.unknown_code",
    "request.too_many",
    "file.not_announced",
    "file.began_already",
    "file.too_large",
    "file.not_what_was_announced",
    "file.too_many_unfinished",
    "storage.full",
  ],
} as const;

/** Files of reports, sent in parts that may be cut off anywhere (tus 1.0, with creation). */
export const uploadRoutes = {
  createUpload: route({
    ...upload,
    name: "reports.createUpload",
    method: "POST",
    path: "/api/allo/uploads",
    summary: "Begin to send a file (tus 1.0): the code as bearer token, the file's id in the metadata",
    log: notLogged("nothing has come yet; the file is logged once it is whole"),
  }),
  uploadOffset: route({
    ...upload,
    name: "reports.uploadOffset",
    method: "HEAD",
    path: "/api/allo/uploads/:fileId",
    summary: "Number of bytes of a file received (tus 1.0)",
    log: notLogged("a number of bytes"),
    params: z.object({ fileId: id }),
  }),
  upload: route({
    ...upload,
    name: "reports.upload",
    method: "PATCH",
    path: "/api/allo/uploads/:fileId",
    summary: "Bytes of a file from an offset on (tus 1.0)",
    log: notLogged("a part; the file is logged with its hash once it is whole"),
    params: z.object({ fileId: id }),
  }),
} as const;
