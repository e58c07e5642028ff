import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from "react";
import { useStore } from "../store/index.ts";
import type { LinkState } from "./connection.ts";
import type { LiveFeature } from "./live-feature.ts";
import { connectRoom, lastHappening, linkState, type LastHappening } from "./room-link.ts";

type Link = { readonly retryNow: () => void };
const LinkContext = createContext<Link | null>(null);

export type LiveProviderProps = {
  readonly features: readonly LiveFeature[];
  readonly onEnded: (code: string) => void;
  readonly children: ReactNode;
};

/** Holds the link to the room while somebody is signed in. */
export function LiveProvider(props: LiveProviderProps): ReactNode {
  const client = useQueryClient();
  const { features, onEnded } = props;
  const link = useRef<ReturnType<typeof connectRoom> | null>(null);
  useEffect(() => {
    const opened = connectRoom(client, features, onEnded);
    link.current = opened;
    return () => {
      link.current = null;
      opened[Symbol.dispose]();
    };
  }, [client, features, onEnded]);
  const value = useMemo<Link>(() => ({ retryNow: () => link.current?.retryNow() }), []);
  return <LinkContext value={value}>{props.children}</LinkContext>;
}

/** The state of the link, and «retry now». */
export function useLink(): { readonly state: LinkState; readonly retryNow: () => void } {
  const link = useContext(LinkContext);
  const state = useStore(linkState);
  return { state, retryNow: link?.retryNow ?? (() => {}) };
}

export const useLastHappening = (): LastHappening | null => useStore(lastHappening);
