import { PRIORITIES, type Priority, type SubcategoryCode } from "../interventions/index.ts";
import type { Refusal, Result, Text3 } from "../kernel/index.ts";
import { ok, refuse } from "../kernel/index.ts";
import type { NatureCode } from "./natures.ts";

/** One answer to a question: its points, the resulting category, and the next question (null: none). */
export type TreeAnswer = {
  readonly id: string;
  readonly text: Text3;
  readonly points: number;
  readonly subcategory: SubcategoryCode | null;
  readonly next: string | null;
};

export type TreeQuestion = { readonly id: string; readonly text: Text3; readonly answers: readonly TreeAnswer[] };

/** Questions that a call-taker asks a caller by the nature of the call. The first comes first. */
export type QuestionTree = { readonly nature: NatureCode; readonly questions: readonly TreeQuestion[] };

export type TreeStep = { readonly questionId: string; readonly answerId: string };

/** State of an interview: the next question, and the result of the answers so far. */
export type Triage = {
  readonly next: TreeQuestion | null;
  readonly score: number;
  /** Null before the first answer: nothing was said yet. */
  readonly priority: Priority | null;
  readonly subcategory: SubcategoryCode | null;
};

export type TreeProblem = "no_question" | "twice" | "no_answers" | "leads_nowhere" | "goes_round" | "unreached" | "points";
export type TriageRefusal = Refusal<"triage.not_asked">;

/** From how many points on an event has a priority: a proposal of the room, which the call-taker may overrule. */
export const PRIORITY_FROM: Readonly<Record<Exclude<Priority, "P4">, number>> = { P1: 10, P2: 6, P3: 3 };
const MOST_POINTS = 20;

export const priorityOfScore = (score: number): Priority =>
  PRIORITIES.find((priority) => priority !== "P4" && score >= PRIORITY_FROM[priority]) ?? "P4";

/** Finds the first fault of a tree; null if there is none. */
export function checkTree({ questions }: QuestionTree): TreeProblem | null {
  const byId = new Map(questions.map((question) => [question.id, question]));
  if (questions.length === 0) return "no_question";
  if (byId.size !== questions.length) return "twice";
  for (const { answers } of questions) {
    if (answers.length < 2) return "no_answers";
    if (new Set(answers.map(({ id }) => id)).size !== answers.length) return "twice";
    if (answers.some(({ points }) => !Number.isInteger(points) || points < 0 || points > MOST_POINTS)) return "points";
    if (answers.some(({ next }) => next !== null && !byId.has(next))) return "leads_nowhere";
  }
  // A question is asked after those that lead to it: an answer that leads back would ask for ever.
  const seen = new Set<string>();
  const under = new Set<string>();
  const goesRound = (id: string): boolean => {
    if (under.has(id)) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    under.add(id);
    const found = byId.get(id)?.answers.some(({ next }) => next !== null && goesRound(next)) ?? false;
    under.delete(id);
    return found;
  };
  if (goesRound(questions[0]?.id ?? "")) return "goes_round";
  return seen.size === questions.length ? null : "unreached";
}

/** Result of the answers so far, in their order. An answer to a question that was not asked is refused. */
export function triage(tree: QuestionTree, steps: readonly TreeStep[]): Result<Triage, TriageRefusal> {
  let next: TreeQuestion | null = tree.questions[0] ?? null;
  let score = 0;
  let subcategory: SubcategoryCode | null = null;
  for (const { questionId, answerId } of steps) {
    const answer: TreeAnswer | undefined = next?.id === questionId ? next.answers.find(({ id }) => id === answerId) : undefined;
    if (answer === undefined) return refuse({ code: "triage.not_asked" });
    score += answer.points;
    subcategory = answer.subcategory ?? subcategory;
    next = tree.questions.find(({ id }) => id === answer.next) ?? null;
  }
  return ok({ next, score, priority: steps.length === 0 ? null : priorityOfScore(score), subcategory });
}

/** Answers again from a question on: earlier answers stay, later ones are removed. The same answer again changes nothing: the same steps. */
export const answered = (steps: readonly TreeStep[], step: TreeStep): readonly TreeStep[] => {
  const nth = steps.findIndex(({ questionId }) => questionId === step.questionId);
  if (steps[nth]?.answerId === step.answerId) return steps;
  return [...(nth === -1 ? steps : steps.slice(0, nth)), step];
};
