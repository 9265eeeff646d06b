/** What an attached document says, before it has a format. The first row of a table is its heading. */
export type Paper = {
  heading: readonly string[];
  paragraphs: readonly string[];
  table?: readonly (readonly string[])[];
  signature: readonly string[];
};
