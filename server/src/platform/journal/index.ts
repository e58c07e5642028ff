export {
  JOURNAL_FILE,
  JournalFault,
  openJournal,
  readJournal,
  warmThread,
  type Journal,
  type JournalRecord,
  type WarmThread,
} from "./journal.ts";
