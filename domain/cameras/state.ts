import type { Text3 } from "../kernel/index.ts";
import type { Direction } from "./field-of-view.ts";
import type { Purpose } from "./purposes.ts";

/** Facts required of a camera before it may serve; each may be missing until then. */
export type CameraFacts = {
  readonly purposes: readonly Purpose[];
  /** Address of its stream, without credentials: those are in the vault. */
  readonly address: string | null;
  readonly direction: Direction | null;
  /** The reference of the data-protection impact assessment (Law 18-07 as amended by Law 25-11). */
  readonly dpiaReference: string | null;
};

type Lived = { readonly cameraId: string; readonly facts: CameraFacts; readonly since: number };

/** The life of a camera; `since` is when it entered the state. */
export type Camera =
  | (Lived & { readonly kind: "planned" | "installed" | "in_service" })
  | (Lived & { readonly kind: "out_of_service" | "retired"; readonly reason: string });
export type CameraKind = Camera["kind"];

export const CAMERA_KINDS = ["planned", "installed", "in_service", "out_of_service", "retired"] as const satisfies readonly CameraKind[];

export const CAMERA_KIND_LABELS: Readonly<Record<CameraKind, Text3>> = {
  planned: { ar: "مبرمجة", fr: "Prévue", en: "Planned" },
  installed: { ar: "مركّبة", fr: "Installée", en: "Installed" },
  in_service: { ar: "في الخدمة", fr: "En service", en: "In service" },
  out_of_service: { ar: "خارج الخدمة", fr: "Hors service", en: "Out of service" },
  retired: { ar: "مسحوبة نهائيا", fr: "Retirée", en: "Retired" },
};
