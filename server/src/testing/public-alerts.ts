import { alerts, type PublicAlertGivenIn, type PublicAlertRow } from "@amaliyat/contract/alerts";
import { bolos } from "@amaliyat/contract/bolos";
import { JPEG } from "./things/drawings.ts";
import type { TestClient } from "./test-client.ts";
import { PLACES } from "./test-room.ts";

const text = (title: string, words: string, area: string) => ({ title, words, area });

/** A road closed for six hours, as a desk writes it. */
export const alertBody = (now: number) => ({
  kind: "road_closed" as const,
  texts: {
    ar: text("غلق شارع فلسطين", "الطريق مغلق أمام المركبات. اسلكوا طريق المطار.", "شارع فلسطين"),
    fr: text("Rue de Palestine fermée", "La rue est fermée aux véhicules. Passez par la route de l'aéroport.", "Rue de Palestine"),
    en: null,
  },
  reach: { point: PLACES.SU1, radiusM: 800 },
  from: null,
  until: new Date(now + 6 * 3_600_000).toISOString(),
  childAlertId: null,
});

/** Writes an alert by one person and publishes it by another. */
export async function publishedAlert(author: TestClient, chief: TestClient, body: PublicAlertGivenIn): Promise<PublicAlertRow> {
  const { alertId, version } = await author.must(alerts.write, { body });
  return chief.must(alerts.publish, { params: { publicAlertId: alertId }, body: { version } });
}

/** A BOLO on a missing child with a picture and a child alert, which the prosecutor authorises when the test says so. */
export async function authorisedChild(dispatcher: TestClient, supervisor: TestClient, sector = "SU1") {
  const { boloId } = await dispatcher.must(bolos.write, {
    body: { kind: "missing_person", priority: "P1", text: "طفل مفقود", facts: { description: "قميص أزرق", age: 9 }, sectors: [sector] },
  });
  const { pictureId } = await dispatcher.must(bolos.attach, { params: { boloId }, body: JPEG });
  await dispatcher.must(bolos.publish, { params: { boloId }, body: { version: 1 } });
  const said = { ar: "ي. م، تسع سنوات، قميص أزرق.", fr: "Y. M., neuf ans, chemise bleue.", area: "ورقلة" };
  const page = await dispatcher.must(bolos.proposeAlert, { params: { boloId }, body: { ...said, pictureId } });
  const childAlertId = page.alerts[0]?.alertId ?? "";
  const params = { boloId, alertId: childAlertId };
  const { alerts: checked } = await supervisor.must(bolos.checkAlert, { params });
  // The room refuses a decision dated before the check, and a slow machine crosses a minute here.
  const decidedAt = checked[0]?.checked?.at ?? "";
  const authorise = () =>
    supervisor.must(bolos.decideAlert, {
      params,
      body: { authorised: true, prosecutor: "وكيل الجمهورية", reference: "118/26", decidedAt, way: "paper" },
    });
  return { boloId, childAlertId, said, authorise };
}

/** Body of an alert on a missing child: no text, since the text is authorised separately. */
export const childBody = (now: number, childAlertId: string | null) => ({
  ...alertBody(now),
  kind: "missing_child" as const,
  texts: null,
  reach: null,
  childAlertId,
});
