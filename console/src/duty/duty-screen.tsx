import { dispatch, type Duty } from "@amaliyat/contract/dispatch";
import { UNIT_STATUS_LABELS } from "@amaliyat/domain/dispatch";
import { EmptyState, LoadingState } from "@amaliyat/ui/feedback";
import { UnitGlyph } from "@amaliyat/ui/glyphs";
import { Num, useLanguage } from "@amaliyat/ui/i18n";
import { useQuery } from "@tanstack/react-query";
import UserX from "lucide-react/icons/user-x";
import type { ReactNode } from "react";
import { KEYS, problemOf, read } from "../api/index.ts";
import { QueryFailed } from "../states/index.ts";
import { Orders } from "./orders.tsx";
import { useText } from "./text.ts";
import "./duty.css";

/** A patrol's own page: what it is sent to, and one large button for the next thing to report. */
export function DutyScreen(): ReactNode {
  const text = useText();
  const query = useQuery({
    queryKey: KEYS.duty,
    queryFn: ({ signal }): Promise<Duty> => read(dispatch.duty, { signal }),
    staleTime: 0,
    refetchInterval: 15_000,
  });
  if (problemOf(query.error)?.status === 404)
    return <EmptyState icon={<UserX size={24} />} title={text("no_unit")} text={text("no_unit_text")} />;
  if (!query.data) return query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("loading")} />;
  const { unit, assignments } = query.data;
  return (
    <div className="duty">
      <UnitHead unit={unit} />
      {assignments.length === 0 ? (
        <EmptyState title={text("none")} text={text("none_text")} />
      ) : (
        assignments.map((order) => <Orders key={order.assignmentId} order={order} onDone={() => void query.refetch()} />)
      )}
    </div>
  );
}

function UnitHead({ unit }: { readonly unit: Duty["unit"] }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  return (
    <header className="duty-unit">
      <UnitGlyph state={unit.status} size={24} silent />
      <h1 className="am-title">
        {text("unit")} <Num>{unit.code}</Num>
      </h1>
      <span className="am-t2">{UNIT_STATUS_LABELS[unit.status][language]}</span>
    </header>
  );
}
