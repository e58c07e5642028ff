import { LanguageSwitch, ThemeSwitch } from "../preferences.tsx";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { useText } from "../text.ts";

type EntranceProps = { readonly title: string; readonly wide?: boolean; readonly children: ReactNode };

/** The calm page around signing in: the name of the system, one panel, language and theme. */
export function Entrance({ title, wide = false, children }: EntranceProps): ReactNode {
  const text = useText();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.querySelector("input")?.focus(), []);
  return (
    <main className="session-entrance">
      <header className="session-entrance__head">
        <span className="session-entrance__brand">{text("brand")}</span>
        <span className="am-t2">{text("room")}</span>
      </header>
      <section
        ref={panel}
        className={`session-entrance__panel am-panel${wide ? " session-entrance__panel--wide" : ""}`}
        aria-labelledby={id}
      >
        <h1 id={id} className="am-title">
          {title}
        </h1>
        {children}
      </section>
      <footer className="session-entrance__foot">
        <LanguageSwitch />
        <ThemeSwitch />
      </footer>
    </main>
  );
}
