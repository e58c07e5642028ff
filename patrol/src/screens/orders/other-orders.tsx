import { subcategory } from "@amaliyat/domain/interventions";
import type { ReactNode } from "react";
import type { Order } from "../../duty/apply.ts";
import { useLabel, useText } from "../../text/use-text.ts";
import { PriorityMark } from "../../icons/icons.tsx";

/** Other orders of the crew; a press brings one to the front. */
export function OtherOrders({ orders, choose }: { readonly orders: readonly Order[]; readonly choose: (id: string) => void }): ReactNode {
  const t = useText();
  const label = useLabel();
  if (orders.length === 0) return null;
  return (
    <section>
      <h2 className="small">{t("duty.others", { count: orders.length })}</h2>
      <ul className="list">
        {orders.map((order) => (
          <li key={order.assignmentId}>
            <button type="button" className="entry" onClick={() => choose(order.assignmentId)}>
              <PriorityMark priority={order.priority} />
              <span>
                <strong>{label(subcategory(order.subcategory).labels)}</strong>
                <span className="hint">
                  {t(`state.${order.state}`)} · {order.placeText ?? t("duty.pointOnly")}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
