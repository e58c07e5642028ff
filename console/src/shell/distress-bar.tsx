import type { Problem } from "@amaliyat/contract/route";
import { Button, classNames } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import type { ReactNode } from "react";
import { positions, useSectors } from "../live/index.ts";
import { sentence } from "../api/index.ts";
import type { Alarm, AlarmKeys } from "./alarm-state.ts";
import { useText } from "./text.ts";

export type DistressBarProps = {
  readonly alarm: Alarm;
  readonly keys: AlarmKeys;
  /** False for a unit of sectors that one does not cover: it is seen, and its own dispatchers answer. */
  readonly mayAct: boolean;
  readonly busy: boolean;
  readonly refused: Problem | null;
  readonly onTakeUp: () => void;
  readonly onShow: () => void;
  readonly onEnd: () => void;
};

/** One call for help: loud until somebody takes it up, then steady until it is ended. */
export function DistressBar(props: DistressBarProps): ReactNode {
  const { alarm, keys, mayAct, busy, refused, onTakeUp, onShow, onEnd } = props;
  const text = useText();
  const { language } = useLanguage();
  const isTakenUp = alarm.takenUpBy !== null;
  const keyOf = (which: keyof AlarmKeys, key: string): string | undefined => (keys[which] === alarm.unitId ? key : undefined);
  return (
    <div className={classNames("am-alarm", isTakenUp && "shell-alarm--taken")} data-alarm={alarm.code} data-taken={isTakenUp || undefined}>
      <OctagonAlert size={24} aria-hidden="true" />
      <div className="am-alarm__text">
        <div role="alert" className="am-alarm__title">
          {text("distress.title", { code: isolate(alarm.code) })}
          {alarm.takenUpBy !== null && ` · ${text("distress.taken_up", { name: isolate(alarm.takenUpBy) })}`}
        </div>
        <Details alarm={alarm} />
        {refused && <div className="am-alarm__detail">{sentence(refused, language)}</div>}
      </div>
      <Button shortcut={keyOf("show", "F8")} disabledReason={alarm.place ? undefined : text("distress.no_place")} onClick={onShow}>
        {text("distress.show")}
      </Button>
      {!mayAct ? (
        <span className="am-alarm__detail">{text("distress.elsewhere")}</span>
      ) : isTakenUp ? (
        <Button shortcut={keyOf("end", "Shift+F9")} onClick={onEnd}>
          {text("distress.end")}
        </Button>
      ) : (
        <Button shortcut={keyOf("takeUp", "F9")} loading={busy} onClick={onTakeUp}>
          {text("distress.take_up")}
        </Button>
      )}
    </div>
  );
}

/** How exact the place is and how old: that of the call, or a newer position of the unit. */
function PlaceSaid({ alarm, now }: { readonly alarm: Alarm; readonly now: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const moved = positions.of(alarm.unitId)?.last.at;
  const movedAt = moved === undefined ? null : Date.parse(moved);
  const isMoved = movedAt !== null && movedAt > (alarm.placeAt ?? 0);
  const age = (at: number): ReactNode => <Num>{format.roughAge(Math.max(0, now - at))}</Num>;
  return (
    <>
      {alarm.accuracyM === null
        ? text("distress.place_said")
        : text("distress.place_within", { distance: format.distance(alarm.accuracyM) })}
      {alarm.placeAt !== null && (
        <>
          {" · "}
          {text("distress.place_age")} {age(alarm.placeAt)}
        </>
      )}
      {isMoved && (
        <>
          {" · "}
          {text("distress.position_age")} {age(movedAt)}
        </>
      )}
    </>
  );
}

/** Since when, in which sector, how old its position is. It ticks, so it stands outside of what is read out. */
function Details({ alarm }: { readonly alarm: Alarm }): ReactNode {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  const now = useNow();
  const sector = useSectors().data?.find(({ sectorId }) => sectorId === alarm.sectorId)?.names[language];
  return (
    <div className="am-alarm__detail">
      {text("distress.since")} <Num className="am-strong">{format.age(now - alarm.since)}</Num>
      {sector !== undefined && (
        <>
          {" · "}
          <Bdi>{sector}</Bdi>
        </>
      )}
      {" · "}
      {alarm.place === null ? text("distress.no_place") : <PlaceSaid alarm={alarm} now={now} />}
    </div>
  );
}
