import type { ReactNode } from "react";
import { usePatrol, useWork } from "../../app/use-patrol.ts";
import type { Order } from "../../duty/apply.ts";
import { Icon } from "../../icons/icons.tsx";
import { useText } from "../../text/use-text.ts";

/** Changes of all orders since the crew read them last, until it says that it has read them. Another order than the shown one is named. */
export function OrderNews({ shown }: { readonly shown: Order }): ReactNode {
  const { duty } = useWork();
  return duty?.assignments.map((order) => (
    <NewsOf key={order.assignmentId} order={order} isShown={order.assignmentId === shown.assignmentId} />
  ));
}

function NewsOf({ order: { assignmentId, reference }, isShown }: { readonly order: Order; readonly isShown: boolean }): ReactNode {
  const t = useText();
  const { store } = usePatrol();
  const { news } = useWork();
  const kinds = news[assignmentId] ?? [];
  if (kinds.length === 0) return null;
  const read = (): void => {
    const { [assignmentId]: _read, ...others } = store.get().news;
    store.set({ news: others });
  };
  return (
    <div className="order-news" role="alert" data-news={assignmentId}>
      <Icon name="alert" />
      <span>
        <strong>{t("news.title")}</strong> {!isShown && <bdi>{reference} · </bdi>}
        {kinds.map((kind) => t(`news.${kind}`)).join(" · ")}
      </span>
      <button type="button" className="quiet" onClick={read}>
        {t("danger.read")}
      </button>
    </div>
  );
}
