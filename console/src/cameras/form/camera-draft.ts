import { changedCamera, newCamera, type CameraSettings } from "@amaliyat/contract/cameras";
import { isPurpose, PURPOSES, type Purpose } from "@amaliyat/domain/cameras";
import type { Text3 } from "@amaliyat/domain/kernel";
import type { z } from "zod";
import { changesWithNames } from "../../lists/index.ts";
import type { Aim } from "../../map/index.ts";

/** A camera's form as it is typed. No field of it can hold credentials. */
export type CameraDraft = {
  readonly code: string;
  readonly ar: string;
  readonly fr: string;
  readonly en: string;
  readonly siteId: string;
  /** Place of a site that is made with the camera, as `placeText` writes it; empty for a site that exists. */
  readonly place: string;
  readonly direction: string;
  readonly fieldOfView: string;
  readonly range: string;
  readonly purposes: readonly Purpose[];
  readonly retention: string;
  readonly dpia: string;
  readonly host: string;
  readonly port: string;
  readonly mainPath: string;
  readonly subPath: string;
  readonly record: boolean;
};
export type DraftField = keyof CameraDraft;

export const EMPTY_DRAFT: CameraDraft = {
  code: "",
  ar: "",
  fr: "",
  en: "",
  siteId: "",
  place: "",
  direction: "",
  fieldOfView: "70",
  range: "80",
  purposes: [],
  retention: String(24 * 30),
  dpia: "",
  host: "",
  port: "554",
  mainPath: "",
  subPath: "",
  record: true,
};

const written = (value: number | null): string => (value === null ? "" : String(value));

export const draftOf = (settings: CameraSettings): CameraDraft => ({
  code: settings.code,
  ...settings.names,
  siteId: settings.siteId,
  place: "",
  direction: written(settings.directionDeg),
  fieldOfView: written(settings.fieldOfViewDeg),
  range: written(settings.rangeM),
  purposes: PURPOSES.filter((purpose) => settings.purposes.includes(purpose)),
  retention: written(settings.retentionHours),
  dpia: settings.dpiaReference ?? "",
  host: settings.address?.host ?? "",
  port: written(settings.address?.port ?? 554),
  mainPath: settings.address?.mainPath ?? "",
  subPath: settings.address?.subPath ?? "",
  record: settings.record,
});

/** True if a stored value is a draft of this form. */
export function isCameraDraft(value: unknown): value is CameraDraft {
  if (typeof value !== "object" || value === null) return false;
  const kept = new Map(Object.entries(value));
  const purposes: unknown = kept.get("purposes");
  return Object.entries(EMPTY_DRAFT).every(([field, empty]) => {
    if (field === "purposes") return Array.isArray(purposes) && purposes.every((one) => typeof one === "string" && isPurpose(one));
    return typeof kept.get(field) === typeof empty;
  });
}

/** A number as typed, with point or comma; NaN for any other text, so that the schema refuses it. */
const number = (text: string): number => (/^\s*-?\d+([.,]\d+)?\s*$/u.test(text) ? Number(text.replace(",", ".")) : Number.NaN);

/** The whole form as the room's schema takes it; without host and path there is no address. */
function bodyOf(draft: CameraDraft): Record<keyof z.input<typeof newCamera>, unknown> & { readonly names: Text3 } {
  const hasAddress = draft.host.trim() !== "" || draft.mainPath.trim() !== "";
  return {
    code: draft.code,
    names: { ar: draft.ar, fr: draft.fr, en: draft.en },
    siteId: draft.siteId,
    directionDeg: draft.direction.trim() === "" ? null : number(draft.direction),
    fieldOfViewDeg: number(draft.fieldOfView),
    rangeM: number(draft.range),
    purposes: draft.purposes,
    retentionHours: number(draft.retention),
    dpiaReference: draft.dpia.trim() === "" ? null : draft.dpia,
    address: hasAddress
      ? { host: draft.host.trim(), port: number(draft.port), mainPath: draft.mainPath.trim(), subPath: draft.subPath.trim() || null }
      : null,
    record: draft.record,
  };
}

/** The field in which each part of the body is typed. */
const FIELDS: Readonly<Record<string, DraftField>> = {
  code: "code",
  "names.ar": "ar",
  "names.fr": "fr",
  "names.en": "en",
  siteId: "siteId",
  directionDeg: "direction",
  fieldOfViewDeg: "fieldOfView",
  rangeM: "range",
  purposes: "purposes",
  retentionHours: "retention",
  dpiaReference: "dpia",
  "address.host": "host",
  "address.port": "port",
  "address.mainPath": "mainPath",
  "address.subPath": "subPath",
};

/** The field that a path of the contract speaks of; null for one that is not typed here. */
export const fieldAt = (path: string): DraftField | null => FIELDS[path.replaceAll("/", ".").replace(/^(\.|body\.)+/u, "")] ?? null;

type Checked<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly wrong: ReadonlySet<DraftField> };

function checked<T extends z.ZodType>(schema: T, body: unknown): Checked<z.output<T>> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return { ok: true, body: parsed.data };
  const fields = parsed.error.issues.map((issue) => fieldAt(issue.path.join(".")));
  return { ok: false, wrong: new Set(fields.filter((field) => field !== null)) };
}

/** Fields of a draft that an aim on the map changes. The others are not written: what is typed there, even wrongly, stays. */
export const aimedFields = (before: Aim, { bearing, angle, rangeM }: Aim): Partial<CameraDraft> => ({
  ...(bearing !== before.bearing && { direction: written(bearing) }),
  ...(angle !== before.angle && { fieldOfView: written(angle) }),
  ...(rangeM !== before.rangeM && { range: written(rangeM) }),
});

/** The body that plans a camera, or the fields that are wrong. */
export const checkNew = (draft: CameraDraft): Checked<z.output<typeof newCamera>> => checked(newCamera, bodyOf(draft));

/** The body that plans a camera on a site that is still to be made, or the fields that are wrong. */
export const checkWithoutSite = (draft: CameraDraft): Checked<Omit<z.output<typeof newCamera>, "siteId">> =>
  checked(newCamera.omit({ siteId: true }), bodyOf(draft));

/** Only what differs from the settings, so that a colleague's change of another field stays; or the fields that are wrong. */
export function checkChange(settings: CameraSettings, draft: CameraDraft): Checked<z.output<typeof changedCamera>> {
  const { code: _code, ...changes } = changesWithNames(bodyOf(draftOf(settings)), bodyOf(draft));
  return checked(changedCamera, changes);
}
