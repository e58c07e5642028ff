import { interventions, type InterventionCard, type Person } from "@amaliyat/contract/interventions";
import { interventionAfter, marksOf, PERSON_ROLE_LABELS } from "@amaliyat/domain/interventions";
import { Button, Chip } from "@amaliyat/ui/controls";
import { PriorityGlyph } from "@amaliyat/ui/glyphs";
import { roomNow, useShortcut } from "@amaliyat/ui/hooks";
import { Bdi, Num, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import type { ReactNode } from "react";
import { ask } from "../../api/index.ts";
import { PersonName, Refusal, useMay } from "../../session/index.ts";
import { AttributeMarks, CardLink, levelOf, shortReference, titleOf } from "../../facts/index.ts";
import { usePeople } from "../card-queries.ts";
import { ClipLine } from "../panels/clips-panel.tsx";
import { NoteWords } from "../log/note-words.tsx";
import { useText } from "../text.ts";
import { useAct } from "../use-act.ts";
import { graverCategory, mergedTree, peopleOf, wordsOf, type MergedNode } from "./merged-tree.ts";
import "./one-event.css";

type CardProps = { readonly card: InterventionCard };

/** All interventions merged into this one, whole chains, each with its items. */
export function MergedPanel({ card }: CardProps): ReactNode {
  const mayPeople = useMay(interventions.people);
  if (card.merged.length === 0) return null;
  return mayPeople ? <WithPeople card={card} /> : <Tree card={card} people={[]} />;
}

function WithPeople({ card }: CardProps): ReactNode {
  return <Tree card={card} people={usePeople(card.interventionId).data ?? []} />;
}

function Tree({ card, people }: CardProps & { readonly people: readonly Person[] }): ReactNode {
  const text = useText();
  return (
    <Panel className="one-event" region title={text("merged.title")} count={card.merged.length}>
      <TakeCategory card={card} />
      <Branches nodes={mergedTree(card)} people={people} />
    </Panel>
  );
}

type BranchesProps = { readonly nodes: readonly MergedNode[]; readonly people: readonly Person[] };

function Branches({ nodes, people }: BranchesProps): ReactNode {
  return (
    <ul className="one-event__branches">
      {nodes.map((node) => (
        <li key={node.one.interventionId} data-merged={node.one.reference}>
          <Merged node={node} people={peopleOf(node.one, people)} />
          {node.below.length > 0 && <Branches nodes={node.below} people={people} />}
        </li>
      ))}
    </ul>
  );
}

/** A merged intervention: its number, kind, danger and place, and its calls, pictures and notes. */
function Merged({ node: { one }, people }: { readonly node: MergedNode; readonly people: readonly Person[] }): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const words = wordsOf(one);
  return (
    <div className="one-event__merged">
      <div className="one-event__head">
        <PriorityGlyph priority={levelOf(one.priority)} size={20} />
        <CardLink interventionId={one.interventionId}>
          <Num>{shortReference(one.reference, roomNow())}</Num> {titleOf(one.subcategory, language)}
        </CardLink>
        <AttributeMarks {...marksOf(one)} />
      </div>
      <div className="am-small am-t2">
        {one.placeText !== null && (
          <>
            <Bdi>{one.placeText}</Bdi>
            {" · "}
          </>
        )}
        {text("merged.opened")} <Time at={Date.parse(one.openedAt)} /> · {text("merged.joined")} <Time at={Date.parse(one.mergedAt)} />{" "}
        <PersonName name={one.mergedBy} />
      </div>
      {words.map((event) => (
        <blockquote key={event.seq} className="one-event__words">
          <NoteWords data={event.data} />
          <div className="am-small am-t3">
            <Time at={Date.parse(event.at)} /> <PersonName name={event.by} />
          </div>
        </blockquote>
      ))}
      {people.map((person) => (
        <div key={person.personId} className="one-event__head">
          <Chip>{PERSON_ROLE_LABELS[person.role][language]}</Chip>
          <Bdi>{[person.name, person.description].filter((part) => part !== null).join(" · ")}</Bdi>
        </div>
      ))}
      {one.clips.length > 0 && (
        <ul className="one-event__clips">
          {one.clips.map((clip) => (
            <ClipLine key={clip.clipId} clip={clip} interventionId={one.interventionId} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Takes the category of a merged one that is graver than the card's own, by one key; a person decides. */
function TakeCategory({ card }: CardProps): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const act = useAct(card.interventionId);
  const may = useMay(interventions.classify) && interventionAfter(card.state, "classify") !== null;
  const graver = may ? graverCategory(card) : null;
  const classify = async (): Promise<void> => {
    if (graver === null || act.busy) return;
    const body = { subcategory: graver.subcategory, version: card.version };
    await act.run(() => ask(interventions.classify, { params: { interventionId: card.interventionId }, body }));
  };
  useShortcut("Shift+KeyE", () => void classify(), { enabled: graver !== null });
  if (graver === null) return <Refusal problem={act.refused} />;
  return (
    <div className="one-event__take">
      <Button size="s" shortcut="Shift+KeyE" loading={act.busy} onClick={() => void classify()}>
        {text("merged.take_category", { category: titleOf(graver.subcategory, language) })}
      </Button>
      <Refusal problem={act.refused} />
    </div>
  );
}
