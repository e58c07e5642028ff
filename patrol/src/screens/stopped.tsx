import type { ReactNode } from "react";
import type { Patrol } from "../app/patrol.ts";
import { useStateOf } from "../app/use-patrol.ts";
import { Icon } from "../icons/icons.tsx";
import { isCall } from "../outbox/act.ts";
import { useLabel, useText, type TextKey } from "../text/use-text.ts";
import { CallLine } from "./panic.tsx";

type StoppedProps = {
  readonly words: TextKey;
  readonly press: TextKey;
  readonly onPress: () => void;
  /** Notices about acts that are not sent. */
  readonly children?: ReactNode;
};

/** Says how the call for help of a page stands that another one closed, and how many of its other acts are not sent. */
function Unsent({ store, isCallOnly }: Pick<Patrol, "store"> & { readonly isCallOnly: boolean }): ReactNode {
  const t = useText();
  const label = useLabel();
  const { box } = useStateOf(store);
  const isWaiting = box.waiting.some(isCall);
  const refused = box.refused.findLast(({ act }) => isCall(act));
  const isSent = !isWaiting && box.landed.some(isCall);
  const others = [...box.waiting, ...box.refused.map(({ act }) => act)].filter((act) => !isCall(act));
  return (
    <div role="alert">
      {isWaiting && <Notice first={t("panic.waiting")} then={t("unsent.keepOpen")} />}
      {isSent && <Notice first={t("panic.arrived")} />}
      {!isWaiting && !isSent && refused !== undefined && <Notice first={label(refused.text)} />}
      {others.length > 0 && !isCallOnly && <Notice first={t("unsent.others", { count: others.length })} then={t("unsent.enterAgain")} />}
    </div>
  );
}

type UnsentOfProps = { readonly lasts: readonly Pick<Patrol, "store">[]; readonly isCallOnly?: boolean };

/** The same of all works of this page that another one ended. */
export function UnsentOf({ lasts, isCallOnly = false }: UnsentOfProps): ReactNode {
  return lasts.map(({ store }, i) => <Unsent key={i} store={store} isCallOnly={isCallOnly} />);
}

function Notice({ first, then }: { readonly first: string; readonly then?: string }): ReactNode {
  return (
    <p className="strip strip-act">
      <Icon name="alert" />
      <span>
        <strong>{first}</strong>
        {then !== undefined && <span>{then}</span>}
      </span>
    </p>
  );
}

/** Shown where the app does not run in this page: the reason, a press that runs it here, and the emergency line. */
export function Stopped({ words, press, onPress, children }: StoppedProps): ReactNode {
  const t = useText();
  return (
    <div className="frame">
      {children}
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
