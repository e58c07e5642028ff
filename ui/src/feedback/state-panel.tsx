import Inbox from "lucide-react/icons/inbox";
import Lock from "lucide-react/icons/lock";
import WifiOff from "lucide-react/icons/wifi-off";
import type { ReactNode } from "react";
import { Button } from "../controls/button.tsx";
import { classNames } from "../controls/class-names.ts";
import { useDelayed } from "../hooks/use-environment.ts";
import { useNow } from "../hooks/use-now.ts";
import { useFormat, useUiText } from "../i18n/use-i18n.ts";
import { Skeleton } from "./skeleton.tsx";

export interface StateProps {
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly act?: ReactNode;
  readonly kind?: "empty" | "lost" | "no-permission" | "error" | undefined;
  /** Urgency of the screen reader's announcement; without it, read only when reached. */
  readonly live?: "polite" | "assertive" | undefined;
}

/** The drawing that the four states share: picture, state, cure. */
export function State({ icon, title, text, act, kind = "empty", live }: StateProps): ReactNode {
  return (
    <div className={classNames("am-state", `am-state--${kind}`)} aria-live={live} aria-atomic={live ? true : undefined}>
      <span className="am-state__icon" aria-hidden="true">
        {icon}
      </span>
      <div className="am-state__title">{title}</div>
      {text && <div className="am-state__text">{text}</div>}
      {act && <div className="am-state__act">{act}</div>}
    </div>
  );
}

/** Nothing yet: what will come here, and one act. */
export function EmptyState(props: Pick<StateProps, "title" | "text" | "act"> & { readonly icon?: ReactNode }): ReactNode {
  return <State {...props} icon={props.icon ?? <Inbox size={24} />} />;
}

/** Waiting: nothing at all for 300 ms, then grey lines and the words. */
export function LoadingState({ what, lines }: { readonly what?: string | undefined; readonly lines?: number | undefined }): ReactNode {
  const text = useUiText();
  const late = useDelayed(true, 300);
  return (
    <div className="am-state am-state--loading" aria-live="polite">
      {late && (
        <>
          <Skeleton lines={lines} delay={0} />
          <div className="am-state__aside">{what ? text("loading_what", { what }) : text("loading")}</div>
        </>
      )}
    </div>
  );
}

export interface LostStateProps {
  /** Time at which contact was lost (ms since epoch); null if unknown. */
  readonly since: number | null;
  /** Data still safe, in words. Default: the content shown is old, and typed text is stored here. */
  readonly kept?: ReactNode;
  readonly onRetry: () => void;
  readonly retrying?: boolean | undefined;
  /** Time of the next automatic try (ms since epoch). */
  readonly nextTryAt?: number | undefined;
  readonly title?: ReactNode;
}

/** The server or a source cannot be reached: duration, data still safe, retry. */
export function LostState({ since, kept, onRetry, retrying, nextTryAt, title }: LostStateProps): ReactNode {
  const text = useUiText();
  const format = useFormat();
  const now = useNow();
  const left = nextTryAt === undefined ? 0 : nextTryAt - now;
  const act = (
    <>
      <Button size="s" loading={retrying} onClick={onRetry}>
        {text("retry")}
      </Button>
      {left > 0 && <span className="am-state__aside">{text("state.retry_in", { time: format.duration(left) })}</span>}
    </>
  );
  const words = title ?? text("state.lost_since", { age: format.age(since === null ? null : now - since) });
  return <State kind="lost" icon={<WifiOff size={24} />} title={words} text={kept ?? text("state.lost_kept")} act={act} live="polite" />;
}

export interface NoPermissionStateProps {
  readonly title?: ReactNode;
  /** Reason of the refusal: the sector, the role, the purpose. */
  readonly reason?: ReactNode;
  /** The refusal is in the log: then the text says so. */
  readonly logged?: boolean | undefined;
  readonly onAsk?: (() => void) | undefined;
}

/** Not allowed: why, that the refusal is logged, how to ask. */
export function NoPermissionState({ title, reason, logged = true, onAsk }: NoPermissionStateProps): ReactNode {
  const text = useUiText();
  const words = (
    <>
      {reason} {logged && text("state.refusal_logged")}
    </>
  );
  const act = onAsk && (
    <Button size="s" onClick={onAsk}>
      {text("state.ask_permission")}
    </Button>
  );
  return <State kind="no-permission" icon={<Lock size={24} />} title={title ?? text("state.no_permission")} text={words} act={act} />;
}
