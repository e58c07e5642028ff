import type { QuestionTreeShown } from "@amaliyat/contract/calls";
import { natureLabels, NATURES } from "@amaliyat/domain/calls";
import { EmptyState } from "@amaliyat/ui/feedback";
import { Num, searchItems, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel, Table, type Column } from "@amaliyat/ui/layout";
import { useQuery } from "@tanstack/react-query";
import ListTree from "lucide-react/icons/list-tree";
import { useState, type ReactNode } from "react";
import { ListBody, ListSearch, NoneFound } from "../../../lists/index.ts";
import { questionTrees } from "../../../calls/index.ts";
import { useText } from "../../text.ts";
import type { OpenProps } from "../open-props.ts";
import { TreeForm } from "./tree-form.tsx";

const EMPTY = { version: 0, questions: [] };

/** The questions of each nature, beside those that are open. A nature without any can be given some. */
export function TreesPart({ open, onOpen }: OpenProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const list = useQuery(questionTrees);
  const [query, setQuery] = useState("");
  const columns = useColumns();
  const trees: QuestionTreeShown[] = NATURES.map(
    ({ code }) => list.data?.find(({ nature }) => nature === code) ?? { ...EMPTY, nature: code },
  );
  const rows = searchItems(trees, query, ({ nature, questions }) =>
    [...Object.values(natureLabels(nature)), ...questions.flatMap((each) => Object.values(each.text))].join(" "),
  );
  const chosen = list.data && trees.find(({ nature }) => nature === open);
  return (
    <div className="list-columns">
      <Panel title={text("part.trees")} region className="list-main lines-narrow">
        <div className="list-filter">
          <ListSearch placeholder={text("tree.search")} value={query} onChange={setQuery} />
        </div>
        <ListBody query={list} what={text("part.trees")}>
          {() => (
            <Table
              label={text("part.trees")}
              columns={columns}
              rows={rows}
              rowKey={({ nature }) => nature}
              selected={open}
              onSelect={onOpen}
              rowHeight={44}
              empty={<NoneFound />}
            />
          )}
        </ListBody>
      </Panel>
      {chosen ? (
        <Panel
          title={natureLabels(chosen.nature)[language]}
          aside={text("tree.version", { version: chosen.version })}
          region
          className="list-side lines-tree"
        >
          <TreeForm key={chosen.nature} tree={chosen} />
        </Panel>
      ) : (
        <section className="am-panel list-side lines-tree">
          <EmptyState icon={<ListTree size={24} />} title={text("tree.none_chosen")} text={text("tree.none_chosen_text")} />
        </section>
      )}
    </div>
  );
}

function useColumns(): readonly Column<QuestionTreeShown>[] {
  const text = useText();
  const format = useFormat();
  const { language } = useLanguage();
  return [
    {
      id: "nature",
      header: text("call.nature"),
      renderCell: ({ nature }) => <span className="am-strong">{natureLabels(nature)[language]}</span>,
    },
    {
      id: "questions",
      header: text("tree.questions"),
      width: "90px",
      number: true,
      renderCell: ({ questions }) => <Num>{format.number(questions.length)}</Num>,
    },
    {
      id: "version",
      header: text("tree.version_head"),
      width: "90px",
      number: true,
      renderCell: ({ version }) => <Num>{version === 0 ? "–" : format.number(version)}</Num>,
    },
  ];
}
