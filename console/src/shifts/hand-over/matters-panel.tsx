import { shifts, type HandOverLog } from "@amaliyat/contract/shifts";
import type { Problem } from "@amaliyat/contract/route";
import { Button } from "@amaliyat/ui/controls";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { useNow } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { levelOf, SHIFTS, shortReference, titleOf } from "../../facts/index.ts";
import { PersonName, Refusal } from "../../session/index.ts";
import { useText } from "../text.ts";

type PanelProps = { readonly log: HandOverLog; readonly live: boolean };

/** Matters pinned for the next shift. */
export function MattersPanel({ log, live }: PanelProps): ReactNode {
  const text = useText();
  const client = useQueryClient();
  const [refused, setRefused] = useState<Problem | null>(null);
  const settle = async (noteId: string): Promise<void> => {
    const answer = await ask(shifts.setMatter, { params: { noteId }, body: { open: false } });
    setRefused(answer.ok ? null : answer.error);
    await client.invalidateQueries({ queryKey: [...SHIFTS, "log"] });
  };
  return (
    <Panel title={text("log.matters")} count={log.matters.length} region>
      <Refusal problem={refused} />
      {log.matters.length === 0 && <p className="shifts-line am-t2">{text("log.matters_none")}</p>}
      <ul className="shifts-list">
        {log.matters.map((note) => (
          <li key={note.noteId} className="shifts-line">
            <span className="am-grow">
              <Bdi>{note.text}</Bdi>
              <span className="am-t3 am-small shifts-place">
                <PersonName name={note.by} /> <Time at={Date.parse(note.at)} format="dateTime" />
              </span>
            </span>
            {live && (
              <Button size="s" onClick={() => void settle(note.noteId)}>
                {text("log.settle")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Work still open at the end of the log. */
export function OpenWorkPanel({ log }: Pick<PanelProps, "log">): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const now = useNow();
  return (
    <Panel title={text("log.open_work")} count={log.openWork.length} region>
      {log.openWork.length === 0 && <p className="shifts-line am-t2">{text("log.open_work_none")}</p>}
      <ul className="shifts-list">
        {log.openWork.map((work) => (
          <li key={work.interventionId} className="shifts-line">
            <PriorityGlyph priority={levelOf(work.priority)} size={20} />
            <span className="am-grow">
              {titleOf(work.subcategory, language)} <Num className="am-t3">{shortReference(work.reference, now)}</Num>
              {work.placeText !== null && (
                <span className="am-t3 am-small shifts-place">
                  <Bdi>{work.placeText}</Bdi>
                </span>
              )}
            </span>
            <Num className="am-t2">{work.units.length === 0 ? "–" : work.units.join(" · ")}</Num>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
