import type { Problem } from "@amaliyat/contract/route";
import type { Language } from "@amaliyat/domain/kernel";

/** A read that the room refused or that did not reach it, as an exception for TanStack Query. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The problem behind a failed query; null for a bug of ours, which an error boundary shows. */
export const problemOf = (error: unknown): Problem | null => (error instanceof Refused ? error.problem : null);

/** The room's sentence in the reader's language. */
export const sentence = (problem: Problem, language: Language): string => problem.text[language];

/** True if trying again later can help: no answer, or the room's own fault. */
export const isPassing = (problem: Problem): boolean => problem.status === 0 || problem.status >= 500;
