import { identity, type Sector } from "@amaliyat/contract/identity";
import type { Problem } from "@amaliyat/contract/route";
import { checkParent } from "@amaliyat/domain/identity";
import { Field, Select, TextInput } from "@amaliyat/ui/controls";
import { showToast } from "@amaliyat/ui/feedback";
import { Bdi, isolate, languageNames, languages, useFormat, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useState, type ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { sectorList } from "../../facts/index.ts";
import { putOne } from "../../live/index.ts";
import { DraftForm, NAME_WORDS, typed, useSharedDraft, type FieldWords } from "../../lists/index.ts";
import { useDraftName } from "../../session/index.ts";
import { useText } from "../text.ts";
import { BoundaryField } from "./boundary-field.tsx";
import { readCorners } from "./boundary.ts";
import { checkSector, draftOf, EMPTY_SECTOR, isSectorDraft, type SectorDraft, type SectorField } from "./sector-draft.ts";
import { treeOf } from "./sector-tree.ts";

const TOP = "top of the tree";

export type SectorFormProps = {
  /** Null for a new one. */
  readonly sector: Sector | null;
  readonly sectors: readonly Sector[];
  readonly onSaved: (sectorId: string) => void;
};

/** Names, parent and boundary of a sector. Its code never changes: users, sites and the log name it. */
export function SectorForm({ sector, sectors, onSaved }: SectorFormProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const format = useFormat();
  const client = useQueryClient();
  const now = useMemo(() => (sector ? draftOf(sector) : EMPTY_SECTOR), [sector]);
  const { draft, set, disputes, changed, clear, sent, restoredAt } = useSharedDraft(
    useDraftName(`sector.${sector?.sectorId ?? "new"}`),
    now,
    isSectorDraft,
  );
  const [wrong, setWrong] = useState<ReadonlySet<SectorField>>(new Set());
  const [refused, setRefused] = useState<Problem | null>(null);
  const wrongOf = (field: SectorField): string | undefined => (wrong.has(field) ? text(`wrong.${field}`) : undefined);
  const save = async (): Promise<void> => {
    const checked = checkSector(draft, sectors, sector === null);
    setWrong(checked.ok ? new Set() : checked.wrong);
    setRefused(null);
    if (!checked.ok) return;
    const { sectorId, ...body } = checked.sector;
    const seen = sector && { parentId: sector.parentId, names: sector.names, boundary: sector.boundary };
    const answer = await ask(identity.putSector, { params: { sectorId }, body: { ...body, seen } });
    if (!answer.ok) {
      setRefused(answer.error);
      // The form goes on over what a colleague made of it.
      if (answer.error.code === "sector.changed_meanwhile") await client.invalidateQueries({ queryKey: sectorList.queryKey });
      return;
    }
    const isWhole = sent(draft);
    const { value } = answer;
    const saved = value.kind === "made" ? text("sectors.saved", { name: isolate(value.sector.names[language]) }) : text("sectors.waits");
    showToast({ text: saved });
    // The list has an order of the room: a new sector is read with it, and not put at its end.
    if (value.kind === "made" && sector !== null)
      client.setQueryData(sectorList.queryKey, (held) => held && putOne(held, value.sector, (one) => one.sectorId));
    else await client.invalidateQueries({ queryKey: sectorList.queryKey });
    if (isWhole || sector === null) onSaved(sectorId);
  };
  const boundaryWords = (value: string): string =>
    value.trim() === ""
      ? text("sectors.no_boundary")
      : text("sectors.corners", { number: isolate(format.number(readCorners(value)?.length ?? 0)) });
  const nameOf = (sectorId: string): string => sectors.find((one) => one.sectorId === sectorId)?.names[language] ?? text("sectors.top");
  const words: FieldWords<SectorDraft> = {
    ...NAME_WORDS,
    sectorId: typed(text("field.code")),
    parentId: [text("field.parent"), nameOf],
    boundary: [text("field.boundary"), boundaryWords],
  };
  const parents = [
    { value: TOP, label: text("sectors.top") },
    ...treeOf(sectors)
      .filter((line) => checkParent(sectors, draft.sectorId, line.sector.sectorId).ok)
      .map((line) => ({ value: line.sector.sectorId, label: `${"\u00a0\u00a0\u00a0".repeat(line.depth)}${line.sector.names[language]}` })),
  ];
  return (
    <Panel title={sector ? <Bdi>{sector.names[language]}</Bdi> : text("sectors.new")} aside={sector?.sectorId} region className="list-side">
      <DraftForm
        verb={text("form.save")}
        changed={changed}
        disputes={disputes(words)}
        onDiscard={clear}
        restoredAt={restoredAt}
        refused={refused}
        onSend={save}
      >
        <div className="administration-fields">
          {sector === null && (
            <Field label={text("field.code")} hint={text("field.code_hint")} error={wrongOf("sectorId")} required>
              <TextInput ltr value={draft.sectorId} onChange={(sectorId) => set({ sectorId })} />
            </Field>
          )}
          <Field label={text("field.parent")} error={wrongOf("parentId")}>
            <Select
              options={parents}
              value={draft.parentId === "" ? TOP : draft.parentId}
              onChange={(parentId) => set({ parentId: parentId === TOP ? "" : parentId })}
            />
          </Field>
          {languages.map((one) => (
            <Field key={one} label={<span lang={one}>{languageNames[one]}</span>} error={wrongOf(one)} required>
              <TextInput lang={one} value={draft[one]} onChange={(value) => set({ [one]: value })} />
            </Field>
          ))}
        </div>
        <BoundaryField
          sectorId={sector?.sectorId}
          value={draft.boundary}
          wrong={wrong.has("boundary")}
          onChange={(boundary) => set({ boundary })}
        />
      </DraftForm>
    </Panel>
  );
}
