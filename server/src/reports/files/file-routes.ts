import { reports } from "@amaliyat/contract/reports";
import { serve, serveBytes, serveRaw, type Served } from "../../platform/http/index.ts";
import type { CodeDoor } from "../code-door.ts";
import { tellOnPage } from "../bare-form.ts";
import { photosByForm } from "../form-photos.ts";
import type { ReportsDeps } from "../reports-deps.ts";
import { carryUploads } from "./carry-upload.ts";
import { knownFiles } from "./known-files.ts";
import { filesOf, readOriginal, releaseFile, viewFile } from "./shown-acts.ts";
import { Intake } from "./intake.ts";
import { Unfinished } from "./unfinished.ts";
import { createUpload, upload, uploadOffset } from "./upload-acts.ts";

/** Files of reports: how they come, and how they are shown. */
export function fileRoutes(deps: ReportsDeps, door: CodeDoor): Served[] {
  const { files } = deps;
  const known = knownFiles(files);
  const intake = new Intake(files);
  const uploads = {
    files,
    known,
    vault: deps.vault,
    door,
    intake,
    carry: carryUploads(files, known, intake),
    unfinished: new Unfinished(files),
  };
  const photos = serveRaw(reports.formPhotos, (call) => photosByForm({ deps, door, uploads }, call));
  return [
    serveRaw(reports.createUpload, (call) => createUpload(uploads, call)),
    serveRaw(reports.uploadOffset, (call) => uploadOffset(uploads, call)),
    serveRaw(reports.upload, (call) => upload(uploads, call)),
    { ...photos, told: tellOnPage },
    serve(reports.release, (call) => releaseFile(deps, call)),
    serveBytes(reports.file, (call) => viewFile(files, call)),
    serveBytes(reports.original, (call) => readOriginal(files, call)),
    serve(reports.filesOf, (call) => filesOf(files, call)),
  ];
}
