/** A value or a refusal. A bug is an exception, never a Result. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a value that was obtained. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** Wraps a refusal. */
export const refuse = <E>(error: E): Result<never, E> => ({ ok: false, error });

/**
 * A refusal by a rule.
 * `code` is one of `contract/errors`, `params` fill the placeholders of its sentence in the reader's language.
 */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly params?: Readonly<Record<string, string | number>>;
};
