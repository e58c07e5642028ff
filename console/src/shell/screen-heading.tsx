import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SCREENS } from "./navigation.ts";
import { useText } from "./text.ts";

/** Screens that stand in no menu, with their words. The room and the windows beside it have a heading of their own in every state. */
const CARDS = [
  { to: "/interventions", word: "screens.intervention" },
  { to: "/calls", word: "screens.call" },
] as const;
const WITH_OWN: readonly string[] = ["/room", "/wall", "/map"];

/** The heading of a screen for readers by ear. It is there while the screen still reads, fails or is closed to its reader. */
export function ScreenHeading({ isClosed }: { readonly isClosed: boolean }): ReactNode {
  const text = useText();
  const { pathname } = useLocation();
  if (!isClosed && WITH_OWN.includes(pathname)) return null;
  const screen = [...SCREENS, ...CARDS].find(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return <h1 className="am-hidden-visually">{text(screen?.word ?? "brand")}</h1>;
}
