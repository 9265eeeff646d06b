/** Formats of documents (TT 39/2017, Ninh Bình 161/2025: text, spreadsheets, PDF, slides) and of the national axis. */
const DOCUMENT = /\.(pdf|docx?|docm|rtf|odt|xlsx?|xlsm|ods|csv|pptx?|odp|edxml)$/i;

/** How many of some attached files are documents (văn bản): not pictures, archives, calendars or cards. */
export function documentsAmong(names: readonly string[]): number {
  return names.filter((name) => DOCUMENT.test(name.trim())).length;
}
