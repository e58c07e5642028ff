import { Button, classNames } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, isolate, Num, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import OctagonAlert from "lucide-react/icons/octagon-alert";
import type { ReactNode } from "react";
import { sentence } from "../../api/index.ts";
import { phoneOff } from "../../calls/index.ts";
import { positions } from "../../facts/index.ts";
import { usePersonNames } from "../../session/index.ts";
import { useStore } from "../../store/index.ts";
import { useText } from "../text.ts";
import type { Alarm } from "./alarms.ts";
import type { AlarmActs } from "./use-alarm-acts.ts";
import { useAlarmWords } from "./words.ts";

export type AlarmRowProps = {
  readonly alarm: Alarm;
  readonly acts: AlarmActs;
  /** The screen is locked: the event is shown, and neither persons nor addresses. */
  readonly locked: boolean;
  /** The first alarm: red until somebody takes it, and read out. */
  readonly loud?: boolean;
  readonly children?: ReactNode;
};

/** One alarm in one line: kind, place, time since, the person who took it, and the act that takes it. */
export function AlarmRow({ alarm, acts, locked, loud = false, children }: AlarmRowProps): ReactNode {
  const text = useText();
  const names = usePersonNames();
  const words = useAlarmWords();
  const { language } = useLanguage();
  const { kind, takenBy } = alarm;
  const refused = acts.refused(alarm);
  const taken = takenBy === null ? "" : locked ? text("alarm.taken") : text("distress.taken_up", { name: isolate(names.shown(takenBy)) });
  const looks = loud && takenBy === null ? "am-alarm" : "shell-alarm--calm";
  return (
    <div
      className={classNames("shell-alarm", looks, loud && "shell-alarm--first")}
      data-alarm={kind === "distress" ? alarm.row.code : undefined}
      data-alarm-kind={kind}
      data-taken={takenBy === null ? undefined : true}
    >
      <OctagonAlert size={20} aria-hidden="true" />
      <div role={loud ? "alert" : undefined} className="am-alarm__title am-clip">
        {words.title(alarm)}
        {taken !== "" && ` · ${taken}`}
      </div>
      <Details alarm={alarm} sector={words.sector(alarm)} locked={locked} />
      {refused && <span className="am-alarm__detail">{sentence(refused, language)}</span>}
      <span className="am-grow" />
      <Acts alarm={alarm} acts={acts} locked={locked} />
      {children}
    </div>
  );
}

/** Place and age of an alarm. The age ticks, so it stands outside of the text that is read out. */
function Details({ alarm, sector, locked }: Pick<AlarmRowProps, "alarm" | "locked"> & { readonly sector: string | undefined }): ReactNode {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const wave = alarm.kind === "report" ? alarm.row.wave : null;
  const place = locked ? null : alarm.placeText;
  return (
    <div className="am-alarm__detail shell-alarm__detail">
      {wave !== null && <Num className="am-strong">{`×${format.number(wave.waiting)}`}</Num>}
      <span className="shell-alarm__age">
        {text("distress.since")} <Num className="am-strong">{format.age(Math.max(0, now - alarm.since))}</Num>
      </span>
      {place !== null && (
        <span className="am-clip">
          <Bdi>{place}</Bdi>
        </span>
      )}
      {sector !== undefined && (
        <span className="am-clip">
          <Bdi>{sector}</Bdi>
        </span>
      )}
      {alarm.kind === "distress" && <PlaceSaid alarm={alarm} now={now} />}
    </div>
  );
}

/** Accuracy and age of a crew's place: that of the call for help, or a newer position of the unit. */
function PlaceSaid({ alarm: { row }, now }: { readonly alarm: Extract<Alarm, { kind: "distress" }>; readonly now: number }): ReactNode {
  const text = useText();
  const format = useFormat();
  const moved = positions.of(row.unitId)?.last.at;
  const movedAt = moved === undefined ? null : Date.parse(moved);
  if (row.place === null && movedAt === null) return <span>{text("distress.no_place")}</span>;
  const isMoved = movedAt !== null && movedAt > (row.placeAt ?? 0);
  const at = isMoved ? movedAt : row.placeAt;
  const said =
    row.accuracyM === null ? text("distress.place_said") : text("distress.place_within", { distance: format.distance(row.accuracyM) });
  return (
    <span className="am-clip">
      {isMoved ? text("distress.position_age") : said}
      {at !== null && (
        <>
          {isMoved ? " " : ` · ${text("distress.place_age")} `}
          <Num>{format.roughAge(Math.max(0, now - at))}</Num>
        </>
      )}
    </span>
  );
}

function Acts({ alarm, acts, locked }: Pick<AlarmRowProps, "alarm" | "acts" | "locked">): ReactNode {
  const text = useText();
  const mayTake = acts.mayTake(alarm);
  const isOff = useStore(phoneOff);
  const take = mayTake && (
    <Button size="s" shortcut={acts.keyOf(alarm)} loading={acts.isBusy(alarm)} onClick={() => acts.take(alarm)}>
      {text(`alarm.take.${alarm.kind}`)}
    </Button>
  );
  if (alarm.kind === "call" && !mayTake && alarm.takenBy === null && !locked)
    return <span className="am-alarm__detail">{text(isOff ? "alarm.phone_off" : "alarm.no_phone")}</span>;
  if (alarm.kind !== "distress") return take;
  const { row, takenBy } = alarm;
  return (
    <>
      {!locked && (
        <Button
          size="s"
          shortcut={acts.showKeyOf(alarm)}
          disabledReason={row.place ? undefined : text("distress.no_place")}
          onClick={() => acts.show(row)}
        >
          {text("distress.show")}
        </Button>
      )}
      {takenBy !== null && acts.isOwn(alarm) && !locked && (
        <Button size="s" shortcut={acts.endKeyOf(alarm)} onClick={() => acts.end(row)}>
          {text("distress.end")}
        </Button>
      )}
      {!acts.isOwn(alarm) && <span className="am-alarm__detail">{text("distress.elsewhere")}</span>}
      {take}
    </>
  );
}
