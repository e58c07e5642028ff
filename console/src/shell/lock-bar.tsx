import type { ReactNode } from "react";
import { LanguageSwitch } from "../session/index.ts";
import { Clock, LinkCue, Name } from "./top-bar.tsx";

/** The top of a locked screen: which room it is, whether it is connected, and the time. */
export function LockBar(): ReactNode {
  return (
    <header className="shell-top">
      <Name />
      <span className="am-grow" />
      <LanguageSwitch />
      <span className="shell-top__line" />
      <LinkCue />
      <span className="shell-top__line" />
      <Clock />
    </header>
  );
}
