import { treeQuestions, type QuestionTreeShown } from "@amaliyat/contract/calls";
import { LANGUAGES } from "@amaliyat/domain/kernel";
import { SUBCATEGORIES } from "@amaliyat/domain/interventions";
import { z } from "zod";

const words = z.object({ ar: z.string(), fr: z.string(), en: z.string() });
const codes = SUBCATEGORIES.map(({ code }) => code);
const answer = z.object({
  id: z.string(),
  text: words,
  points: z.string(),
  subcategory: z.enum(codes).nullable(),
  next: z.string().nullable(),
});
const question = z.object({ id: z.string(), text: words, answers: z.array(answer) });
const draft = z.object({ version: z.number(), questions: z.array(question) });

/** The questions of a nature as they are typed; `version` is the one that they were begun on. */
export type TreeDraft = z.output<typeof draft>;
export type QuestionDraft = TreeDraft["questions"][number];
export type AnswerDraft = QuestionDraft["answers"][number];

export const isTreeDraft = (value: unknown): value is TreeDraft => draft.safeParse(value).success;

export const draftOfTree = ({ version, questions }: Pick<QuestionTreeShown, "version" | "questions">): TreeDraft => ({
  version,
  questions: questions.map(({ id, text, answers }) => ({
    id,
    text: { ...text },
    answers: answers.map((each) => ({ ...each, text: { ...each.text }, points: String(each.points) })),
  })),
});

const NO_TEXT = { ar: "", fr: "", en: "" };

/** The first id of a kind that none of these has. */
function freeId(begin: string, taken: readonly string[]): string {
  for (let nth = 1; ; nth++) if (!taken.includes(`${begin}${nth}`)) return `${begin}${nth}`;
}

export const blankAnswer = (taken: readonly AnswerDraft[]): AnswerDraft => ({
  id: freeId(
    "a",
    taken.map(({ id }) => id),
  ),
  text: NO_TEXT,
  points: "0",
  subcategory: null,
  next: null,
});

/** A question of nothing yet, with the two answers that it needs. */
export function blankQuestion(taken: readonly QuestionDraft[]): QuestionDraft {
  const first = blankAnswer([]);
  const id = freeId(
    "q",
    taken.map((each) => each.id),
  );
  return { id, text: NO_TEXT, answers: [first, blankAnswer([first])] };
}

/** Without a question, and without the ways that led to it. */
export const withoutQuestion = (questions: readonly QuestionDraft[], id: string): QuestionDraft[] =>
  questions
    .filter((each) => each.id !== id)
    .map((each) => ({ ...each, answers: each.answers.map((one) => (one.next === id ? { ...one, next: null } : one)) }));

/** Fault at one place. */
export type TreeFault = "no_question" | "text" | "points" | "no_answers" | "leads_nowhere" | "goes_round" | "unreached";
export type CheckedTree =
  | { readonly ok: true; readonly questions: z.output<typeof treeQuestions> }
  | { readonly ok: false; readonly faults: ReadonlyMap<string, TreeFault> };

/** Answers that lead back to a question that was asked before them, by `question.answer`: walked as an interview goes. */
function loops(questions: readonly QuestionDraft[]): { readonly back: ReadonlySet<string>; readonly seen: ReadonlySet<string> } {
  const byId = new Map(questions.map((each, nth) => [each.id, { each, nth }]));
  const back = new Set<string>();
  const seen = new Set<string>();
  const under = new Set<string>();
  const walk = (id: string): void => {
    const found = byId.get(id);
    if (found === undefined || seen.has(id)) return;
    seen.add(id);
    under.add(id);
    found.each.answers.forEach(({ next }, nth) => {
      if (next === null) return;
      if (under.has(next)) back.add(`${found.nth}.answers.${nth}`);
      else walk(next);
    });
    under.delete(id);
  };
  walk(questions[0]?.id ?? "");
  return { back, seen };
}

/**
 * Body to send, or the faults by place. Places: `0.text.fr`, `0.answers`, `0.answers.1.points`, `2` (no answer leads to it), empty (whole
 * tree).
 */
export function checkTreeDraft({ questions }: TreeDraft): CheckedTree {
  const faults = new Map<string, TreeFault>();
  const ids = new Set(questions.map(({ id }) => id));
  const { back, seen } = loops(questions);
  if (questions.length === 0) faults.set("", "no_question");
  const texts = (path: string, text: AnswerDraft["text"]): void => {
    for (const language of LANGUAGES) if (text[language].trim() === "") faults.set(`${path}.text.${language}`, "text");
  };
  questions.forEach((each, nth) => {
    texts(`${nth}`, each.text);
    if (each.answers.length < 2) faults.set(`${nth}.answers`, "no_answers");
    if (!seen.has(each.id)) faults.set(`${nth}`, "unreached");
    each.answers.forEach((one, of) => {
      const path = `${nth}.answers.${of}`;
      texts(path, one.text);
      if (!/^\s*\d+\s*$/.test(one.points) || Number(one.points) > 20) faults.set(`${path}.points`, "points");
      if (one.next !== null && !ids.has(one.next)) faults.set(`${path}.next`, "leads_nowhere");
      else if (back.has(path)) faults.set(`${path}.next`, "goes_round");
    });
  });
  const parsed = treeQuestions.safeParse(
    questions.map((each) => ({ ...each, answers: each.answers.map((one) => ({ ...one, points: Number(one.points) })) })),
  );
  if (parsed.success && faults.size === 0) return { ok: true, questions: parsed.data };
  // Every other refusal of the contract concerns a text: a line break, or excess length.
  for (const { path } of parsed.error?.issues ?? []) if (path.includes("text")) faults.set(path.join("."), "text");
  return { ok: false, faults };
}

/** A list with one of its lines moved by a step; as it was where there is no room. */
export function moved<T>(all: readonly T[], from: number, by: -1 | 1): T[] {
  const one = all[from];
  const to = from + by;
  return one === undefined || to < 0 || to >= all.length ? [...all] : all.toSpliced(from, 1).toSpliced(to, 0, one);
}
