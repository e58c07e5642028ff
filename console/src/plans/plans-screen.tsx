import { plans, type Plan } from "@amaliyat/contract/plans";
import { Button, Chip } from "@amaliyat/ui/controls";
import { EmptyState, NoPermissionState } from "@amaliyat/ui/feedback";
import { Code, Num, Time, useFormat, useLanguage, Bdi } from "@amaliyat/ui/i18n";
import { Panel, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import ListChecks from "lucide-react/icons/list-checks";
import type { ReactNode } from "react";
import { ListPanel } from "../lists/index.ts";
import { PersonName, useMay } from "../session/index.ts";
import { PlanForm } from "./edit/plan-form.tsx";
import { planList } from "./plan-queries.ts";
import { PlanSide } from "./plan-side.tsx";
import { targetWords } from "./plan-words.ts";
import { useText } from "./text.ts";
import "./plans.css";

const SHOWN = ["in_force", "retired", "all"] as const;

/** Response plans: the list, and the one that is open with its editor and its versions. */
export function PlansScreen(): ReactNode {
  const text = useText();
  return useMay(plans.list) ? <Plans /> : <NoPermissionState logged={false} reason={text("title")} />;
}

function Plans(): ReactNode {
  const text = useText();
  const navigate = useNavigate();
  const mayWrite = useMay(plans.create);
  const { open = null } = useSearch({ from: "/plans" });
  const list = useQuery(planList);
  const columns = useColumns();
  const show = (next: string | null): void => void navigate({ to: "/plans", search: next === null ? {} : { open: next } });
  const chosen = list.data?.find(({ planId }) => planId === open);
  return (
    <div className="list-screen">
      <div className="list-columns">
        <ListPanel
          title={text("title")}
          list={list}
          act={
            mayWrite && (
              <Button size="s" variant="primary" onClick={() => show("new")}>
                {text("list.new")}
              </Button>
            )
          }
          search={text("list.search")}
          wordsOf={wordsOf}
          filter={{
            label: text("list.filter"),
            options: SHOWN.map((value) => ({ value, label: text(`list.${value}`) })),
            initial: "in_force",
            answers: ({ retired }, shown) => shown === "all" || retired === (shown === "retired"),
          }}
          columns={columns}
          rowKey={({ planId }) => planId}
          open={open}
          onOpen={show}
          empty={<EmptyState title={text("list.none")} text={text("list.none_text")} />}
        />
        {open === "new" && mayWrite ? (
          <Panel title={text("list.new")} region className="list-side">
            <PlanForm plan={null} onSaved={show} />
          </Panel>
        ) : chosen ? (
          <PlanSide key={chosen.planId} plan={chosen} />
        ) : (
          <section className="am-panel list-side">
            <EmptyState icon={<ListChecks size={24} />} title={text("list.none_chosen")} text={text("list.none_chosen_text")} />
          </section>
        )}
      </div>
    </div>
  );
}

/** Searched text: the code, the names in three languages and the steps. */
const wordsOf = ({ target, steps }: Plan): string =>
  [
    target,
    ...(["ar", "fr", "en"] as const).map((language) => targetWords(target, language)),
    ...steps.flatMap((step) => Object.values(step.text)),
  ].join(" ");

function useColumns(): readonly Column<Plan>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      id: "target",
      header: text("field.target"),
      renderCell: (one) => (
        <>
          <Bdi className="am-strong">{targetWords(one.target, language)}</Bdi> {one.retired && <Chip tone="muted">{text("retired")}</Chip>}
          <div className="am-t3 am-small">
            <Code>{one.target}</Code>
          </div>
        </>
      ),
      sortValue: (one) => targetWords(one.target, language),
    },
    {
      id: "priorities",
      header: text("field.priorities"),
      width: "150px",
      renderCell: (one) => <Num>{one.priorities.join(" ")}</Num>,
      sortValue: (one) => one.priorities.join(" "),
    },
    { id: "steps", header: text("field.steps"), width: "90px", number: true, renderCell: (one) => format.number(one.steps.length) },
    {
      id: "version",
      header: text("field.version"),
      width: "190px",
      renderCell: (one) => (
        <>
          <Num>{format.number(one.version)}</Num> · <Time at={Date.parse(one.at)} format="day" />
          <div className="am-t3 am-small">{one.by === null ? text("shipped") : <PersonName name={one.by} />}</div>
        </>
      ),
      sortValue: (one) => one.at,
    },
  ];
}
