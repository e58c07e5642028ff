import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pickFrom } from "../room/random.ts";

export type Named = { readonly ar: string; readonly fr: string };
type Landmark = { readonly name: Named; readonly kind: string; readonly point: { readonly lat: number; readonly lon: number } };

/** The town of the bench, in degrees. */
const [SOUTH, WEST, HEIGHT, WIDTH] = [31.95, 5.3, 0.01, 0.08];

const KINDS = [
  ["place_of_worship", "مسجد", "Mosquée"],
  ["school", "مدرسة", "École"],
  ["bakery", "مخبزة", "Boulangerie"],
  ["pharmacy", "صيدلية", "Pharmacie"],
  ["cafe", "مقهى", "Café"],
  ["apartments", "حي", "Cité"],
  ["bank", "بنك", "Banque"],
  ["square", "ساحة", "Place"],
] as const;

/** Syllables in both scripts: three of them are a name that nobody has, as alike and as different as names of people are. */
const SYLLABLES = [
  ["با", "ba"],
  ["بو", "bou"],
  ["دي", "di"],
  ["را", "ra"],
  ["زي", "zi"],
  ["سا", "sa"],
  ["شي", "chi"],
  ["عا", "a"],
  ["قا", "ka"],
  ["كو", "kou"],
  ["لي", "li"],
  ["مان", "man"],
  ["نو", "nou"],
  ["هم", "hem"],
  ["ور", "ouer"],
  ["يد", "yed"],
] as const;

function nameOf(random: () => number): Named {
  const parts = Array.from({ length: 4 }, () => pickFrom(SYLLABLES, random));
  const [first, last] = [parts.slice(0, 2), parts.slice(2)];
  const said = (script: 0 | 1): string => `${first.map((part) => part[script]).join("")} بن ${last.map((part) => part[script]).join("")}`;
  return { ar: said(0), fr: said(1).replace("بن", "ben") };
}

/** Landmarks of no town, spread over the sectors of the bench. */
export function makeLandmarks(count: number, random: () => number): Landmark[] {
  return Array.from({ length: count }, () => {
    const [kind, ar, fr] = pickFrom(KINDS, random);
    const name = nameOf(random);
    const point = { lat: SOUTH + random() * HEIGHT, lon: WEST + random() * WIDTH };
    return { kind, name: { ar: `${ar} ${name.ar}`, fr: `${fr} ${name.fr}` }, point };
  });
}

/** Lays them where the room looks for the landmarks of its map. */
export async function writeLandmarks(folder: string, landmarks: readonly Landmark[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "landmarks.json"), JSON.stringify({ landmarks }));
}

const without = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);
const turned = (text: string, at: number): string => text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2);

/** Ways to type a name: in either language, in another spelling, with one letter missing or two swapped, and as a prefix. */
export const TYPED: Readonly<Record<string, (name: Named, random: () => number) => string>> = {
  "as it is": ({ ar }) => ar,
  "without accents": ({ fr }) => fr.toLowerCase().replaceAll("é", "e"),
  "other letters": ({ ar }) => ar.replaceAll("ي", "ى").replaceAll("ة", "ه"),
  "a letter gone, Arabic": ({ ar }, random) => without(ar, Math.floor(random() * ar.length)),
  "a letter gone, French": ({ fr }, random) => without(fr, Math.floor(random() * fr.length)),
  "two letters turned": ({ ar }, random) => turned(ar, Math.floor(random() * (ar.length - 1))),
  "not to its end, Arabic": ({ ar }) => ar.slice(0, -2),
  "not to its end, French": ({ fr }) => fr.slice(0, -2),
};
