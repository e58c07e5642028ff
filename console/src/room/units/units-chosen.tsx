import type { Unit } from "@amaliyat/contract/dispatch";
import { ACTIVITIES, ACTIVITY_LABELS, SKILL_LABELS, UNIT_KIND_LABELS } from "@amaliyat/domain/dispatch";
import { Button } from "@amaliyat/ui/controls";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Menu, type MenuItem } from "@amaliyat/ui/layout";
import EllipsisVertical from "lucide-react/icons/ellipsis-vertical";
import type { ReactNode, RefObject } from "react";
import { shortReference, titleOf, useInterventions, worksOf } from "../../facts/index.ts";
import { Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";
import type { UnitActs } from "./units-acts.tsx";
import { actsOf, keyOf } from "./units-keys.ts";

export type ChosenUnitProps = {
  readonly unit: Unit;
  /** Null for those who may only look. */
  readonly acts: UnitActs | null;
  /** The button of the menu: a key of the list presses it. */
  readonly menu: RefObject<HTMLButtonElement | null>;
};

/** The chosen unit: its composition, its commitments, and its acts. */
export function ChosenUnit({ unit, acts, menu }: ChosenUnitProps): ReactNode {
  const { language } = useLanguage();
  const made = [UNIT_KIND_LABELS[unit.kind][language], unit.vehicle, ...unit.skills.map((skill) => SKILL_LABELS[skill][language])];
  return (
    <div className="room-units__chosen" data-chosen={unit.code}>
      <div className="am-row">
        <Num className="am-strong">{unit.code}</Num>
        <span className="am-grow am-clip am-small am-t2">
          <Bdi>{made.filter((part) => part !== null).join(" · ")}</Bdi>
        </span>
        {acts && <UnitMenu unit={unit} acts={acts} menu={menu} />}
      </div>
      {unit.crew.length > 0 && (
        <div className="am-clip am-small am-t2">
          <Bdi>{unit.crew.join("، ")}</Bdi>
        </div>
      )}
      <Works unit={unit} />
      {acts && <Refusal problem={acts.refused} />}
    </div>
  );
}

/** Reservation and check-in of a unit, and each intervention to which it is bound. */
function Works({ unit }: { readonly unit: Unit }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  const rows = useInterventions().data;
  return (
    <div className="am-small am-t2">
      {unit.reservedUntil !== null && (
        <div className="am-clip">
          {text("units.kept_until")} <Time at={Date.parse(unit.reservedUntil)} format="shortTime" className="am-strong" />
          {unit.reservedFor !== null && (
            <>
              {" · "}
              <Bdi>{unit.reservedFor}</Bdi>
            </>
          )}
        </div>
      )}
      {unit.checkInDue !== null && (
        <div>
          {text("units.check_in_due")} <Time at={Date.parse(unit.checkInDue)} format="shortTime" className="am-strong" />
        </div>
      )}
      {worksOf(unit).map((id) => {
        const row = rows?.find((one) => one.interventionId === id);
        return (
          <div key={id} className="am-clip">
            {row ? (
              <>
                <Num className="am-strong">{shortReference(row.reference, now)}</Num> {titleOf(row.subcategory, language)}
              </>
            ) : (
              text("units.elsewhere")
            )}
          </div>
        );
      })}
    </div>
  );
}

type MenuProps = ChosenUnitProps & { readonly acts: UnitActs };

function UnitMenu({ unit, acts, menu }: MenuProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  const rows = useInterventions().data;
  const items = actsOf(unit, now).flatMap((act): MenuItem[] => {
    if (act !== "open") return [{ id: act, label: text(`units.act.${act}`), shortcut: keyOf(act), act: () => acts.act(unit, act) }];
    return worksOf(unit).flatMap((id, at) => {
      const row = rows?.find((one) => one.interventionId === id);
      const label = row && text("units.act.open", { reference: shortReference(row.reference, now) });
      return label === undefined ? [] : [{ id, label, shortcut: at === 0 ? "Enter" : undefined, act: () => acts.open(id) }];
    });
  });
  const activities = ACTIVITIES.map((activity, at) => ({
    id: activity,
    label: text("units.act.does", { activity: ACTIVITY_LABELS[activity][language] }),
    separated: at === 0,
    act: () => acts.hear(unit, activity),
  }));
  return (
    <Menu
      label={text("units.acts", { code: unit.code })}
      items={unit.status === "on_scene" ? [...items, ...activities] : items}
      align="end"
      renderButton={(attributes) => (
        <Button
          ref={menu}
          size="s"
          shortcut="KeyM"
          loading={acts.busy}
          icon={<EllipsisVertical size={14} aria-hidden="true" />}
          {...attributes}
        >
          {text("units.acts_word")}
        </Button>
      )}
    />
  );
}
