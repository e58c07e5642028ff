import type { Duty } from "@amaliyat/contract/dispatch";
import { useState, type ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { useText } from "../../text/use-text.ts";
import { CheckIn } from "./check-in.tsx";
import { Dangers } from "./danger.tsx";
import { Frame } from "../frame.tsx";
import { Icon } from "../../icons/icons.tsx";
import { OrderCard } from "./order-card.tsx";
import { OtherOrders } from "./other-orders.tsx";
import { goTo } from "../place.ts";
import { usePatrol } from "../../app/use-patrol.ts";

const NEXT = { assigned: "accepted", accepted: "en_route", en_route: "on_scene" } as const;

/** The next step of an order, large. */
function NextAct({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const patrol = usePatrol();
  const { assignmentId: id, state } = order;
  const next = state === "assigned" || state === "accepted" || state === "en_route" ? NEXT[state] : null;
  return next === null ? (
    <button type="button" className="big" onClick={() => goTo("outcome", id)}>
      <Icon name="check" />
      {t("step.outcome")}
    </button>
  ) : (
    <button type="button" className="big" onClick={() => void patrol.shift.do({ kind: "stamp", order: id, status: next })}>
      <Icon name={next === "accepted" ? "check" : next === "en_route" ? "go" : "pin"} />
      {t(`step.${next}`)}
    </button>
  );
}

/** Further acts on an order. */
function OtherActs({ order }: { readonly order: Order }): ReactNode {
  const t = useText();
  const { assignmentId: id, state } = order;
  return (
    <div className="row">
      {state === "assigned" && (
        <button type="button" className="quiet" onClick={() => goTo("refuse", id)}>
          {t("step.refuse")}
        </button>
      )}
      {(state === "accepted" || state === "en_route") && (
        <button type="button" className="quiet" onClick={() => goTo("outcome", id)}>
          {t("step.end")}
        </button>
      )}
      <button type="button" className="quiet" onClick={() => goTo("note", id)}>
        <Icon name="note" />
        {t("note.title")}
      </button>
    </div>
  );
}

/** Acts that the crew begins by itself. */
function OwnActs(): ReactNode {
  const t = useText();
  return (
    <div className="row">
      <button type="button" className="quiet" onClick={() => goTo("flag_down")}>
        <Icon name="flag" />
        {t("flagDown.title")}
      </button>
      <button type="button" className="quiet" onClick={() => goTo("take_up")}>
        <Icon name="add" />
        {t("takeUp.title")}
      </button>
    </div>
  );
}

/** The one screen of a shift: the crew's current order, the next step, and the other orders. */
export function DutyScreen({ duty }: { readonly duty: Duty }): ReactNode {
  const t = useText();
  const [chosen, choose] = useState<string | null>(null);
  const order = duty.assignments.find(({ assignmentId }) => assignmentId === chosen) ?? duty.assignments[0];
  if (order === undefined)
    return (
      <Frame title={t("duty.none")} acts={<OwnActs />}>
        <p className="hint">{t("duty.ready")}</p>
        <CheckIn unit={duty.unit} />
      </Frame>
    );
  // On its way the crew looks at the map: the less usual presses lie below it.
  const isDriving = order.state === "en_route" && order.place !== null;
  const acts = (
    <>
      <NextAct order={order} />
      {!isDriving && <OtherActs order={order} />}
    </>
  );
  return (
    <Frame title={t("duty.title")} quiet acts={acts} isDriving={isDriving}>
      <Dangers />
      <OrderCard order={order} />
      {isDriving && <OtherActs order={order} />}
      <CheckIn unit={duty.unit} />
      <OtherOrders orders={duty.assignments.filter((each) => each !== order)} choose={choose} />
      <OwnActs />
    </Frame>
  );
}
