import { after, type Recipe } from "./recipe.ts";

const ENDING = "domain/calls/ending.ts";

const ENDED_BY_ROOM = `  {
    code: "ended_by_room",
    labels: { ar: "أنهتها القاعة", fr: "Terminé par la salle", en: "Ended by the room" },
    isAbandoned: true,
    isCounted: true,
    isCalledBack: true,
  },
`;

const MIGRATION = `-- An unanswered call that the room itself ended is no lost call.
alter table call
  drop constraint call_ending_check,
  add constraint call_ending_check check (ending in
    ('answered','abandoned','zero_second','silent','overflowed','closed','unreached','lost','call_back','ended_by_room'));
`;

/** Adds a way in which a call can end: the room itself ended it before anybody answered. */
export const ENDING_OF_A_CALL: Recipe = {
  name: "an ending of a call",
  atMost: 5,
  edits: [
    {
      file: ENDING,
      find: `] as const satisfies readonly Ending[];\n`,
      put: `${ENDED_BY_ROOM}] as const satisfies readonly Ending[];\n`,
    },
    after(ENDING, `  if (call.closed) return "closed";\n`, `  if (by === "room") return "ended_by_room";\n`),
    { file: "server/src/platform/database/migrations/0072-ended-by-room.sql", text: MIGRATION },
    after(
      "domain/calls/card.test.ts",
      `  expect(endingOf({ ...call, closed: true }, "room", NOW)).toBe("closed");\n`,
      `  expect(endingOf(call, "room", NOW)).toBe("ended_by_room");
  expect(CALLED_BACK_ENDINGS).toContain("ended_by_room");\n`,
    ),
    { file: "domain/calls/card.test.ts", find: `  endingOf,\n`, put: `  CALLED_BACK_ENDINGS,\n  endingOf,\n` },
  ],
};
