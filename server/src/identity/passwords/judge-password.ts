import type { ErrorCode } from "@amaliyat/contract/errors";
import { checkPassword } from "@amaliyat/domain/identity";
import type { Refusal } from "@amaliyat/domain/kernel";
import type { IsBreached } from "./breached.ts";
import { estimateGuesses } from "./estimator.ts";

/**
 * Guesses that a new password must resist. The room lets at most some 9,000 guesses a day at one account reach a hash (`door.ts`): a
 * password at this bound stands three thousand years of them. Above it, phrases of three words pass in every language that was tried.
 */
const LEAST_GUESSES = 1e10;

/** A wait after which an estimator that was ended is there again. */
const TRY_AGAIN_SECONDS = 10;

type About = {
  readonly username: string;
  readonly name?: string | undefined;
  readonly badge?: string | undefined;
};

const known = ({ name, badge }: About): string[] => [name, badge].filter((text) => text !== undefined);

/** The first rule of the domain that a new password breaks, or null; judged at once, so also for a stranger. */
export const brokenRule = (password: string, about: About): Refusal<ErrorCode> | null =>
  checkPassword(password, about.username, known(about))[0] ?? null;

/**
 * The first thing wrong with a new password, or null: the rules of the domain, the list of breached ones, the estimator with its 49,233
 * common passwords.
 */
export async function judgePassword(password: string, person: About, isBreached: IsBreached): Promise<Refusal<ErrorCode> | null> {
  const { username } = person;
  const about = known(person);
  const broken = brokenRule(password, person);
  if (broken !== null) return broken;
  if (await isBreached(password)) return { code: "password.breached" };
  const words = [username, ...about].flatMap((text) => text.toLowerCase().split(/[\s.,'_-]+/u)).filter((word) => word.length > 2);
  const guesses = await estimateGuesses(password.normalize("NFKC"), words);
  if (guesses === null) return { code: "request.too_many", params: { seconds: TRY_AGAIN_SECONDS } };
  return guesses < LEAST_GUESSES ? { code: "password.too_obvious" } : null;
}
