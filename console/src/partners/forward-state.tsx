import type { Forward } from "@amaliyat/contract/partners";
import { FORWARD_KIND_LABELS, type ForwardKind } from "@amaliyat/domain/partners";
import { Chip, type ChipTone } from "@amaliyat/ui/controls";
import { Time, useLanguage } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { Cause } from "./cause.tsx";
import { useText } from "./text.ts";

const TONES: Readonly<Record<ForwardKind, ChipTone>> = {
  queued: "engaged",
  sent: "engaged",
  received: "engaged",
  acknowledged: "affirm",
  in_progress: "affirm",
  done: "muted",
  refused: "attention",
  failed: "attention",
  cancelled: "muted",
};

/** That the intervention changed and the partner does not know it yet; after a first failure why, and when it is tried again. */
function UpdateWaits({ update }: { readonly update: NonNullable<Forward["update"]> }): ReactNode {
  const text = useText();
  const { attempts, cause, nextTryAt } = update;
  return (
    <div className="am-small">
      {text(nextTryAt === null ? "update_failed" : "update_due")}
      {cause !== null && (
        <div>
          <Cause code={cause} />
        </div>
      )}
      {cause !== null && nextTryAt !== null && (
        <div className="am-t2">
          {text("tries", { count: attempts })} · {text("next_try")} <Time at={Date.parse(nextTryAt)} format="time" />
        </div>
      )}
    </div>
  );
}

/** State of a forward, and the reason that it does not proceed. */
export function ForwardState({ forward }: { readonly forward: Forward }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { state, since, cause, reason, attempts, nextTryAt, notice, update, unansweredAt, dangerUnreadSince, awaySince } = forward;
  const isWaiting = (state === "queued" || state === "failed") && cause !== null;
  const isTold = awaySince !== null && (state === "queued" || update !== null || notice === "due");
  return (
    <div className="partners-state">
      <Chip tone={TONES[state]}>{FORWARD_KIND_LABELS[state][language]}</Chip> <Time at={Date.parse(since)} format="shortTime" />
      {dangerUnreadSince !== null && (
        <div className="am-small">
          <Chip tone="attention">{text("danger_unread")}</Chip> {text("danger_unread_since")}{" "}
          <Time at={Date.parse(dangerUnreadSince)} format="shortTime" />
        </div>
      )}
      {unansweredAt !== null && (
        <div className="am-small">
          <Chip tone="attention">{text("unanswered")}</Chip> {text("unanswered_since")}{" "}
          <Time at={Date.parse(forward.answerDueAt ?? unansweredAt)} format="shortTime" />
        </div>
      )}
      {isTold && (
        <div className="am-small">
          {text("away_since")} <Time at={Date.parse(awaySince)} format="dateTime" />
        </div>
      )}
      {cause !== null && (
        <div className="am-small">
          <Cause code={cause} />
        </div>
      )}
      {isWaiting && nextTryAt !== null && (
        <div className="am-small am-t2">
          {text("tries", { count: attempts })} · {text("next_try")} <Time at={Date.parse(nextTryAt)} format="time" />
        </div>
      )}
      {reason !== null && <div className="am-small am-t2">{reason}</div>}
      {update !== null && <UpdateWaits update={update} />}
      {notice === "due" && <div className="am-small">{text("notice_due")}</div>}
    </div>
  );
}
