import type { PublicAlertRow } from "@amaliyat/contract/alerts";
import { Banner } from "@amaliyat/ui/feedback";
import { Bdi } from "@amaliyat/ui/i18n";
import type { ReactNode } from "react";
import { PersonName } from "../session/index.ts";
import { useText } from "./text.ts";

/** Shows the second person the words that an author answered are about no missing child, before they are published. */
export function AnsweredWords({ noChild }: Pick<PublicAlertRow, "noChild">): ReactNode {
  const text = useText();
  if (noChild === null) return null;
  return (
    <Banner
      boxed
      title={text("child.answered")}
      detail={
        <>
          <q className="list-quoted list-question__words">
            <Bdi>{noChild.words}</Bdi>
          </q>
          <PersonName name={noChild.by} />
        </>
      }
    />
  );
}
