import type { SubcategoryCode } from "../../interventions/index.ts";
import type { Text3 } from "../../kernel/index.ts";
import type { TreeAnswer, TreeQuestion } from "../triage.ts";

type More = { readonly sub?: SubcategoryCode; readonly next?: string };

const text = (ar: string, fr: string, en: string): Text3 => ({ ar, fr, en });

/** A question with its answers. */
export const ask = (id: string, ar: string, fr: string, en: string, ...answers: readonly TreeAnswer[]): TreeQuestion => ({
  id,
  text: text(ar, fr, en),
  answers,
});

/** An answer that is worth `points`. */
export const say = (id: string, points: number, ar: string, fr: string, en: string, { sub, next }: More = {}): TreeAnswer => ({
  id,
  text: text(ar, fr, en),
  points,
  subcategory: sub ?? null,
  next: next ?? null,
});

export const yes = (points: number, more: More = {}): TreeAnswer => say("yes", points, "نعم", "Oui", "Yes", more);
export const no = (points: number, more: More = {}): TreeAnswer => say("no", points, "لا", "Non", "No", more);
export const unknown = (points: number, more: More = {}): TreeAnswer =>
  say("unknown", points, "غير معروف", "Ne sait pas", "Not known", more);

/** The last question of most trees: the perpetrator may still do harm, or be caught. */
export const stillThere = (id: string): TreeQuestion =>
  ask(id, "هل ما زال الفاعل في المكان؟", "L’auteur est-il encore sur place ?", "Is whoever did it still there?", yes(4), no(0), unknown(1));
