import { useRouter } from "@tanstack/react-router";
import type { MouseEvent, ReactNode } from "react";

/** The address of a call's card, which another feature draws. */
export const callAddress = (callId: string): string => `/calls/${callId}`;

/** Goes to a call's card. */
export function useOpenCall(): (callId: string) => void {
  const router = useRouter();
  return (callId) => router.history.push(callAddress(callId));
}

/** A link to a call's card; with a key held down the browser opens it beside. */
export function CallLink({
  callId,
  className,
  children,
}: {
  readonly callId: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  const open = useOpenCall();
  const onClick = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(callId);
  };
  return (
    <a href={callAddress(callId)} className={className} onClick={onClick}>
      {children}
    </a>
  );
}
