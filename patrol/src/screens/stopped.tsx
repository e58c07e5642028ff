import type { ReactNode } from "react";
import { useText, type TextKey } from "../text/use-text.ts";
import { CallLine } from "./panic.tsx";

type StoppedProps = {
  readonly words: TextKey;
  readonly press: TextKey;
  readonly onPress: () => void;
};

/** Shown where the app does not run in this page: the reason, a press that runs it here, and the emergency line. */
export function Stopped({ words, press, onPress }: StoppedProps): ReactNode {
  const t = useText();
  return (
    <div className="frame">
      <main className="plain">
        <h1>{t(words)}</h1>
        <button type="button" className="big" onClick={onPress}>
          {t(press)}
        </button>
      </main>
      <footer className="acts">
        <CallLine />
      </footer>
    </div>
  );
}
