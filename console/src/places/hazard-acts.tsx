import { places, type Hazard } from "@amaliyat/contract/places";
import { addDays, localDay, startOfDay } from "@amaliyat/domain/calendar";
import { hazardAfter } from "@amaliyat/domain/places";
import { Button } from "@amaliyat/ui/controls";
import { roomNow } from "@amaliyat/ui/hooks";
import { useState, type ReactNode } from "react";
import { ask } from "../api/index.ts";
import { ReadChanges, ReasonDialog, useUnread, type ReadWords } from "../lists/index.ts";
import { Refusal, useMay, useSession } from "../session/index.ts";
import type { HazardDraft } from "./hazard-draft.ts";
import { useText } from "./text.ts";
import { useHazardWords } from "./use-hazard-words.ts";
import { useSend } from "./use-send.ts";

/** Length of a renewal by one key: the default of a new hazard, three months with a review after one. */
const RENEWED_DAYS = 90;
const REVIEWED_DAYS = 30;

export type HazardActsProps = { readonly hazard: Hazard; readonly read: ReadWords<HazardDraft> };

/** Acts on a hazard besides changing it. The author of a home hazard reads that another person has to confirm. */
export function HazardActs({ hazard, read }: HazardActsProps): ReactNode {
  const text = useText();
  const unread = useUnread(read);
  const words = useHazardWords();
  const { user } = useSession();
  const [asking, setAsking] = useState<"decline" | "end" | null>(null);
  const { busy, refused, send } = useSend();
  const mayJudge = useMay(places.judgeHazard);
  const mayEnd = useMay(places.endHazard);
  const { hazardId, version, state, atHome, writtenById } = hazard;
  const params = { hazardId };
  const own = atHome && writtenById === user.userId ? text("hazard.own_home") : undefined;
  const can = (command: Parameters<typeof hazardAfter>[1]): boolean => hazardAfter(state, command) !== null;
  const renew = (): void => {
    const today = localDay(roomNow());
    const at = (days: number): string => new Date(startOfDay(addDays(today, days))).toISOString();
    void send(() => ask(places.renewHazard, { params, body: { version, until: at(RENEWED_DAYS), reviewAt: at(REVIEWED_DAYS) } }));
  };
  return (
    <div className="places-acts">
      {mayJudge && can("confirm") && own === undefined && <ReadChanges read={read} words={words} />}
      {mayJudge && can("confirm") && (
        <Button
          variant="primary"
          loading={busy}
          disabledReason={own ?? unread}
          onClick={() => void send(() => ask(places.judgeHazard, { params, body: { version, act: "confirm" } }))}
        >
          {text("hazard.confirm")}
        </Button>
      )}
      {mayJudge && can("decline") && <Button onClick={() => setAsking("decline")}>{text("hazard.decline")}</Button>}
      {mayJudge && can("renew") && (
        <Button loading={busy} disabledReason={own} onClick={renew}>
          {text("hazard.renew")}
        </Button>
      )}
      {mayEnd && can("end") && <Button onClick={() => setAsking("end")}>{text("hazard.end")}</Button>}
      <Refusal problem={refused} />
      {asking !== null && (
        <ReasonDialog
          draft={`hazard.${params.hazardId}.${asking}`}
          title={text(`hazard.${asking}`)}
          verb={text(`hazard.${asking}`)}
          onClose={() => setAsking(null)}
          send={(reason) =>
            send(() =>
              asking === "end"
                ? ask(places.endHazard, { params, body: { version, reason } })
                : ask(places.judgeHazard, { params, body: { version, act: "decline", reason } }),
            )
          }
        />
      )}
    </div>
  );
}
