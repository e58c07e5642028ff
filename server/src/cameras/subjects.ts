import type { Happening } from "@amaliyat/contract/live";
import type { Subject } from "../audit/index.ts";

type Placed = { readonly cameraId: string; readonly sectorId: string };

/** A camera in the log; its pictures may be looked at for a work item. */
export const cameraSubject = ({ cameraId, sectorId }: Placed, workItem: string | null = null): Subject => ({
  kind: "camera",
  id: cameraId,
  sectorId,
  workItem,
});

/** A site in the log. */
export const siteSubject = ({ siteId, sectorId }: { readonly siteId: string; readonly sectorId: string }): Subject => ({
  kind: "site",
  id: siteId,
  sectorId,
  workItem: null,
});

/** Tells the screens that a site was made or changed. One without cameras has no other message. */
export const siteChanged = ({ siteId }: { readonly siteId: string }): Happening => ({ topic: "site_changed", siteId });
