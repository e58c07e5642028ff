import { alerts, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { smallest } from "../../shell/screens/smallest.ts";

const small = alerts.write.reply.parse(smallest(alerts.write.reply));

/** Texts of an alert with these Arabic words; a French text stands beside them. */
export const textsWith = (words: string, area = "ورقلة"): PublicAlertRow["texts"] => ({
  ar: { title: "خطر", words, area },
  fr: { title: "Danger", words: "Éloignez-vous", area: "Ouargla" },
  en: null,
});

/** A draft of an alert of danger over the whole town, for one more hour. */
export const ALERT: PublicAlertRow = {
  ...small,
  standing: "draft",
  version: 2,
  kind: "danger",
  child: null,
  reach: null,
  from: null,
  until: new Date(Date.now() + 3_600_000).toISOString(),
  correction: null,
  noChild: null,
  authorised: true,
  writers: [],
  texts: textsWith("ابتعدوا"),
};
