export { JOURNAL_FILE, JournalFault, openJournal, readJournal, warmThread, type Journal, type JournalRecord } from "./journal.ts";
