import type { RefObject, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../text/text.ts";

export type AskOnceMoreProps = {
  readonly ask: string;
  readonly hint: string;
  readonly yes: string;
  readonly onNo: () => void;
  readonly onYes: () => void;
};

/** Leads the focus back to what asked, once the question is gone: a reader of the screen would begin at its head again. */
export function useFocusBack<T extends HTMLElement>(isAsked: boolean): RefObject<T | null> {
  const backRef = useRef<T>(null);
  const wasAskedRef = useRef(false);
  useEffect(() => {
    if (wasAskedRef.current && !isAsked) backRef.current?.focus();
    wasAskedRef.current = isAsked;
  }, [isAsked]);
  return backRef;
}

/** Asks before something is gone for good; the focus is on the answer that keeps it. */
export function AskOnceMore({ ask, hint, yes, onNo, onYes }: AskOnceMoreProps): VNode {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  return (
    <section className="confirm" role="alertdialog" aria-label={ask}>
      <p>
        <strong>{ask}</strong>
      </p>
      <p className="hint">{hint}</p>
      <div className="pair">
        <button type="button" className="press" ref={no} onClick={onNo}>
          {t("app.no")}
        </button>
        <button type="button" className="press danger-press" onClick={onYes}>
          {yes}
        </button>
      </div>
    </section>
  );
}
