import { identity, type Session } from "@amaliyat/contract/identity";
import { dismissToasts, LoadingState, LostState } from "@amaliyat/ui/feedback";
import { clearDrafts } from "@amaliyat/ui/hooks";
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import { ask, onSignedOut, SESSION_KEYS } from "../api/index.ts";
import { changePerson, createStore, currentPerson, onPersonLeft, useStore } from "../store/index.ts";
import { ReadNames } from "./names/read-names.tsx";
import { draftName, PASSWORD_SET, SessionContext } from "./session-context.ts";
import { firstRunQuery, sessionQuery } from "./session-query.ts";
import { hearSession, tellSession } from "./session-word.ts";
import "./session.css";

// Loaded on demand: a signed-in person needs neither screen, nor the refusal texts that come with them.
const FirstRunScreen = lazy(async () => ({ default: (await import("./sign-in/first-run-screen.tsx")).FirstRunScreen }));
const SignInScreen = lazy(async () => ({ default: (await import("./sign-in/sign-in-screen.tsx")).SignInScreen }));

const SetUpScreen = lazy(async () => ({ default: (await import("./sign-in/set-up-screen.tsx")).SetUpScreen }));
const CodeScreen = lazy(async () => ({ default: (await import("./sign-in/code-screen.tsx")).CodeScreen }));
const SetPasswordScreen = lazy(async () => ({ default: (await import("./sign-in/set-password-screen.tsx")).SetPasswordScreen }));

/** Reason that the last session ended, as a code. Null after a person's own sign-out, which the room calls «session.closed». */
const endedBy = createStore<string | null>(null);

onPersonLeft(dismissToasts);

/** Forgets everything that was read of the room but the session itself: the gate listens to that query, and would not hear of another one. */
function forgetQueries(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEYS.session[0] });
  client.getMutationCache().clear();
}

/** Writes the session that this window knows of. A read under way would write an older one over it. */
function writeSession(client: QueryClient, next: Session | null): void {
  void client.cancelQueries({ queryKey: SESSION_KEYS.session });
  client.setQueryData(SESSION_KEYS.session, next);
}

/** Reads the session, also if a read is under way: that one may have been sent with another cookie. */
async function readSession(client: QueryClient): Promise<void> {
  await client.cancelQueries({ queryKey: SESSION_KEYS.session });
  await client.refetchQueries({ queryKey: SESSION_KEYS.session });
}

export type SessionGateProps = {
  readonly children: (hold: { readonly session: Session; readonly onEnded: (code: string) => void }) => ReactNode;
};

/** Nothing of the room is drawn before a person is signed in; it leaves when the session ends. */
export function SessionGate({ children }: SessionGateProps): ReactNode {
  const client = useQueryClient();
  const asked = useQuery(sessionQuery);
  const ended = useStore(endedBy);
  const session = asked.data ?? null;

  const leave = useCallback(
    (code: string | null) => {
      // A sign-out is heard twice, from its own answer and from the live channel; by then the page of the entrance reads its own queries.
      if (!client.getQueryData<Session | null>(SESSION_KEYS.session)) return;
      endedBy.set(code);
      writeSession(client, null);
      forgetQueries(client);
      changePerson(null);
    },
    [client],
  );
  const onEnded = useCallback((code: string) => leave(code === "session.closed" ? null : code), [leave]);
  useEffect(() => onSignedOut(leave), [leave]);
  useOtherWindows(leave);

  /**
   * Leaves in all windows, by an act of the person. An end that the room reports is not told on: each window hears it by itself. A slow one
   * would tell it after the person has come back.
   */
  const leaveAll = useCallback(
    (userId: string, code: string | null) => {
      tellSession({ kind: "left", userId });
      leave(code);
    },
    [leave],
  );

  const hold = useMemo(
    () =>
      session && {
        session,
        signOut: async () => {
          await ask(identity.signOut, {});
          clearDrafts(draftName(session.user.userId, ""));
          leaveAll(session.user.userId, null);
        },
      },
    [session, leaveAll],
  );
  const enter = (next: Session): void => {
    endedBy.set(null);
    writeSession(client, next);
    tellSession({ kind: "entered", userId: next.user.userId });
  };
  const set = (next: Session | null): void => {
    if (next !== null) enter(next);
    else if (session !== null) leaveAll(session.user.userId, PASSWORD_SET);
  };

  const isSettled = useSettledPerson(session?.user.userId ?? null);

  if (hold && !isSettled) return <LoadingState />;
  if (hold?.session.mustSetPassword)
    return (
      <Suspense fallback={<LoadingState />}>
        <SetPasswordScreen session={hold.session} onSet={set} onLeave={() => void hold.signOut()} />
      </Suspense>
    );
  if (hold)
    return (
      <SessionContext value={hold}>
        {hold.session.secondFactor === "due" ? (
          <Suspense fallback={<LoadingState />}>
            <SetUpScreen />
          </Suspense>
        ) : (
          <>
            <ReadNames />
            {children({ session: hold.session, onEnded })}
          </>
        )}
      </SessionContext>
    );
  if (asked.isError)
    return <LostState since={asked.errorUpdatedAt} onRetry={() => void asked.refetch()} retrying={asked.isFetching} kept={null} />;
  if (asked.data === undefined) return <LoadingState />;
  return <Outside ended={ended} onEntered={enter} />;
}

/** Follows what the other windows say of the session: they have one cookie, and a window that is late would act with the next person's. */
function useOtherWindows(leave: (code: string | null) => void): void {
  const client = useQueryClient();
  useEffect(
    () =>
      hearSession(({ kind, userId }) => {
        const held = client.getQueryData<Session | null>(SESSION_KEYS.session)?.user.userId ?? null;
        if (held !== null && (held === userId) === (kind === "left")) leave(null);
        if (kind === "entered") void readSession(client);
      }),
    [client, leave],
  );
}

/**
 * False until the values of this window are those of the person. Another person's session may come without a sign-out that was heard here.
 * Then the last person's screens are taken away first, their values and queries are forgotten, and the next person's screens are drawn.
 */
function useSettledPerson(userId: string | null): boolean {
  const client = useQueryClient();
  const person = useStore(currentPerson);
  useLayoutEffect(() => {
    if (userId === null || userId === person) return;
    const before = changePerson(userId);
    if (before !== null) forgetQueries(client);
  }, [client, userId, person]);
  return userId === person;
}

function Outside({ ended, onEntered }: { readonly ended: string | null; readonly onEntered: (session: Session) => void }): ReactNode {
  const first = useQuery(firstRunQuery);
  const [byCode, setByCode] = useState(false);
  if (first.data === undefined && !first.isError) return <LoadingState />;
  return (
    <Suspense fallback={<LoadingState />}>
      {first.data ? (
        <FirstRunScreen onEntered={onEntered} />
      ) : byCode ? (
        <CodeScreen onEntered={onEntered} onBack={() => setByCode(false)} />
      ) : (
        <SignInScreen endedBy={ended} onEntered={onEntered} onCode={() => setByCode(true)} />
      )}
    </Suspense>
  );
}
