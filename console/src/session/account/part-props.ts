import type { Factors } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import type { Result } from "@amaliyat/domain/kernel";

/** Sends a change, shows its result, and asks again for the session's proof by two factors. */
export type Change = <T>(act: () => Promise<Result<T, Problem>>, done?: string) => Promise<Result<T, Problem> | null>;

/** Props that each part of «my sign-in» is given. */
export type PartProps = {
  readonly factors: Factors;
  readonly password: string;
  /** Reason that no change can be sent yet, in words: the password or a second factor is missing. */
  readonly needed: string | undefined;
  readonly busy: boolean;
  readonly change: Change;
};
