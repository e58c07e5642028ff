export { JOURNAL_FILE, JournalFault, openJournal, readJournal, type Journal, type JournalRecord } from "./journal.ts";
