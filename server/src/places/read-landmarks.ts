import { line, point } from "@amaliyat/contract/route";
import type { PlaceNames } from "@amaliyat/domain/places";
import type { Point } from "@amaliyat/domain/kernel";
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { z } from "zod";

/** A wilaya has some thousands of landmarks and the whole of Algeria some 150,000, of 100 bytes each. */
export const MOST_LANDMARKS = 250_000;
export const MOST_BYTES = 64 * 1024 * 1024;

export type Landmark = { readonly names: PlaceNames; readonly kind: string; readonly point: Point };

const file = z.object({ landmarks: z.array(z.unknown()) });
const name = line(200).optional().catch(undefined);
const landmark = z.object({ name: z.object({ ar: name, fr: name, en: name }), kind: line(60), point });

/** Why a file is not taken. */
export type LandmarksFault = "too_large" | "too_many" | "not_json" | "not_landmarks";

export type LandmarksFile =
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly digest: string; readonly fault: LandmarksFault }
  | { readonly kind: "read"; readonly digest: string; readonly landmarks: readonly Landmark[]; readonly leftOut: number };

const isText = (given: string | undefined): given is string => given !== undefined;

/** What a file says, judged one landmark after the other: one that has no usable name or no point on earth is left out and counted. */
export function landmarksOf(text: string): { readonly landmarks: readonly Landmark[]; readonly leftOut: number } | LandmarksFault {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return "not_json";
  }
  const whole = file.safeParse(given);
  if (!whole.success) return "not_landmarks";
  const { landmarks: all } = whole.data;
  if (all.length > MOST_LANDMARKS) return "too_many";
  const landmarks = all.flatMap((one): Landmark[] => {
    const parsed = landmark.safeParse(one);
    if (!parsed.success) return [];
    const { name: names, kind, point: at } = parsed.data;
    return Object.values(names).some(isText) ? [{ names, kind, point: at }] : [];
  });
  return { landmarks, leftOut: all.length - landmarks.length };
}

/**
 * Reads the landmarks of a map folder; `known` is the digest that was looked at before, whose file is not parsed again: null then.
 * A file that is too large is not read at all: its size stands for its digest.
 */
export async function readLandmarks(path: string, known: string | null): Promise<LandmarksFile | null> {
  const found = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  if (found === null) return { kind: "none" };
  await using handle = found;
  const { size } = await handle.stat();
  if (size > MOST_BYTES) {
    const digest = `size ${size}`;
    return digest === known ? null : { kind: "refused", digest, fault: "too_large" };
  }
  const bytes = await handle.readFile();
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest === known) return null;
  const said = landmarksOf(bytes.toString("utf8"));
  return typeof said === "string" ? { kind: "refused", digest, fault: said } : { kind: "read", digest, ...said };
}
