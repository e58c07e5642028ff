import type { ErrorCode } from "@amaliyat/contract/errors";
import type { Served } from "./handler.ts";

/** Refusals of the platform itself, which a handler may give as well and no route declares. */
const OF_THE_PLATFORM: readonly ErrorCode[] = ["request.invalid"];

/** Told of a refusal that a route does not declare: a bug of ours. */
export type OnUndeclared = (bug: Error) => void;

/**
 * Holds a handler to the errors that its route declares, as the documentation of the API lists them. An undeclared refusal is still sent,
 * because the caller is better served by it than by a fault.
 */
export const declared = (served: Served, onUndeclared: OnUndeclared): Served => ({
  ...served,
  async run(call) {
    const result = await served.run(call);
    if (!result.ok && ![...served.route.errors, ...OF_THE_PLATFORM].includes(result.error.code))
      onUndeclared(new Error(`${served.route.name} refuses with ${result.error.code}, which its route does not declare`));
    return result;
  },
});
