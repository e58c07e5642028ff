import { interventions, type InterventionCard, type Person } from "@amaliyat/contract/interventions";
import { CERTAINTY_LABELS, PERSON_ROLE_LABELS } from "@amaliyat/domain/interventions";
import { Button, Chip, classNames } from "@amaliyat/ui/controls";
import { LoadingState } from "@amaliyat/ui/feedback";
import { Bdi, Time, useLanguage } from "@amaliyat/ui/i18n";
import { Panel } from "@amaliyat/ui/layout";
import UserPlus from "lucide-react/icons/user-plus";
import type { ReactNode } from "react";
import { PersonName, useMay } from "../../session/index.ts";
import { QueryFailed } from "../../states/index.ts";
import { usePeople } from "../card-queries.ts";
import { FromMerged, referencesOfPeople } from "../one-event/from-merged.tsx";
import { useText } from "../text.ts";

export type PeoplePanelProps = {
  readonly card: InterventionCard;
  readonly onNote: () => void;
  readonly onWithdraw: (person: Person) => void;
};

/** The people concerned, for those who work on the intervention; to others the panel is not there, and nothing is asked for. */
export function PeoplePanel(props: PeoplePanelProps): ReactNode {
  return useMay(interventions.people) ? <People {...props} /> : null;
}

function People({ card, onNote, onWithdraw }: PeoplePanelProps): ReactNode {
  const text = useText();
  const query = usePeople(card.interventionId);
  const mayNote = useMay(interventions.notePerson) && (card.state === "open" || card.state === "closed");
  const people = query.data;
  const from = referencesOfPeople(card);
  const act = mayNote && (
    <Button size="s" variant="quiet" shortcut="KeyU" icon={<UserPlus size={14} aria-hidden="true" />} onClick={onNote}>
      {text("people.add")}
    </Button>
  );
  return (
    <Panel
      className="card-people"
      region
      title={text("people.title")}
      count={people?.filter((one) => one.withdrawn === null).length}
      actions={act}
    >
      {people === undefined && (query.isError ? <QueryFailed query={query} /> : <LoadingState what={text("people.loading")} lines={2} />)}
      {people?.length === 0 && <p className="card-people__none am-t3">{text("people.none")}</p>}
      {people !== undefined && people.length > 0 && (
        <ul>
          {people.map((person) => (
            <PersonLine
              key={person.personId}
              person={person}
              from={from.get(person.personId) ?? null}
              onWithdraw={mayNote ? onWithdraw : undefined}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function PersonLine({
  person,
  from,
  onWithdraw,
}: {
  readonly person: Person;
  /** The reference of the merged one on which the person was noted. */
  readonly from: string | null;
  readonly onWithdraw: ((person: Person) => void) | undefined;
}): ReactNode {
  const text = useText();
  const { language } = useLanguage();
  const { withdrawn } = person;
  return (
    <li className={classNames("card-person", withdrawn !== null && "card-person--withdrawn")}>
      <div className="card-person__marks">
        <Chip>{PERSON_ROLE_LABELS[person.role][language]}</Chip>
        <Chip tone={person.certainty === "fact" ? "muted" : "attention"}>{CERTAINTY_LABELS[person.certainty][language]}</Chip>
        {withdrawn === null && onWithdraw && (
          <Button size="s" variant="quiet" onClick={() => onWithdraw(person)}>
            {text("people.withdraw")}
          </Button>
        )}
      </div>
      {person.name !== null && (
        <div className="am-strong card-person__words">
          <Bdi>{person.name}</Bdi>
        </div>
      )}
      {person.description !== null && (
        <div className="card-person__words">
          <Bdi>{person.description}</Bdi>
        </div>
      )}
      <div className="am-small am-t3">
        <PersonName name={person.notedBy} /> · <Time at={Date.parse(person.notedAt)} /> <FromMerged reference={from} />
      </div>
      {withdrawn !== null && (
        <div className="am-small">
          {text("people.withdrawn")} <Bdi>{withdrawn.reason}</Bdi> · <PersonName name={withdrawn.by} /> ·{" "}
          <Time at={Date.parse(withdrawn.at)} />
        </div>
      )}
    </li>
  );
}
