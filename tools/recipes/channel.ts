import type { Recipe } from "./recipe.ts";

const BOARD = `  {
    code: "board",
    labels: { ar: "عرض نشرة بحث على لوحة المدينة", fr: "Avis de recherche affiché en ville", en: "BOLO shown on a board of the town" },
    addressee: "outside",
    needsAlert: false,
    noting: {
      roles: ["dispatcher", "supervisor"],
      standings: ["in_force"],
      act: { ar: "سجّل لوحة عُرض عليها", fr: "Consigner un panneau", en: "Record a board" },
      line: { ar: "عرضه", fr: "affiché par", en: "shown by" },
      name: { ar: "اللوحة", fr: "Panneau", en: "Board" },
    },
  },
`;

const MIGRATION = `-- A BOLO that is shown on a display board of the town.
alter table bolo_notice
  drop constraint bolo_notice_channel_check,
  add constraint bolo_notice_channel_check check (channel in ('screen','radio','body','alert_text','board')),
  drop constraint bolo_notice_addressee,
  add constraint bolo_notice_addressee check (
    num_nonnulls(user_id, unit_id, name) = 1
    and case channel
      when 'screen' then user_id is not null and alert_id is null
      when 'radio' then unit_id is not null and alert_id is null
      when 'body' then name is not null and alert_id is null
      when 'alert_text' then name is not null and alert_id is not null
      when 'board' then name is not null and alert_id is null
      else false
    end
  );
`;

const TEST = `it("records a board of the town, by a dispatcher alone", async () => {
  const bolo = await publish();
  const body = { channel: "board", name: "لوحة ساحة السوق", at: now() } as const;
  expect(await operator.code(bolos.noteNotice, { ...of(bolo), body })).toBe("access.not_your_role");
  const told = await dispatcher.must(bolos.noteNotice, { ...of(bolo), body });
  expect(told.notices.outside).toMatchObject([{ channel: "board", alertId: null, name: "لوحة ساحة السوق", by: "dispatcher" }]);
});

`;

/** Adds a channel by which somebody outside is told of a BOLO: a display board of the town. */
export const CHANNEL: Recipe = {
  name: "a channel of a BOLO",
  atMost: 7,
  edits: [
    {
      file: "domain/bolos/notice-channels.ts",
      find: `] as const satisfies readonly Channel[];\n`,
      put: `${BOARD}] as const satisfies readonly Channel[];\n`,
    },
    { file: "server/src/platform/database/migrations/0072-boards.sql", text: MIGRATION },
    {
      file: "server/src/bolos/bolos.test.ts",
      find: `/** Signs everybody in anew: nobody's session outlives the hours of a BOLO. */\n`,
      put: `${TEST}/** Signs everybody in anew: nobody's session outlives the hours of a BOLO. */\n`,
    },
  ],
};
