import { approvals } from "@amaliyat/contract/approvals";
import { afterAll, beforeAll, expect, it } from "vitest";
import { logEntries } from "../testing/things/log-entries.ts";
import { startTestRoom, type TestRoom } from "../testing/test-room.ts";

let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom({ roles: "api" });
});
afterAll(() => room[Symbol.asyncDispose]());

const RULE = { rule: "قرار 12/2026", retentionDays: 1_825 };

it("is asked for by an administrator and in force once an auditor confirms it; the order in the log carries both consents", async () => {
  const [administrator, supervisor, auditor] = [await room.as("administrator"), await room.as("supervisor"), await room.as("auditor")];
  expect(await administrator.must(approvals.retention, {})).toBeNull();
  const { approvalId } = await administrator.must(approvals.askRetention, { body: RULE });
  expect(await administrator.code(approvals.askRetention, { body: RULE })).toBe("approval.already_asked");
  const approve = { params: { approvalId } };
  expect(await supervisor.code(approvals.approve, approve)).toBe("approval.not_your_role");
  expect(await auditor.must(approvals.retention, {})).toBeNull();
  await auditor.must(approvals.approve, approve);
  expect(await auditor.must(approvals.retention, {})).toEqual(RULE);
  const [adopted] = (await logEntries(room)).filter(({ type }) => type === "log.retention_adopted");
  expect(adopted?.detail).toMatchObject({ ...RULE, askedBy: { role: "administrator" }, approvedBy: { role: "auditor" } });
  const { approvalId: second } = await administrator.must(approvals.askRetention, { body: { ...RULE, retentionDays: 400 } });
  const listed = (await auditor.must(approvals.list, {})).find((each) => each.approvalId === second);
  expect(listed?.asked).toEqual({ kind: "log.retention", before: RULE, after: { ...RULE, retentionDays: 400 } });
});

it("forgets nothing that is younger than a year, and is asked for by no other role", async () => {
  const administrator = await room.as("administrator");
  expect(await administrator.code(approvals.askRetention, { body: { ...RULE, retentionDays: 364 } })).toBe("request.invalid");
  expect(await (await room.as("auditor")).code(approvals.askRetention, { body: RULE })).toBe("access.not_your_role");
});
