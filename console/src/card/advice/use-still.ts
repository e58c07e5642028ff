import { useEffect, useState } from "react";

/** A value that is shown, and the question to which it is the answer; `isThere` is false while the answer is read. */
type Shown<T> = { readonly question: string; readonly value: T; readonly isThere: boolean };

/**
 * The value as it was when `still` began, or as it came first after that. What a finger is about to choose from must not move under it. To
 * another question the old answer is none: `over` is called then, answered or not, and the new value is shown.
 */
export function useStill<T>(now: Shown<T>, still: boolean, over: () => void): T {
  const [held, setHeld] = useState<Shown<T> | null>(still ? now : null);
  const isFirst = held !== null && !held.isThere && now.isThere && held.question === now.question;
  if (still && (held === null || isFirst)) setHeld(now);
  if (!still && held !== null) setHeld(null);
  const isOther = still && held !== null && held.question !== now.question;
  useEffect(() => {
    if (isOther) over();
  }, [isOther, over]);
  return still && held !== null && !isOther ? held.value : now.value;
}
